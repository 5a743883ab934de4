import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A small HTTP proxy before processes that come and go, as a cluster has one. */
export interface Balancer {
  readonly url: string;
  add(port: number): void;
  remove(port: number): void;
  close(): void;
}

/** How often it is asked who is ready, as by a cluster’s probes. */
const LOOK_MS = 100;

/** Hands requests on in turn to those that `/ready` says are, and to another where one could not be reached. */
export async function startBalancer(): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Map<number, boolean>();
  let turn = 0;

  async function look(port: number): Promise<void> {
    const is = await fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready.has(port)) ready.set(port, is);
  }
  const looking = setInterval(() => {
    for (const port of ready.keys()) void look(port);
  }, LOOK_MS);

  function pass(from: IncomingMessage, body: Buffer, to: ServerResponse, tried: readonly number[]) {
    const open = [...ready].flatMap(([port, is]) => (is && !tried.includes(port) ? [port] : []));
    turn += 1;
    const port = open[turn % Math.max(1, open.length)];
    if (port === undefined) {
      to.writeHead(502).end();
      return;
    }
    const { method, url, headers } = from;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers, agent });
    onward.on('response', (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    // No byte of an answer has come: a query may be asked again.
    onward.on('error', () => {
      if (to.headersSent) to.destroy();
      else pass(from, body, to, [...tried, port]);
    });
    onward.end(body);
  }

  const server = createServer((from, to) => {
    void from.toArray().then((chunks) => {
      pass(from, Buffer.concat(chunks as Buffer[]), to, []);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(port) {
      ready.set(port, false);
      void look(port);
    },
    remove: (port) => void ready.delete(port),
    close() {
      clearInterval(looking);
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}
