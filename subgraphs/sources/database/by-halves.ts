import { GraphQLError } from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import { isOverfull } from '../compiler/bound-values.ts';
import { DatabaseFault } from '../dialects/dialect.ts';
import type { Source } from './source.ts';

/** Keys of one statement: as many as every server takes where hardly anything else is told it. */
export const MOST_KEYS = 2_000;

/** Times that one batch may be too much for the rows that it finds: these count against the request's budget, and are read again. */
const MOST_REFUSED = 40;

/** Why look-ups are too broad: for the rows that all of them find together. */
class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
}

/** What is thrown where look-ups find more rows than they may: fewer of them may do. */
export function tooManyRows({ name }: Source): Error {
  return fault('FILTER_TOO_BROAD', { source: name }, new TooManyRows());
}

/**
 * Asks for all at once; where that is more than a statement takes beside what else it is told, such as rules of rows that name every
 * procedure of a field, or finds more than it may, for each half by itself. So what is too much alone fails alone. `failed`: of those
 * that could not be asked for.
 */
export function byHalves<T>(
  all: readonly T[],
  ask: (some: readonly T[]) => Promise<void>,
  failed: (some: readonly T[], error: unknown) => void,
): Promise<void> {
  return askFor(all, { ask, failed, refused: 0 });
}

interface Asking<T> {
  readonly ask: (some: readonly T[]) => Promise<void>;
  readonly failed: (some: readonly T[], error: unknown) => void;
  refused: number;
}

async function askFor<T>(some: readonly T[], asking: Asking<T>): Promise<void> {
  try {
    await asking.ask(some);
  } catch (error) {
    const tooMuch = isTooMuch(error);
    if (tooMuch) asking.refused += 1;
    const fewerMayDo = tooMuch ? asking.refused <= MOST_REFUSED : isOverfull(error);
    if (some.length < 2 || !fewerMayDo) {
      asking.failed(some, error);
      return;
    }
    const middle = Math.ceil(some.length / 2);
    for (const half of [some.slice(0, middle), some.slice(middle)]) await askFor(half, asking);
  }
}

/** Whether a read was refused because of what it found, or because the server cannot take in so much at once. */
function isTooMuch(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError: cause } = error;
  if (cause instanceof TooManyRows) return true;
  return (
    cause instanceof DatabaseFault &&
    (cause.reason === 'TOO_MUCH' || cause.reason === 'TOO_COMPLEX')
  );
}
