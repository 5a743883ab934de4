import type { Ordering } from '../../../model/condition.ts';
import type { ColumnRef } from '../../dialect.ts';
import { glue, list, text, value } from '../fragment.ts';
import type { Words } from '../words.ts';
import type { Sorted } from './sorted.ts';

/** Codes, which sort by code unit. */
export function codes(
  words: Words,
  column: ColumnRef,
  { none }: Extract<Ordering, { kind: 'binary' }>,
): Sorted {
  // Without the blanks of char(n), as the codecs read it: a cursor holds the trimmed value.
  const code = words.binary(words.trim(words.asText(column)));
  const nothing = none.map((raw) => words.binary(value(raw)));
  const something = nothing.length === 0 ? null : glue`${code} NOT IN (${list(nothing, ', ')})`;
  return {
    sorted: something === null ? code : glue`CASE WHEN ${something} THEN ${code} END`,
    compare(op, raw) {
      const comparison = glue`${code} ${text(op)} ${words.binary(value(String(raw)))}`;
      return something === null ? comparison : glue`(${comparison} AND ${something})`;
    },
  };
}
