import type { Ordering } from '../../model/condition.ts';
import { UNIT_LENGTHS } from '../../model/dimension.ts';
import { textOfBytes } from '../../model/text/charset.ts';
import type { ColumnRef, Expressions, Fragment } from '../dialect.ts';
import { among } from './among.ts';
import { complement, glue, name, text } from './fragment.ts';
import { isCode } from './is-code.ts';
import { composedText } from './orderings/composed.ts';
import { sortedBy } from './orderings/sorted-by.ts';
import type { Sorted } from './orderings/sorted.ts';
import type { Words } from './words.ts';

/** All that is said of columns in SQL, in a dialect's words. */
export function createExpressions(words: Words): Expressions {
  const sortedOf = (column: ColumnRef, ordering: Ordering): Sorted =>
    sortedBy(words, column, ordering);
  const select = (column: ColumnRef): Fragment =>
    column.info.kind === 'moment' || column.info.kind === 'date'
      ? words.moment.select(column)
      : words.select(column);
  const textOf = (column: ColumnRef): Fragment => words.trim(words.asText(column));

  return {
    bind: (bound, column) => words.bind(bound, column),
    select,
    among: (column, values, how = {}) => among(words, column, values, how),
    code: (column, wanted) => isCode(words, column, wanted, textOf(column)),
    grouped(column) {
      if (column.info.kind !== 'text') return { by: select(column) };
      const read = words.readable?.(column) ?? words.select(column);
      return { by: words.binary(words.asText(column)), read };
    },
    readable(column, ordering) {
      const { sorted, readable } = sortedOf(column, ordering);
      return readable ?? glue`${sorted} IS NOT NULL`;
    },
    unreadable(column, ordering) {
      const { sorted, readable, unreadable } = sortedOf(column, ordering);
      return unreadable === undefined
        ? complement(readable ?? glue`${sorted} IS NOT NULL`)
        : { ...unreadable, seek: 'range' };
    },
    order: (column, ordering) => sortedOf(column, ordering).sorted,
    composed: (columns, composition) => composedText(words, columns, composition),
    indexOrder: (column, ordering) => sortedOf(column, ordering).order ?? null,
    period(column, ordering, unit) {
      const { sorted } = sortedOf(column, ordering);
      if (ordering.kind === 'moment' && words.moment.period !== undefined)
        return words.moment.period(column, unit);
      const length = text(String(UNIT_LENGTHS[unit]));
      const isText = ordering.kind !== 'moment' || words.moment.sorted !== undefined;
      const by = isText
        ? glue`SUBSTRING(${sorted}, 1, ${length})`
        : glue`CASE WHEN ${sorted} IS NOT NULL THEN SUBSTRING(${words.moment.select(column)}, 1, ${length}) END`;
      return {
        by: words.binary(by),
        read: (raw) => (raw instanceof Uint8Array ? textOfBytes(raw) : (raw as string | null)),
      };
    },
    daysBetween: (from, to) => words.daysBetween(from, to),
    compare: (column, ordering, op, bound) => sortedOf(column, ordering).compare(op, bound),
    same: (column, other) => sameIn(words, column, other),
    like: (column, pattern) => words.like(column, pattern),
  };
}

/** What is of one kind is compared as it stands, all else as text. */
function sameIn(words: Words, one: ColumnRef, other: ColumnRef): Fragment {
  const { info } = one;
  if (info.kind === other.info.kind || words.isNumber !== undefined) {
    const collated =
      info.kind === 'text' && info.collation !== other.info.collation
        ? words.collatedAs?.(name(other.reference), info)
        : undefined;
    return glue`${name(one.reference)} = ${collated ?? name(other.reference)}`;
  }
  const [left, right] = [one, other].map((column) =>
    words.binary(words.trim(words.asText(column))),
  ) as [Fragment, Fragment];
  return glue`${left} = ${right}`;
}
