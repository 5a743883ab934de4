import type { Tally } from '../compiler/tally/plan.ts';
import { printedKey } from '../model/code.ts';

/** Each printed code in this place of tallies as most rows have it that have the same in capitals or in small letters. */
export function oneSpelling(tallies: readonly Tally[], place: number): (code: string) => string {
  const counts = new Map<string, Map<string, number>>();
  for (const { keys, count } of tallies) {
    const code = keys[place] ?? null;
    if (code === null) continue;
    const spelling = String(code);
    const key = printedKey(spelling);
    const its = counts.get(key) ?? new Map<string, number>();
    counts.set(key, its.set(spelling, (its.get(spelling) ?? 0) + count));
  }
  const spellings = new Map([...counts].map(([key, its]) => [key, mostCommon(its)]));
  return (code) => spellings.get(printedKey(code)) ?? code;
}

/** Of those that are as common as each other the first, capitals before small letters: whoever asks again is told the same. */
function mostCommon(counts: ReadonlyMap<string, number>): string | undefined {
  const [[spelling] = []] = [...counts].sort(
    ([one, its], [other, others]) => others - its || (one < other ? -1 : 1),
  );
  return spelling;
}
