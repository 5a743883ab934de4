import type { ColumnInfo, ColumnRef, Expressions, Fragment, KeyExpressions } from '../dialect.ts';
import { bytesOfKey } from '../../model/row-key.ts';
import type { Words } from './words.ts';
import { glue, list, name, text } from './fragment.ts';
import { type Grain, momentOnGrid } from './moment.ts';
import { storable } from './storable.ts';

/** What each dialect says of keys in its own words. */
export interface KeyWords {
  /** Where the column is not read as any other. */
  readonly select?: (column: ColumnRef) => Fragment | null;
  /** Where ordering and comparing the bare column would not go by the same rules. */
  readonly sorted?: (column: ColumnRef) => Fragment | null;
  readonly grain: (column: ColumnInfo) => Grain;
  readonly moment: (moment: string, column: ColumnInfo) => Fragment | null;
  readonly number: (digits: string, column: ColumnInfo) => Fragment;
  readonly text: (key: string, column: ColumnInfo) => Fragment;
  /** Text that is no text, but bytes. */
  readonly bytes?: (key: Uint8Array, column: ColumnInfo) => Fragment | null;
  /** GUIDs, enumerations. */
  readonly other: (key: string, column: ColumnInfo) => Fragment;
  readonly asked: (rows: readonly Fragment[]) => Fragment;
}

export function createKeys(expressions: Expressions, all: Words, words: KeyWords): KeyExpressions {
  const trimmed = (column: ColumnRef): Fragment =>
    all.binary(all.trimWhiteSpace(all.asText(column), column.info));
  return {
    select: (column) => words.select?.(column) ?? expressions.select(column),
    sorted: (column) => words.sorted?.(column) ?? name(column.reference),
    operand(key, column) {
      const bytes = bytesOfKey(key);
      if (bytes !== null) return words.bytes?.(bytes, column) ?? null;
      if (column.kind === 'moment' || column.kind === 'date') {
        if (column.affinity !== undefined) return words.text(key, column);
        const moment = momentOnGrid(key, words.grain(column));
        return moment === null ? null : words.moment(moment, column);
      }
      const [held] = storable(key, column);
      if (held === undefined) return null;
      if (column.affinity !== undefined || column.kind === 'text') return words.text(key, column);
      if (column.kind === 'number') return words.number(String(held), column);
      return column.kind === 'other' ? words.other(key, column) : null;
    },
    trimmed,
    padded: (column) => glue`${trimmed(column)} <> ${all.binary(all.asText(column))}`,
    asked: (keys) =>
      words.asked(keys.map(({ place, operand }) => glue`${text(String(place))}, ${operand}`)),
  };
}

/** `VALUES` as a table, whose columns SQLite and PostgreSQL call `column1` and `column2`. */
export function valuesTable(rows: readonly Fragment[]): Fragment {
  return glue`(VALUES ${list(
    rows.map((row) => glue`(${row})`),
    ', ',
  )})`;
}
