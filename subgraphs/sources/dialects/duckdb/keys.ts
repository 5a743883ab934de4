import { glue, value } from '../shared/fragment.ts';
import { createKeys, valuesTable } from '../shared/keys.ts';
import { writtenBytes } from '../../model/row-key.ts';
import { expressions, words } from './expressions.ts';

/** Keys of copies are text, exactly as it stood in the database. */
export const keys = createKeys(expressions, words, {
  grain: () => 7,
  moment: (key) => value(key),
  number: (key) => value(key),
  text: (key) => value(key),
  bytes: (key) => value(writtenBytes(key)),
  other: (key) => value(key),
  asked: (rows) => glue`${valuesTable(rows)} AS a(column1, column2)`,
});
