/** How many letters may be wrong, missing or too many. */
const MOST_WRONG = 2;
/** Shorter names are near to those of other programs by chance: HOST is to HOME. */
const LEAST_CHARS = 8;

interface Misspelt {
  readonly name: string;
  /** The setting that it is nearly. */
  readonly meant: string;
}

/**
 * Variables of an environment that are no setting of a command, and nearly one that is not given: without a word an `AUDIT_DRI` keeps
 * no trail.
 */
export function misspelt(
  environment: readonly string[],
  settings: readonly string[],
): readonly Misspelt[] {
  const given = new Set(environment);
  const known = new Set(settings);
  const open = settings.filter((one) => one.length >= LEAST_CHARS && !given.has(one));
  return environment.flatMap((name) => {
    if (known.has(name)) return [];
    const meant = open.find((one) => distance(name, one) <= MOST_WRONG);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** By how many letters two names differ (Levenshtein). */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_WRONG) return MOST_WRONG + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (const [along, its] of Array.from(other).entries()) {
      const changed = (row[along] ?? 0) + (letter === its ? 0 : 1);
      next.push(Math.min(changed, (row[along + 1] ?? 0) + 1, (next[along] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
