import type { ColumnRef, Expressions, Fragment } from '../dialect.ts';
import { createExpressions } from '../expressions.ts';
import { glue, list, name, text, value } from '../fragment.ts';
import { UNSEEN, WHITE_SPACE } from '../../white-space.ts';

const ZEROS = '0000-00-00T00:00:00.0000000';

export const expressions: Expressions = createExpressions({
  // libsql aborts the process on a boolean.
  bind(bound, { kind }) {
    const plain = typeof bound === 'boolean' ? Number(bound) : bound;
    return kind === 'text' && typeof plain === 'number' ? String(plain) : plain;
  },
  select: ({ reference }) => name(reference),
  like: ({ reference }, pattern) => glue`${name(reference)} LIKE ${value(pattern)} ESCAPE '\\'`,
  asText: ({ reference, info }) =>
    info.kind === 'text' ? name(reference) : glue`CAST(${name(reference)} AS TEXT)`,
  trim: (column) => glue`TRIM(${column})`,
  trimWhiteSpace: (column) => glue`TRIM(${column}, ${text(`' ${WHITE_SPACE}${UNSEEN}'`)})`,
  binary: (column) => glue`${column} COLLATE BINARY`,
  number: (bound) => value(bound),
  matches: (column, shape) => glue`${column} GLOB ${text(`'${shape.replaceAll('9', '[0-9]')}'`)}`,
  join: (parts) => list(parts, ' || '),
  moment: {
    select: ({ reference }) => name(reference),
    sorted: sortedMoment,
    grain: () => 7,
    bound: (moment) => value(moment.padEnd(ZEROS.length, '0')),
    // The bare column is compared by the day first: an index serves that, not the expression.
    compare(column, { value: moment, op }) {
      const day = moment.slice(0, 'yyyy-MM-dd'.length);
      const column0 = name(column.reference);
      const near = op.startsWith('>')
        ? glue`${column0} >= ${value(day)}`
        : glue`${column0} < ${value(`${day}U`)}`;
      return glue`(${near} AND ${sortedMoment(column)} ${text(op)} ${value(moment)})`;
    },
  },
});

/**
 * SQLite has no moments, only text: a day alone or with a time, with `T` or a blank between, with or without a fraction.
 * All become one form of one length, and NULL where `strftime` does not give the same day and second back.
 */
function sortedMoment({ reference }: ColumnRef): Fragment {
  const column = name(reference);
  const full = glue`SUBSTR(REPLACE(${column}, ' ', 'T') || SUBSTR(${text(`'${ZEROS}'`)}, LENGTH(${column}) + 1), 1, 27)`;
  const second = glue`SUBSTR(${full}, 1, 19)`;
  return glue`CASE WHEN STRFTIME('%Y-%m-%dT%H:%M:%S', ${second}) = ${second} AND SUBSTR(${full}, 20) GLOB ${text(`'.${'[0-9]'.repeat(7)}'`)} THEN ${full} END`;
}
