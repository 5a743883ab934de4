import { setTimeout as sleep } from 'node:timers/promises';
import { UNANSWERED_MS } from './watch.ts';

/** A cheap query, asked so often that of a few seconds 99 of 100 can be told: what it waits is what an attack does to others. */
const QUERY = '{dossiers(first:1,offices:["H12.CM"]){nodes{code}partial}}';
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
  const isRight = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
    signal: AbortSignal.timeout(UNANSWERED_MS),
  })
    .then(async (response) => (await response.text()).includes('"partial":false'))
    .catch(() => false);
  waits.push(isRight ? performance.now() - began : UNANSWERED_MS);
}
