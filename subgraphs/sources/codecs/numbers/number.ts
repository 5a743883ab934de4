import type { Codec, Pushed } from '../codec.ts';
import type { Test } from '../../model/predicate.ts';
import { textOf } from '../raw-text.ts';

interface NumberOptions {
  /** The column's own kind; numbers kept as text cannot be compared or sorted by the database. Default `number`. */
  readonly kind?: 'number' | 'text';
}

/** Whole numbers. */
export function integerCodec(options: NumberOptions = {}): Codec<number> {
  return numberCodec(options, (text) => (/^[+-]?\d+(?:[.,]0+)?$/u.test(text) ? parse(text) : null));
}

/** Numbers with a fraction, by point or comma: half a working day is `0.5` here and `0,5` there. */
export function decimalCodec(options: NumberOptions = {}): Codec<number> {
  return numberCodec(options, (text) =>
    /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/u.test(text) ? parse(text) : null,
  );
}

function numberCodec(
  { kind = 'number' }: NumberOptions,
  read: (text: string) => number | null,
): Codec<number> {
  const codec: Codec<number> = {
    arity: 1,
    decode: ([raw]) => {
      const text = textOf(raw).trim();
      if (text === '') return { value: null };
      const value = read(text);
      return value === null ? { value, repair: 'NUMBER_UNREADABLE' } : { value };
    },
    encode: (value) => (kind === 'number' ? [[value]] : [[String(value)]]),
    push: (test) => (kind === 'number' ? pushNumber(test) : pushDigits(test)),
  };
  return kind === 'text'
    ? codec
    : { ...codec, ordering: NATIVE, sortKey: { toRaw: (value) => value } };
}

const NATIVE = { kind: 'native', none: [] } as const;
const OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** The test on a column of a number type, which the database decides. */
export function pushNumber(test: Test<number>): Pushed | null {
  switch (test.op) {
    case 'eq':
      return { atLeast: { kind: 'in', column: 0, values: [test.value] }, exact: true };
    case 'in':
      return { atLeast: { kind: 'in', column: 0, values: test.values }, exact: true };
    case 'isNull':
      return { atLeast: { kind: 'isNull', column: 0 }, exact: true };
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return {
        atLeast: {
          kind: 'compare',
          column: 0,
          ordering: NATIVE,
          op: OPERATORS[test.op],
          value: test.value,
        },
        exact: true,
      };
    default:
      return null;
  }
}

/** The test on numbers kept as text: whatever the separators, the digits of a wanted number stand there in their order. */
function pushDigits(test: Test<number>): Pushed | null {
  switch (test.op) {
    case 'eq':
      return { atLeast: digitsOf(test.value), exact: false };
    case 'in':
      return { atLeast: { kind: 'any', of: test.values.map(digitsOf) }, exact: false };
    case 'contains':
    case 'containsLoose':
    case 'startsWith':
      return null;
    default:
      return { atLeast: { kind: 'constant', value: true }, exact: false };
  }
}

function digitsOf(value: number) {
  return { kind: 'like', column: 0, pieces: digits(value), anchored: 'none' } as const;
}

/** The digits that every way of writing the number has, one piece each; a zero alone before the point may be left out. */
export function digits(value: number): readonly string[] {
  const text = String(Math.abs(value));
  return text.includes('e') ? [] : Array.from(text.replace(/^0\./u, '').replaceAll('.', ''));
}

function parse(text: string): number | null {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null;
}
