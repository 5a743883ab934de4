import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inRepository } from '../run/subgraph-names.ts';
import { type Authorization, Client, numbered } from './gateway/load.ts';
import type { StubsOrder, StubsReport } from './gateway/stubs.ts';

/** The process of the stub subgraphs. */
export interface Stubs {
  readonly urls: Readonly<Record<string, string>>;
  /** How many fetches came since the last order; and a new order. */
  readonly order: (order: StubsOrder) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A gateway that runs in a process of its own. */
export interface RunningGateway {
  readonly pid: number;
  readonly client: Client;
  readonly stop: () => Promise<void>;
}

const READY_MS = 60_000;
const CONNECTIONS = 64;

export async function startStubs(): Promise<Stubs> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', inRepository('scripts/bench/gateway/stubs.ts')],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const report = async (): Promise<StubsReport> => {
    const [message] = (await once(child, 'message')) as [StubsReport];
    return message;
  };
  const { urls } = await report();
  return {
    urls,
    async order(order) {
      child.send(order);
      return (await report()).fetches;
    },
    stop: () => stop(child),
  };
}

/** What of a gateway's start is seldom otherwise. */
export interface StartOptions {
  /** The header of each request; if not said, each bears another number. */
  readonly authorization?: Authorization;
  /** The folder that the process is started in; if not said, this repository. */
  readonly directory?: string;
  /** Beside what this process has in its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a gateway by the arguments of its node process; it writes its log, as it would in service, to a file. */
export async function startGateway(
  command: (port: number) => readonly string[],
  logFile: string,
  { authorization = numbered, directory = inRepository('.'), environment = {} }: StartOptions = {},
): Promise<RunningGateway> {
  const port = await freePort();
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, command(port), {
    cwd: directory,
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', log, log],
  });
  const client = new Client(port, CONNECTIONS, authorization);
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const ready = await client.ask('{ __typename }').catch(() => undefined);
    if (ready !== undefined) break;
    if (child.exitCode !== null || performance.now() > deadline) {
      await client.close();
      await stop(child);
      throw new Error(`did not start; see ${logFile}`);
    }
    await wait(200);
  }
  return {
    pid: child.pid ?? 0,
    client,
    async stop() {
      await client.close();
      await stop(child);
    },
  };
}

/** A port that nothing listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
