import { createHash } from 'node:crypto';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph, openSupergraphFile } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { SubgraphPlace } from '../../../gateway/supergraph/subgraphs-of.ts';
import { ANONYMOUS } from '../../../service/access/identity.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import type { WireEncoding } from '../../../service/wire-text.ts';
import {
  ask,
  fixtureSupergraph,
  serveFixture,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';

const connect = ({ url }: SubgraphPlace, encoding: WireEncoding) =>
  createHttpTransport({ url, encoding, deadlineMs: 2_000, maxAnswerBytes: 1_000_000 });

interface Probe {
  readonly __type?: { readonly name: string } | null;
}

const OFFICES = '{ offices { code name agency } }';
const ANSWER = {
  data: {
    offices: [
      { code: 'NC', name: 'Một cửa huyện Năm Căn', agency: 'UBND NC' },
      { code: 'CN', name: 'Một cửa huyện Cái Nước', agency: 'UBND CN' },
    ],
  },
};

describe.each(['stock', 'compiled'] as const)('the gateway with its %s engine', (engine) => {
  let subgraphs: Awaited<ReturnType<typeof serveFixture>>;
  let gateway: HttpService;
  let url: string;

  beforeAll(async () => {
    subgraphs = await serveFixture();
    gateway = await startGateway({
      config: servingConfig({ engine, requestDeadlineMs: 1_000, maxDepth: 6, maxAliases: 3 }),
      supergraph: fixedSupergraph(fixtureSupergraph(subgraphs.urls)),
      connect,
      log: silent,
    });
    url = `${gateway.url}/graphql`;
  });

  afterAll(async () => {
    await gateway.close();
    await subgraphs.close();
  });

  it('answers one query from two subgraphs, again and again', async () => {
    const answers = [await ask(url, { query: OFFICES }), await ask(url, { query: OFFICES })];

    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
      { status: 200, body: ANSWER },
      { status: 200, body: ANSWER },
    ]);
  });

  it.each([['application/json'], ['application/graphql-response+json'], ['*/*']])(
    'gives an operation that it knows the same answer as at first, to %s',
    async (accept) => {
      const requests = [
        { query: 'query Known { offices { code agency } }' },
        { query: 'query Known { refused broken offices { code } }' },
        { query: 'query Known($a: ID!) { office(code: $a) { name } }' },
        { query: 'query Known($a: ID!) { office(code: $a) { name } }', variables: { a: [{}] } },
        { query: 'query Known($a: ID!) { office(code: $a) { name } }', variables: { a: 'CN' } },
        { query: 'query Known { slow(ms: 5000) offices { code } }' },
        { query: 'query A { __typename } query B { offices { name } }' },
        { query: 'query A { __typename } query B { offices { name } }', operationName: 'C' },
        { query: 'query Known { nothing }' },
        { query: '{ offices { code }' },
      ];
      const headers = { accept, 'accept-language': 'vi', 'x-request-id': 'id-12345678' };
      const askAll = async () => {
        const answers = await Promise.all(requests.map((request) => ask(url, request, headers)));
        return answers.map((answer) => ({
          status: answer.status,
          type: answer.headers.get('content-type'),
          body: answer.body,
        }));
      };

      // What runs for the first time takes longer than a busy machine lets one operation.
      for (const { query, variables = {} } of requests.slice(0, 5))
        await ask(url, { query: query.replace('Known', 'Before'), variables }, headers);
      const first = await askAll();
      const second = await askAll();

      expect(second).toEqual(first);
    },
  );

  it('takes variables and chooses among operations by name', async () => {
    const query = `query One($code: ID!) { office(code: $code) { name } } query Two { __typename }`;

    const one = await ask(url, { query, operationName: 'One', variables: { code: 'NC' } });
    const two = await ask(url, { query, operationName: 'Two' });
    const none = await ask(url, { query });

    expect(one.body).toEqual({ data: { office: { name: 'Một cửa huyện Năm Căn' } } });
    expect(two.body).toEqual({ data: { __typename: 'Query' } });
    expect(none.body).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
    });
  });

  it('refuses variables that do not fit', async () => {
    const query = 'query One($code: ID!) { office(code: $code) { name } }';

    const missing = await ask(url, { query });
    const unfit = await ask(url, { query, variables: { code: { a: 1 } } });

    expect([missing.body, unfit.body]).toMatchObject([
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    ]);
  });

  it('answers introspection beside data', async () => {
    const { body } = await ask(url, {
      query: '{ __type(name: "Office") { name } offices { code } }',
    });

    expect(body).toEqual({
      data: { __type: { name: 'Office' }, offices: [{ code: 'NC' }, { code: 'CN' }] },
    });
  });

  it('forwards what the allow-list names and the id of the request, nothing else', async () => {
    const { body } = await ask(
      url,
      { query: '{ headers }' },
      { authorization: 'Bearer x', cookie: 'a=b', 'x-request-id': 'id-12345678' },
    );

    expect(body).toEqual({
      data: {
        headers: expect.arrayContaining(['authorization: Bearer x', 'x-request-id: id-12345678']),
      },
    });
    expect((body['data'] as { headers: string[] }).headers).toHaveLength(2);
  });

  it('tells subgraphs in which language its client reads, where it is not the one that is taken anyway', async () => {
    const headersOf = async (language: string) => {
      const { body } = await ask(
        url,
        { query: '{ headers }' },
        {
          'accept-language': language,
          'x-motcua-language': 'of the client',
          'x-request-id': 'id-12345678',
        },
      );
      return (body['data'] as { headers: string[] }).headers;
    };

    expect(await headersOf('vi-VN,en;q=0.5')).toContain('x-motcua-language: vi');
    expect(await headersOf('en')).toEqual(['x-request-id: id-12345678']);
  });

  it('says what is wrong in the language asked for', async () => {
    const query = '{ refused }';

    const english = await ask(url, { query });
    const vietnamese = await ask(url, { query }, { 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5' });

    const error = {
      path: ['refused'],
      extensions: {
        code: 'DATABASE_UNAVAILABLE',
        details: { source: 'Năm Căn' },
        service: 'offices',
      },
    };
    expect(english.body).toEqual({
      data: { refused: null },
      errors: [{ ...error, message: 'The database of “Năm Căn” cannot be reached at the moment.' }],
    });
    expect(vietnamese.body).toEqual({
      data: { refused: null },
      errors: [{ ...error, message: 'Hiện không kết nối được cơ sở dữ liệu của “Năm Căn”.' }],
    });
  });

  it('masks what was not meant for the client and names the request', async () => {
    const { body } = await ask(url, { query: '{ broken }' }, { 'x-request-id': 'id-12345678' });

    expect(body).toEqual({
      data: { broken: null },
      errors: [
        {
          message:
            'Something went wrong on our side. Please quote request id-12345678 when you report it.',
          path: ['broken'],
          extensions: {
            code: 'INTERNAL',
            service: 'offices',
            details: { requestId: 'id-12345678' },
          },
        },
      ],
    });
  });

  it('ends a request whose time is up and says so', async () => {
    const { body } = await ask(url, { query: '{ slow(ms: 5000) }' });

    expect(body).toMatchObject({
      data: { slow: null },
      errors: [{ extensions: { code: 'REQUEST_TIMEOUT', details: { seconds: 1 } } }],
    });
  });

  it('refuses a query that is too deep or has too many aliases', async () => {
    const deep = '{ __schema { types { fields { type { ofType { ofType { name } } } } } } }';
    const aliased = '{ a: headers b: headers c: headers d: headers }';

    const answers = [await ask(url, { query: deep }), await ask(url, { query: aliased })];

    expect(answers.map(({ body }) => body)).toMatchObject([
      { errors: [{ extensions: { code: 'QUERY_TOO_DEEP', details: { most: 6 } } }] },
      { errors: [{ extensions: { code: 'QUERY_TOO_MANY_ALIASES', details: { most: 3 } } }] },
    ]);
  });

  it('keeps persisted queries by their hash', async () => {
    const query = `query Persisted ${OFFICES}`;
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };

    const unknown = await ask(url, { extensions });
    const told = await ask(url, { query, extensions });
    const known = await ask(url, { extensions });
    const wrong = await ask(url, { query: '{ headers }', extensions });

    expect(unknown.body).toEqual({
      errors: [
        { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
      ],
    });
    expect([told.body, known.body]).toEqual([ANSWER, ANSWER]);
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    });
  });

  it('takes queries by GET from clients that no cross-site form can imitate', async () => {
    const target = `${url}?query=${encodeURIComponent(OFFICES)}`;

    const allowed = await fetch(target, { headers: { 'apollo-require-preflight': 'yes' } });
    const blocked = await fetch(target);

    expect(await allowed.json()).toEqual(ANSWER);
    expect(blocked.status).toBe(400);
  });

  it('refuses batches, forms and requests that are too large', async () => {
    const batch = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: OFFICES }]),
    });
    const form = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x--',
    });
    const large = await ask(url, { query: `# ${'x'.repeat(1_100_000)}\n${OFFICES}` });

    expect([batch.status, form.status, large.status]).toEqual([400, 400, 413]);
    expect(large.body).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] });
  });

  it('compresses long answers', async () => {
    const query = '{ __schema { types { name description fields { name description } } } }';

    const plain = await ask(url, { query }, { 'accept-encoding': 'identity' });
    const brotli = await ask(url, { query }, { 'accept-encoding': 'gzip, br' });

    expect([plain, brotli].map(({ headers }) => headers.get('content-encoding'))).toEqual([
      null,
      'br',
    ]);
    expect(brotli.body).toEqual(plain.body);
  });

  it('tells that it lives and that it is ready', async () => {
    const [health, ready, nothing] = await Promise.all(
      ['/health', '/ready', '/nothing'].map((path) => fetch(gateway.url + path)),
    );

    expect([health?.status, ready?.status, nothing?.status]).toEqual([200, 200, 404]);
  });

  it('answers what it can when a subgraph is down, and names it', async () => {
    const down = await startGateway({
      config: servingConfig({ engine }),
      supergraph: fixedSupergraph(
        fixtureSupergraph({ ...subgraphs.urls, agencies: 'http://127.0.0.1:9/graphql' }),
      ),
      connect,
      log: silent,
    });

    const { body } = await ask(`${down.url}/graphql`, { query: OFFICES });
    await down.close();

    expect(body).toMatchObject({
      data: {
        offices: [
          { code: 'NC', agency: null },
          { code: 'CN', agency: null },
        ],
      },
      // The stock executor has one error for all places.
      errors: (engine === 'stock' ? [null] : [0, 1]).map((index) => ({
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'agencies' },
        ...(index !== null && { path: ['offices', index, 'agency'] }),
      })),
    });
  });

  it('goes over to a changed supergraph under load, and stays with the old one if the new is faulty', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, fixtureSupergraph(subgraphs.urls));
    const swapped = await startGateway({
      config: servingConfig({ engine }),
      supergraph: await openSupergraphFile(file, silent, 20),
      connect,
      log: silent,
    });
    const query = { query: '{ offices { code } }' };
    const probe = { query: '{ __type(name: "Added") { name } }' };
    const statuses = new Set<unknown>();
    const serves = async (name: string | null) => {
      for (let left = 200; left > 0; left -= 1) {
        const [{ body }, office] = await Promise.all([
          ask(`${swapped.url}/graphql`, probe),
          ask(`${swapped.url}/graphql`, query),
        ]);
        statuses.add(office.body['errors'] ?? office.status);
        if (((body['data'] as Probe).__type?.name ?? null) === name) return true;
      }
      return false;
    };

    const before = await serves(null);
    await writeFile(
      file,
      fixtureSupergraph(
        subgraphs.urls,
        'type Added { a: Int } extend type Office { added: Added }',
      ),
    );
    const after = await serves('Added');
    await writeFile(file, 'type Query { not: Supergraph }');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const still = await serves('Added');
    await swapped.close();
    await rm(folder, { recursive: true });

    expect({ before, after, still, statuses: [...statuses] }).toEqual({
      before: true,
      after: true,
      still: true,
      statuses: [200],
    });
  });
});

describe('a request that waits to be let in while another supergraph begins to serve', () => {
  const GONE = 'type Subscription { gone: String } extend type Query { gone: String }';

  it.each([
    ['is answered by that one', '{ offices { code } }', '"code":"NC"'],
    [
      'is told what is not there any more',
      '{ offices { code } gone }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['is not subscribed to what is not', 'subscription { gone }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_how, query, told) => {
    const subgraphs = await serveFixture();
    let swap: (sdl: string) => Promise<void> = () => Promise.resolve();
    let waits: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (waits = resolve));
    let waitsToBeLetIn = false;
    let letIn: () => void = () => undefined;
    const letsIn = new Promise<void>((resolve) => (letIn = resolve));
    const gateway = await startGateway({
      config: servingConfig(),
      supergraph: {
        ...fixedSupergraph(fixtureSupergraph(subgraphs.urls, GONE)),
        onChange(listener) {
          swap = listener;
        },
      },
      authenticate: () => Promise.resolve({ ...ANONYMOUS, kind: 'person', subject: 'issuer#lan' }),
      identities: {
        async write() {
          if (!waitsToBeLetIn) return 'of lan';
          waits();
          await letsIn;
          return 'of lan';
        },
      },
      connect,
      log: silent,
    });

    const textOf = async (query: string) => {
      const accept = query.startsWith('{') ? 'application/json' : 'text/event-stream';
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query }),
      });
      return response.text();
    };
    // What is answered for the first time goes another way.
    await textOf('{ offices { name } }');
    waitsToBeLetIn = true;
    const asked = textOf(query);
    await waiting;
    await swap(fixtureSupergraph(subgraphs.urls, 'type Subscription { other: String }'));
    letIn();
    const text = await asked;
    await gateway.close();
    await subgraphs.close();

    expect(text).toContain(told);
  });
});
