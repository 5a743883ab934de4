import { compose } from '../../model/text/compose.ts';
import type { RawValue } from '../../model/raw.ts';
import { vietnameseLikeness } from './attested.ts';
import { characterReferences } from './encodings/character-references.ts';
import { charactersOf, type CodePage, repage, throughLatin1 } from './encodings/code-page.ts';
import type { Codec, Pushed, Reading } from '../codec.ts';
import { cp1258, tonesApart } from './encodings/cp1258.ts';
import type { LegacyEncoding } from './encodings/legacy-encoding.ts';
import { isLossy } from './lossy.ts';
import { likeAny, likeEqual } from '../like-pieces.ts';
import { isWhiteSpace, textOf } from '../raw-text.ts';
import { tcvn3, tcvn3Capitals } from './encodings/tcvn3.ts';
import { utf8AsCp1252 } from './encodings/utf8.ts';
import { viqr } from './encodings/viqr.ts';
import { viscii } from './encodings/viscii.ts';
import { vni } from './encodings/vni.ts';
import { vps } from './encodings/vps.ts';
import { plainBlanks, trimSigns, UNSEEN, WHITE_SPACE } from '../../model/text/white-space.ts';

type LegacyName = keyof typeof LEGACY;

interface TextOptions {
  /** What the column was declared to hold; `mixed` where rows of several times stand side by side. */
  readonly encoding: 'unicode' | LegacyName | 'mixed';
  /** Of a mixed column: what it may hold beside Unicode, the likelier first. */
  readonly candidates?: readonly ('unicode' | LegacyName)[];
  /** The code page through which the bytes became characters. */
  readonly codePage?: CodePage;
}

const LEGACY = {
  'utf8-as-cp1252': utf8AsCp1252,
  'character-references': characterReferences,
  tcvn3,
  'tcvn3-capitals': tcvn3Capitals,
  vni,
  cp1258,
  viscii,
  vps,
  viqr,
} as const satisfies Record<string, LegacyEncoding>;

/** What a mixed column may hold where it does not say: all but capitals by font, the likelier first. */
const ANY = (Object.keys(LEGACY) as LegacyName[]).filter((name) => name !== 'tcvn3-capitals');

/**
 * Vietnamese text. Each value is looked at by itself, in a declared column too: text that cannot be in the old encoding is
 * right already, and where both readings are possible, the one that looks more like Vietnamese wins. If neither has more, a
 * declaration is believed, and in a mixed column the text stays as it is.
 */
export function textCodec({
  encoding,
  candidates = ANY,
  codePage = 1252,
}: TextOptions): Codec<string> {
  const declared = encoding !== 'unicode' && encoding !== 'mixed';
  const legacy: readonly LegacyEncoding[] = (
    declared ? [encoding] : encoding === 'mixed' ? candidates : []
  ).flatMap((name) => (name === 'unicode' ? [] : [LEGACY[name]]));
  const readsAscii = legacy.some((one) => one.readsAscii);

  const decode = (raw: RawValue | undefined): Reading<string> => {
    const seen = raw instanceof Uint8Array ? textOfBytes(raw, codePage) : textOf(raw);
    const given = clean(seen);
    if (given === '') return { value: null };
    const ascii = ASCII.test(given);
    const composed = ascii ? given : compose(given);
    const plain = ascii ? given : withLetterD(composed);
    const old = !ascii || readsAscii ? oldReading(seen, plain, ascii) : null;
    if (old !== null) return old;
    if (isLossy(plain)) return { value: plain, repair: 'TEXT_LOSSY' };
    if (given !== composed) return { value: plain, repair: 'TEXT_COMPOSED' };
    return plain === given ? { value: plain } : { value: plain, repair: 'TEXT_LETTER_D' };
  };

  /** The value read in the legacy encoding that explains it best, or null if it is better as it stands. */
  const oldReading = (seen: string, plain: string, ascii: boolean): Reading<string> | null => {
    // A blank that does not break may be part of a letter.
    const bytes = ascii ? plain : repage(trimSigns(withoutUnseen(seen), ' \t\r\n'), codePage, 1252);
    const refers = plain.includes('&#');
    if (bytes === null && !refers) return null;
    const { score, most: limit } = vietnameseLikeness(plain);
    // Of bytes no reading has more words with diacritics than there are.
    const highest = ascii || refers ? Infinity : limit;
    let best: Reading<string> | null = null;
    let most = declared ? score - 1 : score;
    for (const { repair, through, decode: read, likely, evident, readsAscii: reads } of legacy) {
      if (most >= highest) break;
      if (ascii && reads !== true) continue;
      if (!declared && likely?.(plain) === false) continue;
      const letters = through === 'bytes' ? bytes : plain;
      const text = letters === null ? null : read(letters);
      if (text === null) continue;
      const value = withLetterD(compose(clean(text)));
      if (value === plain || value === '') continue;
      const count = vietnameseLikeness(value).score + (evident === true ? 1 : 0);
      if (count > most) [best, most] = [{ value, repair }, count];
    }
    return best;
  };

  const formsOf = (value: string): readonly string[] => {
    const old = legacy.flatMap(({ encode, through }) =>
      through === 'text'
        ? encode(value)
        : encode(value).flatMap((form) =>
            [repage(form, 1252, codePage), throughLatin1(form, 1252)].flatMap((seen) => seen ?? []),
          ),
    );
    const unicode = [value, tonesApart(value), value.normalize('NFD')];
    const forms = declared ? [...old, ...unicode] : [...unicode, ...old];
    const all = [...new Set([...forms, ...unicode.flatMap(withLettersEth)])];
    // In Unicode alone each is read as the value.
    return legacy.length === 0 ? all : all.filter((form) => decode(form).value === value);
  };

  const equal = (wanted: readonly string[]): Pushed => {
    const isWritten = (value: string): boolean => value.split(LETTER_D).length <= MOST_D + 1;
    const forms = wanted.filter(isWritten).flatMap(formsOf);
    const ends = forms.map((form) => trimSigns(form, ` ${WHITE_SPACE}`));
    const values = [...new Set([...forms, ...ends, ...forms.map(plainBlanks)])];
    const among = { kind: 'in', column: 0, values, trimmed: 'white space' } as const;
    const alike = wanted.filter((value) => !isWritten(value)).map((one) => likeEqual(one).atLeast);
    return {
      atLeast: alike.length === 0 ? among : { kind: 'any', of: [among, ...alike] },
      exact: false,
    };
  };

  return {
    arity: 1,
    decode: ([raw]) => decode(raw),
    encode: (value) => formsOf(value).map((form) => [form]),
    push: (test) => {
      switch (test.op) {
        case 'eq':
          return equal([test.value]);
        case 'in':
          return equal(test.values);
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return likeAny(test);
        case 'isNull':
          return { atLeast: isWhiteSpace(0), exact: true };
        default:
          return null;
      }
    },
  };
}

const ASCII = /^[\0-\u007F]*$/u;

const UNSEEN_SIGN = new RegExp(`[${UNSEEN}]`, 'gu');

/** Line breaks and tabs inside are the writer's own. */
function clean(text: string): string {
  return trimSigns(withoutUnseen(text), ` ${WHITE_SPACE}`).replaceAll('\u00A0', ' ');
}

function withoutUnseen(text: string): string {
  return text.replace(UNSEEN_SIGN, '');
}

/** Bytes of a binary column: UTF-8 if they are Vietnamese in it, otherwise characters of the page; without padding. */
function textOfBytes(bytes: Uint8Array, page: CodePage): string {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const characters = charactersOf(bytes.subarray(0, end), 1252);
  return utf8AsCp1252.decode(characters) ?? repage(characters, 1252, page) ?? characters;
}

/** The Icelandic letter looks the same, and Vietnamese has no use for it. */
function withLetterD(text: string): string {
  return text.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ');
}

const LETTER_D = /[Đđ]/u;
/** Letters of a text that are each looked for as it may be written: more would be too many texts. */
const MOST_D = 3;

/** The text with some or all of these letters the Icelandic ones: some typed a capital Ð, and đ beside it. */
function withLettersEth(text: string): readonly string[] {
  const [first = '', ...others] = text.split(LETTER_D);
  if (others.length > MOST_D) return [text.replaceAll('Đ', 'Ð').replaceAll('đ', 'ð')];
  const letters = text.match(/[Đđ]/gu) ?? [];
  return others.reduce<readonly string[]>(
    (texts, other, at) => {
      const [letter = '', eth = ''] = letters[at] === 'Đ' ? ['Đ', 'Ð'] : ['đ', 'ð'];
      return texts.flatMap((one) => [one + letter + other, one + eth + other]);
    },
    [first],
  );
}
