import { SYLLABLES } from './syllables.generated.ts';

const ATTESTED: ReadonlySet<string> = new Set(SYLLABLES.split(' '));

/** Blanks, ASCII signs and typographic ones; the signs of Latin-1 are letters in some reading. */
const BETWEEN = /[\s!-@[-`{-~\u2010-\u2027]+/u;

/** How many syllables with a diacritic are ones that Vietnamese really has. */
export function attestedSyllables(text: string): number {
  return text
    .toLowerCase()
    .split(BETWEEN)
    .filter((syllable) => ATTESTED.has(syllable)).length;
}
