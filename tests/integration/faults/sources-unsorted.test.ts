import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';

const office = (code: string, receivedAt: string) => ({
  file: `${code}.yaml`,
  yaml: `
source: { code: ${code}, name: Một cửa ${code} }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/${code}.db" }
dossier:
  table: hs
  key: id
  columns: { code: so, receivedAt: ${receivedAt}, applicantName: ten }
`,
  sql: [
    'CREATE TABLE hs (id INTEGER PRIMARY KEY, so TEXT, ngay TEXT, ten TEXT)',
    `INSERT INTO hs VALUES (1, '${code}-1', '2026-01-05T08:00:00', 'Lê Hoa'), (2, '${code}-2', '2026-01-06T08:00:00', 'Trần Bé')`,
  ],
});

const UNSORTED = '{ column: ngay, date: [dd/MM/yyyy, iso-8601] }';

describe('an office that its database cannot put in the usual order', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([office('SORTED', 'ngay'), office('UNSORTED', UNSORTED)]);
  });
  afterAll(() => offices.close());

  it('is left out of lists that no other order was asked for, and named there with the reason', async () => {
    const list = '{ partial nodes { code } sources { source status message } }';
    const sources: readonly Readonly<Record<string, unknown>>[] = [
      { source: 'SORTED', status: 'OK', message: null },
      {
        source: 'UNSORTED',
        status: 'MISCONFIGURED',
        message: expect.stringContaining('cannot be sorted by “receivedAt”'),
      },
    ];
    const { data, errors } = await ask(
      offices.subgraph,
      `{
        dossiers ${list}
        _entities(representations: [{ __typename: "Search", text: "Lê Hoa" }]) {
          ... on Search { dossiers ${list} }
        }
      }`,
    );

    expect(errors).toEqual([]);
    expect(data.dossiers).toEqual({
      partial: true,
      nodes: [{ code: 'SORTED-2' }, { code: 'SORTED-1' }],
      sources,
    });
    expect(data._entities[0].dossiers).toEqual({
      partial: true,
      nodes: [{ code: 'SORTED-1' }],
      sources,
    });
  });

  it('goes on being left out on the pages that follow, and counted all the same', async () => {
    const page = '{ totalCount pageInfo { endCursor } nodes { code } sources { status } }';
    const { data } = await ask(offices.subgraph, `{ dossiers(first: 1) ${page} }`);
    const after = JSON.stringify(data.dossiers.pageInfo.endCursor);
    const next = await ask(offices.subgraph, `{ dossiers(first: 1, after: ${after}) ${page} }`);

    expect(data.dossiers.totalCount).toBe(4);
    expect(next.data.dossiers.nodes).toEqual([{ code: 'SORTED-1' }]);
  });

  it('has its rows in every other order, and is told of by an error where its own was asked for', async () => {
    const by = (field: string) =>
      `{ dossiers(orderBy: [{ by: ${field}, direction: ASC }]) { partial nodes { code } } }`;
    const byCode = await ask(offices.subgraph, by('CODE'));
    const byDay = await ask(offices.subgraph, by('RECEIVED_AT'));

    expect(byCode.data.dossiers).toEqual({
      partial: false,
      nodes: ['SORTED-1', 'SORTED-2', 'UNSORTED-1', 'UNSORTED-2'].map((code) => ({ code })),
    });
    expect(byDay.errors).toEqual([expect.objectContaining({ code: 'NOT_FILTERABLE' })]);
  });

  it('is told of by the error where there is no other, and how to ask instead', async () => {
    const alike = await openOffices([office('ONE', UNSORTED), office('OTHER', UNSORTED)]);

    const { errors } = await ask(alike.subgraph, '{ dossiers { nodes { code } } }');
    await alike.close();

    expect(errors).toEqual([expect.objectContaining({ code: 'SOURCE_NOT_SORTED' })]);
  });
});
