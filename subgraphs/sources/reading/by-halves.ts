import { isOverfull } from '../compiler/bound-values.ts';

/** Keys of one statement: as many as every server takes where hardly anything else is told it. */
export const MOST_KEYS = 2_000;

/**
 * Asks for all at once; where that is more than a statement takes beside what else it is told, such as rules of rows that name every
 * procedure of a field, for each half by itself. `failed`: of those that could not be asked for.
 */
export async function byHalves<T>(
  all: readonly T[],
  ask: (some: readonly T[]) => Promise<void>,
  failed: (some: readonly T[], error: unknown) => void,
): Promise<void> {
  try {
    await ask(all);
  } catch (error) {
    if (all.length < 2 || !isOverfull(error)) {
      failed(all, error);
      return;
    }
    const middle = Math.ceil(all.length / 2);
    for (const half of [all.slice(0, middle), all.slice(middle)]) await byHalves(half, ask, failed);
  }
}
