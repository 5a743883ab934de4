import { afterEach, describe, expect, it } from '@jest/globals';
import { ApolloClient, gql, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { startGateway } from '../../../../gateway/server.ts';
import { fixedSupergraph } from '../../../../gateway/supergraph/file.ts';
import { TransportFault } from '../../../../gateway/transport/transport.ts';
import { withBatches } from '../../../../service/graphql/batch.ts';
import type { Exchange } from '../../../../service/http/exchange.ts';
import { createFederation } from '../../../support/federation/federation.ts';
import { servingConfig, silent } from '../../../support/http/http-fixture.ts';

const { supergraphSdl } = createFederation([
  { name: 'desk', typeDefs: 'type Query { number(of: Int): Int, slow: Int }', resolvers: {} },
]);

const NUMBER: TypedDocumentNode<{ number: number }, { n: number }> = gql`
  query Number($n: Int) {
    number(of: $n)
  }
`;

describe('a batch of operations', () => {
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  afterEach(() => gateway.close());

  /** A gateway whose subgraph answers each number, and is asked for how many at a time. */
  async function serve(otherwise: Parameters<typeof servingConfig>[0]) {
    let now = 0;
    const at = { most: 0 };
    gateway = await startGateway({
      config: servingConfig(otherwise),
      supergraph: fixedSupergraph(supergraphSdl),
      connect: () => ({
        async execute({ operation, variables, signal }) {
          now += 1;
          at.most = Math.max(at.most, now);
          await new Promise<void>((resolve, reject) => {
            if (!operation.text.includes('slow')) setTimeout(resolve, 5);
            signal?.addEventListener('abort', () => {
              reject(new TransportFault('REQUEST_CANCELLED'));
            });
          });
          now -= 1;
          return { data: { number: variables?.['n'] ?? 1 }, bytes: 0 };
        },
        close: () => Promise.resolve(),
      }),
      log: silent,
    });
    const ask = async (body: unknown) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, answer: await response.json() };
    };
    return { ask, at };
  }

  const codes = (answer: unknown) =>
    (answer as { errors?: { extensions: { code: string } }[] }[]).map(
      ({ errors }) => errors?.[0]?.extensions.code,
    );

  it('of Apollo Client is answered each in its place, one after another', async () => {
    const { at } = await serve({ maxBatch: 3 });
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new BatchHttpLink({ uri: `${gateway.url}/graphql`, batchInterval: 20, batchMax: 3 }),
    });

    const answers = await Promise.all(
      [7, 8, 9].map((n) => client.query({ query: NUMBER, variables: { n } })),
    );

    expect(answers.map(({ data }) => data?.number)).toEqual([7, 8, 9]);
    expect(at.most).toBe(1);
  });

  it('has what is wrong of one told there, and the others answered', async () => {
    const { ask } = await serve({ maxBatch: 4 });

    const { status, answer } = await ask([
      { query: '{ number }' },
      { query: '{ none }' },
      [{ query: '{ number }' }],
      { query: '{ number }' },
    ]);

    expect(status).toBe(200);
    expect(codes(answer)).toEqual([
      undefined,
      'GRAPHQL_VALIDATION_FAILED',
      'BAD_REQUEST',
      undefined,
    ]);
    expect(answer).toMatchObject([{ data: { number: 1 } }, {}, {}, { data: { number: 1 } }]);
  });

  it('is refused where it is too long, or none is served', async () => {
    const { ask } = await serve({ maxBatch: 1 });
    expect((await ask([])).status).toBe(400);
    expect((await ask([{ query: '{ number }' }, { query: '{ number }' }])).status).toBe(400);
    await gateway.close();

    const { ask: none } = await serve({});
    expect((await none([{ query: '{ number }' }])).status).toBe(400);
  });

  it('has of each told what it is itself, and of all what each was', async () => {
    const begun: object[] = [];
    const answering = withBatches(
      (request, { told }) => {
        begun.push({ ...told });
        const { name } = request.body as { readonly name?: string };
        Object.assign(told, { hash: `hash of ${name ?? 'none'}`, cost: 2 });
        if (name !== undefined) told.operation = name;
        return Promise.resolve({ status: 200, headers: new Map(), body: Buffer.from('{}') });
      },
      { maxBatch: 2, maxResponseBytes: 100 },
    );
    const exchange = { told: {}, signal: { aborted: false } } as Exchange;

    await answering({ method: 'POST', search: '', body: [{ name: 'First' }, {}] }, exchange);

    expect(begun).toEqual([{}, {}]);
    expect(exchange.told).toEqual({
      operation: 'batch',
      hashes: ['hash of First', 'hash of none'],
      cost: 4,
    });
  });

  it('has one time for all: what comes too late is told so', async () => {
    const { ask } = await serve({ maxBatch: 3, requestDeadlineMs: 1_000 });

    const { answer } = await ask([
      { query: '{ number }' },
      { query: '{ slow }' },
      { query: '{ number }' },
    ]);

    expect(codes(answer)).toEqual([undefined, 'REQUEST_TIMEOUT', 'REQUEST_TIMEOUT']);
  });

  it('is not answered beyond what an answer may be', async () => {
    const { ask } = await serve({ maxBatch: 3, maxResponseBytes: 30 });

    const { answer } = await ask(Array.from({ length: 3 }, () => ({ query: '{ number }' })));

    expect(codes(answer)).toEqual([undefined, undefined, 'ANSWER_TOO_LARGE']);
  });
});
