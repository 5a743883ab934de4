import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallGraph, startSmallGraph } from '../../../support/graphs/small-graph.ts';
import { writeDatabase } from '../../../support/offices/offices.ts';

describe('edges of the graph', () => {
  let graph: SmallGraph;
  const ask = async (query: string, variables?: object): Promise<any> => {
    const { data, errors } = await graph.ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    graph = await startSmallGraph();
  }, 30_000);
  afterAll(() => graph.close());

  it('lead from a document to the dossiers that it decides, and back', async () => {
    const { document } = await ask(
      '{ document(id: "V1:1") { id dossiers { totalCount nodes { id resultDocument { id } } } } }',
    );

    expect(document.dossiers).toEqual({
      totalCount: 2,
      nodes: [
        { id: 'A1:1', resultDocument: { id: 'V1:1' } },
        { id: 'A1:2', resultDocument: { id: 'V1:1' } },
      ],
    });
  }, 30_000);

  it('lead from a procedure to its dossiers, offerings and offices', async () => {
    const { procedure } = await ask(`{
      procedure(code: "1.000001") {
        dossiers { totalCount nodes { id } }
        offeringsConnection(where: { onlineLevel: { gte: 3 } }) { totalCount nodes { agency { code } } }
        offices { code procedures { nodes { code } } }
      }
    }`);

    expect(procedure).toEqual({
      dossiers: { totalCount: 2, nodes: [{ id: 'A1:1' }, { id: 'A1:2' }] },
      offeringsConnection: {
        totalCount: 2,
        nodes: [{ agency: { code: 'H12.01' } }, { agency: { code: 'H12.01' } }],
      },
      offices: [{ code: 'A1', procedures: { nodes: [{ code: '1.000001' }] } }],
    });
  });

  it('lead from an agency to its documents, offerings, children and office', async () => {
    const { agency } = await ask(`{
      agency(code: "H12.01") {
        issuedDocuments { nodes { id } }
        assignedDocuments { nodes { id } }
        offerings { nodes { procedure { code } } }
        children { nodes { code } }
        office { code agency { code } }
      }
    }`);

    expect(agency).toEqual({
      issuedDocuments: { nodes: [{ id: 'V2:1' }] },
      assignedDocuments: { nodes: [{ id: 'V2:1' }] },
      offerings: {
        nodes: [{ procedure: { code: '1.000001' } }, { procedure: { code: '1.000001' } }],
      },
      children: { nodes: [{ code: 'H12.02' }] },
      office: { code: 'A1', agency: { code: 'H12.01' } },
    });
  });

  it('lead from a field of administration to its procedures', async () => {
    const { procedureFields } = await ask(
      '{ procedureFields { nodes { code name procedures { nodes { code } } } partial } }',
    );

    expect(procedureFields).toEqual({
      nodes: [
        {
          code: 'HT',
          name: 'Hộ tịch',
          procedures: { nodes: [{ code: '1.000001' }, { code: '1.000002' }] },
        },
      ],
      partial: false,
    });
  });

  it('are lists in pages, forwards and backwards, in the order that is asked for', async () => {
    const page = `query ($first: Int, $after: String, $last: Int, $before: String) {
      document(id: "V1:1") {
        dossiers(first: $first, after: $after, last: $last, before: $before, orderBy: [{ by: CODE }]) {
          nodes { id }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }`;
    const asked = async (variables: object) =>
      (await ask(page, variables)).document.dossiers as {
        nodes: { id: string }[];
        pageInfo: Record<string, unknown>;
      };

    const first = await asked({ first: 1 });
    const second = await asked({ first: 1, after: first.pageInfo['endCursor'] });
    const back = await asked({ last: 1, before: second.pageInfo['startCursor'] });

    expect([first, second].map(({ nodes }) => nodes)).toEqual([[{ id: 'A1:1' }], [{ id: 'A1:2' }]]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(back.nodes).toEqual(first.nodes);
  });

  it('refuse the cursor of another list', async () => {
    const { documents } = await ask('{ documents(first: 1) { pageInfo { endCursor } } }');

    const { errors } = await graph.ask(
      'query ($after: String) { document(id: "V1:1") { dossiers(after: $after) { totalCount } } }',
      { after: documents.pageInfo.endCursor },
    );

    expect(errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' } }]);
  });

  it('lead to a decision that VIC does not have by its key, without what every document has', async () => {
    await writeDatabase(join(graph.directory, 'onestop', 'a1.db'), [
      "UPDATE HoSo SET SoKetQua = '9/QĐ-UBND' WHERE ID = 2",
    ]);

    const named = await ask(
      '{ dossier(id: "A1:2") { resultDocument { documentId notation subject } } }',
    );
    const { data, errors } = await graph.ask(
      '{ dossier(id: "A1:2") { result { number } resultDocument { id } } }',
    );

    expect(named.dossier.resultDocument).toEqual({
      documentId: 'H12.02,2016/08/01,9/QĐ-UBND',
      notation: null,
      subject: null,
    });
    expect(data.dossier).toEqual({ result: { number: '9/QĐ-UBND' }, resultDocument: null });
    expect(errors).toMatchObject([
      {
        path: ['dossier', 'resultDocument', 'id'],
        extensions: { code: 'NULL_WHERE_NON_NULL', details: { field: 'Document.id' } },
      },
    ]);
  });
});
