import type { SourceAnswer } from './answer.ts';
import type { Format } from '../words/format.ts';
import type { Words } from '../words/words.ts';

/** Sources whose rows are not in an answer, and those that are there as they once were. */
export interface Lacking {
  readonly missing: readonly SourceAnswer[];
  readonly stale: readonly SourceAnswer[];
}

/** What several answers lack together: a source is named once, by the worst that is said of it. */
export function lackingIn(answers: readonly (readonly SourceAnswer[])[]): Lacking {
  const worst = new Map<string, SourceAnswer>();
  for (const one of answers.flat()) {
    const before = worst.get(one.source);
    if (before === undefined || severity(one) > severity(before)) worst.set(one.source, one);
  }
  const all = [...worst.values()];
  return {
    missing: all.filter((one) => severity(one) === 2),
    stale: all.filter((one) => severity(one) === 1),
  };
}

/** A line for what is missing and one for what is stale, as far as there are any. */
export function linesOf(
  { missing, stale }: Lacking,
  words: Words,
  format: Format,
): readonly string[] {
  const names = (sources: readonly SourceAnswer[], why: (one: SourceAnswer) => string): string =>
    sources.map((one) => `${format.office(one.name)} (${why(one)})`).join(', ');
  return [
    missing.length > 0 &&
      `${words.missing}: ${names(missing, ({ status }) => words.status[status])}`,
    stale.length > 0 && `${words.stale}: ${names(stale, ({ asOf }) => format.moment(asOf))}`,
  ].filter((line) => line !== false);
}

/** The last day of which the sources know something; today where none says it. */
export function lastDayOf(sources: readonly SourceAnswer[], today: string): string {
  const days = sources.map(({ asOf }) => asOf?.slice(0, 'yyyy-MM-dd'.length) ?? '');
  return days.reduce((last, day) => (day > last ? day : last), '') || today;
}

function severity({ status }: SourceAnswer): 0 | 1 | 2 {
  if (status === 'OK') return 0;
  return status === 'STALE' ? 1 : 2;
}
