import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { readDayFiles } from '../../../gateway/access/audit/day-files.ts';
import { stoppedReaders } from '../../../gateway/access/audit/reports/stopped-readers.ts';
import { unauthenticated } from '../../../gateway/access/unauthenticated.ts';
import type { ServingConfig } from '../../../gateway/config.ts';
import { type GatewayParts, startGateway } from '../../../gateway/server.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createInProcessTransport } from '../../../gateway/transport/in-process.ts';
import { ANONYMOUS, type Identity } from '../../../service/access/identity.ts';
import type { Asks } from '../../../service/access/policy.ts';
import { USUAL_ASKS } from '../../../service/access/policy-schema.ts';
import { createLog } from '../../../service/log.ts';
import { openSharedStore, type SharedStore } from '../../../service/redis/shared-store.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { overreadings, untrustedDocuments } from '../../../service/telemetry/events.ts';
import {
  ask,
  type GraphqlRequest,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { trailFolder } from '../../support/trail.ts';

const SDL = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@listSize"])
  type Query {
    dossiers(first: Int!, from: Int): [Dossier!]! @listSize(slicingArguments: ["first"])
    office(code: ID!): String
  }
  type Dossier @key(fields: "id") @tag(name: "record") {
    id: ID!
    name: String @tag(name: "personal/name")
    idNumber: String @tag(name: "personal/identity-number")
  }`;
/** How often dossiers were read. */
let fetches = 0;

const schema = buildSubgraphSchema({
  typeDefs: parse(SDL),
  resolvers: {
    Query: {
      // Two dossiers of each person.
      dossiers(_: unknown, { first, from = 0 }: { first: number; from?: number }) {
        fetches += 1;
        return Array.from({ length: first }, (_one, n) => ({
          id: `D${from + n}`,
          name: 'Đức',
          idNumber: `38000000${Math.floor((from + n) / 2)}`,
        }));
      },
      office: () => 'Năm Căn',
    },
  },
});

const LISTED = 'query Office { office(code: "NC") }';
const NAMES =
  'query Names($first: Int!, $from: Int) { dossiers(first: $first, from: $from) { name } }';
const IDS = NAMES.replace('name', 'id');
const NUMBERS = NAMES.replace('name', 'idNumber');

function asking(roles: Readonly<Record<string, Partial<Asks>>>, documentScopes: string[] = []) {
  return {
    roles: Object.entries(roles).map(([name, asks]) => ({
      name,
      asks: { ...USUAL_ASKS, ...asks },
    })),
    documentScopes,
  };
}

/** Who asks is in a header here: `lan officer scope`. */
function authenticate({ headers }: { headers: Record<string, unknown> }): Promise<Identity> {
  const who = headers['x-who'];
  if (typeof who !== 'string') return Promise.resolve(ANONYMOUS);
  const [name = '', role = '', ...scopes] = who.split(' ');
  return Promise.resolve({ subject: name, kind: 'person', roles: [role], claims: {}, scopes });
}

const open: HttpService[] = [];

async function start(settings: Partial<ServingConfig>, parts: Partial<GatewayParts> = {}) {
  const gateway = await startGateway({
    config: servingConfig({ engine: 'compiled', ...settings }),
    supergraph: fixedSupergraph(composeSupergraph([{ name: 'one', url: 'http://one', sdl: SDL }])),
    connect: () =>
      createInProcessTransport({ schema, createContext: () => ({}), deadlineMs: 2_000 }),
    authenticate: authenticate,
    log: silent,
    ...parts,
  });
  open.push(gateway);
  const url = `${gateway.url}/graphql`;
  return {
    url,
    as: async (who: string | undefined, body: GraphqlRequest | object, more = {}) => {
      const headers = { ...(who !== undefined && { 'x-who': who }), ...more };
      const answered = await ask(url, body, headers);
      const [error] = (answered.body['errors'] ?? []) as readonly any[];
      return { ...answered, code: error?.extensions.code as string | undefined, error };
    },
    exported: (who: string, query: string) =>
      ask(`${gateway.url}/export`, { query, format: 'ndjson' } as object, { 'x-who': who }),
  };
}

async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
}

afterAll(closeAll);

describe('rates', () => {
  it('are of each who asks, and of strangers by their address', async () => {
    const { as } = await start(
      { clientHeader: 'x-forwarded-for' },
      {
        asking: asking({ officer: { requestsPerMinute: 3 }, anonymous: { requestsPerMinute: 2 } }),
      },
    );
    const asked = async (who: string | undefined, from: string) =>
      (await as(who, { query: LISTED }, { 'x-forwarded-for': from })).status;
    const several = async (count: number, who: string | undefined, from: string) => {
      const statuses: number[] = [];
      for (let n = 0; n < count; n += 1) statuses.push(await asked(who, from));
      return statuses;
    };

    expect(await several(4, 'lan officer', '10.0.0.1')).toEqual([200, 200, 200, 429]);
    expect(await several(1, 'lan officer', '10.0.0.2')).toEqual([429]);
    expect(await several(1, 'minh officer', '10.0.0.1')).toEqual([200]);
    expect(await several(3, undefined, '10.0.0.1')).toEqual([200, 200, 429]);
    expect(await several(1, undefined, '10.0.0.3')).toEqual([200]);
    const { headers, error } = await as('lan officer', { query: '{' });
    expect(error.extensions).toMatchObject({ code: 'RATE_LIMITED', details: { most: 3 } });
    expect(headers.get('retry-after')).toBe(String(error.extensions.details.seconds));
  });

  it('count each operation of a batch', async () => {
    const { as } = await start(
      { maxBatch: 5 },
      { asking: asking({ officer: { requestsPerMinute: 3 } }) },
    );

    const { body } = await as(
      'lan officer',
      Array.from({ length: 5 }, () => ({ query: LISTED })),
    );

    const codes = (body as unknown as any[]).map(({ errors }) => errors?.[0].extensions.code);
    expect(codes).toEqual([undefined, undefined, undefined, 'RATE_LIMITED', 'RATE_LIMITED']);
  });

  it('are of strangers for whoever is refused', async () => {
    const { as } = await start(
      {},
      {
        authenticate: () => Promise.reject(unauthenticated('TOKEN_EXPIRED')),
        asking: asking({ anonymous: { requestsPerMinute: 1 } }),
      },
    );

    const codes = [await as('x', { query: LISTED }), await as('x', { query: LISTED })];

    expect(codes.map(({ code }) => code)).toEqual(['UNAUTHENTICATED', 'RATE_LIMITED']);
  });
});

describe.each(['compiled', 'stock'] as const)('what may be asked of the %s engine', (engine) => {
  it('costs no more than the role may have, in one operation and in a minute', async () => {
    const { as } = await start(
      { engine },
      { asking: asking({ officer: { cost: 50, costPerMinute: 80 } }) },
    );
    const page = (first: number) => as('lan officer', { query: NAMES, variables: { first } });

    const [dear, first, second] = [await page(60), await page(40), await page(60)];
    const third = await page(50);

    expect(dear.code).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    expect([first.status, first.code]).toEqual([200, undefined]);
    expect(second.code).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    expect([third.status, third.code]).toEqual([429, 'COST_BUDGET_SPENT']);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await as('minh officer', { query: NAMES, variables: { first: 40 } })).status).toBe(200);
  });

  it('is the schema, and names of it, for those who may have it', async () => {
    const { as } = await start(
      { engine },
      { asking: asking({ integrator: { schema: true, suggestions: true } }) },
    );
    const typo = { query: '{ ofice(code: "NC") }' };

    for (const query of [
      getIntrospectionQuery(),
      '{ ...F } fragment F on Query { __type(name: "Dossier") { name } }',
    ]) {
      expect((await as('lan officer', { query })).code).toBe('FORBIDDEN_SCHEMA');
      expect((await as('ops integrator', { query })).code).toBeUndefined();
    }
    expect((await as('lan officer', typo)).error.message).not.toContain('Did you mean');
    expect((await as('ops integrator', typo)).error.message).toContain('Did you mean');
  });
});

describe('the explorer and plans', () => {
  it('are for those whose role is served them', async () => {
    const { url, as } = await start(
      { queryPlans: true, production: false },
      { asking: asking({ integrator: { plans: true, explorer: true } }) },
    );
    const page = async (who: string, path: string) => {
      const headers = { 'x-who': who, accept: 'text/html' };
      return (await fetch(new URL(path, url), { headers })).status;
    };
    const plan = async (who: string) =>
      (await as(who, { query: LISTED }, { 'x-query-plan': 'yes' })).body['extensions'];

    expect([await page('ops integrator', '/'), await page('ops integrator', '/graphql')]).toEqual([
      200, 200,
    ]);
    expect([await page('lan officer', '/'), await page('lan officer', '/graphql')]).toEqual([
      403, 403,
    ]);
    expect(await plan('ops integrator')).toHaveProperty('queryPlan');
    expect(await plan('lan officer')).toBeUndefined();
  });
});

describe('reading', () => {
  const trail = trailFolder();
  afterAll(async () => {
    // The last lines of a trail are signed when its gateway closes.
    await closeAll();
    trail.remove();
  });

  it('is stopped where more is asked for than a role is shown, and the supervisor is told once', async () => {
    const logged: string[] = [];
    const told: unknown[] = [];
    const stop = overreadings.listen((event) => told.push(event));
    const { as, url } = await start(
      { auditDir: trail.directory },
      {
        breakGlass: {
          roles: [{ name: 'supervisor', reviewsBreakGlass: true, breakGlass: {} }],
          key: randomBytes(32),
        },
        asking: asking({ officer: { citizensPerHour: 10, rowsPerHour: 30 } }),
        log: createLog({
          service: 'test',
          level: 'warn',
          destination: { write: (line) => logged.push(line) },
        }),
      },
    );
    const page = (query: string, first: number, from = 0) =>
      as('lan officer', { query, variables: { first, from } });

    // Ten dossiers of five people; the same again; and of more people than is allowed.
    const [numbers, again] = [await page(NUMBERS, 10), await page(NUMBERS, 10)];
    const [beyond, twice] = [await page(NUMBERS, 12, 10), await page(NUMBERS, 12, 10)];
    // Where no number is shown each dossier is somebody's.
    const [names, tooMany] = [await page(NAMES, 5), await page(NAMES, 6)];
    const nothing = await as('lan officer', { query: LISTED });
    stop();

    expect([numbers.status, again.status, names.status, nothing.status]).toEqual([
      200, 200, 200, 200,
    ]);
    for (const refused of [beyond, twice, tooMany]) {
      expect([refused.status, refused.code]).toEqual([429, 'CITIZENS_BUDGET_SPENT']);
      expect(refused.body['data']).toBeUndefined();
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(told).toEqual([{ code: 'CITIZENS_BUDGET_SPENT', role: 'officer' }]);
    expect(logged.filter((line) => line.includes('a reader was stopped'))).toHaveLength(1);
    expect(logged.join('')).not.toMatch(/lan|38000000|Đức/);
    const stopped = await eventually(() => stoppedReaders(readDayFiles(trail.directory)));
    expect(stopped).toMatchObject([
      { who: { subject: 'lan', roles: ['officer'] }, code: 'CITIZENS_BUDGET_SPENT', most: 10 },
    ]);
    const listed = await fetch(new URL('/break-glass', url), {
      headers: { 'x-who': 'minh supervisor' },
    });
    expect(await listed.json()).toEqual({ broken: [], stopped });
  });

  it('is refused before it runs to who was stopped, until there is room for one more', async () => {
    const { as } = await start({}, { asking: asking({ officer: { rowsPerHour: 15 } }) });
    const page = (query: string, first: number) =>
      as('lan officer', { query, variables: { first } });
    const read = () => fetches;

    await page(NAMES, 15);
    const full = read();
    const told = await page(NAMES, 1);
    expect([told.code, read()]).toEqual(['ROWS_BUDGET_SPENT', full + 1]);
    const stopped = await page(NAMES, 1);
    const nothingOfPersons = await page(IDS, 3);

    expect(stopped.code).toBe('ROWS_BUDGET_SPENT');
    expect(stopped.error.extensions.details.seconds).toBeGreaterThan(0);
    expect([nothingOfPersons.status, read()]).toEqual([200, full + 2]);
  });

  it('is bounded by rows as well, of which none is shown beyond', async () => {
    const { as } = await start({}, { asking: asking({ officer: { rowsPerHour: 15 } }) });
    const page = (first: number) => as('lan officer', { query: NAMES, variables: { first } });

    const [most, first, second] = [await page(16), await page(10), await page(10)];

    expect([most.code, first.code, second.code]).toEqual([
      'ROWS_BUDGET_SPENT',
      undefined,
      'ROWS_BUDGET_SPENT',
    ]);
  });
});

describe('breaking glass', () => {
  const trail = trailFolder();
  afterAll(async () => {
    // The last lines of a trail are signed when its gateway closes.
    await closeAll();
    trail.remove();
  });

  it('is bounded within an hour for each who asks, and the supervisor is told once', async () => {
    const { url } = await start(
      { auditDir: trail.directory },
      {
        breakGlass: {
          roles: [
            {
              name: 'officer',
              reviewsBreakGlass: false,
              breakGlass: { dossier: { by: ['code'], minutes: 5 } },
            },
            { name: 'supervisor', reviewsBreakGlass: true, breakGlass: {} },
          ],
          key: randomBytes(32),
        },
        asking: asking({ officer: { breakGlassPerHour: 3 } }),
      },
    );
    const at = new URL('/break-glass', url);
    const take = async (who: string, code: string, reason = 'Công dân đang ở quầy') => {
      const response = await fetch(at, {
        method: 'POST',
        headers: { 'x-who': who, 'content-type': 'application/json' },
        body: JSON.stringify({ record: { code }, reason }),
      });
      const { errors } = (await response.json()) as { errors?: any };
      return [response.status, errors?.[0].extensions.code, response.headers.get('retry-after')];
    };

    const malformed = await Promise.all([1, 2, 3, 4].map(() => take('lan officer', 'D1', '?')));
    const codes = ['D1', 'D2', 'D3', 'D4', 'D5', 'D1'];
    const taken: Awaited<ReturnType<typeof take>>[] = [];
    // One after another: of those that come at once, any may be counted first.
    for (const code of codes) taken.push(await take('lan officer', code));
    const other = await take('mai officer', 'D1');
    const listed: any = await (await fetch(at, { headers: { 'x-who': 'minh supervisor' } })).json();

    expect(malformed.map(([status]) => status)).toEqual([400, 400, 400, 400]);
    expect(taken.slice(0, 3)).toEqual(Array(3).fill([201, undefined, null]));
    for (const [status, code, seconds] of taken.slice(3)) {
      expect([status, code]).toEqual([429, 'GLASS_BUDGET_SPENT']);
      expect(Number(seconds)).toBeGreaterThan(60);
    }
    expect(other[0]).toBe(201);
    expect(listed.broken.map(({ who, record }: any) => [who.subject, record.code])).toEqual([
      ['mai', 'D1'],
      ['lan', 'D3'],
      ['lan', 'D2'],
      ['lan', 'D1'],
    ]);
    expect(listed.stopped).toMatchObject([
      { who: { subject: 'lan' }, code: 'GLASS_BUDGET_SPENT', most: 3 },
    ]);
  });
});

async function eventually<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (let tries = 0; tries < 50; tries += 1) {
    const found = await look();
    if (found.length > 0) return found;
    await sleep(20);
  }
  return look();
}

const persisted = (query: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
});

describe('trusted documents', () => {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-asking-'));
  const file = join(directory, 'persisted-documents.json');
  const roles = asking({ officer: {}, integrator: { documents: 'any' } }, ['graph:any']);
  const other = 'query Other { office(code: "CN") }';

  beforeAll(() => {
    writeFileSync(file, JSON.stringify({ office: LISTED, names: NAMES }));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it.each(['compiled', 'stock'] as const)(
    'are all that is answered, by the %s engine, but to those who may send others',
    async (engine) => {
      const { as } = await start({ engine, trustedDocuments: file }, { asking: roles });
      const data = { data: { office: 'Năm Căn' } };

      for (const body of [
        { query: LISTED },
        { documentId: 'office' },
        { docId: 'office' },
        { extensions: persisted(LISTED) },
        { query: LISTED, extensions: persisted(LISTED) },
      ]) {
        expect((await as('lan officer', body)).body).toEqual(data);
      }
      expect((await as('ops integrator', { query: other })).body).toEqual(data);
      expect((await as('lan officer graph:any', { query: other })).body).toEqual(data);
      const { status, code } = await as('lan officer', { query: other });
      expect([status, code]).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
    },
  );

  it('are not added to by what was registered by its hash, whoever has registered it', async () => {
    const { as, url } = await start({ trustedDocuments: file }, { asking: roles });
    const extensions = persisted(other);
    await as('ops integrator', { query: other, extensions });
    const known = await as('ops integrator', { extensions });

    const posted = await as('lan officer', { extensions });
    const again = await as('lan officer', { query: other, extensions });
    const search = new URLSearchParams({ extensions: JSON.stringify(extensions) }).toString();
    const got = await fetch(`${url}?${search}`, {
      headers: { 'x-who': 'lan officer', 'apollo-require-preflight': 'yes' },
    });

    expect(known.body['data']).toEqual({ office: 'Năm Căn' });
    expect([posted.code, again.code]).toEqual(['DOCUMENT_NOT_TRUSTED', 'DOCUMENT_NOT_TRUSTED']);
    expect([got.status, (await got.text()).includes('DOCUMENT_NOT_TRUSTED')]).toEqual([403, true]);
  });

  it('are all that is exported', async () => {
    const { exported } = await start({ trustedDocuments: file }, { asking: roles });

    const { status, body } = await exported('lan officer', '{ dossiers(first: 3) { name } }');

    expect([status, JSON.stringify(body)]).toEqual([
      403,
      expect.stringContaining('DOCUMENT_NOT_TRUSTED'),
    ]);
  });

  it('are only asked after in the mode that logs', async () => {
    const told: unknown[] = [];
    const stop = untrustedDocuments.listen((event) => told.push(event));
    const { as } = await start(
      { trustedDocuments: file, trustedDocumentsMode: 'log' },
      { asking: roles },
    );

    const answers = [
      await as('lan officer', { query: LISTED }),
      await as('lan officer', { query: other }),
      await as('ops integrator', { query: other }),
    ];
    stop();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(told).toEqual([{ via: 'graphql' }]);
  });
});

const redisUrl = await serverUrl('redis');

(redisUrl === null ? describe.skip : describe)('gateways that share a Redis', () => {
  const stores: SharedStore[] = [];
  const sharedKey = new Uint8Array(32).fill(7);
  const role = asking({ officer: { requestsPerMinute: 6, citizensPerHour: 12 } });
  /** New to every run, for Redis keeps what it was told. */
  const lan = `${randomUUID()} officer`;
  const share = () => {
    const shared = openSharedStore({ url: redisUrl ?? '', log: silent });
    stores.push(shared);
    return { shared, sharedKey, asking: role };
  };
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  it('count one who asks as one, for rates and for reading', async () => {
    const [one, other] = [await start({}, share()), await start({}, share())];
    await eventually(async () =>
      (await stores[0]?.add(`ready ${lan}`, 1, 5)) === undefined ? [] : [true],
    );
    const page = (from: number) => ({ query: NUMBERS, variables: { first: 20, from } });

    const first = await one.as(lan, page(0));
    const second = await other.as(lan, page(20));
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      statuses.push((await (n % 2 === 0 ? one : other).as(lan, { query: LISTED })).status);
      await sleep(30);
    }

    expect([first.status, second.code]).toEqual([200, 'CITIZENS_BUDGET_SPENT']);
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('share what any of them lists', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-asking-'));
    const file = join(directory, 'm.json');
    const id = randomUUID();
    const text = `query N${id.replaceAll('-', '')} { office(code: "NC") }`;
    writeFileSync(file, JSON.stringify({ [id]: text }));
    const mode = { trustedDocumentsMode: 'enforce' } as const;
    const roles = { asking: asking({ officer: {} }) };
    const other = await start(mode, { ...share(), ...roles });
    await start({ ...mode, trustedDocuments: file }, { ...share(), ...roles });
    const found = await eventually(async () => {
      const { body } = await other.as(`${id} officer`, { documentId: id });
      await sleep(50);
      return body['data'] === undefined ? [] : [body];
    });
    rmSync(directory, { recursive: true });

    expect(found).toEqual([{ data: { office: 'Năm Căn' } }]);
    const { code } = await other.as(`${id} officer`, { query: '{ office(code: "CN") }' });
    expect(code).toBe('DOCUMENT_NOT_TRUSTED');
  });
});
