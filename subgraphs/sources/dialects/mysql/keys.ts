import type { ColumnInfo, Fragment } from '../dialect.ts';
import { glue, list, name, text, value } from '../shared/fragment.ts';
import { createKeys } from '../shared/keys.ts';
import { bound, expressions, grain, inCharset, number, words } from './expressions.ts';

function inCollation(key: string, { valueType = 'utf8mb4', collation }: ColumnInfo): Fragment {
  return collation === undefined ? value(key) : inCharset(key, { valueType, collation });
}

export const keys = createKeys(expressions, words, {
  grain,
  moment: bound,
  number,
  text: inCollation,
  other: (key) => value(key),
  // An enumeration is ordered by the places of its words, but compared with text as text.
  sorted: ({ reference, info }) =>
    info.type === 'enum' ? glue`CAST(${name(reference)} AS CHAR)` : null,
  // `VALUES` as a table is written in two ways, and old servers know neither.
  asked: ([first, ...rest]) =>
    first === undefined
      ? text('(SELECT 0 AS column1, NULL AS column2) AS a')
      : glue`(SELECT ${named(first)}${list(
          rest.map((row) => glue` UNION ALL SELECT ${row}`),
          '',
        )}) AS a`,
});

/** The first row of a union names its columns. */
function named({ sql, bindings }: Fragment): Fragment {
  return { sql: sql.replace(', ', ' AS column1, ').concat(' AS column2'), bindings };
}
