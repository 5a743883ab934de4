import { isAttested } from '../attested.ts';
import type { LegacyEncoding } from './legacy-encoding.ts';
import { isPossible } from '../spelling.ts';

/** Marks as VIQR types them behind their letters (RFC 1456), the shape first, and what they are in Unicode. */
const SHAPES = { '^': '\u0302', '(': '\u0306', '+': '\u031B', '*': '\u031B' } as const;
const TONES = {
  '`': '\u0300',
  "'": '\u0301',
  '?': '\u0309',
  '~': '\u0303',
  '.': '\u0323',
} as const;

const MARKS = new Map<string, string>([...Object.entries(SHAPES), ...Object.entries(TONES)]);
const SIGN_OF = new Map(
  [...MARKS].filter(([sign]) => sign !== '*').map(([sign, mark]) => [mark, sign]),
);

/** A run of letters and of signs that may be marks; a backslash makes a sign a sign. */
const RUN = /[a-z](?:\\?[\^(+*`'?~.]|[a-z])*/giu;
const LETTER = /\\([\^(+*`'?~.])|(dd)|([ae]\^|a\(|o[\^+*]|u[+*]|[aeiouy])([`'?~.])?/giu;
/** Addresses of mail and of the web have such signs of their own. */
const ADDRESS = /@|:\/\/|^www\.|=/iu;

/** Vietnamese typed in ASCII: “Nguye^~n Va(n DDu+'c”. Word by word: what is no syllable with its marks stands as it is. */
export const viqr: LegacyEncoding = {
  repair: 'TEXT_DECODED_VIQR',
  through: 'text',
  readsAscii: true,
  likely: (text) =>
    SUSPECT.test(text) && runsOf(text).some(isSure) && !runsOf(text).some(isForeign),
  decode: (text) =>
    ASCII.test(text)
      ? text.replace(/\S+/gu, (word) => (ADDRESS.test(word) ? word : word.replace(RUN, wordOf)))
      : null,
  encode: (text) =>
    [true, false].flatMap((escaped) => ['+', '*'].map((horn) => typed(text, escaped, horn))),
};

const ASCII = /^[\0-\u007F]*$/u;
const SUSPECT = /[aeiouy][\^(+*`'?~.]|dd/iu;
const LAST_SIGN = /[\^(+*`'?~.]$/u;

function runsOf(text: string): readonly string[] {
  return text.split(/\s+/u).flatMap((word) => (ADDRESS.test(word) ? [] : (word.match(RUN) ?? [])));
}

/** A common word with a mark that is no sign of a sentence: a shape, a tone within, or one that no sentence ends with. */
function isSure(run: string): boolean {
  const bare = run.replace(/[.?']+$/u, '');
  const word = read(bare).toLowerCase();
  return word !== bare.toLowerCase() && isAttested(word) && /[^bcdđghklmnpqrstvx]/u.test(word);
}

/** A sign that VIQR would have put on a vowel: a sum, a power. */
function isForeign(run: string): boolean {
  return /[\^*+~]/u.test(wordOf(run));
}

/** The word, with the sign behind it read as a sentence's end where that makes the commoner word. */
function wordOf(run: string): string {
  const whole = read(run);
  const sign = LAST_SIGN.exec(run)?.[0];
  if (sign === undefined) return isWord(whole) && !isShortForm(run, whole) ? whole : run;
  const rest = run.slice(0, -1);
  if (rest.endsWith('\\')) return `${wordOf(rest.slice(0, -1))}${sign}`;
  const inner = wordOf(rest);
  const isMark = !whole.endsWith(sign) && isWord(whole);
  const isSurelyMark = isMark && (/[`~^(+*]/u.test(sign) || isAttested(whole.toLowerCase()));
  const endsSentence = ASCII.test(inner) || isAttested(inner.toLowerCase());
  return isSurelyMark || (isMark && !endsSentence) ? whole : `${inner}${sign}`;
}

/** a.m., p.m.: a point within two letters. */
function isShortForm(run: string, word: string): boolean {
  return /^[a-z]\.[a-z]$/iu.test(run) && !isAttested(word.toLowerCase());
}

function read(run: string): string {
  return run.replace(LETTER, (given, sign?: string, d?: string, vowel?: string, tone?: string) => {
    if (sign !== undefined) return sign;
    if (d !== undefined) return d.startsWith('D') ? 'Đ' : 'đ';
    const marks = Array.from(
      `${vowel?.slice(1) ?? ''}${tone ?? ''}`,
      (one) => MARKS.get(one) ?? '',
    );
    return `${given.charAt(0)}${marks.join('')}`.normalize('NFC');
  });
}

/** A syllable that the spelling allows, or ASCII. */
function isWord(text: string): boolean {
  return ASCII.test(text) || isPossible(text.toLowerCase());
}

function typed(text: string, escaped: boolean, horn: string): string {
  const signs = escaped ? text.replace(/(?<=[\p{L}\p{M}])[\^(+*`'?~.]/gu, '\\$&') : text;
  return signs
    .replaceAll('Đ', 'DD')
    .replaceAll('đ', 'dd')
    .replace(/[^\0-\u007F]/gu, (letter) => {
      const [base = '', ...marks] = letter.normalize('NFD');
      const order = marks.map((mark) => SIGN_OF.get(mark) ?? mark);
      const shape = order
        .filter((sign) => sign in SHAPES)
        .map((sign) => (sign === '+' ? horn : sign));
      return [base, ...shape, ...order.filter((sign) => !(sign in SHAPES))].join('');
    });
}
