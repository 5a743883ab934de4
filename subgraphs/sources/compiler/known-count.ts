import type { Predicate } from '../model/predicate.ts';
import type { BoundTable } from './bound-table.ts';

/** How many rows of a table pass, where all do and the table tells how many it has; else null. */
export function knownCount({ kept, rights }: BoundTable, where: Predicate | null): number | null {
  return where === null && (rights?.rows ?? null) === null ? (kept?.count ?? null) : null;
}
