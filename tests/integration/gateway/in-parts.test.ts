import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { startGateway } from '../../../gateway/server.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import type { RequestSignal } from '../../../service/request-controller.ts';
import { gatedOffices } from '../../support/federation/gated.ts';
import {
  ask,
  serveLocally,
  servingConfig,
  silent,
  subgraphOver,
} from '../../support/http/http-fixture.ts';

const { gates, subgraphs } = gatedOffices();
/** Of requests that reached the subgraph of agencies: whether their clients have left. */
const signals: RequestSignal[] = [];

let services: readonly HttpService[];
let gateway: HttpService;
let url: string;

beforeAll(async () => {
  services = await Promise.all(
    subgraphs.map(({ name, typeDefs, resolvers }) =>
      serveLocally(
        subgraphOver(name, buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers }), {
          createContext: ({ signal }) => {
            if (name === 'agencies' && signal) signals.push(signal);
            return Promise.resolve({});
          },
        }),
      ),
    ),
  );
  gateway = await startGateway({
    config: servingConfig({ maxCost: 1_000, maxBatch: 3, queryPlans: true }),
    supergraph: fixedSupergraph(
      composeSupergraph(
        subgraphs.map(({ name, typeDefs }, index) => ({
          name,
          url: `${services[index]!.url}/graphql`,
          sdl: typeDefs,
        })),
      ),
    ),
    connect: ({ url: at }, encoding) =>
      createHttpTransport({ url: at, encoding, deadlineMs: 5_000, maxAnswerBytes: 1_000_000 }),
    log: silent,
  });
  url = `${gateway.url}/graphql`;
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await Promise.all(services.map((service) => service.close()));
});

beforeEach(() => {
  signals.length = 0;
});

const QUERY = '{ offices { code ... @defer(label: "agencies") { agency } } }';
const WHOLE = {
  offices: [
    { code: 'NC', agency: 'UBND NC' },
    { code: 'CN', agency: 'UBND CN' },
  ],
};

const post = (body: object, accept: string, signal?: AbortSignal) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

/** The JSON of a multipart body’s pieces. */
const piecesOf = (text: string) =>
  text
    .split(/\r\n---(?:--)?\r\n/u)
    .filter((one) => one.includes('{'))
    .map((one) => JSON.parse(one.slice(one.indexOf('\r\n\r\n'))));

describe.each([
  ['of 2022', () => new Defer20220824Handler()],
  ['of graphql-js 17', () => new GraphQL17Alpha9Handler()],
])('Apollo Client by the format %s', (_name, createHandler) => {
  const client = () =>
    new ApolloClient({
      cache: new InMemoryCache({ typePolicies: { Office: { keyFields: ['code'] } } }),
      link: new HttpLink({ uri: url }),
      incrementalHandler: createHandler() as Defer20220824Handler,
    });

  it('shows what is there, and the rest when it comes', async () => {
    gates.close('agency');
    const shown: unknown[] = [];
    await new Promise<void>((resolve, reject) => {
      client()
        .watchQuery({ query: gql(QUERY), fetchPolicy: 'network-only' })
        .subscribe({
          next: ({ data, loading, dataState }) => {
            if (data !== undefined) shown.push({ data: withoutTypes(data), dataState });
            if (dataState === 'streaming') gates.open('agency');
            if (!loading && dataState === 'complete') resolve();
          },
          error: reject,
        });
    });

    expect(shown).toEqual([
      { data: { offices: [{ code: 'NC' }, { code: 'CN' }] }, dataState: 'streaming' },
      { data: WHOLE, dataState: 'complete' },
    ]);
  });

  it('has the rest of it all, nested and in lists, and the errors of a part', async () => {
    const { data, error } = await client().query({
      query: gql(
        `{ offices { code ... @defer { budget dossiers { id ... @defer { subject } } } } }`,
      ),
      errorPolicy: 'all',
      fetchPolicy: 'no-cache',
    });

    expect(withoutTypes(data)).toEqual({
      offices: [
        { code: 'NC' },
        {
          code: 'CN',
          budget: 7,
          dossiers: [
            { id: 'CN-1', subject: 'Hồ sơ CN-1' },
            { id: 'CN-2', subject: 'Hồ sơ CN-2' },
          ],
        },
      ],
    });
    expect(error).toMatchObject({ errors: [{ path: ['offices', 0, 'budget'] }] });
  });

  it('is told of a refusal as of any other', async () => {
    const { error } = await client().query({
      query: gql('{ offices { nothing ... @defer { agency } } }'),
      errorPolicy: 'all',
    });

    expect(error).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });
});

describe('an answer in parts over HTTP', () => {
  it('is sent piece by piece, each as soon as it is there', async () => {
    gates.close('agency');
    const response = await post({ query: QUERY }, 'multipart/mixed; deferSpec=20220824');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.endsWith('---\r\n') || !text.includes('hasNext'))
      text += String((await reader.read()).value);
    gates.open('agency');
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read())
      text += String(value);

    expect(response.headers.get('content-type')).toBe(
      'multipart/mixed; boundary="-"; deferSpec=20220824',
    );
    expect(text.endsWith('\r\n-----\r\n')).toBe(true);
    expect(piecesOf(text)).toEqual([
      { data: { offices: [{ code: 'NC' }, { code: 'CN' }] }, hasNext: true },
      {
        incremental: [
          { data: { agency: 'UBND NC' }, path: ['offices', 0], label: 'agencies' },
          { data: { agency: 'UBND CN' }, path: ['offices', 1], label: 'agencies' },
        ],
        hasNext: false,
      },
    ]);
  });

  it('names what is pending to those who ask for that', async () => {
    const response = await post(
      { query: QUERY },
      'multipart/mixed;incrementalSpec=v0.2, application/json',
    );

    expect(piecesOf(await response.text())).toEqual([
      {
        data: { offices: [{ code: 'NC' }, { code: 'CN' }] },
        pending: [
          { id: '0', path: ['offices', 0], label: 'agencies' },
          { id: '1', path: ['offices', 1], label: 'agencies' },
        ],
        hasNext: true,
      },
      {
        incremental: [
          { id: '0', data: { agency: 'UBND NC' } },
          { id: '1', data: { agency: 'UBND CN' } },
        ],
        completed: [{ id: '0' }, { id: '1' }],
        hasNext: false,
      },
    ]);
  });

  it('tells its cost and its plan at the end', async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'multipart/mixed, application/json',
        'x-graph-cost': 'include',
        'x-query-plan': '1',
      },
      body: JSON.stringify({ query: QUERY }),
    });

    expect(piecesOf(await response.text()).at(-1)).toEqual({
      hasNext: false,
      extensions: {
        cost: { estimated: expect.any(Number), actual: 2 },
        queryPlan: [expect.anything(), expect.anything()],
      },
    });
  });

  it.each([
    'application/json',
    '*/*',
    'multipart/mixed;q=0, application/json',
    'multipart/mixed; subscriptionSpec="1.0", application/json',
  ])('comes as a whole to those who take %s', async (accept) => {
    const response = await post({ query: QUERY }, accept);

    expect(response.headers.get('content-type')).toMatch(/^application\/.*json/u);
    expect(await response.json()).toEqual({ data: WHOLE });
  });

  it('comes as a whole by GET and in a batch', async () => {
    const accept = 'multipart/mixed, application/json';
    const got = await fetch(`${url}?query=${encodeURIComponent(QUERY)}`, {
      headers: { accept, 'apollo-require-preflight': '1' },
    });
    const batched = await post([{ query: QUERY }] as never, accept);

    expect(await got.json()).toEqual({ data: WHOLE });
    expect(await batched.json()).toEqual([{ data: WHOLE }]);
  });

  it('is refused before it begins, as any other', async () => {
    const response = await post(
      {
        query: `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: offices { dossiers { id ... @defer { applicant { name } } } }`).join(' ')} }`,
      },
      'multipart/mixed, application/json',
    );

    expect(response.headers.get('content-type')).toMatch(/^application\/json/u);
    expect(await response.json()).toMatchObject({ errors: [expect.anything()] });
  });

  it.each(['multipart/mixed', 'multipart/mixed; deferSpec=20220824', 'multipart/mixed; n=2'])(
    'is told what is wrong by whatever way, to those who take nothing but %s',
    async (accept) => {
      const wrong = '{ offices { nothing ... @defer { agency } } }';
      const posted = await post({ query: wrong }, accept);
      const got = await fetch(`${url}?query=${encodeURIComponent(wrong)}`, {
        headers: { accept, 'apollo-require-preflight': '1' },
      });
      const batched = await post([{ query: wrong }, { query: QUERY }] as never, accept);
      const refused = { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] };

      expect(posted.status).toBe(200);
      expect(await posted.json()).toMatchObject(refused);
      expect(await got.json()).toMatchObject(refused);
      expect(await batched.json()).toMatchObject([refused, { data: WHOLE }]);
    },
  );

  it('has its labels and places checked, and no @stream', async () => {
    const codes = async (query: string) => {
      const { body } = await ask(url, { query });
      return (body['errors'] as { extensions: { code: string } }[]).map(
        (one) => one.extensions.code,
      );
    };

    expect(await codes('{ offices @stream { code } }')).toContain('STREAM_NOT_SERVED');
    expect(await codes('mutation { ... @defer { rename(code: "NC") { code } } }')).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  it('is fetched no further when its client has left', async () => {
    gates.close('agency');
    const client = new AbortController();
    const response = await post({ query: QUERY }, 'multipart/mixed', client.signal);
    await response.body!.getReader().read();
    while (signals.length === 0) await new Promise(setImmediate);
    const [signal] = signals;
    client.abort();

    if (signal?.aborted !== true)
      await new Promise((resolve) =>
        signal?.addEventListener('abort', () => {
          resolve(undefined);
        }),
      );
    gates.open('agency');
    expect(signal?.aborted).toBe(true);
  });
});

/** What the client was told, without the types that it asks for itself. */
function withoutTypes(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (key, value) =>
    key === '__typename' ? undefined : value,
  );
}
