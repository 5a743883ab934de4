import { Agent, get } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  startHttpService,
  type Handler,
  type HttpService,
} from '../../../../service/http/http-service.ts';
import { createLog } from '../../../../service/log.ts';

const log = createLog({ service: 'test', level: 'silent' });
let service: HttpService;

async function start(
  routes: Readonly<Record<string, Handler>>,
  drainMs = 1_000,
  shutdownDelayMs = 0,
) {
  service = await startHttpService({
    host: '127.0.0.1',
    port: 0,
    routes,
    isReady: () => true,
    shutdownDelayMs,
    drainMs,
    log,
  });
  return service;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks over a connection that is kept; a code says what became of a request without an answer. */
function askKept(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', () => {
        resolve('answered');
      });
    }).on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
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

  it('breaks no request of clients that keep their connections', async () => {
    const { url } = await start(
      { '/a': (_request, response) => void setTimeout(() => response.end('a'), 5) },
      5_000,
    );
    const outcomes = new Set<string>();
    const clients = Array.from({ length: 30 }, async () => {
      const agent = new Agent({ keepAlive: true });
      for (let outcome = 'answered'; outcome === 'answered'; await pause(Math.random() * 3)) {
        outcomes.add((outcome = await askKept(`${url}/a`, agent)));
      }
      agent.destroy();
    });

    await pause(200);
    await service.close();
    await Promise.all(clients);

    expect(outcomes).toEqual(new Set(['answered', 'ECONNREFUSED']));
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
