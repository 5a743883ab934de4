import knexPackage from 'knex';
import type { Knex } from 'knex';
import type {
  ClientName,
  ColumnRef,
  Dialect,
  Fragment,
  Statement,
  TableName,
} from '../dialects/dialect.ts';
import { list, name } from '../dialects/shared/fragment.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { OrderTerm, Predicate } from '../model/predicate.ts';
import {
  type BoundChildTable,
  type BoundRootTable,
  type BoundTable,
  columnRef,
} from './bound-table.ts';
import { compileKeyset, type Position } from './keyset.ts';
import { compileRowConditions, compileWhere, storable } from './where.ts';

/** A statement, and what must still be done with its rows. */
export interface CompiledRead {
  readonly statement: Statement;
  /** False where decoded rows must be looked at again. */
  readonly exact: boolean;
}

export interface PageQuery {
  readonly columns: readonly string[];
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly after: Position | null;
  readonly limit: number;
}

/** Children of one parent that are read at the most: a rotten parent must not fill the memory. */
const MOST_CHILDREN = 500;

/** One page of a table in order: one SELECT, keyset, no OFFSET. */
export function compilePage(table: BoundRootTable, query: PageQuery): CompiledRead {
  const keyset = compileKeyset(table, query.order, query.backwards);
  const builder = from(table)
    .select(selected(table, query.columns))
    .orderByRaw(raw(table, keyset.orderBy))
    .limit(query.limit);
  return readOf(table, builder, query.where, query.after && keyset.after(query.after));
}

/** How many rows pass; `exact` false means at most so many. */
export function compileCount(table: BoundRootTable, predicate: Predicate | null): CompiledRead {
  return readOf(table, from(table).select(knexOf(table).raw('COUNT(*)')), predicate);
}

/** A SELECT that finds no row: whether it may run tells whether the table, or the column, is there and may be read. */
export function compileNothing(
  dialect: Dialect,
  table: TableName,
  column: string | null,
): Statement {
  const k = knexOf({ dialect });
  const builder = k
    .queryBuilder()
    .from(k.raw('??', [qualified(table)]))
    .select(column === null ? k.raw('1') : k.raw('??', [column]))
    .whereRaw('1 = 0');
  const { sql, bindings } = builder.toSQL().toNative();
  return { sql, bindings };
}

/** Whether SQL alone decides the predicate. */
export function decides(table: BoundRootTable, predicate: Predicate): boolean {
  return compileWhere(predicate, table).exact;
}

/** Counts by the raw values of the columns: the columns first, then the count. */
export function compileGroups(
  table: BoundRootTable,
  columns: readonly string[],
  predicate: Predicate | null,
): CompiledRead {
  const grouped = columns.map((column) =>
    table.dialect.expressions.grouped(columnRef(table, column)),
  );
  const builder = from(table).select([
    ...grouped.map(({ read }) => raw(table, read)),
    knexOf(table).raw('COUNT(*)'),
  ]);
  if (grouped.length > 0) {
    const { sql, bindings } = list(
      grouped.map(({ by }) => by),
      ', ',
    );
    void builder.groupByRaw(sql, bindings as Knex.RawBinding[]);
  }
  return readOf(table, builder, predicate);
}

/** The rows that bear one of the keys, in any order. Keys that the column cannot hold find nothing. */
export function compileByKeys(
  table: BoundRootTable,
  columns: readonly string[],
  keys: readonly string[],
): Statement {
  const key = columnRef(table, table.mapping.key);
  return statementOf(
    table,
    from(table)
      .select(selected(table, columns))
      .where(raw(table, among(table, key, keys))),
  );
}

/** The rows that pass, bounded, in any order. */
export function compileList(
  table: BoundRootTable,
  columns: readonly string[],
  predicate: Predicate,
  limit: number,
): CompiledRead {
  return readOf(table, from(table).select(selected(table, columns)).limit(limit), predicate);
}

/**
 * The first children of each of the parents in the order of their key: one SELECT for all of them, the parent's value in the
 * first column.
 */
export function compileChildren(
  table: BoundChildTable,
  columns: readonly string[],
  parents: readonly string[],
): Statement {
  const k = knexOf(table);
  const { childColumn } = table.mapping;
  const parent = columnRef(table, childColumn);
  const read = selected(table, [childColumn, ...columns]);
  const numbered = from(table)
    .select(read.map((fragment, index) => k.raw(`? as ??`, [fragment, `c${index}`])))
    .select(
      k.raw('ROW_NUMBER() OVER (PARTITION BY ?? ORDER BY ?) as ??', [
        parent.reference,
        raw(table, childOrder(table)),
        'place',
      ]),
    )
    .where(raw(table, among(table, parent, parents)));
  return statementOf(
    table,
    k
      .select(read.map((_fragment, index) => `n.c${index}`))
      .from(numbered.as('n'))
      .where('n.place', '<=', MOST_CHILDREN)
      .orderBy('n.place'),
  );
}

/** Without a key, by all that is read of such rows: those that are still alike cannot be told apart. */
function childOrder(table: BoundChildTable): Fragment {
  const { key, childColumn, fields } = table.mapping;
  if (key !== null) return name(columnRef(table, key).reference);
  const read = Object.values(fields).flatMap((field) =>
    'constant' in field ? [] : field.columns.map((column) => columnRef(table, column)),
  );
  const sorted = read.flatMap((column) =>
    column.info.kind === 'binary'
      ? []
      : [table.dialect.expressions.order(column, { kind: 'binary', none: [] })],
  );
  return sorted.length === 0 ? name(columnRef(table, childColumn).reference) : list(sorted, ', ');
}

function among(table: BoundTable, column: ColumnRef, values: readonly string[]): Fragment {
  const held = values.flatMap((value) => storable(value, column.info));
  return table.dialect.expressions.among(column, held);
}

/** Compiling needs no connection: one knex a dialect serves every source. */
const compilers = new Map<ClientName, Knex>();

function knexOf({ dialect }: Pick<BoundTable, 'dialect'>): Knex {
  let compiler = compilers.get(dialect.client);
  if (compiler === undefined) {
    compiler = knexPackage({ client: dialect.knexClient, useNullAsDefault: true });
    compilers.set(dialect.client, compiler);
  }
  return compiler;
}

function from(table: BoundTable): Knex.QueryBuilder {
  const k = knexOf(table);
  const builder = k.queryBuilder().from(k.raw('?? as ??', [qualified(table.mapping.table), 't']));
  return table.mapping.where.length === 0
    ? builder
    : builder.where(raw(table, compileRowConditions(table)));
}

function qualified({ schema, table }: TableName): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

function selected(table: BoundTable, columns: readonly string[]): Knex.Raw[] {
  return columns.map((column) =>
    raw(table, table.dialect.expressions.select(columnRef(table, column))),
  );
}

function raw(table: BoundTable, { sql, bindings }: Fragment): Knex.Raw {
  return knexOf(table).raw(sql, bindings as Knex.RawBinding[]);
}

/** SQL Server takes 2,100 parameters; knex would send more without complaint. */
const MOST_BINDINGS = 2_090;

/** A SELECT of the rows that pass the predicate, and the keyset too where there is one. */
function readOf(
  table: BoundTable,
  builder: Knex.QueryBuilder,
  predicate: Predicate | null,
  keyset: Fragment | null = null,
): CompiledRead {
  const where = predicate === null ? null : compileWhere(predicate, table);
  for (const condition of [where, keyset])
    if (condition !== null) void builder.where(raw(table, condition));
  return { statement: statementOf(table, builder), exact: where?.exact ?? true };
}

function statementOf({ source }: BoundTable, builder: Knex.QueryBuilder): Statement {
  const { sql, bindings } = builder.toSQL().toNative();
  if (bindings.length > MOST_BINDINGS) throw fault('FILTER_TOO_BROAD', { source });
  return { sql, bindings };
}
