import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { z } from 'zod';
import { runCommand } from '../../service/settings/arguments.ts';
import { inRepository } from '../run/subgraph-names.ts';

const PORT = 4499;
const MIB = 1_048_576;

const examples = readdirSync(inRepository('schema/examples'))
  .sort()
  .map((file) => readFileSync(inRepository(`schema/examples/${file}`), 'utf8'));

/**
 * What `npm start` gives to node. By default V8 lets the heap grow several times over before it clears it up; with
 * `--heap-growing-percent` it may grow by so much, and there is still no bound that a big answer could hit.
 */
const startArguments = z
  .object({ scripts: z.object({ start: z.string().startsWith('node ') }) })
  .parse(JSON.parse(readFileSync(inRepository('package.json'), 'utf8')))
  .scripts.start.split(' ')
  .slice(1);

/** The same for what `npm run build` has made, which sets the heap itself. */
const builtArguments = ['dist/scripts/cli.js', 'start'];

/** Starts the graph without npm, so that the process is the graph's own. */
function start(demoDirectory: string, built: boolean): ChildProcess {
  return spawn(
    process.execPath,
    [...(built ? builtArguments : startArguments), '--port', String(PORT), '--demo', demoDirectory],
    { cwd: inRepository('.'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

async function ask(query: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as { data?: unknown; errors?: unknown };
  return answer.data !== undefined && answer.errors === undefined;
}

/** Seconds from starting the process to its first whole answer, and its CPU until then, all threads. */
async function secondsToFirstAnswer(
  demoDirectory: string,
  built: boolean,
): Promise<{ seconds: number; cpu: number; server: ChildProcess }> {
  const began = performance.now();
  const server = start(demoDirectory, built);
  for (;;) {
    if (server.exitCode !== null) throw new Error('the server ended before it answered');
    const answered = await ask(examples[0] ?? '').catch(() => false);
    if (answered)
      return { seconds: (performance.now() - began) / 1_000, cpu: cpuSeconds(server), server };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function stop(server: ChildProcess): Promise<void> {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
}

/** User and system time, which Linux tells in hundredths. */
function cpuSeconds({ pid = 0 }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before them may hold anything, brackets too.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11);
  return (Number(user) + Number(system)) / 100;
}

function residentMiB({ pid = 0 }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? 0) * 1_024) / MIB;
}

/** Asks the examples in turn, four at a time; answers how many failed. */
async function askMany(count: number): Promise<number> {
  let asked = 0;
  let failed = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (asked < count) {
        const query = examples[asked % examples.length] ?? '';
        asked += 1;
        if (!(await ask(query))) failed += 1;
      }
    }),
  );
  return failed;
}

await runCommand(
  {
    usage: 'npm run measure -- [--queries N] [--built]',
    about:
      'Measures the standalone graph: first and second start, and resident memory under mixed queries.',
    settings: z.object({
      queries: z.coerce.number().int().positive().default(10_000).meta({
        flag: 'queries',
        give: 'a number',
        about: 'queries after the first thousand over which the memory must not grow',
      }),
      built: z.stringbool().default(false).meta({
        flag: 'built',
        about: 'measures what npm run build has made instead of the sources',
      }),
    }),
  },
  async ({ queries, built }) => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-measure-'));
    const say = (line: string): void => {
      process.stdout.write(`${line}\n`);
    };
    try {
      const first = await secondsToFirstAnswer(join(directory, 'demo'), built);
      await stop(first.server);
      say(`first answer, demo data included  ${first.seconds.toFixed(1)} s`);
      const second = await secondsToFirstAnswer(join(directory, 'demo'), built);
      say(`second start, first answer        ${second.seconds.toFixed(1)} s`);
      say(`  CPU until then, all threads     ${second.cpu.toFixed(2)} s`);

      let failed = await askMany(1_000);
      say(`resident after 1,000 queries      ${residentMiB(second.server).toFixed(0)} MiB`);
      for (let done = 0; done < queries; done += queries / 5) {
        failed += await askMany(queries / 5);
        say(
          `  and ${done + queries / 5} more`.padEnd(34) +
            `${residentMiB(second.server).toFixed(0)} MiB`,
        );
      }
      say(`answers with errors               ${failed}`);
      await stop(second.server);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
