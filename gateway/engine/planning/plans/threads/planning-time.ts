import { readFileSync } from 'node:fs';

/** `over`: it took all that it may; `starved`: it waited all that it may for a processor. */
type Ending = 'over' | 'starved';

interface PlanningBounds {
  readonly takenMs: number;
  readonly waitedMs: number;
}

/**
 * Tells when an operation has been planned for too long: by the processor time that its thread took, where the system tells that, so that a
 * machine with much else to do makes no easy operation a hard one; by the clock elsewhere.
 *
 * @param threadId what the system calls the thread that plans
 * @returns what to call once it is planned
 */
export function watchPlanning(
  threadId: number | undefined,
  bounds: PlanningBounds,
  ended: (ending: Ending) => void,
): () => void {
  const begun = performance.now();
  const takenBefore = processorMsOf(threadId) ?? 0;
  const look = (): void => {
    const passed = performance.now() - begun;
    const taken = (processorMsOf(threadId) ?? passed) - takenBefore;
    const leftToTake = bounds.takenMs - taken;
    const leftToWait = bounds.waitedMs - (passed - taken);
    if (leftToTake <= 0) ended('over');
    else if (leftToWait <= 0) ended('starved');
    else timer = setTimeout(look, Math.min(leftToTake, leftToWait));
  };
  let timer = setTimeout(look, bounds.takenMs);
  return () => {
    clearTimeout(timer);
  };
}

/** What a thread of this process has taken, in ms: the first field of proc(5)'s `schedstat`, which not every kernel keeps. */
function processorMsOf(threadId: number | undefined): number | undefined {
  if (threadId === undefined) return undefined;
  try {
    const taken = readFileSync(`/proc/self/task/${threadId}/schedstat`, 'utf8');
    return Number(taken.split(' ', 1)[0]) / 1e6;
  } catch {
    return undefined;
  }
}
