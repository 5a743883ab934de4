import type { ColumnRef, Expressions, Fragment } from '../dialect.ts';
import { createExpressions } from '../shared/expressions.ts';
import { glue, list, name, text, value } from '../shared/fragment.ts';
import { UNSEEN, WHITE_SPACE } from '../../model/white-space.ts';

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
    bound: (moment) => value(momentKey(moment)),
    // The bare column is compared by the day first: an index serves that, not the expression.
    compare(column, { value: moment, op }) {
      const day = moment.slice(0, 'yyyy-MM-dd'.length);
      const column0 = name(column.reference);
      const near = op.startsWith('>')
        ? glue`${column0} >= ${value(day)}`
        : glue`${column0} < ${value(`${day}U`)}`;
      return glue`(${near} AND ${sortedMoment(column)} ${text(op)} ${value(momentKey(moment))})`;
    },
  },
});

/**
 * SQLite has no moments, only text: a day alone or with a time, with `T` or a blank between, with or without a fraction.
 * All become `yyyy-MM-dd HH:mm:ss[.f…]` without zeros at the end of the fraction, which sorts as text, and NULL where
 * `DATETIME` does not give the same back. It gives text of the usual form back as it is: so much is tried first, for the
 * rest takes four times as long.
 */
function sortedMoment({ reference }: ColumnRef): Fragment {
  const column = name(reference);
  const second = glue`SUBSTR(${column}, 1, 19)`;
  // SQLite knows an hour that no clock has.
  const hour = glue`SUBSTR(${column}, 12, 2)`;
  const whole = glue`DATETIME(${second})`;
  const isMoment = glue`SUBSTR(${whole}, 1, LENGTH(${column})) = REPLACE(${second}, 'T', ' ')`;
  const isFraction = glue`SUBSTR(${column}, 20, 1) IN ('', '.') AND SUBSTR(${column}, 21) NOT GLOB '*[^0-9]*'`;
  return glue`CASE WHEN ${hour} = '24' THEN NULL WHEN DATETIME(${column}) = ${column} THEN ${column} WHEN ${isMoment} AND ${isFraction} THEN ${whole} || RTRIM(SUBSTR(${column}, 20, 8), '.0') END`;
}

/** A moment to 100 ns, as `sortedMoment` has it. */
function momentKey(moment: string): string {
  return `${moment.slice(0, 19).replace('T', ' ')}${moment.slice(19).replace(/\.?0*$/u, '')}`;
}
