import { isPossible } from './spelling.ts';
import { SYLLABLES } from './syllables.generated.ts';

const ATTESTED: ReadonlySet<string> = new Set(SYLLABLES.split(' '));

/** Blanks, ASCII signs and typographic ones; the signs of Latin-1 are letters in some reading. */
const BETWEEN = /[\s!-@[-`{-~\u2010-\u2027]+/u;

/**
 * How much a text looks like Vietnamese: one for each word with a diacritic that the spelling allows, two where public
 * texts have it. So a rare word that is right never loses to a reading that is misspelt, and of two readings that are
 * spelt well the one in common words wins.
 */
export function vietnameseScore(text: string): number {
  return text
    .toLowerCase()
    .split(BETWEEN)
    .reduce((score, word) => score + (ATTESTED.has(word) ? 2 : isPossible(word) ? 1 : 0), 0);
}
