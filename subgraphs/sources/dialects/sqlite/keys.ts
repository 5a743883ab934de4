import { expressions, words } from './expressions.ts';
import { glue, value } from '../shared/fragment.ts';
import { createKeys, valuesTable } from '../shared/keys.ts';

/** In a column without a type a number and its digits are two keys: the sign stands before text that looks like a number. */
export const keys = createKeys(expressions, words, {
  grain: () => 7,
  moment: (moment) => value(moment),
  number: (digits) => value(digits),
  text: (key, { affinity }) =>
    affinity === 'none' && /^-?(?:0|[1-9]\d{0,18})$/u.test(key) ? value(BigInt(key)) : value(key),
  bytes: (key) => glue`CAST(${value(key)} AS TEXT)`,
  other: (key) => value(key),
  asked: (rows) => glue`${valuesTable(rows)} AS a`,
});
