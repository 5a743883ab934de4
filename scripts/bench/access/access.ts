import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { ensureDemoData } from '../../demo/ensure.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import { DEMO_OPERATIONS, STUB_OPERATIONS } from './operations.ts';
import { lineCosts } from './lines.ts';
import { DEMANDS, marking, type Marks, TAGS } from './marks.ts';
import { writePolicy, writeReaders } from './readers.ts';
import { type RoundCosts, timeInRounds } from './rounds.ts';
import { costTable } from './table.ts';
import { startGateway, startStubs, type Stubs } from '../child.ts';
import type { BenchOperation } from '../gateway/operations.ts';
import { GATEWAY_COMMAND } from '../gateway/rivals.ts';
import { composeBench } from '../gateway/subgraphs.ts';
import type { Contender } from '../timing.ts';

/** So many that the median stands still, whatever else the machine does in some of them. */
const ROUNDS = 20;
/** CPU-time of a turn: after the others' turns a process finds its caches cold for some 10 ms, which are not to be most of it. */
const TURN_MS = 100;
/** Two processes of the same differ by up to a tenth for as long as they run: no one of them is to decide. */
const STARTS = 3;
/** Who is shown other values than the others are. */
const MASKED = 'supervisor';
const NO_STUBS: Pick<Stubs, 'order'> = { order: () => Promise.resolve(0) };

type Start = (
  name: string,
  command: (port: number) => readonly string[],
  authorization?: () => string | undefined,
) => Promise<Contender>;

const settings = z.object({
  over: z.enum(['nothing', 'stubs', 'demo', 'both']).default('both').meta({
    flag: 'over',
    give: 'nothing, stubs, demo or both',
    about:
      'what the graph is over: stub subgraphs, or the sources of the demo; nothing: lines of the trail alone',
  }),
  only: z.string().optional().meta({
    flag: 'only',
    give: 'names',
    about:
      'what is timed beside “without”, such as rights, or rights,trail; if not given, all of it, each of which finds the caches as all others leave them',
  }),
  times: z.coerce.number().positive().default(1).meta({
    flag: 'times',
    give: 'a number',
    about: 'how many times as long as usual each turn is',
  }),
  demo: z.string().default(join(tmpdir(), 'motcua-bench-demo')).meta({
    flag: 'demo',
    give: 'a folder',
    about: 'where the demo’s databases are, or are written',
  }),
  profile: z.string().optional().meta({
    flag: 'profile',
    give: 'a folder',
    about: 'writes a CPU profile of each process there; the figures are then not to be quoted',
  }),
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Throws where one of them answers with an error, or one that is shown as much as the first something else. */
async function compare(
  { name, query }: BenchOperation,
  contenders: readonly Contender[],
  shownAll: (contender: Contender) => boolean,
): Promise<void> {
  let first: unknown;
  for (const contender of contenders) {
    const text = await contender.gateway.client.ask(query(0));
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    first ??= data;
    const differs = shownAll(contender) && !isDeepStrictEqual(data, first);
    if (errors === undefined && !differs) continue;
    throw new Error(`${name}: ${contender.rival.name} answers otherwise: ${text.slice(0, 500)}`);
  }
}

/** Without anything; with tokens, directives, budgets of reading and identities handed on; with a trail; and with all of it. */
async function startOverStubs(
  start: Start,
  directory: string,
  { urls }: Stubs,
  wanted: (name: string) => boolean,
): Promise<readonly Contender[]> {
  const { file: identity, authorization } = await writeReaders(directory);
  const rights = ['--identity', identity, '--policy', writePolicy(directory)];
  const trail = (name: string): readonly string[] => ['--audit-dir', join(directory, name)];
  const ways: readonly (readonly [string, readonly Marks[], readonly string[]])[] = [
    ['without', [], []],
    ['rights', [TAGS, DEMANDS], rights],
    ['trail', [TAGS], trail('trail')],
    ['both', [TAGS, DEMANDS], [...rights, ...trail('trail-of-rights')]],
  ];
  return inTurn(ways, wanted, ([name, marks, more]) => {
    const supergraph = join(directory, `${name}.graphql`);
    writeFileSync(supergraph, composeBench(urls, marking(...marks)));
    const command = [...GATEWAY_COMMAND, '--supergraph', supergraph, ...more];
    return start(name, (port) => [...command, '--port', String(port)], authorization);
  });
}

/** Without rights; an officer, whose rows a predicate finds; a supervisor, to whom values are masked; the officer with a trail. */
async function startOverDemo(
  start: Start,
  directory: string,
  demo: string,
  wanted: (name: string) => boolean,
): Promise<readonly Contender[]> {
  const graph =
    (...more: readonly string[]) =>
    (port: number) => [
      ...['--import', 'tsx', inRepository('scripts/bench/access/graph.ts')],
      ...['--port', String(port), '--demo', demo, ...more],
    ];
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['without', []],
    ['officer', ['--role', 'officer']],
    [MASKED, ['--role', MASKED]],
    ['trail', ['--role', 'officer', '--audit-dir', join(directory, 'demo-trail')]],
  ];
  return inTurn(ways, wanted, ([name, more]) => start(name, graph(...more), () => undefined));
}

/** Those that are wanted by name, one after another: they start at the cost of others. */
async function inTurn<T extends readonly [name: string, ...unknown[]]>(
  ways: readonly T[],
  wanted: (name: string) => boolean,
  start: (way: T) => Promise<Contender>,
): Promise<readonly Contender[]> {
  const started: Contender[] = [];
  for (const way of ways) if (wanted(way[0])) started.push(await start(way));
  return started;
}

await runCommand(
  {
    usage: 'npm run bench:access -- [--over nothing|stubs|demo|both] [--only rights] [--times 1]',
    about: [
      'Times what rights and the trail cost, in turns: the gateway over stub subgraphs, without identities, with them and directives, with',
      'a trail and with both; and the whole graph over the demo’s sources, without rights, as an officer and as a supervisor, and with a trail.',
      'Over nothing: a line of the trail in a process that does nothing else.',
    ].join('\n'),
    settings,
  },
  async ({ over, only, times, demo, profile }) => {
    const named = only?.split(',');
    const wanted = (name: string): boolean => name === 'without' || named?.includes(name) !== false;
    const directory = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    const running: Contender[] = [];
    const start: Start = async (name, command, authorization) => {
      const profiled =
        profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', join(resolve(profile), name)];
      const gateway = await startGateway(
        (port) => [...profiled, ...command(port)],
        join(directory, `${name}.log`),
        authorization === undefined ? {} : { authorization },
      );
      const contender = { rival: { name }, gateway };
      running.push(contender);
      return contender;
    };
    const end = async (): Promise<void> => {
      await Promise.all(running.splice(0).map(({ gateway }) => gateway.stop()));
    };
    const time = async (
      what: string,
      operations: readonly BenchOperation[],
      startAll: () => Promise<readonly Contender[]>,
      stubs: Pick<Stubs, 'order'>,
    ): Promise<void> => {
      const costs = operations.map((): (readonly RoundCosts[])[] => []);
      for (let starts = 0; starts < STARTS; starts += 1) {
        const contenders = await startAll();
        for (const [at, operation] of operations.entries()) {
          await compare(operation, contenders, ({ rival }) => rival.name !== MASKED);
          const how = { rounds: ROUNDS, turnMs: TURN_MS * times };
          costs[at]?.push(await timeInRounds(operation, how, contenders, stubs));
        }
        await end();
      }
      for (const [at, { name }] of operations.entries())
        say(`\n${costTable(`${what}: ${name}`, costs[at] ?? [])}`);
    };
    try {
      if (over === 'nothing') say(await lineCosts(join(directory, 'lines')));
      if (over === 'stubs' || over === 'both') {
        // The gateway hands on who asks only where it can sign that.
        process.env['SUBGRAPH_SECRET'] = 'of-the-benchmark-alone';
        const stubs = await startStubs();
        try {
          await time(
            'stubs',
            STUB_OPERATIONS,
            () => startOverStubs(start, directory, stubs, wanted),
            stubs,
          );
        } finally {
          await end();
          await stubs.stop();
        }
      }
      if (over === 'demo' || over === 'both') {
        await ensureDemoData({ directory: demo });
        const startAll = () => startOverDemo(start, directory, demo, wanted);
        await time('demo', DEMO_OPERATIONS, startAll, NO_STUBS);
      }
      rmSync(directory, { recursive: true });
    } finally {
      await end();
    }
  },
);
