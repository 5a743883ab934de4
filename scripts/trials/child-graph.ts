import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { inRepository } from '../run/subgraph-names.ts';

/** A standalone graph as a process of its own, on a free port of the loopback. */
export interface ChildGraph {
  readonly process: ChildProcess;
  readonly port: number;
  readonly url: string;
  /** Ends it and waits until it has ended. */
  close(): Promise<void>;
}

/** Starts the graph over the databases in `demo`, with mapping files of one's own where `sources` is given; it logs nothing. */
export async function startChildGraph({
  demo,
  sources,
  environment = {},
}: {
  readonly demo: string;
  readonly sources?: string;
  /** Further settings. */
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<ChildGraph> {
  const own = sources === undefined ? [] : ['--sources', sources, '--insecure'];
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', inRepository('scripts/run/start.ts'), '--port', '0', ...own],
    {
      env: {
        ...process.env,
        POLICY: inRepository('scripts/run/open-policy.yaml'),
        ...environment,
        DEMO_DIR: demo,
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.once('exit', () => {
      reject(new Error('The graph did not start'));
    });
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [, told] = /:(\d+)\/graphql/u.exec(said) ?? [];
      if (told !== undefined) resolve(Number(told));
    });
  });
  return {
    process: child,
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Whether a process is no more, by itself or by a signal. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** What the operating system says of a process (Linux). */
export interface ProcessState {
  readonly megabytes: number;
  readonly handles: number;
  readonly threads: number;
  /** Seconds of processor time that it has had. */
  readonly cpuSeconds: number;
}

/** Zeros where the process is no more. */
export function stateOf({ pid = 0 }: ChildProcess): ProcessState {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(status)?.[1]);
    // After the name in brackets, which may hold blanks: fields 14 and 15 of proc(5), in hundredths.
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return {
      megabytes: Math.round(of('VmRSS') / 1_024),
      handles: readdirSync(`/proc/${pid}/fd`).length,
      threads: of('Threads'),
      cpuSeconds: (Number(times[11]) + Number(times[12])) / 100,
    };
  } catch {
    return { megabytes: 0, handles: 0, threads: 0, cpuSeconds: 0 };
  }
}
