import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildGraph, hasEnded } from './child-graph.ts';
import { inRepository, SUBGRAPHS, type SubgraphName } from '../run/subgraph-names.ts';

/** A part of a graph that a test may end and start again, on the same port. */
export interface ChildPart {
  readonly process: ChildProcess;
  start(): Promise<void>;
  /** Ends it without a word, as the operating system would. */
  kill(): Promise<void>;
}

/** A gateway and its subgraphs, each a process of its own. */
export interface DistributedGraph extends ChildGraph {
  readonly subgraphs: Readonly<Record<SubgraphName, ChildPart>>;
}

/** Starts each over the databases in `demo`, the one-stops with the mapping files in `sources`. They log nothing. */
export async function startDistributedGraph({
  demo,
  sources,
}: {
  readonly demo: string;
  readonly sources: string;
}): Promise<DistributedGraph> {
  const subgraphs: Partial<Record<SubgraphName, ChildPart>> = {};
  const urls: string[] = [];
  for (const { name } of SUBGRAPHS) {
    const port = await freePort();
    const own = name === 'onestop' ? ['--sources', sources, '--insecure'] : [];
    const part = createPart(['scripts/run/subgraph.ts', name, ...own], port, demo);
    await part.start();
    subgraphs[name] = part;
    urls.push(`${name}=http://127.0.0.1:${port}/graphql`);
  }
  const port = await freePort();
  const gateway = createPart(
    [
      'gateway/main.ts',
      '--supergraph',
      inRepository('schema/supergraph.graphql'),
      '--subgraph-urls',
      urls.join(','),
    ],
    port,
    demo,
  );
  await gateway.start();
  return {
    process: gateway.process,
    port,
    url: `http://127.0.0.1:${port}`,
    subgraphs: subgraphs as Record<SubgraphName, ChildPart>,
    async close() {
      await Promise.all([gateway, ...Object.values(subgraphs)].map((part) => part.kill()));
    },
  };
}

function createPart(
  [script = '', ...args]: readonly string[],
  port: number,
  demo: string,
): ChildPart {
  let child: ChildProcess;
  return {
    get process() {
      return child;
    },
    async start() {
      child = spawn(
        process.execPath,
        ['--import', 'tsx', inRepository(script), ...args, '--port', String(port)],
        {
          env: {
            ...process.env,
            POLICY: inRepository('scripts/run/open-policy.yaml'),
            DEMO_DIR: demo,
            LOG_LEVEL: 'silent',
          },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
      while (!(await isUp(port))) {
        if (hasEnded(child)) throw new Error(`${script} did not start`);
        await sleep(50);
      }
    },
    async kill() {
      if (hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function isUp(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A port of the loopback that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
