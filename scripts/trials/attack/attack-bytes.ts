import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { wholeNumber } from '../../../service/settings/settings.ts';
import { ensureDemoData } from '../../demo/ensure.ts';
import { type ChildGraph, hasEnded, stateOf } from '../child-graph.ts';
import { sendBytes } from './hostile-client.ts';
import { isAnswered } from './neighbour-query.ts';
import { randomRequests } from './random-requests.ts';
import { startForStrangers } from './strangers.ts';

const SCALE = 0.001;
const AT_A_TIME = 16;
const BATCH = 400;
/** A connection is left then, whatever has come. */
const LEAVE_MS = 250;
const PROGRESS_MS = 2_000;
/** For what was asked last to be over. */
const SETTLE_MS = 2_000;

await runCommand(
  {
    usage: 'npm run attack:bytes -- [--seconds 60] [--seed N]',
    about:
      'Sends a graph of its own, on the loopback alone, requests at random: every method, path, header and body that somebody may think of, frames of WebSocket, and bytes that are no request. Exit code 1 where the process ended, or answers a neighbour no more; its last batch is made again by the seed that is told.',
    settings: z.object({
      seconds: wholeNumber(1, 86_400).default(60).meta({
        flag: 'seconds',
        give: 'a number of seconds, a day at most',
        about: 'how long',
      }),
      seed: wholeNumber(0, 2_000_000_000).optional().meta({
        flag: 'seed',
        give: 'the number that a run has told',
        about: 'makes the requests of that batch first',
      }),
    }),
  },
  async ({ seconds, seed = Date.now() % 1_000_000_000 }) => {
    const demo = mkdtempSync(join(tmpdir(), 'motcua-bytes-'));
    try {
      await ensureDemoData({ directory: demo, scale: SCALE, onProgress: () => undefined });
      const graph = await startForStrangers(demo);
      await attack(graph, seconds, seed);
      await graph.close();
    } finally {
      rmSync(demo, { recursive: true, force: true });
    }
  },
);

async function attack(graph: ChildGraph, seconds: number, firstSeed: number): Promise<void> {
  const answers = new Map<string, number>();
  const before = stateOf(graph.process);
  const began = performance.now();
  const passed = () => performance.now() - began;
  let seed = firstSeed;
  let told = 0;
  for (; passed() < seconds * 1_000 && !hasEnded(graph.process); seed += 1) {
    const requests = fc.sample(randomRequests, { seed, numRuns: BATCH });
    const senders = Array.from({ length: AT_A_TIME }, async () => {
      for (let one = requests.pop(); one !== undefined; one = requests.pop()) {
        const bytes = { ...one, leavesAfterMs: LEAVE_MS };
        const status = await sendBytes(graph.port, anyAddress(), bytes);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    });
    await Promise.all(senders);
    if (passed() - told < PROGRESS_MS) continue;
    told = passed();
    process.stderr.write(`${Math.round(told / 1_000)} of ${seconds} s, seed ${seed}\n`);
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const serves = !hasEnded(graph.process) && (await isAnswered(graph.url));
  const after = stateOf(graph.process);
  const met = [...answers].sort(([one], [other]) => one.localeCompare(other));
  process.stdout.write(
    `${[
      `Answers: ${met.map(([status, count]) => `${count} × ${status}`).join(', ')}.`,
      `Memory ${before.megabytes} → ${after.megabytes} MB, handles ${before.handles} → ${after.handles}.`,
      serves
        ? 'The process is the same and answers.'
        : `${hasEnded(graph.process) ? 'The process ended' : 'The process answers nobody'}: --seed ${seed - 1}`,
    ].join('\n')}\n`,
  );
  if (!serves) process.exitCode = 1;
}

/** Any of forty thousand addresses, each of which is a client of its own. */
function anyAddress(): string {
  const any = () => 1 + Math.floor(Math.random() * 200);
  return `127.0.${any()}.${any()}`;
}
