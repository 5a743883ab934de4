import type { Period } from '../dialects/dialect.ts';
import type { Unit } from '../model/dimension.ts';
import { type BoundTable, columnRef } from './bound-table.ts';

/** The day, month or year of a field of moments; null where SQL cannot say it by the field's own calendar, or there is no column. */
export function periodOf(table: BoundTable, field: string, unit: Unit): Period | null {
  const mapping = table.mapping.fields[field];
  if (mapping === undefined || 'constant' in mapping) return null;
  const { codec, columns } = mapping;
  const [column] = columns;
  if (codec.calendar !== true || codec.ordering === undefined || column === undefined) return null;
  return table.dialect.expressions.period(columnRef(table, column), codec.ordering, unit);
}
