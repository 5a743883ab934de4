import { nearest } from '../nearest.ts';

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
    const meant = nearest(name, open, MOST_WRONG);
    return meant === undefined ? [] : [{ name, meant }];
  });
}
