import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { createCopyKey } from '../../../subgraphs/sources/copy/personal/copy-key.ts';
import { fileStore } from '../../../subgraphs/sources/copy/keeping/files/file-store.ts';
import { copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import { silent } from '../../support/http/http-fixture.ts';
import { apiSchema } from '../../support/policy/api-schema.ts';
import {
  ASKER_HEADER,
  type GuardedGraph,
  startGuardedGraph,
} from '../../support/policy/guarded-graph.ts';
import { actingAs, type Asker, ASKERS, policy } from '../../support/policy/roles.ts';
import { MAY, secrets } from '../../support/policy/secrets.ts';
import { askAll, everyTest, valuesOf } from '../../support/policy/ways.ts';
import { writeHalves } from '../../support/withheld/sources.ts';

jest.setTimeout(120_000);

const OFFICIALS: ReadonlySet<Asker> = new Set([
  ...(['officer', 'leader', 'supervisor', 'inspector', 'integrator'] as const),
]);
const EVERYBODY: ReadonlySet<Asker> = new Set(ASKERS.filter((asker) => asker !== 'auditor'));

const ANALYSTS: ReadonlySet<Asker> = new Set<Asker>(['analyst']);
const NOBODY: ReadonlySet<Asker> = new Set();

/** The lists beside dossiers: who has them, who only counts them in groups, and by what nobody but an inspector may ask. */
const LISTS = [
  ['documents', 'Document', 'vic', { who: OFFICIALS, counts: ANALYSTS, closed: ['subject'] }],
  ['agencies', 'Agency', 'vic', { who: EVERYBODY, counts: NOBODY, closed: [] }],
  ['procedures', 'Procedure', 'procedures', { who: EVERYBODY, counts: NOBODY, closed: [] }],
] as const;

const identities = actingAs();
const key = randomBytes(32);
let directory: string;
let graph: GuardedGraph;
const guarded = new Map<string, Subgraph>();
const open = new Map<string, Subgraph>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'motcua-ways-'));
  await writeHalves(directory, '20s', '\ncopy: { share: 1, personal: true }');
  const copyKey = createCopyKey(randomBytes(32));
  const copies = join(directory, 'copies');
  const sources = openSources({
    directory: join(directory, 'onestop'),
    kind: onestopKind,
    environment: {},
    log: silent,
  });
  for (const source of sources) {
    await copySource(source, {
      store: fileStore({ directory: join(copies, 'onestop'), memory: '100MB', threads: 1 }),
      key: copyKey,
    });
    await source.close();
  }
  graph = await startGuardedGraph(directory, {
    key,
    copies: { directory: copies, memory: '100MB', threads: 1, every: null, key: copyKey },
  });
  for (const name of ['vic', 'procedures'] as const) {
    const options = { sourcesDirectory: join(directory, name), environment: {}, log: silent };
    guarded.set(name, await createSubgraph(name, { ...options, policy, identities }));
    open.set(name, await createSubgraph(name, options));
  }
});
afterAll(async () => {
  await graph.close();
  for (const one of [...guarded.values(), ...open.values()]) await one.close();
  rmSync(directory, { recursive: true, force: true });
});

describe.each(LISTS)('every way to ask %s', (list, type, subgraph, { who, counts, closed }) => {
  const placed = everyTest(apiSchema, `${type}Filter`).flatMap(({ text, ...test }) => [
    { ...test, text },
    { ...test, text: `{ not: ${text} }` },
    { ...test, text: `{ or: [${text}] }` },
  ]);
  const questions = placed.map(({ text }) => `${list}(first: 0, where: ${text}) { totalCount }`);
  const orders = valuesOf(apiSchema, `${type}OrderField`).map(
    (by) => `${list}(orderBy: [{ by: ${by} }]) { totalCount }`,
  );
  let truth: readonly unknown[];
  beforeAll(async () => {
    truth = await askAll(open.get(subgraph)!, [...questions, ...orders]);
  });

  it.each(ASKERS)(
    'is open to a %s as far as the rows are, and by nothing that is masked',
    async (asker) => {
      identities.become(asker);

      const answers = await askAll(guarded.get(subgraph)!, [...questions, ...orders]);

      const isClosed = (at: number): boolean =>
        asker !== 'inspector' && (closed as readonly string[]).includes(placed[at]?.key ?? '');
      expect(answers).toEqual(
        truth.map((told, at) => {
          if (!who.has(asker) && !counts.has(asker)) return 'FORBIDDEN_ENTITY';
          if (counts.has(asker)) return 'FORBIDDEN_ROWS';
          return isClosed(at) ? 'FORBIDDEN_FIELD' : told;
        }),
      );
      expect(truth.every((told) => typeof told === 'object')).toBe(true);
    },
  );
});

describe('a search', () => {
  const find = async (asker: Asker, kind: string, text: string): Promise<unknown> => {
    const query = `{ search(text: "${text}") { found: ${kind} { nodes { id } } } }`;
    const { data, errors = [] } = await graph.send('/graphql', { query }, asker);
    return errors[0]?.extensions.code ?? data.search.found.nodes.map(({ id }: any) => id);
  };
  const own = ['A1:1', 'A1:2'];
  const others = ['A2:1', 'A2:2'];

  it.each([
    ['officer', own, []],
    ['leader', own, []],
    ['citizen', own, []],
    ['supervisor', [], others],
    ['integrator', [], others],
    ['inspector', own, others],
    ['analyst', 'FORBIDDEN_ROWS', 'FORBIDDEN_ROWS'],
    ['auditor', 'FORBIDDEN_ENTITY', 'FORBIDDEN_ENTITY'],
    ['anonymous', 'FORBIDDEN_ENTITY', 'FORBIDDEN_ENTITY'],
  ] as const)(
    'leaves out of what a %s finds what is not shown as it stands, and finds the rest',
    async (asker, bySubject, byCode) => {
      expect(await find(asker, 'dossiers', 'Khai sinh 1')).toEqual(bySubject);
      expect(await find(asker, 'dossiers', 'HS-2')).toEqual(byCode);
    },
  );

  it('finds documents by their subject for who sees it alone', async () => {
    expect(await find('officer', 'documents', 'Về việc 1')).toEqual([]);
    expect(await find('officer', 'documents', '1/Q')).toEqual(['V1:1']);
    expect(await find('inspector', 'documents', 'Về việc 1')).toEqual(['V1:1']);
    expect(await find('citizen', 'documents', '1/Q')).toBe('FORBIDDEN_ENTITY');
  });
});

describe('the status of a dossier, by its receipt', () => {
  const status = async (asker: Asker): Promise<unknown> => {
    const query =
      '{ dossierStatus(code: "HS-2", secret: "0012") { nodes { code office procedureCode status } } }';
    const { data, errors = [] } = await graph.send('/graphql', { query }, asker);
    return errors[0]?.extensions.code ?? data.dossierStatus.nodes[0];
  };

  it.each([
    ['anonymous', null],
    ['citizen', '1.000002'],
    ['officer', '1.000002'],
    ['leader', '1.000002'],
    ['supervisor', null],
    ['inspector', '1.000002'],
  ] as const)(
    'is told to a %s, whose right it is to have the receipt, with the sensitive procedure %s',
    async (asker, procedureCode) => {
      expect(await status(asker)).toEqual({
        code: 'HS-2',
        office: 'Source A2',
        procedureCode,
        status: 'PROCESSING',
      });
    },
  );

  it.each(['integrator', 'analyst', 'auditor'] as const)('is refused to a %s', async (asker) => {
    expect(await status(asker)).toBe('FORBIDDEN_ENTITY');
  });
});

/** All that lists say of dossiers and documents. */
const DOSSIER = `code subject procedureSourceCode procedureFieldCode currentAssignee
  applicant { name idNumber phone address }`;
const EXPORTED = [
  ['dossier', `{ dossiers { nodes { ${DOSSIER} } } }`],
  ['document', '{ documents { nodes { notation subject signer { name } } } }'],
] as const;

/** What of the secrets stands in a text. */
const foundIn = (text: string) => secrets.filter(({ written }) => text.includes(written));

describe.each(['GET', 'POST'])('an export by %s', (method) => {
  it.each(ASKERS)('has for a %s what the list has, and no more', async (asker) => {
    for (const [of, query] of EXPORTED) {
      const asked = { query, format: 'ndjson' };
      const address = method === 'GET' ? `?${String(new URLSearchParams({ ...asked }))}` : '';
      const response = await fetch(`${graph.url}/export${address}`, {
        method,
        headers: { 'content-type': 'application/json', [ASKER_HEADER]: asker },
        ...(method === 'POST' && { body: JSON.stringify(asked) }),
      });
      const exported = foundIn(await response.text());
      const listed = foundIn(JSON.stringify(await graph.send('/graphql', { query }, asker)));

      expect(exported).toEqual(listed);
      expect(exported).toEqual(exported.filter((secret) => secret.of === of && MAY[asker](secret)));
      if (asker === 'inspector') expect(exported.length).toBeGreaterThan(3);
    }
  });
});

describe('a copy', () => {
  it.each(ASKERS)('shows a %s what its source shows, and nothing else', async (asker) => {
    const list = (freshness: string) => `{ dossiers(freshness: ${freshness}) {
      nodes { ${DOSSIER} source { from repairs { field raw } } steps { name assignee }
        supplements { content } payments { name } } } }`;
    const [live, copied] = await Promise.all(
      ['LIVE', 'COPY'].map((from) => graph.send('/graphql', { query: list(from) }, asker)),
    );

    const shown = foundIn(JSON.stringify(copied));
    expect(shown).toEqual(foundIn(JSON.stringify(live)));
    expect(shown).toEqual(shown.filter(MAY[asker]));
    if (asker === 'inspector') expect(shown.length).toBeGreaterThan(20);
    const from = copied.data?.dossiers?.nodes.map(({ source }: any) => source.from) ?? [];
    expect(new Set(from).has('LIVE')).toBe(false);
  });

  it.each(ASKERS)('is searched by a %s as its source is', async (asker) => {
    const tests = everyTest(apiSchema, 'DossierFilter').filter(
      ({ op }) => op === 'eq' || op === 'isNull',
    );
    const count = (freshness: string) =>
      `{ ${tests
        .map(
          ({ text }, at) =>
            `q${at}: dossiers(first: 0, freshness: ${freshness}, where: ${text}) { totalCount }`,
        )
        .join('\n')} }`;
    const [live, copied] = await Promise.all(
      ['LIVE', 'COPY'].map((from) => graph.send('/graphql', { query: count(from) }, asker)),
    );

    expect(copied.data).toEqual(live.data);
    const codes = ({ errors = [] }: any) => errors.map(({ extensions }: any) => extensions.code);
    expect(codes(copied)).toEqual(codes(live));
  });
});
