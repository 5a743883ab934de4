import { isPossible } from './spelling.ts';
import { SYLLABLES } from './syllables.generated.ts';

const ATTESTED: ReadonlySet<string> = new Set(SYLLABLES.split(' '));

/** Whether public texts have the word, which has a diacritic and is in lower case. */
export function isAttested(word: string): boolean {
  return ATTESTED.has(word);
}

/** A capital behind a small letter, as a reading in the wrong encoding has it: “phÓ”. */
const STRANGE_CASE = /^\p{Lu}?\p{Ll}+\p{Lu}/u;

/** How much a text looks like Vietnamese, and how much it could at most, had its words other diacritics. */
export interface Likeness {
  readonly score: number;
  readonly most: number;
}

/**
 * How much a text looks like Vietnamese: one for each word with a diacritic that the spelling allows, two where public
 * texts have it. So a rare word that is right never loses to a reading that is misspelt, and of two readings that are
 * spelt well the one in common words wins. A letter by itself says nothing, for it may be a sign: ©, °; but for Ý, which is a
 * name and no sign in any encoding.
 */
export function vietnameseLikeness(text: string): Likeness {
  let score = 0;
  let most = 0;
  let start = 0;
  let marked = false;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : BLANK;
    if (!separates(code)) {
      marked ||= code > 0x7f;
      continue;
    }
    const word = marked ? text.slice(start, at) : '';
    if (word.length > 1 || word === 'Ý' || word === 'ý') {
      most += 2;
      score += scoreOf(word);
    }
    start = at + 1;
    marked = false;
  }
  return { score, most };
}

function scoreOf(word: string): number {
  const lower = word.toLowerCase();
  if (isAttested(lower)) return STRANGE_CASE.test(word) ? 1 : 2;
  return isPossible(lower) ? 1 : 0;
}

const BLANK = 0x20;

/** Blanks, ASCII signs and typographic ones; the signs of Latin-1 are letters in some reading. */
function separates(code: number): boolean {
  if (code < 0x80) return !((code > 0x40 && code < 0x5b) || (code > 0x60 && code < 0x7b));
  return code === 0xa0 || (code >= 0x2000 && code <= 0x2029) || code === 0x3000;
}
