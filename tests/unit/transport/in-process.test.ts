import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, GraphQLError } from 'graphql';
import { createInProcessTransport } from '../../../gateway/transport/in-process.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { RequestSignal } from '../../../service/request-controller.ts';
import { slices } from '../../../service/slices.ts';
import { createFixtureSubgraphs, serveLocally } from '../../support/http/http-fixture.ts';

const schema = buildSchema('type Query { office(code: ID!): String, broken: String }');
Object.assign(schema.getQueryType()!.getFields()['office']!, {
  resolve: (_root: unknown, { code }: { code: string }, { user }: { user: string }) =>
    `${code} for ${user}`,
});
Object.assign(schema.getQueryType()!.getFields()['broken']!, {
  resolve: () => {
    throw new GraphQLError('no such table', { extensions: { code: 'DATABASE' } });
  },
});

const events = buildSchema('type Query { a: Int } type Subscription { never: Int }');
Object.assign(events.getSubscriptionType()!.getFields()['never']!, {
  subscribe: () => new Promise(() => undefined),
});

const transport = createInProcessTransport({
  schema,
  createContext: (headers) => Promise.resolve({ user: headers['authorization'] }),
  deadlineMs: 50,
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('an in-process transport', () => {
  it('waits for a slice of whoever asks, and begins nothing for one who has gone meanwhile', async () => {
    const begun: string[] = [];
    const own = createInProcessTransport({
      schema,
      whoAsks: ({ authorization }) => Promise.resolve(authorization),
      createContext: ({ authorization = '' }) => {
        begun.push(authorization);
        return {};
      },
      deadlineMs: 1_000,
    });
    let resume: () => void = () => undefined;
    const asked = jest.spyOn(slices, 'next').mockImplementation(
      () =>
        new Promise((resolve) => {
          resume = resolve;
        }),
    );
    const ask = (authorization: string, signal?: AbortSignal) =>
      own.execute({
        operation: { text: '{ broken }' },
        headers: { authorization },
        ...(signal && { signal }),
      });
    const gone = new AbortController();

    const answer = ask('Lan', gone.signal);
    await nextTurn();
    gone.abort();
    resume();
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
    const other = ask('Minh');
    await nextTurn();
    resume();
    await other;

    expect(asked.mock.calls).toEqual([['Lan'], ['Minh']]);
    expect(begun).toEqual(['Minh']);
  });

  it('executes an operation with variables and the context made of the headers', async () => {
    const answer = await transport.execute({
      operation: { text: 'query Office($code: ID!) { office(code: $code) }', name: 'Office' },
      variables: { code: 7 },
      headers: { authorization: 'Lan' },
    });

    expect(answer).toEqual({ data: { office: '7 for Lan' }, bytes: 0 });
  });

  it('answers errors as HTTP would carry them, without places in a text no client wrote', async () => {
    const answer = await transport.execute({ operation: { text: '{ broken }' }, headers: {} });

    expect(answer).toEqual({
      data: { broken: null },
      errors: [
        {
          message: 'no such table',
          path: ['broken'],
          extensions: { code: 'DATABASE' },
        },
      ],
      bytes: 0,
    });
  });

  it.each(['{ nothing }', '{ office', '{ office(code: ) }'])(
    'answers the errors of %s',
    async (text) => {
      const answer = await transport.execute({ operation: { text }, headers: {} });

      expect(answer).toEqual({
        errors: [expect.objectContaining({ message: expect.any(String) })],
        bytes: 0,
      });
    },
  );

  it.each([
    ['createContext', fault('BREAK_GLASS_REFUSED', { reason: 'not yours' })],
    ['whoAsks', fault('BAD_IDENTITY', { reason: 'it has expired' })],
  ] as const)('tells what %s refuses as HTTP does', async (step, refusal) => {
    const [offices] = createFixtureSubgraphs();
    const subgraph = { ...offices!, [step]: () => Promise.reject(refusal) };
    const served = await serveLocally(subgraph);
    const [byHttp, inProcess] = [
      createHttpTransport({
        url: `${served.url}/graphql`,
        encoding: 'utf8',
        deadlineMs: 5_000,
        maxAnswerBytes: 10_000,
      }),
      createInProcessTransport({
        schema: subgraph.schema,
        createContext: (headers, signal) => subgraph.createContext({ headers, signal }),
        whoAsks: (headers) => subgraph.whoAsks(headers),
        deadlineMs: 5_000,
      }),
    ];
    const request = {
      operation: { text: '{ offices { code } }' },
      headers: { 'accept-language': 'en' },
    };

    const { bytes, ...answer } = await byHttp.execute(request);

    expect(await inProcess.execute(request)).toEqual({ ...answer, bytes: 0 });
    expect(answer.errors).toMatchObject([{ extensions: { code: refusal.extensions['code'] } }]);
    expect(bytes).toBeGreaterThan(0);
    await byHttp.close();
    await served.close();
  });

  it('tells a subscription that is refused, and ends it', async () => {
    const refusing = createInProcessTransport({
      schema: events,
      createContext: () => Promise.reject(fault('BAD_IDENTITY', { reason: 'it has expired' })),
      deadlineMs: 1_000,
    });
    const told: unknown[] = [];
    const request = { operation: { text: 'subscription { never }' }, headers: {} };
    for await (const event of refusing.subscribe?.(request) ?? []) told.push(event);

    expect(told).toMatchObject([{ errors: [{ extensions: { code: 'BAD_IDENTITY' } }] }]);
  });

  it('rejects at its deadline and tells the resolvers so', async () => {
    let told: RequestSignal | undefined;
    const slow = createInProcessTransport({
      schema,
      createContext: (_headers, signal) => {
        told = signal;
        return new Promise(() => undefined);
      },
      // What executes is loaded when it is first asked for: on a busy machine that takes longer than 20 ms.
      deadlineMs: 500,
    });

    const answer = slow.execute({ operation: { text: '{ broken }' }, headers: {} });

    await expect(answer).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' });
    expect(told?.aborted).toBe(true);
  });

  it('rejects where a subscription has not begun at its deadline', async () => {
    const slow = createInProcessTransport({
      schema: events,
      createContext: () => ({}),
      deadlineMs: 20,
    });

    const never = slow.subscribe?.({ operation: { text: 'subscription { never }' }, headers: {} });

    await expect(never?.[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'SUBGRAPH_TIMEOUT',
    });
  });

  it('rejects when the client has gone', async () => {
    const signal = AbortSignal.abort();

    const answer = transport.execute({ operation: { text: '{ broken }' }, headers: {}, signal });

    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
  });
});
