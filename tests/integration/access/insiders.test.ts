import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { GraphQLInputObjectType } from 'graphql';
import { readXlsx } from 'hucre/xlsx';
import { parquetReadObjects } from 'hyparquet';
import { statements } from '../../../service/telemetry/events.ts';
import { apiSchema } from '../../support/policy/api-schema.ts';
import {
  ASKER_HEADER,
  type GuardedGraph,
  startGuardedGraph,
} from '../../support/policy/guarded-graph.ts';
import { type Asker, ASKERS } from '../../support/policy/roles.ts';
import { MAY, secrets } from '../../support/policy/secrets.ts';
import { valuesOf } from '../../support/policy/ways.ts';
import { writeHalves } from '../../support/withheld/sources.ts';

jest.setTimeout(120_000);

/** Dossiers that each sees in the first half and in the second. */
const ROWS: Readonly<Record<Asker, readonly [first: number, second: number] | null>> = {
  officer: [2, 0],
  leader: [2, 0],
  supervisor: [2, 2],
  inspector: [2, 2],
  integrator: [2, 2],
  analyst: null,
  auditor: null,
  citizen: [2, 0],
  anonymous: null,
};
const READERS = ASKERS.filter((asker) => ROWS[asker] !== null);
/** Those to whom the second half is hidden. */
const NARROW = ['officer', 'leader', 'citizen'] as const;
const PERSON = 'code subject procedureSourceCode currentAssignee applicant { name idNumber phone }';

let directory: string;
let graph: GuardedGraph;
let stopCounting: () => void;
let counted = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'motcua-insiders-'));
  await writeHalves(directory, '20s');
  graph = await startGuardedGraph(directory, { key: randomBytes(32), maxBatch: 4 });
  stopCounting = statements.listen(() => {
    counted += 1;
  });
});
afterAll(async () => {
  stopCounting();
  await graph.close();
  rmSync(directory, { recursive: true, force: true });
});

/** What is answered, with what it has cost, without the request's id, and how many statements it took. */
async function ask(
  query: string,
  as: Asker,
): Promise<{ readonly answer: any; readonly read: number }> {
  const before = counted;
  const { status, data, errors, extensions } = await graph.send('/graphql', { query }, as, {
    'x-graph-cost': 'include',
  });
  return { answer: { status, data, errors, extensions }, read: counted - before };
}

const foundIn = (text: string) => secrets.filter(({ written }) => text.includes(written));
const unmaskedFor = (asker: Asker, text: string) =>
  foundIn(text).filter((secret) => !MAY[asker](secret));

const FORMS: readonly (readonly [string, (id: string, code: string) => string])[] = [
  ['node', (id) => `{ node(id: "${id}") { __typename ... on Dossier { code } } }`],
  ['nodes', (id) => `{ nodes(ids: ["A1:1", "${id}"]) { ... on Dossier { code subject } } }`],
  ['dossier', (id) => `{ dossier(id: "${id}") { code steps { name } linked { id } } }`],
  [
    'dossiersByCode',
    (_id, code) => `{ dossiersByCode(code: "${code}") { nodes { id } sources { source rows } } }`,
  ],
  [
    'dossiers',
    (_id, code) => `{ dossiers(where: { code: { eq: "${code}" } }) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } sources { source rows } } }`,
  ],
  ['search', (_id, code) => `{ search(text: "${code}") { dossiers { nodes { id } } } }`],
  [
    'dossierStatistics',
    (_id, code) => `{ dossierStatistics(where: { code: { eq: "${code}" } }) {
      total { count } sources { source rows } } }`,
  ],
];

describe('a dossier that is hidden', () => {
  describe.each(FORMS)('and asked for by %s', (_form, query) => {
    it.each(NARROW)(
      'is to a %s as one that there is not, and takes as many statements',
      async (asker) => {
        // What is looked up once is known from then on.
        await ask(query('A2:9', 'HS-9'), asker);
        const hidden = await ask(query('A2:1', 'HS-2'), asker);
        const absent = await ask(query('A2:8', 'HS-8'), asker);

        expect(hidden).toEqual(absent);
        expect(hidden.answer.errors).toBeUndefined();
        expect(hidden.answer.extensions.cost.actual).toEqual(expect.any(Number));
      },
    );
  });

  it('is told by its type alone to nobody: each id of that form has one', async () => {
    const { answer, read } = await ask(
      '{ hidden: node(id: "A2:1") { __typename } absent: node(id: "A2:8") { __typename } }',
      'citizen',
    );

    expect([answer.data, read]).toEqual([
      { hidden: { __typename: 'Dossier' }, absent: { __typename: 'Dossier' } },
      0,
    ]);
  });

  it('is told by wrong digits of its receipt as by those of none', async () => {
    const status = (code: string, secret: string) =>
      ask(
        `{ dossierStatus(code: "${code}", secret: "${secret}") { nodes { code } partial } }`,
        'anonymous',
      );

    const [wrong, none] = [await status('HS-2', '9999'), await status('HS-8', '0012')];

    expect(wrong).toEqual(none);
    expect(wrong.answer.data.dossierStatus.nodes).toEqual([]);
    expect(wrong.read).toBeGreaterThan(0);
  });
});

describe('report 06a', () => {
  const report = (by: string, offices = '') =>
    `{ report06a(from: "2016-01-01", to: "2016-12-31", by: ${by}${offices}) {
      rows { label counts { received } } total { received } sources { source rows } } }`;

  it.each(ASKERS)('counts for a %s what they may read, and names nothing else', async (asker) => {
    const rows = ROWS[asker];
    for (const by of ['OFFICE', 'FIELD', 'PROCEDURE']) {
      const { answer } = await ask(report(by), asker);
      const other = await ask(report(by, ', offices: ["A2"]'), asker);

      if (rows === null) {
        expect([answer.data, other.answer.data]).toEqual([
          { report06a: null },
          { report06a: null },
        ]);
        continue;
      }
      expect(answer.data.report06a.total.received).toBe(rows[0] + rows[1]);
      expect(other.answer.data.report06a.total.received).toBe(rows[1]);
      expect(unmaskedFor(asker, JSON.stringify([answer, other.answer]))).toEqual([]);
    }
  });
});

describe('report 07b', () => {
  it('is of the catalogue, which is open to all but the auditor', async () => {
    const answers = await Promise.all(
      ASKERS.map((asker) => ask('{ report07b { total { procedures } } }', asker)),
    );

    expect(answers.map(({ answer }) => answer.data.report07b?.total.procedures ?? null)).toEqual(
      ASKERS.map((asker) => (asker === 'auditor' ? null : 2)),
    );
  });
});

describe('an answer in parts', () => {
  const whole = (defer: string) => `{
    own: dossier(id: "A1:1") { id ... ${defer} { ${PERSON} } }
    other: dossier(id: "A2:1") { id ... ${defer} { ${PERSON} } }
  }`;

  it.each(ASKERS)('tells a %s what a whole one does, and nothing else', async (asker) => {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'multipart/mixed;deferSpec=20220824, application/json',
        [ASKER_HEADER]: asker,
      },
      body: JSON.stringify({ query: whole('@defer') }),
    });
    const parts = await response.text();
    const { answer } = await ask(whole(''), asker);

    expect(foundIn(parts)).toEqual(foundIn(JSON.stringify(answer)));
    expect(unmaskedFor(asker, parts)).toEqual([]);
    if (asker === 'inspector') expect(foundIn(parts).length).toBeGreaterThan(6);
  });
});

describe('a batch', () => {
  it.each(ASKERS)('tells a %s what its operations do one by one', async (asker) => {
    const queries = [
      `{ dossier(id: "A2:1") { ${PERSON} } }`,
      `{ dossiers { nodes { ${PERSON} } } }`,
    ];
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [ASKER_HEADER]: asker },
      body: JSON.stringify(queries.map((query) => ({ query }))),
    });
    const together = (await response.json()) as readonly any[];
    const apart = await Promise.all(queries.map((query) => ask(query, asker)));

    expect(together.map(({ data, errors }) => ({ data, errors }))).toEqual(
      apart.map(({ answer: { data, errors } }) => ({ data, errors })),
    );
    expect(unmaskedFor(asker, JSON.stringify(together))).toEqual([]);
  });
});

/** Lists of all, each beside the same rows under another thing, of which a citizen sees none. */
const FOUND = [
  ['dossiers', 'Dossier', (list: string) => `document(id: "V1:1") { its: dossiers${list} }`],
  [
    'documents',
    'Document',
    (list: string) => `agency(code: "H12.01") { its: assignedDocuments${list} }`,
  ],
] as const;

describe.each(FOUND)('%s under another thing', (all, kind, under) => {
  const filter = apiSchema.getType(`${kind}Filter`) as GraphQLInputObjectType;
  const tests = Object.keys(filter.getFields())
    .filter((key) => !['and', 'or', 'not'].includes(key))
    .map((key) => `{ ${key}: { isNull: true } }`);
  const asked = [
    ...tests.flatMap((test) => [`where: ${test}`, `where: { or: [{ not: ${test} }] }`]),
    ...valuesOf(apiSchema, `${kind}OrderField`).map((by) => `orderBy: [{ by: ${by} }]`),
  ];
  const refusedOf = async (query: string, as: Asker): Promise<readonly string[]> => {
    const { answer } = await ask(query, as);
    return (answer.errors ?? []).map(({ message }: any) => message);
  };

  it.each(READERS.filter((asker) => asker !== 'citizen'))(
    'are chosen and ordered for a %s by no more than the list of all',
    async (as) => {
      const told = [];
      for (const args of asked) {
        const list = `(first: 1, ${args}) { nodes { id } }`;
        told.push({
          args,
          found: await refusedOf(`{ ${under(list)} }`, as),
          listed: await refusedOf(`{ ${all}${list} }`, as),
        });
      }

      expect(told.map(({ args, found }) => ({ args, refused: found }))).toEqual(
        told.map(({ args, listed }) => ({ args, refused: listed })),
      );
      if (as === 'supervisor') expect(told.flatMap(({ found }) => found)).not.toEqual([]);
    },
  );
});

describe('a cursor of who sees more', () => {
  const page = (after: string) =>
    `{ dossiers(first: 5, after: "${after}") { nodes { id } totalCount sources { rows } } }`;
  const written = (parts: unknown): string =>
    Buffer.from(JSON.stringify(parts)).toString('base64url');

  async function cursors(as: Asker): Promise<readonly string[]> {
    const { answer } = await ask('{ dossiers { edges { cursor } } }', as);
    return answer.data.dossiers.edges.map(({ cursor }: any) => cursor);
  }

  it.each(NARROW)('leads a %s among their own rows alone, and tells of no other', async (asker) => {
    const [first = '', , hidden = ''] = await cursors('supervisor');
    const [order, values, place, , ...rest] = JSON.parse(
      Buffer.from(hidden, 'base64url').toString(),
    );
    const absent = written([order, values, place, '8', ...rest]);

    const behindOwn = await ask(page(first), asker);
    const behindHidden = await ask(page(hidden), asker);
    const behindAbsent = await ask(page(absent), asker);

    expect(behindOwn.answer.data.dossiers).toMatchObject({
      nodes: [{ id: 'A1:2' }],
      totalCount: 2,
    });
    expect(behindHidden).toEqual(behindAbsent);
    expect(behindHidden.answer.data.dossiers).toMatchObject({ nodes: [], totalCount: 2 });
  });

  it.each(READERS)(
    'holds for a %s nothing that is not shown, whatever orders the list',
    async (asker) => {
      for (const by of valuesOf(apiSchema, 'DossierOrderField')) {
        const { answer } = await ask(
          `{ dossiers(orderBy: [{ by: ${by} }]) { edges { cursor } } }`,
          asker,
        );
        const texts: readonly string[] = answer.data.dossiers.edges.map(({ cursor }: any) =>
          Buffer.from(cursor, 'base64url').toString(),
        );
        expect(texts).toHaveLength(ROWS[asker]![0] + ROWS[asker]![1]);
        expect(unmaskedFor(asker, texts.join('\n'))).toEqual([]);
      }
    },
  );

  it('is refused where it is of another list, or was made anew with more in it', async () => {
    const [first = ''] = await cursors('officer');
    const [order, values, ...rest] = JSON.parse(Buffer.from(first, 'base64url').toString());
    const forged = [
      written(['another order', values, ...rest]),
      written([order, [...values, 'Nguyễn'], ...rest]),
      written([order, [{ startsWith: '2016' }], ...rest]),
      'bm90IGEgY3Vyc29y',
    ];

    for (const cursor of forged) {
      const { answer } = await ask(page(cursor), 'officer');
      expect(answer.errors?.[0].extensions.code).toBe('BAD_CURSOR');
    }
  });
});

describe('an export as a workbook or a Parquet file', () => {
  const query = `{ dossiers { nodes { ${PERSON} } } }`;
  const exported = async (asker: Asker, format: string) => {
    const response = await fetch(
      `${graph.url}/export?format=${format}&query=${encodeURIComponent(query)}`,
      { headers: { [ASKER_HEADER]: asker } },
    );
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

  it.each(ASKERS)('has for a %s what the list has, and no more', async (asker) => {
    const { answer } = await ask(query, asker);
    const listed = foundIn(JSON.stringify(answer)).filter(({ tells }) => tells !== 'procedure');
    const [book, table] = [await exported(asker, 'xlsx'), await exported(asker, 'parquet')];

    if (ROWS[asker] === null) {
      expect([book.status, table.status]).toEqual([403, 403]);
      return;
    }
    const { sheets } = await readXlsx(Buffer.from(book.bytes));
    const rows = await parquetReadObjects({ file: table.bytes.buffer });
    expect(rows).toHaveLength(ROWS[asker][0] + ROWS[asker][1]);
    for (const text of [
      JSON.stringify(sheets.map((sheet) => sheet.rows)),
      JSON.stringify(rows, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ]) {
      expect(foundIn(text).filter(({ tells }) => tells !== 'procedure')).toEqual(listed);
      expect(unmaskedFor(asker, text)).toEqual([]);
    }
  });
});
