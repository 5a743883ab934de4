import { type RootRow, withoutFields } from '../compiler/row-plan.ts';
import type { AnyRow } from '../model/entity.ts';
import type { Rights } from './rights.ts';

type Fields = ReadonlySet<string>;

/** The fields to read of rows: where some are sensitive, also what shows whether one is, for what hangs under it. */
export function withProcedure(rights: Rights | null, entity: string, fields: Fields): Fields {
  const own = rights?.of(entity);
  const [field] = own?.sensitive == null ? [] : own.withheld;
  return field === undefined ? fields : new Set([...fields, field]);
}

/** Children of a row without what tells of its procedure, where that is withheld of it, or nobody knows. */
export function withholdChildren<R extends AnyRow>(
  rights: Rights | null,
  { origin, withheld }: RootRow,
  child: string,
  rows: readonly R[],
): readonly R[] {
  const own = rights?.of(origin.table.split('/')[1] ?? '');
  if (own?.sensitive == null || withheld === false) return rows;
  const fields = own.children[child]?.withheld;
  return fields === undefined ? rows : rows.map((row) => withoutFields(row, fields));
}
