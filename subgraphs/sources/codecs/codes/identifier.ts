import type { Codec } from '../codec.ts';
import { isWhiteSpace, textOf } from '../raw-text.ts';

interface IdentifierOptions {
  /** How many digits there are: 9 and 12 for CMND and CCCD. None given: anything goes. */
  readonly lengths: readonly number[];
}

/**
 * Numbers of papers and telephones: without blanks and dots, and with the leading zero that a number column dropped.
 * Looked up in the groupings in use, for there is no end of ways to dot a number.
 */
export function identifierCodec({ lengths }: IdentifierOptions): Codec<string> {
  const losesZero = (length: number) => !lengths.includes(length) && lengths.includes(length + 1);

  const formsOf = (value: string): readonly (string | number)[] => {
    const bare = value.slice(1);
    const texts = value.startsWith('0') && losesZero(bare.length) ? [value, bare] : [value];
    const numbers = texts.filter((text) => /^[1-9]\d{0,14}$/u.test(text)).map(Number);
    const decimals = texts.flatMap((text) =>
      /^\d+$/u.test(text) ? [`${text}.0`, `${text}.00`] : [],
    );
    return [...texts, ...numbers, ...decimals, ...texts.flatMap(grouped)];
  };

  return {
    arity: 1,
    decode: ([raw]) => {
      const given = textOf(raw).trim();
      // Excel and pandas leave `381234567.0`.
      const cleaned = given.replace(/^(\d+)\.0{1,2}$/u, '$1').replace(/[\s.\u200B]/gu, '');
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
          const values = (test.op === 'eq' ? [test.value] : test.values).flatMap(formsOf);
          return {
            atLeast: { kind: 'in', column: 0, values, trimmed: 'white space' },
            exact: false,
          };
        }
        case 'isNull':
          // A number of the wrong length is null too, and the database does not know.
          return lengths.length === 0
            ? { atLeast: isWhiteSpace(0), exact: false }
            : { atLeast: { kind: 'constant', value: true }, exact: false };
        default:
          return null;
      }
    },
  };
}

/** The number in groups from the left or from the right, with blanks or dots: `0918 123 456`, `381.234.567`. */
function grouped(text: string): readonly string[] {
  if (!/^\d{6,20}$/u.test(text)) return [];
  const groupings = [/\d{1,3}/gu, /\d{1,3}(?=(?:\d{3})*$)/gu, /^\d{4}|\d{1,3}/gu, /\d{1,4}/gu];
  const forms = groupings.flatMap((grouping) => {
    const groups = text.match(grouping) ?? [];
    return [groups.join(' '), groups.join('.')];
  });
  return [...new Set(forms)];
}
