import type { ColumnInfo, ColumnRef, Expressions, Fragment } from '../dialect.ts';
import { createExpressions } from '../shared/expressions.ts';
import { glue, list, name, text, value } from '../shared/fragment.ts';
import { type Grain, momentOnGrid } from '../shared/moment.ts';
import { UNSEEN, WHITE_SPACE } from '../../model/white-space.ts';

export const expressions: Expressions = createExpressions({
  bind(bound, column) {
    switch (column.kind) {
      case 'moment':
      case 'date':
        return momentOnGrid(bound, grain(column));
      case 'number':
        return typeof bound === 'boolean' ? Number(bound) : bound;
      case 'text':
        return typeof bound === 'string' || typeof bound === 'number'
          ? storable(String(bound))
          : bound;
      default:
        return bound;
    }
  },
  select({ reference, info }) {
    if (info.type === 'money') return glue`CAST(${name(reference)} AS numeric)`;
    return info.kind === 'other' ? glue`CAST(${name(reference)} AS text)` : name(reference);
  },
  like: (column, pattern) => glue`${asText(column)} ILIKE ${value(storable(pattern))} ESCAPE '\\'`,
  asText,
  trim: (column) => glue`BTRIM(${column})`,
  trimWhiteSpace: (column) => glue`BTRIM(${column}, ${text(`' ${WHITE_SPACE}${UNSEEN}'`)})`,
  binary: (column) => glue`${column} COLLATE "C"`,
  number(bound, { type }) {
    if (type === 'real' || type === 'double precision')
      return glue`CAST(${value(bound)} AS ${text(type)})`;
    // An integer of another width than the column's still finds its index; a numeric would not.
    const whole = /^-?\d{1,18}$/u.test(String(bound)) && !/^(?:numeric|money)$/u.test(type);
    return glue`CAST(${value(bound)} AS ${text(whole ? 'bigint' : 'numeric')})`;
  },
  matches: (column, shape) => glue`${column} ~ ${text(`'^${shape.replaceAll('9', '[0-9]')}$'`)}`,
  join: (parts) => list(parts, ' || '),
  moment: {
    select: isoText,
    sorted: (column) => glue`CASE WHEN ${finite(column)} THEN ${name(column.reference)} END`,
    grain,
    bound,
    compare: (column, boundary) =>
      glue`(${name(column.reference)} ${text(boundary.op)} ${bound(boundary.value, column.info)} AND ${finite(column)})`,
  },
});

/** PostgreSQL cannot keep U+0000 and refuses a statement that has one. */
function storable(bound: string): string {
  return bound.replaceAll('\0', '\u{FFFD}');
}

/** Also without the padding of `character(n)`. */
function asText({ reference, info }: ColumnRef): Fragment {
  return info.type === 'text' || info.type === 'character varying'
    ? name(reference)
    : glue`CAST(${name(reference)} AS text)`;
}

function grain({ kind, fraction = 6 }: ColumnInfo): Grain {
  return kind === 'date' ? 'day' : fraction;
}

function bound(moment: string, { type }: ColumnInfo): Fragment {
  return glue`CAST(${value(moment)} AS ${text(type)})`;
}

/** `infinity` is in no calendar. */
function finite({ reference }: ColumnRef): Fragment {
  return glue`ISFINITE(${name(reference)})`;
}

function isoText({ reference, info }: ColumnRef): Fragment {
  const form = info.kind === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DD"T"HH24:MI:SS.US';
  return glue`TO_CHAR(${name(reference)}, ${text(`'${form}'`)})`;
}
