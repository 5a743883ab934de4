import type { Fragment } from '../../dialects/dialect.ts';
import type { BoundTable } from '../bound-table.ts';
import { charactersOf, Kept } from './kept.ts';
import { numberOf } from './number-of.ts';

const pieces = new Kept<Fragment>(8 * 1024 * 1024, charactersOf);

/**
 * A piece of SQL that follows from the table and from `said` alone: one that is described anew, or restricted for others, is another.
 * Legacy dates make it tens of thousands of characters, and the same is asked again, several times by one request.
 */
export function keptPiece<F extends Fragment>(
  table: BoundTable,
  kind: string,
  said: unknown,
  make: () => F,
): F {
  // Of one kind all are of one type.
  return pieces.of(`${numberOf(table)} ${kind} ${JSON.stringify(said)}`, make) as F;
}
