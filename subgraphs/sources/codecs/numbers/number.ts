import type { NumberLimits, Ordering } from '../../model/condition.ts';
import type { RepairKind } from '../../model/entity.ts';
import type { Test } from '../../model/predicate.ts';
import {
  type Codec,
  type Misfit,
  type Pushed,
  type StoredColumn,
  UNDECIDED,
  unread,
} from '../codec.ts';
import { textOf } from '../raw-text.ts';

/** What numbers of one kind are. */
export interface NumberKind {
  readonly whole: boolean;
  /** The number that a text says, or null. */
  written(text: string): number | null;
  /** Ways of writing the number: the pieces of each stand in the text in their order, with anything between. */
  writings(value: number): readonly (readonly string[])[];
  /** The usual way, first, and others. */
  encode(value: number): readonly string[];
  readonly repair: RepairKind;
  /** What the mapping says of a column of text: `number: text`. */
  readonly key: string;
}

/** Whether the column is one of numbers or of text; not stated, it is what its type says. */
export type NumberStorage = 'number' | 'text' | undefined;

/** Numbers as a column of numbers keeps them, which the database compares, or as text has them. */
export function storedNumber(kind: NumberKind, storage: NumberStorage): Codec<number> {
  const natively = (precise: boolean): Codec<number> => nativeNumber(kind, precise);
  return {
    ...(storage === 'text' ? writtenNumber(kind) : natively(true)),
    fit: ([column]) => (column === undefined ? natively(true) : fit(kind, storage, column)),
  };
}

/** Types whose numbers JavaScript has just as the database compares them. */
const PRECISE = /^(?:(?:tiny|small|medium|big)?int(?:eger)?|bit|year|double(?: precision)?)$/u;

function fit(
  kind: NumberKind,
  storage: NumberStorage,
  { name, type, kind: held, strict }: StoredColumn,
): Codec<number> | Misfit {
  const isNumber = held === 'number' || (!strict && held === 'boolean');
  if (isNumber && storage !== 'text')
    return nativeNumber(kind, !strict || PRECISE.test(type), strict);
  if (storage === 'number' && (strict || held === 'text'))
    return {
      what: `“${name}” is a column of ${type || 'no type'}, and no numbers`,
      mend: `write ${kind.key}: text`,
    };
  if (strict && (held === 'moment' || held === 'date' || held === 'binary'))
    return {
      what: `“${name}” is a column of ${type}, and no numbers`,
      mend: 'map a column of numbers or text',
    };
  return writtenNumber(kind);
}

const LIMIT = Number.MAX_SAFE_INTEGER;
const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/iu;

function nativeNumber(kind: NumberKind, precise: boolean, strict = true): Codec<number> {
  const limits: NumberLimits = { least: -LIMIT, most: LIMIT, whole: kind.whole };
  const ordering: Ordering = { kind: 'number', none: [], limits };
  return {
    arity: 1,
    decode: ([raw]) => {
      if (raw === null || textOf(raw).trim() === '') return { value: null };
      // Where text may stand among numbers, numbers come as numbers.
      const value = !strict && typeof raw === 'string' ? null : readNumber(raw, kind.whole);
      return value === null ? { value, repair: kind.repair } : { value };
    },
    encode: (value) => [[value]],
    push: (test) => pushNumber(test, ordering, precise),
    ...(precise ? { ordering, sortKey: { toRaw: (value: number) => value } } : {}),
  };
}

/** A number of the database's own type: as a number, or in digits where those may be more than a number keeps. */
function readNumber(raw: unknown, whole: boolean): number | null {
  if (typeof raw === 'boolean') return Number(raw);
  if (typeof raw !== 'number' && (typeof raw !== 'string' || !/\d/u.test(raw))) return null;
  const [all, , integer = '', fraction = ''] = PLAIN.exec(String(raw).trim()) ?? [];
  if (all === undefined) return null;
  const value = Number(all);
  const hasFraction = typeof raw === 'number' ? !Number.isInteger(raw) : /[1-9]/u.test(fraction);
  // Just beyond the limit, digits are compared: the number would be rounded to it.
  const beyond =
    integer.length > 15 &&
    BigInt(integer) >= BigInt(LIMIT) &&
    (hasFraction || BigInt(integer) > BigInt(LIMIT));
  return Math.abs(value) > LIMIT || beyond || (whole && hasFraction) ? null : value;
}

const OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** How much nearer two decimals may be than numbers can tell. */
const BLUR = 1e-5;

/** The test on a column of numbers, which the database decides; of decimals it finds those nearby, and they are looked at again. */
function pushNumber(test: Test<number>, ordering: Ordering, precise: boolean): Pushed | null {
  const compare = (op: '<' | '<=' | '>' | '>=', value: number) =>
    ({ kind: 'compare', column: 0, ordering, op, value }) as const;
  const blur = (value: number): number => (precise ? 0 : Math.abs(value) * BLUR);
  const equal = (value: number): Pushed['atLeast'] => ({
    kind: 'all',
    of: [compare('>=', value - blur(value)), compare('<=', value + blur(value))],
  });
  switch (test.op) {
    case 'eq':
      return { atLeast: equal(test.value), exact: precise };
    case 'in':
      return { atLeast: { kind: 'any', of: test.values.map(equal) }, exact: precise };
    case 'isNull':
      return unread(ordering);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const { value } = test;
      const op = precise ? OPERATORS[test.op] : test.op.startsWith('l') ? '<=' : '>=';
      const bound = test.op.startsWith('l') ? value + blur(value) : value - blur(value);
      return { atLeast: compare(op, bound), exact: precise };
    }
    default:
      return null;
  }
}

function writtenNumber(kind: NumberKind): Codec<number> {
  const stands = (value: number): Pushed['atLeast'] => ({
    kind: 'any',
    of: kind
      .writings(value)
      .map((pieces) => ({ kind: 'like', column: 0, pieces, anchored: 'none' })),
  });
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = textOf(raw).trim();
      if (text === '') return { value: null };
      const value = kind.written(text);
      return value === null ? { value, repair: kind.repair } : { value };
    },
    encode: (value) => kind.encode(value).map((text) => [text]),
    push: (test) => {
      switch (test.op) {
        case 'eq':
          return { atLeast: stands(test.value), exact: false };
        case 'in':
          return { atLeast: { kind: 'any', of: test.values.map(stands) }, exact: false };
        case 'contains':
        case 'containsLoose':
        case 'startsWith':
          return null;
        default:
          return UNDECIDED;
      }
    },
  };
}

/** The digits that every way of writing the number has, one piece each; a zero alone before the point may be left out. */
export function digits(value: number): readonly string[] {
  const text = String(Math.abs(value));
  return text.includes('e') ? [] : Array.from(text.replace(/^0\./u, '').replaceAll('.', ''));
}

interface NumberOptions {
  /** Numbers kept as text cannot be compared or sorted by the database. */
  readonly kind?: NumberStorage;
}

/** Whole numbers. */
export function integerCodec({ kind }: NumberOptions = {}): Codec<number> {
  return storedNumber(plain(true, /^[+-]?\d+(?:[.,]0+)?$/u), kind);
}

/** Numbers with a fraction, by point or comma: half a working day is `0.5` here and `0,5` there. */
export function decimalCodec({ kind }: NumberOptions = {}): Codec<number> {
  return storedNumber(plain(false, /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/u), kind);
}

function plain(whole: boolean, form: RegExp): NumberKind {
  return {
    whole,
    written: (text) => (form.test(text) ? parse(text) : null),
    writings: (value) => [digits(value)],
    encode: (value) => [String(value)],
    repair: 'NUMBER_UNREADABLE',
    key: 'number',
  };
}

function parse(text: string): number | null {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) && Math.abs(value) <= LIMIT ? value : null;
}
