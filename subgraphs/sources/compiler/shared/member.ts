import type { Fragment, RowNumbers, Statement } from '../../dialects/dialect.ts';
import { glue, list, name, text } from '../../dialects/shared/fragment.ts';
import type { OrderTerm, Predicate } from '../../model/predicate.ts';
import type { BoundRootTable } from '../bound-table.ts';
import type { Keyset, Part, Position } from '../order/keyset.ts';
import { qualified, raw } from '../knex.ts';
import type { Selection } from '../statements/select.ts';

/** A table of a shared page: what is read of it, which of its rows, and from where on. */
export interface SharedTable extends Selection {
  readonly table: BoundRootTable;
  readonly part: Part;
  readonly after: Position | null;
}

export interface SharedPageQuery {
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly limit: number;
}

/** A table with the order of its rows, and what finds them again. */
export interface Member extends SharedTable {
  readonly keyset: Keyset;
  readonly rowNumbers: RowNumbers;
}

export function rowNumbersOf({ dialect, source }: BoundRootTable): RowNumbers {
  if (dialect.rowNumbers === undefined) throw new TypeError(`Rows of ${source} have no numbers`);
  return dialect.rowNumbers;
}

/** Whether rows go down in a term of the order. */
export function isDescending(
  order: readonly OrderTerm[],
  index: number,
  backwards: boolean,
): boolean {
  return (order[index]?.direction === 'DESC') !== backwards;
}

export const NULL = text('NULL');

export function as(read: Fragment, alias: string): Fragment {
  return glue`${read} AS ${name(alias)}`;
}

export function rowsOf({ mapping }: BoundRootTable): Fragment {
  return glue`${name(qualified(mapping.table))} AS ${name('t')}`;
}

export function union(selects: readonly Fragment[]): Fragment {
  return list(selects, ' UNION ALL ');
}

/** What rows are to meet, all of it. */
export function passing(conditions: readonly (Fragment | null)[]): Fragment {
  const all = conditions.flatMap((one) => (one === null ? [] : glue`(${one})`));
  return all.length === 0 ? EVERYTHING : list(all, ' AND ');
}

const EVERYTHING = text('1 = 1');

export function statementOf(
  table: BoundRootTable,
  whole: Fragment,
): Pick<Statement, 'sql' | 'bindings'> {
  const { sql, bindings } = raw(table, whole).toSQL().toNative();
  return { sql, bindings };
}
