import type { ColumnInfo, Fragment } from '../dialect.ts';
import { glue, text, value } from '../shared/fragment.ts';
import { createKeys, valuesTable } from '../shared/keys.ts';
import { expressions, grain, words } from './expressions.ts';

/** A key in the column's own type, which alone keeps its equality, its order and its index. */
function inType(key: string, { type, valueType = type }: ColumnInfo): Fragment {
  return glue`CAST(${value(key)} AS ${text(valueType)})`;
}

export const keys = createKeys(expressions, words, {
  grain,
  moment: inType,
  number: inType,
  text: (key, column) => inType(key.replaceAll('\0', '\uFFFD'), column),
  bytes: (key) => glue`CONVERT_FROM(CAST(${value(key)} AS bytea), 'SQL_ASCII')`,
  other: inType,
  asked: (rows) => glue`${valuesTable(rows)} AS a`,
});
