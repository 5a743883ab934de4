import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswered, UNANSWERED_MS } from './neighbour-query.ts';

/** So often that of a few seconds 99 of 100 can be told. */
const EVERY_MS = 40;

const url = process.argv[2] ?? '';
let waits: number[] = [];

// A process of its own, so that what the attack costs its sender is not counted.
process.on('message', () => {
  process.send?.(waits);
  waits = [];
});
process.on('disconnect', () => {
  process.exit();
});

for (;;) {
  void ask();
  await sleep(EVERY_MS);
}

async function ask(): Promise<void> {
  const began = performance.now();
  const isRight = await isAnswered(url);
  waits.push(isRight ? performance.now() - began : UNANSWERED_MS);
}
