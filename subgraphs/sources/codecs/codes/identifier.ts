import { type Codec, UNDECIDED } from '../codec.ts';
import { BLANKS, trimSigns, withoutSigns } from '../../model/text/white-space.ts';
import { textOf } from '../raw-text.ts';

interface IdentifierOptions {
  /** How many digits there are: 9 and 12 for CMND and CCCD. None given: anything goes. */
  readonly lengths: readonly number[];
}

/**
 * Numbers of papers and telephones: without blanks and dots in whatever groups, and with the leading zero that a number
 * column dropped. Where their lengths are stated, dashes stand between groups too; elsewhere they may be part of the number,
 * as in the tax code of a branch.
 */
export function identifierCodec({ lengths }: IdentifierOptions): Codec<string> {
  const separators = lengths.length > 0 ? '.-' : '.';
  const losesZero = (length: number) => !lengths.includes(length) && lengths.includes(length + 1);

  const formsOf = (value: string): readonly (string | number)[] => {
    const bare = value.slice(1);
    const texts = value.startsWith('0') && losesZero(bare.length) ? [value, bare] : [value];
    const numbers = texts.filter((text) => /^[1-9]\d{0,14}$/u.test(text)).map(Number);
    return [...texts, ...numbers];
  };

  return {
    arity: 1,
    decode: ([raw]) => {
      const given = trimSigns(textOf(raw), BLANKS);
      const blankless = withoutSigns(given, BLANKS);
      // Excel and pandas leave `381234567.0`.
      const cleaned = withoutSigns(blankless.replace(/^(\d+)\.0{1,2}$/u, '$1'), separators);
      if (cleaned === '') return { value: null };
      if (/^\d+$/u.test(cleaned) && losesZero(cleaned.length)) {
        return { value: `0${cleaned}`, repair: 'LEADING_ZERO_RESTORED' };
      }
      if (lengths.length > 0 && !(/^\d+$/u.test(cleaned) && lengths.includes(cleaned.length))) {
        return { value: null, repair: 'IDENTIFIER_UNREADABLE' };
      }
      return cleaned === given
        ? { value: cleaned }
        : { value: cleaned, repair: 'IDENTIFIER_CLEANED' };
    },
    encode: (value) => formsOf(value).map((form) => [form]),
    push: (test) => {
      switch (test.op) {
        case 'eq':
        case 'in': {
          const values = (test.op === 'eq' ? [test.value] : test.values)
            .flatMap(formsOf)
            .flatMap(withoutFraction)
            .map((form) => (typeof form === 'string' ? withoutSigns(form, '.-|') : form));
          return {
            atLeast: { kind: 'in', column: 0, values, trimmed: 'separators' },
            exact: false,
          };
        }
        case 'isNull':
          // Dots alone and a number of the wrong length are null too, and the database does not know.
          return UNDECIDED;
        default:
          return null;
      }
    },
  };
}

/** SQL drops `.0` and `.00` at the end, in a grouped number too, where they are digits of it. */
function withoutFraction(form: string | number): readonly (string | number)[] {
  if (typeof form === 'number') return [form];
  return [
    form,
    ...['0', '00'].flatMap((end) => (form.endsWith(end) ? form.slice(0, -end.length) : [])),
  ];
}
