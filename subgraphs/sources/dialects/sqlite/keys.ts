import { expressions, words } from './expressions.ts';
import { glue, name, value } from '../shared/fragment.ts';
import { createKeys, valuesTable } from '../shared/keys.ts';

/** In a column without a type a number and its digits are one key, for ids print them alike: both go by their text. */
export const keys = createKeys(expressions, words, {
  grain: () => 7,
  moment: (moment) => value(moment),
  number: (digits) => value(digits),
  text: (key) => value(key),
  sorted: ({ reference, info }) =>
    info.affinity === 'none' ? glue`CAST(${name(reference)} AS TEXT)` : null,
  bytes: (key) => glue`CAST(${value(key)} AS TEXT)`,
  other: (key) => value(key),
  asked: (rows) => glue`${valuesTable(rows)} AS a`,
});
