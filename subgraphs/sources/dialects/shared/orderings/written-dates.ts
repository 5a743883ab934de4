import type { Ordering } from '../../../model/condition.ts';
import type { ColumnRef, IndexOrder } from '../../dialect.ts';
import { glue, list, name, NEVER, text, value } from '../fragment.ts';
import { floorBoundary, readMoment } from '../moment.ts';
import { textDate } from '../text-date.ts';
import type { Words } from '../words.ts';
import { numbers } from './numbers.ts';
import type { Sorted } from './sorted.ts';

/** Dates that are written as text, or as the digits of a number. */
export function writtenDates(
  words: Words,
  column: ColumnRef,
  { shapes, numbers: numbered, none, most }: Extract<Ordering, { kind: 'text-date' }>,
): Sorted {
  const isNumber =
    numbered !== undefined || (column.info.kind === 'number' && words.isNumber === undefined);
  const limits = { least: 0, most: 10 ** (numbered ?? 8) - 1, whole: true };
  const digits = isNumber
    ? glue`CASE WHEN ${numbers(words, column, { kind: 'number', none: [], limits }).readable ?? NEVER} THEN ${words.digits(column)} END`
    : words.trim(words.asText(column));
  const read = shapes.map((shape) => textDate(digits, { shape, none }, words));
  const [only] = read;
  const date = read.length === 1 && only !== undefined ? only : glue`COALESCE(${list(read, ', ')})`;
  const sorted =
    most === undefined ? date : glue`CASE WHEN ${date} <= ${value(most)} THEN ${date} END`;
  return {
    sorted,
    compare(op, raw) {
      const moment = readMoment(String(raw));
      if (moment === null) return NEVER;
      const boundary = floorBoundary({ value: moment, op }, 0);
      return glue`${sorted} ${text(boundary.op)} ${value(boundary.value)}`;
    },
    // As many digits each, they sort as the moments that they write.
    ...(numbered !== undefined ? { order: numberedDates(words, column, numbered) } : {}),
  };
}

function numberedDates(words: Words, column: ColumnRef, digits: 8 | 14): IndexOrder {
  const bare = name(column.reference);
  const precision = digits === 8 ? 'day' : 0;
  return {
    sorted: bare,
    compare(op, raw) {
      const moment = readMoment(String(raw));
      if (moment === null) return NEVER;
      const boundary = floorBoundary({ value: moment, op }, precision);
      const number = words.number(Number(boundary.value.replace(/\D/gu, '')), column.info);
      return glue`${bare} ${text(boundary.op)} ${number}`;
    },
  };
}
