import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { watchPlanning } from '../../../../gateway/engine/planning/plans/threads/planning-time.ts';

const BOUNDS = { takenMs: 200, waitedMs: 20_000 };
const IMPATIENT = { takenMs: 200, waitedMs: 600 };

/** A thread that does as it is told for ever, and how it ended by the watch; `known`: whether the system tells what it takes. */
async function endingOf(
  does: 'work' | 'sleep',
  known: boolean,
  bounds = BOUNDS,
): Promise<[string, number]> {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     parentPort.postMessage(Number(require('node:fs').readlinkSync('/proc/thread-self').split('/').at(-1)));
     for (;;) ${does === 'work' ? '' : 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000)'};`,
    { eval: true },
  );
  const threadId = await new Promise<number>((resolve) => worker.once('message', resolve));
  const begun = performance.now();
  const ending = await new Promise<string>((resolve) => {
    watchPlanning(known ? threadId : undefined, bounds, resolve);
  });
  const waited = performance.now() - begun;
  await worker.terminate();
  return [ending, waited];
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;
onLinux('how long planning may take', () => {
  it('is of the processor’s time', async () => {
    const [ending] = await endingOf('work', true);
    expect(ending).toBe('over');
  });

  it('bears with who waits for a processor, and not for ever', async () => {
    const [ending, waited] = await endingOf('sleep', true, IMPATIENT);
    expect(ending).toBe('starved');
    expect(waited).toBeGreaterThanOrEqual(IMPATIENT.waitedMs);
  });

  it('is by the clock where the system does not tell', async () => {
    expect((await endingOf('sleep', false))[0]).toBe('over');
  });

  it('is not told once it has been planned', async () => {
    let told = false;
    watchPlanning(undefined, { takenMs: 1, waitedMs: 1 }, () => {
      told = true;
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toBe(false);
  });
});
