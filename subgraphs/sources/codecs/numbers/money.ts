import type { Codec, Pushed } from '../codec.ts';
import type { Test } from '../../model/predicate.ts';
import { looseKey } from '../../model/match-key.ts';
import { digits, pushNumber } from './number.ts';
import { textOf } from '../raw-text.ts';
import { textCodec } from '../text/text.ts';

interface MoneyOptions {
  readonly kind: 'number' | 'text';
}

/** Whole đồng. What cannot be read is unknown, which is not the same as free. */
export function moneyCodec({ kind }: MoneyOptions): Codec<number> {
  return kind === 'number' ? numberMoney() : textMoney();
}

function numberMoney(): Codec<number> {
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = textOf(raw).trim();
      if (text === '') return { value: null };
      const value = Number(text);
      return Number.isSafeInteger(value) ? { value } : { value: null, repair: 'MONEY_UNREADABLE' };
    },
    encode: (value) => [[value]],
    push: pushNumber,
    ordering: { kind: 'native', none: [] },
    sortKey: { toRaw: (value) => value },
  };
}

/** `20.000 đ`, `20,000đ`, `20 000 VNĐ`, `20000.00`: after folding, without the unit. */
const AMOUNT = /^(\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*|\d+)(?:[.,]0{1,2})?$/u;
const UNIT = /\s*(?:₫|d|dong|vnd)\.?$/u;
const FREE = /^(?:khong(?: (?:thu|mat|co))?(?: (?:le )?phi)?|mien(?: (?:le )?phi)?|mien thu phi)$/u;

function textMoney(): Codec<number> {
  const words = textCodec({ encoding: 'mixed' });
  return {
    arity: 1,
    decode: ([raw]) => {
      const { value: text } = words.decode([raw ?? null]);
      if (text === null) return { value: null };
      const key = looseKey(text);
      if (FREE.test(key)) return { value: 0 };
      const amount = AMOUNT.exec(key.replace(UNIT, ''))?.[1];
      const value = Number(amount?.replace(/[., ]/gu, '') ?? Number.NaN);
      return Number.isSafeInteger(value) ? { value } : { value: null, repair: 'MONEY_UNREADABLE' };
    },
    encode: (value) => [
      [`${String(value).replace(/\B(?=(?:\d{3})+$)/gu, '.')} đ`],
      [String(value)],
      ...(value === 0 ? [['Không'], ['Miễn phí']] : []),
    ],
    push: pushText,
  };
}

/** The digits of the amount stand in the text in their order; free is said in words too. */
function pushText(test: Test<number>): Pushed | null {
  switch (test.op) {
    case 'eq':
    case 'in': {
      const values = test.op === 'eq' ? [test.value] : test.values;
      const writings = values.flatMap((value) =>
        value === 0 ? [['0'], ['kh', 'ng'], ['mi', 'n']] : [digits(value)],
      );
      return {
        atLeast: {
          kind: 'any',
          of: writings.map((pieces) => ({ kind: 'like', column: 0, pieces, anchored: 'none' })),
        },
        exact: false,
      };
    }
    case 'contains':
    case 'containsLoose':
    case 'startsWith':
      return null;
    default:
      return { atLeast: { kind: 'constant', value: true }, exact: false };
  }
}
