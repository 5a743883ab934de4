import type { Composition } from '../../../model/condition.ts';
import type { ColumnRef, Expressions, Fragment } from '../../dialect.ts';
import { glue, list, text, value } from '../fragment.ts';
import type { Words } from '../words.ts';
import { codes } from './codes.ts';

/** The text of several columns, each of which stands there so that it sorts by code unit, and so does what they make. */
export function composedText(
  words: Words,
  columns: readonly ColumnRef[],
  { layout, orderings }: Composition,
): ReturnType<Expressions['composed']> {
  const parts = columns.flatMap((column, place) => {
    const ordering = orderings[place];
    return ordering === undefined ? [] : [codes(words, column, ordering).sorted];
  });
  const anyOf = (some: readonly Fragment[]): Fragment =>
    list(
      some.map((part) => glue`${part} IS NOT NULL`),
      ' OR ',
    );
  const sign = (written: string): Fragment => words.binary(value(written));
  const pieces =
    'separator' in layout
      ? parts.map((part, place) =>
          place === 0
            ? glue`COALESCE(${part}, '')`
            : glue`CASE WHEN ${part} IS NULL THEN '' WHEN ${anyOf(parts.slice(0, place))} THEN ${words.join([sign(layout.separator), part])} ELSE ${part} END`,
        )
      : layout.pattern.map((piece) =>
          typeof piece === 'string'
            ? sign(piece)
            : glue`COALESCE(${parts[piece] ?? text("''")}, '')`,
        );
  const sorted = glue`CASE WHEN ${anyOf(parts)} THEN ${words.join(pieces)} END`;
  return {
    sorted,
    compare: (op, raw) => glue`${sorted} ${text(op)} ${sign(String(raw))}`,
  };
}
