import type { Concept } from './lexicon.ts';
import type { NameReading } from './read-name.ts';

/** What a name means, where all of some concepts stand in it; `weight` from 0 to 1 says how sure. */
export interface Pattern {
  readonly all: readonly Concept[];
  readonly weight: number;
}

/** `code+case 1 | code 0.6`: patterns, the surer first. */
export function patterns(written: string): readonly Pattern[] {
  return written.split('|').map((one) => {
    const [all = '', weight = ''] = one.trim().split(' ');
    return { all: all.split('+') as Concept[], weight: Number(weight) };
  });
}

/** Concepts that say nothing of which field it is: what the table is about anyway, ids of look-up tables, words of a copy. */
const NEUTRAL: ReadonlySet<Concept> = new Set<Concept>([
  'id',
  'flag',
  'value',
  'current',
  'fullName',
]);
/** Each further concept makes a name mean something else, rather than the field. */
const FURTHER = 0.62;

/** How well a name fits the best of some patterns, from 0 to 1. `about` is what the table is about. */
export function fitOf(
  { concepts, understood, abbreviated }: NameReading,
  wanted: readonly Pattern[],
  about: readonly Concept[] = [],
): number {
  if (concepts.length === 0) return 0;
  const fits = wanted.map(({ all, weight }) => {
    if (!all.every((one) => concepts.includes(one))) return 0;
    const further = new Set(
      concepts.filter((one) => !all.includes(one) && !NEUTRAL.has(one) && !about.includes(one)),
    );
    return weight * FURTHER ** further.size;
  });
  const best = Math.max(0, ...fits);
  return best * understood ** 0.5 * (abbreviated ? 0.9 : 1);
}
