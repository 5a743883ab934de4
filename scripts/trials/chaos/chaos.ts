import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { type Fault, faultsOf, partFaultsOf } from './faults.ts';
import { openChaosOffices } from './offices.ts';
import {
  ask,
  judge,
  leaveGraph,
  QUESTIONS,
  type Truth,
  truthOf,
  type Verdict,
} from './questions.ts';
import { startDistributedGraph } from '../child-distributed.ts';
import { type ChildGraph, hasEnded, startChildGraph, stateOf } from '../child-graph.ts';
import { namedWith } from '../named-with.ts';
import { testServers } from './test-servers.ts';

const FAULT_MS = 4_000;
const CALM_MS = 7_000;

await runCommand(
  {
    usage: 'npm run chaos -- [--minutes N] [--rate N] [--only WORDS] [--distributed]',
    about:
      'Asks a graph of its own, 50 times a second, while its sources fail in every way, one after another, and holds each answer against the truth.',
    settings: z.object({
      minutes: z.coerce.number().positive().max(240).default(20).meta({
        flag: 'minutes',
        give: 'a number',
        about: 'how long',
      }),
      rate: z.coerce.number().positive().max(1_000).default(50).meta({
        flag: 'rate',
        give: 'a number',
        about: 'requests a second',
      }),
      only: z.string().default('').meta({
        flag: 'only',
        give: 'a part of a name',
        about: 'faults whose name has it',
      }),
      distributed: z.stringbool().default(false).meta({
        flag: 'distributed',
        about: 'each part in a process of its own; the one-stops’ is killed and frozen, too',
      }),
      ...testServers,
    }),
  },
  async ({ minutes, rate, only, distributed, ...urls }) => {
    const offices = await openChaosOffices(urls);
    const started = distributed
      ? await startDistributedGraph(offices).then((graph) => ({
          graph,
          faults: partFaultsOf(graph.subgraphs.onestop),
        }))
      : { graph: await startChildGraph(offices), faults: [] };
    const faults = [...faultsOf(offices), ...started.faults];
    try {
      const chosen = namedWith(faults, only);
      await run(started.graph, chosen, { minutes, rate });
    } finally {
      await started.graph.close();
      await offices.close();
    }
  },
);

async function run(
  graph: ChildGraph,
  faults: readonly Fault[],
  { minutes, rate }: { readonly minutes: number; readonly rate: number },
): Promise<void> {
  const truths: Truth[] = [];
  for (const question of QUESTIONS) truths.push(await truthOf(graph.url, question));
  const verdictOn = async (at: number): Promise<Verdict> => {
    const question = QUESTIONS[at] as (typeof QUESTIONS)[number];
    return judge(await ask(graph.url, question), truths[at] ?? [], question);
  };
  await leaveGraph();
  await sleep(1_000);
  const before = stateOf(graph.process);

  let fault = 'calm';
  let garbled = false;
  const counts: Record<Verdict, number> = { right: 0, partial: 0, error: 0, refused: 0, wrong: 0 };
  let garbledAnswers = 0;
  const wrong = new Map<string, number>();
  let asked = 0;
  const pending = new Set<Promise<void>>();
  const asking = setInterval(() => {
    const at = asked % QUESTIONS.length;
    asked += 1;
    const during = fault;
    const mayBeGarbled = garbled;
    const one = verdictOn(at).then((verdict) => {
      if (verdict === 'wrong' && (mayBeGarbled || garbled)) garbledAnswers += 1;
      else counts[verdict] += 1;
      if (verdict === 'wrong') {
        const key = `${during}, question ${at}`;
        wrong.set(key, (wrong.get(key) ?? 0) + 1);
      }
    });
    pending.add(one);
    void one.finally(() => pending.delete(one));
  }, 1_000 / rate);

  await sleep(2_000);
  const recoveries: (readonly [string, number])[] = [];
  // After each round of all faults: what is held on to grows with each, what a warm process takes does not.
  const rounds: number[] = [];
  const until = Date.now() + minutes * 60_000;
  for (let turn = 0; Date.now() < until; turn += 1) {
    const next = faults[turn % faults.length];
    if (next === undefined) break;
    fault = next.name;
    garbled = next.garbles;
    await next.begin();
    await sleep(FAULT_MS);
    await next.mend();
    const mended = performance.now();
    const whole = async (): Promise<boolean> =>
      (await Promise.all(QUESTIONS.map((_question, at) => verdictOn(at)))).every(
        (verdict) => verdict === 'right',
      );
    while (!(await whole()) && performance.now() - mended < 30_000) await sleep(100);
    recoveries.push([fault, performance.now() - mended]);
    await sleep(Math.max(0, CALM_MS - (performance.now() - mended)));
    fault = 'calm';
    garbled = false;
    if ((turn + 1) % faults.length === 0) rounds.push(stateOf(graph.process).megabytes);
  }
  clearInterval(asking);
  await Promise.all(pending);
  await leaveGraph();
  await sleep(5_000);
  const after = stateOf(graph.process);

  const lines = [
    `asked ${asked}: ${Object.entries(counts)
      .map(([verdict, count]) => `${verdict} ${count}`)
      .join(', ')}; garbled on the way (no checksum) ${garbledAnswers}`,
    ...[...wrong].map(([where, count]) => `  differed: ${where}: ${count}`),
    `the process is ${hasEnded(graph.process) ? 'gone' : 'the same'}`,
    ...recoveries.map(([name, ms]) => `  ${name}: whole again after ${(ms / 1_000).toFixed(1)} s`),
    `memory ${[before.megabytes, ...rounds, after.megabytes].join(' → ')} MB, handles ${before.handles} → ${after.handles}, threads ${before.threads} → ${after.threads}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (counts.wrong > 0) process.exitCode = 1;
}
