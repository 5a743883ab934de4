import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloClient, type ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { hash } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ANONYMOUS } from '../../../service/access/identity.ts';
import { fault } from '../../../service/errors/faults.ts';
import { createLog } from '../../../service/log.ts';
import { createMetrics } from '../../../service/telemetry/metrics.ts';
import { type AnnouncedGraph, startAnnounced } from '../../support/graphs/announced-graph.ts';
import { serving } from '../../support/federation/announced.ts';
import { clients } from '../../support/http/subscribing.ts';
import { until } from '../../support/until.ts';
import { sseClient } from '../../support/http/graphql-sse.ts';
import { servingConfig } from '../../support/http/http-fixture.ts';

const EVENTS = 'subscription { announced { code agency } }';
const SKIPPED = 'subscription { announced @skip(if: true) { code } }';
const PERSON = { ...ANONYMOUS, kind: 'person', subject: 'https://sso#an' } as const;

let graph: AnnouncedGraph;
/** Tokens that are good. */
const good = new Set(['an']);
/** What everybody has of rights now. */
let scopes: readonly string[] = [];
const logged: Record<string, unknown>[] = [];

beforeAll(async () => {
  // It runs in this process, too, and our own would count what it has open beside the gateway.
  graph = await startAnnounced(serving['graphql-sse'], {
    config: servingConfig({
      maxSubscriptionsPerClient: 3,
      writeDeadlineMs: 60_000,
      drainMs: 5_000,
      corsOrigins: ['https://tra-cuu.example'],
      maxResponseBytes: 300_000,
    }),
    log: createLog({
      service: 'test',
      level: 'info',
      destination: { write: (line) => void logged.push(JSON.parse(line)) },
    }),
    authenticate: ({ headers: { authorization } }) => {
      if (authorization === undefined) return Promise.resolve(ANONYMOUS);
      return good.has(authorization)
        ? Promise.resolve({ ...PERSON, scopes })
        : Promise.reject(fault('UNAUTHENTICATED', { reason: 'TOKEN_EXPIRED' }));
    },
  });
}, 60_000);

afterAll(() => graph.close());

afterEach(async () => {
  graph.announcements.end();
  await until(() => graph.announcements.open === 0);
});

const socketUrl = () => graph.url.replace('http', 'ws');

/** A socket that speaks for itself, and with what it is closed. */
function rawSocket(options: object = {}) {
  const socket = new WebSocket(socketUrl(), 'graphql-transport-ws', options);
  const said: unknown[] = [];
  socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString())));
  const closed = new Promise<number | string>((resolve) => {
    socket.on('close', resolve).on('error', ({ message }) => {
      resolve(message);
    });
  });
  return { socket, said, closed };
}

describe('subscriptions', () => {
  it('are so many of one who asks, by whatever protocol', async () => {
    const { announcements, url } = graph;
    const client = createClient({ url: socketUrl(), webSocketImpl: WebSocket, retryAttempts: 0 });
    const open = [
      sseClient(url).iterate({ query: EVENTS }),
      sseClient(url).iterate({ query: EVENTS }),
      client.iterate({ query: EVENTS }),
    ];
    const firsts = open.map((results) => results.next());
    await until(() => announcements.open === 3);
    const beyond = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream, application/json',
      },
      body: JSON.stringify({ query: EVENTS }),
    });
    announcements.end();
    await Promise.all(firsts);

    expect(beyond.status).toBe(429);
    expect(await beyond.json()).toMatchObject({
      errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', details: { most: 3 } } }],
    });
    void client.dispose();
  });

  it('end for a client that does not read, while nothing is kept for it', async () => {
    const { announcements, url } = graph;
    const asked = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    });
    asked.on('response', (response) => response.pause());
    asked.on('error', () => undefined);
    asked.end(JSON.stringify({ query: EVENTS }));
    await until(() => announcements.open === 1);
    // More than sockets on the way hold, and than may wait behind them.
    const code = 'x'.repeat(200_000);
    for (let left = 2_000; left > 0 && announcements.open > 0; left -= 1) {
      announcements.announce({ code });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }

    expect(announcements.open).toBe(0);
    asked.destroy();
  });

  it('end when who asks is not let in any more, before another event is told', async () => {
    const { announcements, url } = graph;
    good.add('binh');
    const results = sseClient(url, { authorization: 'binh' }).iterate({ query: EVENTS });
    const one = results.next();
    await until(() => announcements.open === 1);
    announcements.announce({ code: 'A' });
    const before = (await one).value;
    good.delete('binh');
    announcements.announce({ code: 'B' });
    const after = (await results.next()).value;

    expect(before).toEqual({ data: { announced: { code: 'A', agency: 'UBND A' } } });
    expect(after).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(after).not.toHaveProperty('data');
    await expect(results.next()).resolves.toMatchObject({ done: true });
  });

  it.each(Object.keys(clients))(
    'are complete when who asks has other rights, before another event is told: by %s',
    async (by) => {
      const { announcements, url } = graph;
      scopes = [];
      const results = clients[by]?.(url, EVENTS, 'an');
      const one = results?.next();
      await until(() => announcements.open === 1);
      announcements.announce({ code: 'A' });
      const before = await one;
      scopes = ['other'];
      announcements.announce({ code: 'B' });
      const after = await results?.next();

      expect(before?.value).toEqual({ data: { announced: { code: 'A', agency: 'UBND A' } } });
      expect(after).toEqual({ done: true, value: undefined });
    },
  );

  it('are complete when another supergraph serves', async () => {
    const { announcements, url } = graph;
    const open = Object.values(clients).map((subscribe) => subscribe(url, EVENTS));
    const nexts = open.map((results) => results.next());
    await until(() => announcements.open === open.length);
    await graph.swap();

    expect(await Promise.all(nexts)).toEqual(open.map(() => ({ done: true, value: undefined })));
  });

  it('show of an event what who asks may see, told by a header or when a socket begins', async () => {
    const { announcements, url } = graph;
    const query = 'subscription { announced { code secret } }';
    const stranger = sseClient(url).iterate({ query });
    const client = createClient({
      url: socketUrl(),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: 'an' },
    });
    const person = client.iterate({ query });
    const nexts = [stranger.next(), person.next()];
    await until(() => announcements.open === 2);
    announcements.announce({ code: 'A', secret: 's' });
    const [toStranger, toPerson] = await Promise.all(nexts);

    expect(toStranger?.value).toMatchObject({
      data: { announced: { code: 'A', secret: null } },
      errors: [{ path: ['announced', 'secret'], extensions: { code: 'UNAUTHORIZED_FIELD' } }],
    });
    expect(toPerson?.value).toEqual({ data: { announced: { code: 'A', secret: 's' } } });
    void client.dispose();
  });

  it.each(Object.keys(clients))(
    'are of a closed field null, told at its place: by %s',
    async (by) => {
      const query = 'subscription { confided { code } }';
      const told: unknown[] = [];
      for await (const result of clients[by]?.(graph.url, query) ?? []) told.push(result);

      expect(told).toEqual([
        {
          data: { confided: null },
          errors: [
            expect.objectContaining({
              path: ['confided'],
              extensions: expect.objectContaining({ code: 'UNAUTHORIZED_FIELD' }),
            }),
          ],
        },
      ]);
      await expect(sseClient(graph.url).iterate({ query: SKIPPED }).next()).resolves.toMatchObject({
        value: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      });
    },
  );

  it('are counted, with what was not answered, whose codes are logged', async () => {
    const { announcements, url } = graph;
    const metrics = createMetrics(() => []);
    const results = sseClient(url).iterate({ query: EVENTS });
    const one = results.next();
    await until(() => announcements.open === 1);
    announcements.announce({ code: 'A' });
    await one;
    announcements.announce({ code: 'x'.repeat(400_000) });
    const large = await results.next();
    const during = await metrics.text();
    await results.return?.();
    await until(() => announcements.open === 0);
    const after = await metrics.text();
    metrics.close();
    const ofLast = () => logged.findLast(({ subscribed }) => subscribed === true);
    await until(() => ofLast()?.['codes'] !== undefined);

    expect(large.value).toMatchObject({ errors: [{ extensions: { code: 'ANSWER_TOO_LARGE' } }] });
    expect(during).toContain('motcua_subscriptions_open 1\n');
    expect(during).toContain('motcua_subscription_events_total{outcome="ok"} 1\n');
    expect(during).toContain('motcua_subscription_events_total{outcome="refused"} 1\n');
    expect(after).toContain('motcua_subscriptions_open 0\n');
    expect(ofLast()).toMatchObject({ codes: ['ANSWER_TOO_LARGE'] });
  });

  it('are asked for by GET, and by a hash', async () => {
    const { announcements, url } = graph;
    const accept = { accept: 'text/event-stream', 'apollo-require-preflight': '1' };
    const extensions = {
      persistedQuery: { version: 1, sha256Hash: hash('sha256', EVENTS) },
    };
    const registering = fetch(url, {
      method: 'POST',
      headers: { ...accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query: EVENTS, extensions }),
    });
    await until(() => announcements.open === 1);
    announcements.end();
    const registered = await (await registering).text();
    const asking = fetch(`${url}?extensions=${JSON.stringify(extensions)}`, { headers: accept });
    await until(() => announcements.open === 1);
    announcements.announce({ code: 'A' });
    announcements.end();
    const text = await (await asking).text();
    // No tag of a stream is known: it is not “unchanged”, and is no less left when its client has it.
    const again = fetch(`${url}?extensions=${JSON.stringify(extensions)}`, {
      headers: { ...accept, 'if-none-match': '*' },
    });
    await until(() => announcements.open === 1);
    announcements.end();
    const response = await again;

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe(registered);
    expect(registered).toBe(':\n\nevent: complete\ndata:\n\n');
    expect(text).toMatch(
      /^:\n\nevent: next\ndata: \{"data":\{"announced":\{"code":"A","agency":"UBND A"\}\}\}\n+event: complete\ndata:\n\n$/,
    );
  });

  it('are refused where nothing can be told event by event', async () => {
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: EVENTS }),
    });

    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTION_NEEDS_STREAM' } }],
    });
  });
});

describe('Apollo Client', () => {
  it.each<[string, () => ApolloLink]>([
    ['over HTTP, in parts', () => new HttpLink({ uri: graph.url })],
    [
      'over WebSocket',
      () =>
        new GraphQLWsLink(
          createClient({ url: socketUrl(), webSocketImpl: WebSocket, retryAttempts: 0 }),
        ),
    ],
  ])('is told events %s', async (_how, createLink) => {
    const { announcements } = graph;
    const client = new ApolloClient({ cache: new InMemoryCache(), link: createLink() });
    const told: unknown[] = [];
    const complete = new Promise<void>((resolve, reject) => {
      client.subscribe({ query: gql(EVENTS) }).subscribe({
        next: ({ data }) => told.push(data),
        error: reject,
        complete: resolve,
      });
    });
    await until(() => announcements.open === 1);
    announcements.announce({ code: 'A' });
    await until(() => told.length === 1);
    announcements.announce({ code: 'B' });
    await until(() => told.length === 2);
    announcements.end();
    await complete;
    client.stop();

    expect(told).toMatchObject([
      { announced: { code: 'A', agency: 'UBND A' } },
      { announced: { code: 'B', agency: 'UBND B' } },
    ]);
  });
});

describe('a socket', () => {
  it('answers queries, too', async () => {
    const client = createClient({ url: socketUrl(), webSocketImpl: WebSocket, retryAttempts: 0 });
    const results = client.iterate({ query: '{ agencies }' });

    expect((await results.next()).value).toEqual({ data: { agencies: null } });
    void client.dispose();
  });

  it('is closed where it asks before it is let in', async () => {
    const { socket, said, closed } = rawSocket();
    socket.on('open', () => {
      socket.send('{"type":"connection_init"}');
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: EVENTS } }));
    });

    await expect(closed).resolves.toBe(4401);
    expect(said).toEqual([]);
  });

  it('is closed where an id is told again, however long it is', async () => {
    const { announcements } = graph;
    const { socket, said, closed } = rawSocket();
    const id = 'x'.repeat(200);
    const subscribe = JSON.stringify({ id, type: 'subscribe', payload: { query: EVENTS } });
    socket.on('open', () => {
      socket.send('{"type":"connection_init"}');
    });
    await until(() => said.length === 1);
    socket.send(subscribe);
    await until(() => announcements.open === 1);
    socket.send(subscribe);

    await expect(closed).resolves.toBe(4409);
  });

  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const long = 'x'.repeat(20_000);

  it.each([
    ['is no JSON', '{"type":"ping"', 'Invalid message'],
    [
      'is long and asks for nothing',
      `{"type":"ping","payload":{"a":"${long}"}}`,
      'Invalid message',
    ],
    ['is deep', `{"type":"ping","payload":{"a":${nested(500)}}}`, 'INPUT_TOO_LARGE'],
    [
      'has too many values',
      `{"type":"subscribe","id":"1","payload":{"query":"{ agencies }","variables":{"a":[${'1.0,'.repeat(20_000)}1]}}}`,
      'INPUT_TOO_LARGE',
    ],
  ])('is closed by a message that %s', async (_what, message, reason) => {
    const { socket, said, closed } = rawSocket();
    const reasons: string[] = [];
    socket.on('close', (_code, buffer) => reasons.push(buffer.toString()));
    socket.on('open', () => {
      socket.send('{"type":"connection_init"}');
    });
    await until(() => said.length === 1);
    socket.send(message);

    await expect(closed).resolves.toBe(4400);
    expect(reasons).toEqual([reason]);
  });

  it('is closed by a long message before its client is let in, unread', async () => {
    const { socket, said, closed } = rawSocket();
    socket.on('open', () => {
      socket.send(`{"type":"connection_init","payload":{"a":"${long}"}}`);
    });

    await expect(closed).resolves.toBe(4400);
    expect(said).toEqual([]);
  });

  it.each([
    [
      'of a page that may not ask',
      { origin: 'https://evil.example' },
      'Unexpected server response: 403',
    ],
    [
      'by a name that is not ours',
      { headers: { host: 'evil.example' } },
      'Unexpected server response: 421',
    ],
  ])('is refused %s', async (_what, options, why) => {
    await expect(rawSocket(options).closed).resolves.toBe(why);
  });

  it('is opened by a page that may ask', async () => {
    const { socket, closed } = rawSocket({ origin: 'https://tra-cuu.example' });
    socket.on('open', () => {
      socket.send('no JSON');
    });

    await expect(closed).resolves.toBe(4400);
  });

  it.each([
    ['of another origin', 'https://tra-cuu.example', null],
    ['of our own', undefined, 's'],
  ])(
    'tells in its handshake who asks, or does not, for a page %s',
    async (_of, foreign, secret) => {
      const { announcements, url } = graph;
      const { socket, said } = rawSocket({
        origin: foreign ?? new URL(url).origin,
        headers: { authorization: 'an' },
      });
      socket.on('open', () => {
        socket.send('{"type":"connection_init"}');
      });
      await until(() => said.length === 1);
      const query = 'subscription { announced { code secret } }';
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
      await until(() => announcements.open === 1);
      announcements.announce({ code: 'A', secret: 's' });
      await until(() => said.length === 2);
      socket.close();

      expect(said[1]).toMatchObject({ payload: { data: { announced: { code: 'A', secret } } } });
    },
  );

  it('is closed where who asks is not let in, says it twice, or says nothing', async () => {
    const wrong = rawSocket();
    wrong.socket.on('open', () => {
      wrong.socket.send('{"type":"connection_init","payload":{"authorization":"expired"}}');
    });
    const twice = rawSocket();
    twice.socket.on('open', () => {
      twice.socket.send('{"type":"connection_init"}');
      twice.socket.send('{"type":"connection_init"}');
    });
    const silent = rawSocket();

    expect(await Promise.all([wrong.closed, twice.closed, silent.closed])).toEqual([
      4403, 4429, 4408,
    ]);
  });
});

describe('a gateway that ends', () => {
  it('completes what is open, and waits for nobody', async () => {
    const own = await startAnnounced(serving['our own server'], {
      config: servingConfig({ drainMs: 20_000 }),
    });
    const client = createClient({
      url: own.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const open = [sseClient(own.url).iterate({ query: EVENTS }), client.iterate({ query: EVENTS })];
    const nexts = open.map((results) => results.next());
    await until(() => own.announcements.open === 2);
    await own.leave();

    expect(await Promise.all(nexts)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    await own.close();
  }, 15_000);
});
