import type { Unit } from '../../../model/dimension.ts';
import type { RawValue } from '../../../model/raw.ts';
import type { ColumnRef, Fragment, Period } from '../../dialect.ts';
import type { Words } from '../words.ts';
import { glue, name, text, value } from '../fragment.ts';
import { A_DAY, momentOfTicks, ticksOf } from './ticks.ts';

/**
 * The words of moments that are kept as ticks, which no date type of a database is fine enough for. `divide` is what divides whole
 * numbers in its SQL.
 */
export function tickWords(divide: '/' | '//'): Pick<Words, 'moment' | 'daysBetween'> {
  return {
    daysBetween: (from, to) => glue`(${to}) - (${from})`,
    moment: {
      select: ({ reference }) => name(reference),
      period: (column, unit) => periodOf(column, unit, divide),
      grain: () => 7,
      bound: (moment) => ticks(moment),
      compare: ({ reference }: ColumnRef, { value: moment, op }) =>
        glue`${name(reference)} ${text(op)} ${ticks(moment)}`,
    },
  };
}

/** Days are counted from the first of year 1; months and years are told of the date. */
function periodOf({ reference }: ColumnRef, unit: Unit, divide: string): Period {
  const days = glue`${name(reference)} ${text(divide)} ${text(String(A_DAY))}`;
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
        by: glue`EXTRACT(YEAR FROM ${date}) * 100 + EXTRACT(MONTH FROM ${date})`,
        read: (raw) => read(raw, (month) => String(month).padStart(6, '0').replace(/..$/u, '-$&')),
      };
    case 'year':
      return {
        by: glue`EXTRACT(YEAR FROM ${date})`,
        read: (raw) => read(raw, (year) => String(year).padStart(4, '0')),
      };
  }
}

function ticks(moment: string): Fragment {
  return glue`CAST(${value(String(ticksOf(moment)))} AS BIGINT)`;
}
