import type { Knex } from 'knex';
import type { Fragment, Statement } from '../../dialects/dialect.ts';
import type { Predicate } from '../../model/predicate.ts';
import { type BoundRootTable, type BoundTable, columnRef } from '../bound-table.ts';
import { knexOf, raw } from '../knex.ts';
import type { Beside, TallyExpression, TallyPlan } from '../tally/plan.ts';
import type { SharedTally } from '../tally/shared-tally.ts';
import { compileWhere } from '../where.ts';
import { from, statementOf } from './select.ts';

/** Counts of the rows that pass, by what a tally's plan tells them apart by: its values first, then the count. */
export function compileTally(
  table: BoundRootTable,
  { expressions, columns, beside, tellsOfNobody }: TallyPlan,
  predicate: Predicate | null,
): Statement {
  const k = knexOf(table);
  const links = beside.map(({ link }) => link);
  const told = from(table, { columns: [...columns, ...links] })
    .select(named(table, expressions))
    .select(
      links.map((link, index) =>
        k.raw('?? as ??', [columnRef(table, link).reference, `l${index}`]),
      ),
    );
  if (expressions.length + links.length === 0) void told.select(k.raw('1 as ??', ['k0']));
  const where = predicate === null ? null : compileWhere(predicate, table);
  // Grouped from outside: a server takes two expressions with parameters for different ones.
  const builder = k.from((where === null ? told : told.where(raw(table, where))).as('n'));
  for (const [index, its] of beside.entries())
    void builder.joinRaw('?', [
      k.raw(`${its.rows === 'each' ? 'inner' : 'left'} join ? as ?? on ?`, [
        fromBeside(its),
        `m${index}`,
        raw(table, linked(table, its, index)),
      ]),
    ]);
  const read = [expressions, ...beside.map((its) => its.expressions)].flatMap((its, place) => {
    const alias = place === 0 ? 'n' : `m${place - 1}`;
    return its.map((one, index) => ({
      ...one,
      grouped: `${alias}.k${index}`,
      any: `${alias}.r${index}`,
    }));
  });
  void builder
    .select(
      read.map(({ read: its, grouped, any }) =>
        its === undefined ? k.raw('??', [grouped]) : k.raw('MIN(??)', [any]),
      ),
    )
    .select(k.raw('COUNT(*)'));
  if (read.length > 0) void builder.groupBy(read.map(({ grouped }) => grouped));
  return { ...statementOf(table, builder), scans: true, tellsOfNobody };
}

/** Tables whose rows one SELECT counts as if they were one table's. */
export type CountedTables = readonly [BoundRootTable, ...(readonly BoundRootTable[])];

/**
 * The same for several plans at once, or over several tables; null where the dialect cannot. `members`: the place of each table
 * among those whose rows are told apart; what a row's count is of is told behind it, a bit for each place, the first one's the lowest.
 */
export function compileSharedTally(
  tables: CountedTables,
  { tables: told, sets, tellsOfNobody }: SharedTally,
  predicate: Predicate | null,
  members: readonly number[] | null = null,
): Statement | null {
  const [table] = tables;
  const { groupingSets } = table.dialect;
  // Two dimensions may be told apart by the same: a set is one whatever its order, and however often it names a place.
  const inOrder = sets.map((set) => [...new Set(set)].sort((a, b) => a - b));
  const distinct = [...new Map(inOrder.map((set) => [set.join(), set])).values()];
  if (groupingSets === null && distinct.length > 1) return null;
  const k = knexOf(table);
  const { expressions = [] } = told[0] ?? {};
  const column = (place: number): string => `n.k${place}`;
  const marks = (set: readonly number[]): string => set.map(() => '??').join(', ');
  if (distinct.length === 1 && told.every((one) => one.expressions.every(isConstant)))
    return { ...compileCountOfEach(tables, told, predicate, members), tellsOfNobody };
  const rows = tables.map((one, index) => toldRows(one, told[index], predicate, members?.[index]));
  const builder = k
    .from(
      rows.length === 1
        ? k.raw('? as ??', [...rows, 'n'])
        : k.raw(`(${rows.map(() => '?').join(' UNION ALL ')}) as ??`, [...rows, 'n']),
    )
    .select(
      expressions.map(({ read }, index) =>
        read === undefined ? k.raw('??', [column(index)]) : k.raw('MIN(??)', [`n.r${index}`]),
      ),
    );
  const [only = [], ...others] = distinct;
  void builder.select(k.raw('COUNT(*)'));
  if (others.length === 0) {
    // Of one plan there is nothing to be told apart, and whatever stands beside a count costs DuckDB a sixteenth of it.
    if (sets.length > 1 || members !== null) void builder.select(k.raw('0'));
    if (only.length > 0) void builder.groupBy(only.map(column));
  } else {
    const all = expressions.map((_one, place) => place);
    void builder
      .select(k.raw(`${groupingSets ?? ''}(${marks(all)})`, all.map(column)))
      .groupByRaw(
        `GROUPING SETS (${distinct.map((set) => `(${marks(set)})`).join(', ')})`,
        distinct.flat().map(column),
      );
  }
  if (members !== null) void builder.select(k.raw('BIT_OR(??)', ['n.m']));
  return { ...statementOf(table, builder), scans: true, tellsOfNobody };
}

function isConstant(expression: TallyExpression): boolean {
  return expression.isConstant === true;
}

/**
 * The same where nothing tells the rows of a table apart: how many each has, which a database that keeps count of its rows need not
 * look for.
 */
function compileCountOfEach(
  tables: CountedTables,
  told: SharedTally['tables'],
  predicate: Predicate | null,
  members: readonly number[] | null,
): Statement {
  const [table, ...others] = tables;
  const [first, ...rest] = [table, ...others].map((one, index) => {
    const { expressions = [], columns = [] } = told[index] ?? {};
    const k = knexOf(one);
    const rows = from(one, { columns })
      .select(named(one, expressions))
      .select(k.raw('COUNT(*), 0'));
    if (members !== null) void rows.select(k.raw(String(bitOf(members[index] ?? 0))));
    return predicate === null ? rows : rows.where(raw(one, compileWhere(predicate, one)));
  });
  const builder = (first as Knex.QueryBuilder).unionAll(rest);
  return { ...statementOf(table, builder), most: tables.length, scans: true };
}

/** What stands for a member in the bits of whose rows are counted. */
function bitOf(member: number): number {
  return 2 ** member;
}

/** The rows of a table that pass, each by what it is told apart by, and as the member that it counts for. */
function toldRows(
  table: BoundRootTable,
  { expressions, columns }: Pick<TallyPlan, 'expressions' | 'columns'> = {
    expressions: [],
    columns: [],
  },
  predicate: Predicate | null,
  member: number | undefined,
): Knex.QueryBuilder {
  const k = knexOf(table);
  const rows = from(table, { columns }).select(named(table, expressions));
  // A SELECT of nothing there is not.
  if (expressions.length === 0) void rows.select(k.raw('1 as ??', ['k0']));
  if (member !== undefined) void rows.select(k.raw(`${bitOf(member)} as ??`, ['m']));
  return predicate === null ? rows : rows.where(raw(table, compileWhere(predicate, table)));
}

/** Expressions by the names that a tally groups them by, and reads them by where that is something else. */
function named(table: BoundTable, expressions: readonly TallyExpression[]): Knex.Raw[] {
  const k = knexOf(table);
  return expressions.flatMap(({ by, read }, index) => [
    k.raw('? as ??', [raw(table, by), `k${index}`]),
    ...(read === undefined ? [] : [k.raw('? as ??', [raw(table, read), `r${index}`])]),
  ]);
}

/** What a tally reads beside its rows, with what it refers to them by as `p`. */
function fromBeside({ table, rows, expressions, columns }: Beside): Knex.QueryBuilder {
  const { reference } = columnRef(table, table.mapping.childColumn);
  const its = from(table, { columns })
    .select(knexOf(table).raw('?? as ??', [reference, 'p']))
    .select(named(table, expressions));
  return rows === 'each' ? its : its.groupBy(reference);
}

/** What stands beside a row of a tally is what refers to it. */
function linked(table: BoundTable, { table: child, link }: Beside, index: number): Fragment {
  return table.dialect.expressions.same(
    { ...columnRef(child, child.mapping.childColumn), reference: `m${index}.p` },
    { ...columnRef(table, link), reference: `n.l${index}` },
  );
}
