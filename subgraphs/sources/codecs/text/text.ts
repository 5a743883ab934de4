import type { RawValue } from '../../model/raw.ts';
import { vietnameseScore } from './attested.ts';
import { charactersOf, type CodePage, repage } from './code-page.ts';
import type { Codec, Pushed, Reading } from '../codec.ts';
import { cp1258, tonesApart } from './cp1258.ts';
import type { LegacyEncoding } from './legacy-encoding.ts';
import { likeAny } from '../like-pieces.ts';
import { isWhiteSpace, textOf } from '../raw-text.ts';
import { tcvn3 } from './tcvn3.ts';
import { vni } from './vni.ts';
import { plainBlanks, trimSigns, UNSEEN, WHITE_SPACE } from '../../model/white-space.ts';

type LegacyName = keyof typeof LEGACY;

interface TextOptions {
  /** What the column was declared to hold; `mixed` where rows of several times stand side by side. */
  readonly encoding: 'unicode' | LegacyName | 'mixed';
  /** Of a mixed column: what it may hold beside Unicode, the likelier first. */
  readonly candidates?: readonly ('unicode' | LegacyName)[];
  /** The code page through which the bytes became characters. */
  readonly codePage?: CodePage;
}

const LEGACY = { tcvn3, vni, cp1258 } as const satisfies Record<string, LegacyEncoding>;

/**
 * Vietnamese text. Each value is looked at by itself, in a declared column too: text that cannot be in the old encoding is
 * right already, and where both readings are possible, the one that looks more like Vietnamese wins. If neither has more, a
 * declaration is believed, and in a mixed column the text stays as it is.
 */
export function textCodec({
  encoding,
  candidates = ['tcvn3', 'vni', 'cp1258'],
  codePage = 1252,
}: TextOptions): Codec<string> {
  const declared = encoding !== 'unicode' && encoding !== 'mixed';
  const legacy = (declared ? [encoding] : encoding === 'mixed' ? candidates : []).flatMap((name) =>
    name === 'unicode' ? [] : [LEGACY[name]],
  );

  const decode = (raw: RawValue | undefined): Reading<string> => {
    const given = clean(raw instanceof Uint8Array ? charactersOf(raw, codePage) : textOf(raw));
    if (given === '') return { value: null };
    if (ASCII.test(given))
      return LOSSY.test(given) ? { value: given, repair: 'TEXT_LOSSY' } : { value: given };
    const plain = withLetterD(given.normalize('NFC'));
    const old = oldReading(given, plain);
    if (old !== null) return old;
    if (LOSSY.test(plain)) return { value: plain, repair: 'TEXT_LOSSY' };
    if (given !== given.normalize('NFC')) return { value: plain, repair: 'TEXT_COMPOSED' };
    return plain === given ? { value: plain } : { value: plain, repair: 'TEXT_LETTER_D' };
  };

  /** The value read in the legacy encoding that explains it best, or null if it is better as it stands. */
  const oldReading = (given: string, plain: string): Reading<string> | null => {
    const bytes = legacy.length > 0 ? repage(given, codePage, 1252) : null;
    if (bytes === null) return null;
    const readings = legacy.flatMap(({ decode: read, repair }) => {
      const value = read(bytes)?.normalize('NFC');
      return value === undefined || value === plain ? [] : [{ value, repair }];
    });
    let best: Reading<string> | null = null;
    let most = readings.length > 0 ? vietnameseScore(plain) - (declared ? 1 : 0) : 0;
    for (const reading of readings) {
      const count = vietnameseScore(reading.value);
      if (count > most) [best, most] = [reading, count];
    }
    return best;
  };

  const formsOf = (value: string): readonly string[] => {
    const old = legacy
      .flatMap(({ encode }) => encode(value))
      .flatMap((form) => repage(form, 1252, codePage) ?? []);
    const unicode = [value, tonesApart(value), value.normalize('NFD')];
    const forms = [...(declared ? [...old, ...unicode] : [...unicode, ...old])];
    return [...new Set([...forms, ...unicode.map(withLetterEth)])].filter(
      (form) => decode(form).value === value,
    );
  };

  const equal = (wanted: readonly string[]): Pushed => {
    const forms = wanted.flatMap(formsOf);
    const values = [...new Set([...forms, ...forms.map(plainBlanks)])];
    return { atLeast: { kind: 'in', column: 0, values, trimmed: 'white space' }, exact: false };
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

/** A question mark inside a word: a letter was lost where text went through a code page without it (“ngu?i”). */
const LOSSY = /(?:^|[\s\p{L}])\?\p{L}/u;

/** Line breaks and tabs inside are the writer's own. */
function clean(text: string): string {
  return trimSigns(text, ` ${WHITE_SPACE}${UNSEEN}`)
    .replaceAll(UNSEEN_SIGN, '')
    .replaceAll('\u00A0', ' ');
}

/** The Icelandic letter looks the same, and Vietnamese has no use for it. */
function withLetterD(text: string): string {
  return text.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ');
}

function withLetterEth(text: string): string {
  return text.replaceAll('Đ', 'Ð').replaceAll('đ', 'ð');
}
