import type { Pushed } from './codec.ts';
import type { Test } from '../model/predicate.ts';
import { looseKey, matchKey } from '../model/text/match-key.ts';

/** SQL Server takes patterns of 4,000 characters; without its later parts, a search only lets more through. */
const LONGEST = 1_000;

/** Vowels in a row, each with its marks. */
const VOWELS = /(?:[aeiouy]\p{M}*)+/gu;

/**
 * A search as the database can do it: the parts of the wanted text that stand in the raw value letter for letter whatever its
 * encoding, with anything between. Where the text has no such part, every value may hold it.
 */
export function likeAny(
  test: Extract<Test<string>, { op: 'contains' | 'containsLoose' | 'startsWith' }>,
): Pushed {
  return alike(test.op === 'containsLoose' ? loosePieces(test.value) : exactPieces(test.value));
}

/** Equality as a search, for columns that hold more around the value. */
export function likeEqual(value: string): Pushed {
  return alike(exactPieces(value));
}

/**
 * Digits, ASCII consonants, and vowels without a diacritic. Not i and y, which are written for each other, and no vowel beside
 * which a tone stands that may have been typed on it (hòa, hoà); nor one that begins the text or an o or u that ends it, for
 * what it stands beside is not known.
 */
function exactPieces(wanted: string): readonly string[] {
  const text = matchKey(wanted).normalize('NFD');
  return pieces(
    text.replace(VOWELS, (vowels, index: number) => {
      const plain = /^[aeou]+$/u.test(vowels);
      const ends = index + vowels.length === text.length && /[ou]$/u.test(vowels);
      return index > 0 && plain && !ends ? vowels : ' ';
    }),
  );
}

/** Where diacritics are ignored, any vowel may bear one, and d may be đ. */
function loosePieces(wanted: string): readonly string[] {
  return pieces(looseKey(wanted).replace(/[aeioud]/gu, ' '));
}

function pieces(text: string): readonly string[] {
  const all = text.match(/[a-z0-9]+(?!\p{M})/gu) ?? [];
  let length = 0;
  return all.filter((piece) => (length += piece.length + 1) <= LONGEST);
}

function alike(literals: readonly string[]): Pushed {
  return {
    atLeast:
      literals.length > 0
        ? { kind: 'like', column: 0, pieces: literals, anchored: 'none' }
        : { kind: 'constant', value: true },
    exact: false,
  };
}
