import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  startHttpService,
  type Handler,
  type HttpService,
} from '../../../../service/http/http-service.ts';
import { refuseUpgrade, type Upgrade } from '../../../../service/http/upgrades.ts';
import { createLog } from '../../../../service/log.ts';
import { until } from '../../../support/until.ts';

const log = createLog({ service: 'test', level: 'silent' });
let service: HttpService;

async function start(
  routes: Readonly<Record<string, Handler>>,
  drainMs = 1_000,
  shutdownDelayMs = 0,
  upgrades: Readonly<Record<string, Upgrade>> = {},
) {
  service = await startHttpService({
    host: '127.0.0.1',
    port: 0,
    routes,
    upgrades,
    isReady: () => true,
    shutdownDelayMs,
    drainMs,
    log,
  });
  return service;
}

const refuseAll: Upgrade = (_request, socket) => {
  refuseUpgrade(socket, 418);
};

/** Holds the event loop. */
function hold(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks over a connection that is kept; a code says what became of a request without an answer. */
function askKept(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const asking = get(url, { agent }, (response) => {
      response.resume().on('end', () => {
        resolve('answered');
      });
    }).on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // A new connection that the system has not handed over when the port is closed is reset, instead of refused.
      const isRefused = !asking.reusedSocket && code === 'ECONNRESET';
      resolve(isRefused ? 'ECONNREFUSED' : (code ?? message));
    });
  });
}

describe('an HTTP service', () => {
  afterEach(() => service.close());

  it('serves its routes by exact path, whatever the query', async () => {
    const { url } = await start({ '/a': (_request, response) => void response.end('a') });

    const answers = await Promise.all(
      ['/a', '/a?b=c', '/a/', '/health'].map((path) => fetch(url + path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200]);
  });

  it('answers 500 without a word of the cause', async () => {
    const { url } = await start({
      '/a': () => {
        throw new Error('password=1234');
      },
    });

    const answer = await fetch(`${url}/a`);

    expect([answer.status, await answer.text()]).toEqual([
      500,
      'Something went wrong on our side.\n',
    ]);
  });

  /** Sends bytes on a connection of their own, and answers the first line of what comes back. */
  async function sendRaw(port: number, bytes: string): Promise<string> {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk)).end(bytes, 'latin1');
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('latin1').split('\r\n')[0] ?? '';
  }

  it.each([
    ['without a host', 'GET /a HTTP/1.1\r\n\r\n', 400],
    ['of HTTP/1.0', 'GET /a HTTP/1.0\r\n\r\n', 200],
    ['that expects what nobody knows', 'GET /a HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n', 417],
    [
      'with two lengths',
      'GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['that is none', '\u0016\u0003\u0001', 400],
    [
      'to a whole address',
      'GET http://localhost:4000/a?b=c HTTP/1.1\r\nHost: evil.example\r\n\r\n',
      200,
    ],
    [
      'to a whole address without a path',
      'GET http://localhost?b=c HTTP/1.1\r\nHost: a\r\n\r\n',
      404,
    ],
    [
      'to a whole address that is not ours',
      'GET http://evil.example/a HTTP/1.1\r\nHost: localhost\r\n\r\n',
      421,
    ],
    ['to no address', 'GET ftp://localhost/a HTTP/1.1\r\nHost: a\r\n\r\n', 404],
  ])('answers a request %s', async (_what, bytes, status) => {
    const { url } = await start({ '/a': (_request, response) => void response.end('a') });

    const line = await sendRaw(Number(new URL(url).port), bytes);

    expect(line).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('goes on, whatever bytes it is sent', async () => {
    const { url } = await start(
      {
        '/a': (incoming, response) => {
          text(incoming).then(
            (body) => response.end(body),
            () => undefined,
          );
        },
      },
      1_000,
      0,
      { '/a': refuseAll },
    );
    const words = [
      ...['GET', 'POST', 'CONNECT', 'OPTIONS', ' ', '/a', '/health', '*', 'http://a/', ' HTTP/1.1'],
      ...[
        ' HTTP/1.0',
        ' HTTP/2.0',
        '\r\n',
        '\r\n\r\n',
        '\n',
        'Host: a',
        'Host:',
        'Expect: 100-continue',
      ],
      ...[
        'Content-Length: 3',
        'Content-Length: -1',
        'Transfer-Encoding: chunked',
        '3\r\nabc\r\n0\r\n\r\n',
      ],
      ...[
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Upgrade: h2c',
        'Connection: close',
        '\0',
        'é',
        'abc',
      ],
    ];
    const requests = fc.oneof(
      fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('GET', 'POST', 'OPTIONS', 'CONNECT'), fc.subarray(words.slice(15)))
        .map(([method, heads]) => `${method} /a HTTP/1.1\r\n${heads.join('\r\n')}\r\n\r\n`),
    );

    await fc.assert(
      fc.asyncProperty(requests, async (bytes) => {
        await sendRaw(Number(new URL(url).port), bytes);
      }),
      { numRuns: 300 },
    );

    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('lets a request under way end, then closes at once', async () => {
    const { url } = await start(
      { '/slow': (_request, response) => void setTimeout(() => response.end('done'), 100) },
      60_000,
    );

    const answer = fetch(`${url}/slow`).then((response) => response.text());
    await new Promise((resolve) => setTimeout(resolve, 30));
    await service.close();

    expect(await answer).toBe('done');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('cuts a request that does not end within the drain', async () => {
    const { url } = await start({ '/never': () => undefined }, 50);

    const answer = fetch(`${url}/never`).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await service.close();

    expect(await answer).toBe('cut');
  });

  const askedAt = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

  it('begins of a connection one request after another, and answers in their order', async () => {
    const begun: string[] = [];
    let underWay = 0;
    let most = 0;
    const { url } = await start({
      '/a': ({ url: path = '' }, response) => {
        begun.push(path);
        underWay += 1;
        most = Math.max(most, underWay);
        response.once('close', () => (underWay -= 1));
        setTimeout(() => response.end(path), 3);
      },
    });
    const paths = Array.from({ length: 20 }, (_, at) => `/a?${at}`);
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    let came = '';
    client.on('data', (chunk) => (came += chunk.toString()));

    client.write(paths.map(askedAt).join(''));
    await until(() => came.includes('/a?19'));
    client.destroy();

    expect(begun).toEqual(paths);
    expect(most).toBe(1);
    expect(came.match(/\/a\?\d+/g)).toEqual(paths);
  });

  it.each(['leaves', 'sends too many'])('holds nothing for a client that %s', async (how) => {
    const begun: string[] = [];
    const closed: string[] = [];
    const { url } = await start({
      '/a': ({ url: path = '' }, response) => {
        begun.push(path);
        response.once('close', () => closed.push(path));
        // More than the system takes for a client that does not read.
        response.end(Buffer.alloc(24 * 1024 * 1024));
      },
    });
    const client = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    client.pause().write(askedAt('/a').repeat(how === 'leaves' ? 50 : 102));
    await until(() => begun.length > 0);

    if (how === 'leaves') client.destroy();
    await until(() => closed.length > 0);
    await pause(50);

    client.destroy();
    expect(closed).toEqual(begun);
    expect(begun.length).toBeLessThan(3);
  });

  it('breaks no request of clients that keep their connections', async () => {
    let begun = 0;
    let answered = 0;
    const { url } = await start(
      {
        '/a': (_request, response) => {
          begun += 1;
          setTimeout(() => response.end('a'), 5);
        },
      },
      5_000,
    );
    const outcomes = new Set<string>();
    const clients = Array.from({ length: 30 }, async () => {
      const agent = new Agent({ keepAlive: true });
      for (let outcome = 'answered'; outcome === 'answered'; await pause(Math.random() * 3)) {
        outcomes.add((outcome = await askKept(`${url}/a`, agent)));
        if (outcome === 'answered') answered += 1;
      }
      agent.destroy();
    });

    await pause(200);
    await service.close();
    await Promise.all(clients);

    expect(outcomes).toEqual(new Set(['answered', 'ECONNREFUSED']));
    expect(answered).toBe(begun);
  });

  it('answers whoever has connected before it stops listening', async () => {
    const { url } = await start({ '/a': (_request, response) => void response.end('a') });
    // From here on the next that runs are timers: what ends the listening, before the connections are taken.
    await nextTurn();
    const closing = service.close();
    hold(3);

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => askKept(`${url}/a`, new Agent())),
    );
    await closing;

    expect(new Set(outcomes)).toEqual(new Set(['answered']));
  });

  it.each(['h2c', 'h2c, websocket/13', 'TLS/1.0'])(
    'answers a request that offers %s as it is, its body and the next on its connection',
    async (offered) => {
      const { url } = await start(
        {
          '/a': (incoming, response) =>
            void text(incoming).then((body) => response.end(`${incoming.method} ${body}`)),
        },
        1_000,
        0,
        { '/a': refuseAll },
      );
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: offered };
      const send = async (method: string, body: string) => {
        const asked = request(`${url}/a`, { method, agent, headers }).end(body);
        const [response] = (await once(asked, 'response')) as [IncomingMessage];
        return [response.statusCode, await text(response)];
      };

      const answers = [await send('POST', 'one'), await send('GET', '')];
      agent.destroy();

      expect(answers).toEqual([
        [200, 'POST one'],
        [200, 'GET '],
      ]);
    },
  );

  it('hands over a connection whose client asks for WebSocket, in whatever letters', async () => {
    const { url } = await start({}, 1_000, 0, { '/a': refuseAll });
    for (const path of ['/a', `${url}/a`]) {
      const headers = { connection: 'Upgrade', upgrade: 'WebSocket' };
      const asked = get(url, { path, headers });
      const [response] = (await once(asked, 'response')) as [IncomingMessage];

      expect(response.statusCode).toBe(418);
      response.resume();
    }
  });

  it('closes a connection whose upgrade it refuses, though its client does not', async () => {
    const { url } = await start({}, 60_000, 0, { '/socket': () => undefined });
    const { port } = new URL(url);
    const client = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    client.write(
      'GET /none HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    );
    const answer = await new Promise<string>((resolve) => {
      let read = '';
      client.setEncoding('latin1').on('data', (piece: string) => (read += piece));
      client.on('end', () => {
        resolve(read);
      });
    });

    await service.close();

    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    client.destroy();
  });

  it('says that it is not ready for a while before it stops listening', async () => {
    const { url } = await start(
      { '/a': (_request, response) => void response.end('a') },
      1_000,
      200,
    );

    const closed = service.close();
    const ready = await fetch(`${url}/ready`);
    const answer = await fetch(`${url}/a`);
    await closed;

    expect([ready.status, answer.status]).toEqual([503, 200]);
    await expect(fetch(`${url}/ready`)).rejects.toThrow();
  });
});
