import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallGraph, startSmallGraph } from '../../support/graphs/small-graph.ts';

const EACH = `{
  dossiers(first: 1) { nodes { id __typename } }
  documents(first: 1) { nodes { id __typename } }
  agencies(first: 1) { nodes { id __typename } }
  procedures(first: 1) { nodes { id __typename } }
  procedureFields { nodes { id __typename } }
  oneStopOffices { id __typename }
}`;

const NODES = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
    ... on Dossier { code }
    ... on Document { notation }
    ... on Agency { name }
    ... on Procedure { name }
    ... on ProcedureField { name }
    ... on OneStopOffice { name }
  }
}`;

describe('ids of the graph', () => {
  let graph: SmallGraph;
  const ask = (query: string, variables?: object): Promise<any> => graph.ask(query, variables);
  beforeAll(async () => {
    graph = await startSmallGraph();
  }, 30_000);
  afterAll(() => graph.close());

  it('find what bears them again, of every type', async () => {
    const { data: first } = await ask(EACH);
    const borne = [
      first.dossiers.nodes[0],
      first.documents.nodes[0],
      first.agencies.nodes[0],
      first.procedures.nodes[0],
      first.oneStopOffices[0],
      first.procedureFields.nodes[0],
    ];

    const { data, errors } = await ask(NODES, { ids: borne.map(({ id }) => id) });

    expect(errors).toBeUndefined();
    expect(data.nodes).toMatchObject(borne);
    expect(data.nodes.map(({ code, notation, name }: any) => code ?? notation ?? name)).toEqual([
      'HS-1',
      '2/QĐ-UBND',
      'Sở 1',
      'Khai sinh',
      'Source A1',
      'Hộ tịch',
    ]);
  }, 30_000);

  it('are nothing, and no error, where nothing bears them', async () => {
    const ids = [
      'A1:99',
      'V1:99',
      'Agency:H12.99',
      'Procedure:9.999999',
      'OneStopOffice:A9',
      'ProcedureField:Hộ tịch xa',
      'nothing at all',
      '',
    ];

    const { data, errors } = await ask(NODES, { ids });

    expect(errors).toBeUndefined();
    expect(data.nodes).toEqual(ids.map(() => null));
  });

  it('are told of who bears them by the owner, although nothing else is asked for', async () => {
    const { data } = await ask('{ is: node(id: "A1:1") { id } isNot: node(id: "A1:99") { id } }');

    expect(data).toEqual({ is: { id: 'A1:1' }, isNot: null });
  });

  it('are five hundred at a time', async () => {
    const { errors } = await ask(NODES, {
      ids: Array.from({ length: 501 }, (_one, n) => `A1:${n}`),
    });

    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
