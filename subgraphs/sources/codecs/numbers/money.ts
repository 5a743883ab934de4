import { looseKey } from '../../model/text/match-key.ts';
import type { Codec } from '../codec.ts';
import { textCodec } from '../text/text.ts';
import { digits, type NumberKind, type NumberStorage, storedNumber } from './number.ts';

interface MoneyOptions {
  readonly kind?: NumberStorage;
}

/** `20.000 đ`, `20,000đ`, `20 000 VNĐ`, `20000.00`: after folding, without the unit. */
const AMOUNT = /^(\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*|\d+)(?:[.,]0{1,2})?$/u;
const UNIT = /\s*(?:₫|d|dong|vnd)\.?$/u;
const FREE = /^(?:khong(?: (?:thu|mat|co))?(?: (?:le )?phi)?|mien(?: (?:le )?phi)?|mien thu phi)$/u;

const words = textCodec({ encoding: 'mixed' });

const MONEY: NumberKind = {
  whole: true,
  written: (text) => {
    const key = looseKey(words.decode([text]).value ?? '');
    if (FREE.test(key)) return 0;
    const amount = AMOUNT.exec(key.replace(UNIT, ''))?.[1];
    const value = Number(amount?.replace(/[., ]/gu, '') ?? Number.NaN);
    return Number.isSafeInteger(value) ? value : null;
  },
  // Free is said in words too.
  writings: (value) => (value === 0 ? [['0'], ['kh', 'ng'], ['mi', 'n']] : [digits(value)]),
  encode: (value) => [
    `${String(value).replace(/\B(?=(?:\d{3})+$)/gu, '.')} đ`,
    String(value),
    ...(value === 0 ? ['Không', 'Miễn phí'] : []),
  ],
  repair: 'MONEY_UNREADABLE',
  key: 'money',
};

/** Whole đồng. What cannot be read is unknown, which is not the same as free. */
export function moneyCodec({ kind }: MoneyOptions): Codec<number> {
  return storedNumber(MONEY, kind);
}
