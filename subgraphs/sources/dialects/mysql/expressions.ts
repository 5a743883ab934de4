import type { ColumnInfo, ColumnRef, Expressions, Fragment } from '../dialect.ts';
import { createExpressions } from '../shared/expressions.ts';
import { glue, list, name, text, value, withPlainBlanks } from '../shared/fragment.ts';
import { type Grain, momentOnGrid } from '../shared/moment.ts';

export const expressions: Expressions = createExpressions({
  bind(bound, column) {
    if (column.kind === 'moment' || column.kind === 'date')
      return momentOnGrid(bound, grain(column));
    const plain = typeof bound === 'boolean' ? Number(bound) : bound;
    return column.kind === 'text' && typeof plain === 'number' ? String(plain) : plain;
  },
  select({ reference, info }) {
    // The driver would hand over a Buffer for a bit, and an object for JSON.
    if (info.kind === 'boolean') return glue`${name(reference)} + 0`;
    return info.kind === 'other' ? glue`CAST(${name(reference)} AS CHAR)` : name(reference);
  },
  // `\` is LIKE's escape here unless another is named. A collation that ignores accents would find too much.
  like: ({ reference }, pattern) =>
    glue`LOWER(CONVERT(${name(reference)} USING utf8mb4)) COLLATE utf8mb4_bin LIKE LOWER(${value(pattern)})`,
  asText: ({ reference, info }) =>
    info.kind === 'text' ? name(reference) : glue`CAST(${name(reference)} AS CHAR)`,
  trim: (column) => glue`TRIM(${column})`,
  trimWhiteSpace: (column) => glue`TRIM(${withPlainBlanks(column, (sign) => `'${sign}'`)})`,
  binary: (column) => glue`CAST(CONVERT(${column} USING utf8mb4) AS BINARY)`,
  number(bound, { type }) {
    // As text a number would be compared as DOUBLE.
    const exact = type === 'float' || type === 'double' || String(Number(bound)) === String(bound);
    return exact ? value(Number(bound)) : glue`CAST(${value(bound)} AS DECIMAL(65, 20))`;
  },
  // `$` would let a line break at the end pass.
  matches: (column, shape) =>
    glue`(${column} REGEXP ${text(`'^${shape.replaceAll('9', '[0-9]')}$'`)} AND CHAR_LENGTH(${column}) = ${text(String(shape.length))})`,
  join: (parts) => glue`CONCAT(${list(parts, ', ')})`,
  moment: {
    select: isoText,
    sorted: (column) => glue`CASE WHEN ${whole(column)} THEN ${name(column.reference)} END`,
    grain,
    bound,
    compare: (column, boundary) =>
      glue`(${name(column.reference)} ${text(boundary.op)} ${bound(boundary.value, column.info)} AND ${whole(column)})`,
  },
});

function grain({ kind, fraction = 0 }: ColumnInfo): Grain {
  return kind === 'date' ? 'day' : fraction;
}

function bound(moment: string, { kind }: ColumnInfo): Fragment {
  return glue`CAST(${value(moment)} AS ${text(kind === 'date' ? 'DATE' : 'DATETIME(6)')})`;
}

/** `0000-00-00` and `2016-08-00` can be stored but are in no calendar. */
function whole({ reference }: ColumnRef): Fragment {
  return glue`MONTH(${name(reference)}) > 0 AND DAYOFMONTH(${name(reference)}) > 0`;
}

function isoText({ reference, info }: ColumnRef): Fragment {
  const form = info.kind === 'date' ? '%Y-%m-%d' : '%Y-%m-%dT%H:%i:%s.%f';
  return glue`DATE_FORMAT(${name(reference)}, ${text(`'${form}'`)})`;
}
