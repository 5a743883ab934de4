import type { ColumnRef, Fragment, Period } from '../dialect.ts';
import type { Unit } from '../../model/dimension.ts';
import type { RawValue } from '../../model/raw.ts';
import { createExpressions, type Words } from '../shared/expressions.ts';
import { glue, list, name, text, value, without } from '../shared/fragment.ts';
import { UNSEEN, WHITE_SPACE } from '../../model/white-space.ts';
import { A_DAY, momentOfTicks, ticksOf } from './ticks.ts';

/** What DuckDB keeps is ours and canonical: text without blanks at its ends, moments as ticks, one form of every value. */
export const words: Words = {
  bind: (bound, { kind }) => (kind === 'text' && typeof bound === 'number' ? String(bound) : bound),
  select: ({ reference }) => name(reference),
  like: ({ reference, info }, pattern) =>
    glue`${name(reference)} ${text(info.type === SEARCHED ? 'LIKE' : 'ILIKE')} ${value(pattern)} ESCAPE '\\'`,
  asText: ({ reference, info }) =>
    info.kind === 'text' ? name(reference) : glue`CAST(${name(reference)} AS VARCHAR)`,
  trim: (column) => column,
  trimWhiteSpace: (column) => glue`TRIM(${column}, ${text(`' ${WHITE_SPACE}${UNSEEN}'`)})`,
  without: (column, signs) => without(column, signs, (sign) => `'${sign}'`),
  binary: (column) => column,
  lower: (column) => glue`LOWER(${column})`,
  number: (bound) => value(Number(bound)),
  floor: ({ reference }) => glue`FLOOR(${name(reference)})`,
  digits: ({ reference }) => glue`CAST(CAST(${name(reference)} AS BIGINT) AS VARCHAR)`,
  matches: (column, shape) =>
    glue`REGEXP_FULL_MATCH(${column}, ${text(`'${shape.replaceAll('.', '[.]').replaceAll('9', '[0-9]')}'`)})`,
  join: (parts) => list(parts, ' || '),
  daysBetween: (from, to) => glue`(${to}) - (${from})`,
  moment: {
    select: ({ reference }) => name(reference),
    period,
    grain: () => 7,
    bound: (moment) => ticks(moment),
    compare: ({ reference }: ColumnRef, { value: moment, op }) =>
      glue`${name(reference)} ${text(op)} ${ticks(moment)}`,
  },
};

/** The type of a column of search keys, which are in small letters already. */
const SEARCHED = 'search key';

export const expressions = createExpressions(words);

/** Days are counted from the first of year 1; months and years are told of the date. */
function period({ reference }: ColumnRef, unit: Unit): Period {
  const days = glue`${name(reference)} // ${text(String(A_DAY))}`;
  const date = glue`(DATE '0001-01-01' + CAST(${days} AS INTEGER))`;
  const read = (raw: RawValue, write: (number: bigint) => string): string | null =>
    raw === null ? null : write(BigInt(raw as string));
  switch (unit) {
    case 'day':
      return {
        by: days,
        read: (raw) => read(raw, (day) => momentOfTicks(String(day * A_DAY)).slice(0, 10)),
      };
    case 'month':
      return {
        by: glue`YEAR(${date}) * 100 + MONTH(${date})`,
        read: (raw) => read(raw, (month) => String(month).padStart(6, '0').replace(/..$/u, '-$&')),
      };
    case 'year':
      return {
        by: glue`YEAR(${date})`,
        read: (raw) => read(raw, (year) => String(year).padStart(4, '0')),
      };
  }
}

function ticks(moment: string): Fragment {
  return glue`CAST(${value(String(ticksOf(moment)))} AS BIGINT)`;
}
