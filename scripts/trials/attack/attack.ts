import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { percentilesOf } from '../../bench/percentiles.ts';
import { type Attack, ATTACKS } from './attacks.ts';
import { UNANSWERED_MS } from './neighbour-query.ts';
import { startForStrangers } from './strangers.ts';
import { type Attackers, type Neighbour, startAttackers, watchNeighbour } from './processes.ts';
import { namedWith } from '../named-with.ts';
import { type ChildGraph, hasEnded, stateOf } from '../child-graph.ts';
import { ensureDemoData } from '../../demo/ensure.ts';

/** A few thousand dossiers: the attacks are on the graph, not on the amount of data. */
const SCALE = 0.005;
/** How much longer a neighbour may wait than when it is quiet. */
const MOST_SLOWED = 3;
const WARM_MS = 3_000;
/** At the end of each attack's time, in which its neighbour must be answered again. */
const LAST_MS = 1_000;

interface Pace {
  readonly quietMs: number;
  readonly attackMs: number;
  /** After which memory is looked at again. */
  readonly laterMs: number;
}

const FULL: Pace = { quietMs: 10_000, attackMs: 20_000, laterMs: 60_000 };
const QUICK: Pace = { quietMs: 2_000, attackMs: 4_000, laterMs: 10_000 };

/** What one attack has done. */
interface Result {
  readonly name: string;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly quiet: readonly number[];
  readonly during: readonly number[];
  readonly alive: boolean;
  /** Whether the neighbour is answered in the end. */
  readonly serves: boolean;
  /** Of the graph, during the attack. */
  readonly cpuSeconds: number;
  /** Resident MB before, at the end and later. */
  readonly memory: readonly [number, number, number];
}

await runCommand(
  {
    usage: 'npm run attack -- [--quick] [--only WORDS]',
    about:
      'Attacks a graph of its own in every way from outside, on the loopback alone, and watches a neighbour: what is answered, what the neighbour waits, what memory is held. Exit code 1 where the process ended, the neighbour was not answered in the end, or its p99 was over three times its quiet one.',
    settings: z.object({
      quick: z.stringbool().default(false).meta({
        flag: 'quick',
        about: 'shorter attacks, and memory 10 s after them rather than 60 s',
      }),
      only: z.string().default('').meta({
        flag: 'only',
        give: 'a part of a name',
        about: 'attacks whose name has it',
      }),
    }),
  },
  async ({ quick, only }) => {
    const attacks = namedWith(ATTACKS, only);
    const demo = mkdtempSync(join(tmpdir(), 'motcua-attack-'));
    try {
      await ensureDemoData({ directory: demo, scale: SCALE, onProgress: () => undefined });
      const began = new Date();
      const load = loadavg()[0] ?? 0;
      const results = await attackAll(attacks, demo, quick ? QUICK : FULL);
      const cores = availableParallelism();
      process.stdout.write(
        `\n${began.toISOString().slice(0, 16)}Z, Node ${process.versions.node}, ${cores} cores, load ${load.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after.\n`,
      );
      report(results);
    } finally {
      rmSync(demo, { recursive: true, force: true });
    }
  },
);

async function attackAll(
  attacks: readonly Attack[],
  demo: string,
  pace: Pace,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const attackers = startAttackers();
  let place = await open(demo);
  for (const attack of attacks) {
    process.stderr.write(`${attack.name}\n`);
    const result = await measure(attack, attackers, place, pace);
    results.push(result);
    if (result.alive) continue;
    place.neighbour.close();
    place = await open(demo);
  }
  attackers.close();
  place.neighbour.close();
  await place.graph.close();
  return results;
}

interface Place {
  readonly graph: ChildGraph;
  readonly neighbour: Neighbour;
}

async function open(demo: string): Promise<Place> {
  const graph = await startForStrangers(demo);
  const neighbour = watchNeighbour(graph.url);
  await sleep(WARM_MS);
  return { graph, neighbour };
}

async function measure(
  attack: Attack,
  attackers: Attackers,
  { graph, neighbour }: Place,
  { quietMs, attackMs, laterMs }: Pace,
): Promise<Result> {
  await neighbour.waits();
  await sleep(quietMs);
  const quiet = await neighbour.waits();
  const before = stateOf(graph.process);
  const milliseconds = (attack.seconds ?? 0) * 1_000 || attackMs;
  const outcomes = await attackers.carryOut({ name: attack.name, port: graph.port, milliseconds });
  const during = await neighbour.waits();
  const after = stateOf(graph.process);
  await sleep(laterMs - LAST_MS);
  await neighbour.waits();
  await sleep(LAST_MS);
  const last = await neighbour.waits();
  const serves = last.some((ms) => ms < UNANSWERED_MS);
  const alive = !hasEnded(graph.process);
  const memory = [before.megabytes, after.megabytes, stateOf(graph.process).megabytes] as const;
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  return { name: attack.name, outcomes, quiet, during, alive, serves, cpuSeconds, memory };
}

/** Writes the table, and sets the exit code. */
function report(results: readonly Result[]): void {
  const quiet = percentilesOf(results.flatMap((result) => result.quiet))(0.99);
  const rows = results.map(({ name, outcomes, during, alive, serves, cpuSeconds, memory }) => {
    const waited = percentilesOf(during)(0.99);
    const isSlowed = waited > MOST_SLOWED * quiet;
    if (isSlowed || !alive || !serves) process.exitCode = 1;
    const answers = [...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join(', ');
    const asked = during.length === 0 ? 'over at once' : `${Math.round(waited)} ms`;
    const slowed = `${asked}${isSlowed ? ' (slowed)' : ''}`;
    const state = !alive ? 'ended' : serves ? 'the same' : 'answers nobody';
    return `| ${name} | ${answers} | ${slowed} | ${cpuSeconds.toFixed(1)} s | ${state} | ${memory.join(' → ')} |`;
  });
  process.stdout.write(
    `${[
      `The neighbour’s p99 when it is quiet: ${Math.round(quiet)} ms.`,
      '',
      '| Attack | Answered | Neighbour’s p99 | CPU of the graph | Process | Resident MB before → after → later |',
      '| --- | --- | ---: | ---: | --- | --- |',
      ...rows,
    ].join('\n')}\n`,
  );
}
