import { z } from 'zod';
import { text } from '../scalars.ts';

/** Brackets, quotes and dots inside a name would be dropped or split on the way to the database: refused instead. */
export const plainName = z
  .string()
  .regex(/^[^[\]"`.;\0]+$/u, 'A name holds no bracket, quote, dot or semicolon')
  .max(128);
/** Of a table's own column, or a schema. */
export const name = text(plainName);

/** Whether a mapping can say the name of a column. */
export function isNameable(column: string): boolean {
  return plainName.safeParse(column).success;
}

/** Of the table itself, or of one joined to it. */
export const plainColumn = z
  .string()
  .regex(
    /^(?:[A-Za-z]\w*\.)?[^[\]"`.;\0]+$/u,
    'A column is written `column`, or `join.column` where it lies in a joined table; a name holds no bracket, quote, dot or semicolon',
  )
  .max(128);
export const columnName = text(plainColumn);
export const tableName = text(
  z
    .string()
    .regex(/^[^[\]"`.;\0]+(\.[^[\]"`.;\0]+)?$/u, 'A table is written `table` or `schema.table`')
    .max(257),
);
/** A value as a column holds it. */
export const raw = z.union([z.string(), z.number(), z.boolean(), z.null()]);
