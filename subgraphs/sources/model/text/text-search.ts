import {
  BEFORE_LONE_Y,
  I_FOR_Y,
  looseKey,
  matchKey,
  placed,
  plainKey,
  TONES,
} from './match-key.ts';

export type SearchOperator = 'contains' | 'startsWith' | 'containsLoose';

/**
 * Whether a value holds what somebody has typed so far, who may have begun and stopped within a syllable. It does where the
 * typed text stands in one of the value's spellings: its own, or with the tone of oa, oe and uy on either letter, or with i
 * for y (and y for i) as a syllable's only vowel. So “Hò”, “Hòa” and “Hoà” all find Hòa, Hoà and Hoàng; “Hoa” finds none of them,
 * for it is another word. `containsLoose` leaves out of account all diacritics.
 */
export function textSearch(operator: SearchOperator, typed: string): (value: string) => boolean {
  if (operator === 'containsLoose') {
    const wanted = looseKey(typed);
    return (value) => looseKey(value).includes(wanted);
  }
  const plain = plainKey(typed);
  const spelt = patternOf(placed(plain), operator === 'startsWith' ? '^' : '');
  return operator === 'startsWith'
    ? (value) => plainKey(value).startsWith(plain) || spelt.test(matchKey(value))
    : (value) => plainKey(value).includes(plain) || spelt.test(matchKey(value));
}

/** What a match key holds wherever the text was cut. */
function patternOf(typed: string, anchor: string): RegExp {
  const letters = Array.from(typed);
  const last = letters.length - 1;
  const parts = letters.map((letter, index) => {
    const readings = [
      letter.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&'),
      ...(I_FOR_Y.has(letter) ? [`${BEFORE_LONE_Y}${I_FOR_Y.get(letter) ?? ''}${END}`] : []),
      ...(index === 0 && anchor === '' ? (AFTER_A_TONE.get(letter) ?? []) : []),
      ...(index === last ? (BEFORE_A_VOWEL.get(letter) ?? []) : []),
    ];
    return readings.length === 1 ? readings[0] : `(?:${readings.join('|')})`;
  });
  return new RegExp(`${anchor}${parts.join('')}`, 'u');
}

const END = '(?!\\p{L})';

/** The second letters of open syllables whose tone may have stood on the first, before the text begins: (hò)a bình. */
const AFTER_A_TONE: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', [`(?<=o)[${toned('a')}]${END}`]],
  ['e', [`(?<=o)[${toned('e')}]${END}`]],
  ['y', [`(?<=(?<!q)u)[${toned('y')}]${END}`]],
]);

/** The first letters that bear the tone until the second is typed: hò, then hòa, hoà or hoàng. */
const BEFORE_A_VOWEL: ReadonlyMap<string, readonly string[]> = new Map(
  TONES.flatMap((tone): [string, readonly string[]][] => [
    [`o${tone}`.normalize('NFC'), [`o(?=[${withTone('ae', tone)}])`]],
    [
      `u${tone}`.normalize('NFC'),
      [`u(?=${`y${tone}`.normalize('NFC')})`, `(?<=q)u(?=[${withTone('aâeêiơ', tone)}])`],
    ],
  ]),
);

function toned(letter: string): string {
  return TONES.map((tone) => `${letter}${tone}`.normalize('NFC')).join('');
}

function withTone(letters: string, tone: string): string {
  return Array.from(letters, (letter) => `${letter}${tone}`.normalize('NFC')).join('');
}
