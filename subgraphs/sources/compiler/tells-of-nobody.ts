import { fieldsOf, type Predicate } from '../model/predicate.ts';
import { type BoundTable, columnsOf } from './bound-table.ts';

/** Whether nothing in the table tells anything of anybody, nor what who asks may see of it. */
export function isPublic(table: BoundTable): boolean {
  const fields = Object.values(table.mapping.fields);
  return fields.every(({ type }) => type.tells === 'public') && looksForNobody(table, null);
}

/** Whether nothing that stands in any of the columns tells of anybody, but what procedure somebody has asked for. */
export function tellOfNobody(table: BoundTable, columns: readonly string[]): boolean {
  return Object.values(wholeOf(table).mapping.fields).every(
    (field) =>
      'constant' in field ||
      field.type.tells === 'public' ||
      field.type.tells === 'procedure' ||
      !field.columns.some((column) => columns.includes(column)),
  );
}

/** Whether neither the filter nor the rows that are there, or hold less, for who asks are somebody's: with an answer that is kept stays what it was asked by. */
export function looksForNobody(table: BoundTable, where: Predicate | null): boolean {
  const { rows = null, withheld = null } = table.rights ?? {};
  return [where, rows, withheld?.where ?? null].every(
    (one) => one === null || tellOfNobody(table, columnsOf(wholeOf(table), fieldsOf(one))),
  );
}

/** Of one who may not see a field the table has it no more, but hashes and filters are made of it. */
function wholeOf(table: BoundTable): BoundTable {
  return table.rights?.whole ?? table;
}
