import type { Knex } from 'knex';
import type { Fragment, SqlDialect, Statement } from '../../dialects/dialect.ts';
import { fieldsOf, type OrderTerm, type Predicate } from '../../model/predicate.ts';
import { type BoundTable, columnRef, columnsOf, isRoot } from '../bound-table.ts';
import { bounded } from '../bound-values.ts';
import { type Joined, withJoins } from '../joins.ts';
import { knexOf, qualified, raw } from '../knex.ts';
import { compileRights, compileRowConditions, compileWhere } from '../where.ts';

/** The columns of a read: those of keys, which come first, and the others. */
export interface Selection {
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

/** Whether SQL alone decides which rows pass, and which are there for who asks. */
export function decides(table: BoundTable, predicate: Predicate | null): boolean {
  const exact = predicate === null || compileWhere(predicate, table).exact;
  return exact && compileRights(table)?.exact !== false;
}

export function from(table: BoundTable, read: Joined): Knex.QueryBuilder {
  const k = knexOf(table);
  const builder = k.queryBuilder().from(k.raw('?? as ??', [qualified(table.mapping.table), 't']));
  return existing(table, builder, read);
}

/** The rows of the table beside those of a small derived table that is read first. */
export function joined(
  table: BoundTable,
  first: Knex.Raw,
  on: Fragment,
  read: Joined,
): Knex.QueryBuilder {
  const k = knexOf(table);
  const join = JOIN[table.dialect.client] ?? 'inner join';
  const both = k.raw(`? ${join} ?? as ?? on ?`, [
    first,
    qualified(table.mapping.table),
    't',
    raw(table, on),
  ]);
  return existing(table, k.queryBuilder().from(both), read);
}

/** MySQL would at times read the whole table first, and look each row up among the keys. */
const JOIN: Partial<Record<SqlDialect['client'], string>> = { mysql: 'straight_join' };

/** Only the rows that exist for who asks: those that the mapping's `where` and his rights let through, and that have a key. */
function existing(
  table: BoundTable,
  builder: Knex.QueryBuilder,
  { columns, by = null }: Joined,
): Knex.QueryBuilder {
  const told = table.mapping.where.map(({ column }) => column);
  const ruled = ruledColumns(table);
  withJoins(table, builder, { columns: [...columns, ...told, ...ruled], by });
  if (table.mapping.where.length > 0) void builder.where(raw(table, compileRowConditions(table)));
  const mine = compileRights(table);
  if (mine !== null) void builder.where(raw(table, mine));
  const key = isRoot(table) ? columnRef(table, table.mapping.key) : null;
  if (key?.info.nullable === true) void builder.whereNotNull(key.reference);
  return builder;
}

/** What rights look at, beside what a read asks for. */
function ruledColumns({ rights }: BoundTable): readonly string[] {
  if (rights === undefined) return [];
  const rules = [rights.rows, rights.withheld?.where ?? null];
  return rules.flatMap((rule) => (rule === null ? [] : columnsOf(rights.whole, fieldsOf(rule))));
}

/** What a read takes in: what it selects, and what its rows are told and ordered by. */
export function readBy(
  table: BoundTable,
  {
    columns = [],
    where = null,
    order = [],
  }: {
    readonly columns?: readonly string[];
    readonly where?: Predicate | null;
    readonly order?: readonly OrderTerm[];
  },
): Joined {
  if (table.joins.size === 0) return { columns: [] };
  const fields = [...(where === null ? [] : fieldsOf(where)), ...order.map(({ field }) => field)];
  return {
    columns: [...columns, ...columnsOf(table, fields)],
    by: where && compileWhere(where, table).by,
  };
}

export function selected(table: BoundTable, { keys, columns }: Selection): Knex.Raw[] {
  const { dialect } = table;
  return [
    ...keys.map((column) => dialect.keys.select(columnRef(table, column))),
    ...columns.map((column) => dialect.expressions.select(columnRef(table, column))),
  ].map((fragment) => raw(table, fragment));
}

/** A SELECT of the rows that pass the predicate. */
export function readOf(
  table: BoundTable,
  builder: Knex.QueryBuilder,
  predicate: Predicate | null,
): Statement {
  const where = predicate === null ? null : compileWhere(predicate, table);
  return statementOf(table, passing(table, builder, [where]));
}

export function passing(
  table: BoundTable,
  builder: Knex.QueryBuilder,
  conditions: readonly (Fragment | null)[],
): Knex.QueryBuilder {
  for (const condition of conditions)
    if (condition !== null) void builder.where(raw(table, condition));
  return builder;
}

export function statementOf(table: BoundTable, builder: Knex.QueryBuilder): Statement {
  const { sql, bindings } = builder.toSQL().toNative();
  return bounded(table, { sql, bindings });
}
