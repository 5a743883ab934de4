import type { Knex } from 'knex';
import type {
  ColumnInfo,
  ColumnRef,
  Fragment,
  SqlDialect,
  Statement,
  TableName,
} from '../dialects/dialect.ts';
import { glue, list, name, text } from '../dialects/shared/fragment.ts';
import { fault } from '../../../service/errors/faults.ts';
import { factored, fieldsOf, type OrderTerm, type Predicate } from '../model/predicate.ts';
import { plainBlanks } from '../model/text/white-space.ts';
import {
  type BoundChildTable,
  type BoundRootTable,
  type BoundTable,
  columnRef,
  columnsOf,
  isRoot,
} from './bound-table.ts';
import { bounded, fitted } from './bound-values.ts';
import { type Joined, withJoins } from './joins.ts';
import { keptStatement } from './kept/forms.ts';
import { type ColumnWalk, compileKeyset, type Keyset, type Part, type Position } from './keyset.ts';
import { knexOf, qualified, raw } from './knex.ts';
import { isWalked } from './served-by.ts';
import type { Beside, SharedTally, TallyExpression, TallyPlan } from './tally.ts';
import { isPublic, looksForNobody } from './tells-of-nobody.ts';
import {
  admitted,
  compileAdmitted,
  compileRights,
  compileRowConditions,
  compileWhere,
} from './where.ts';

/** The columns of a read: those of keys, which come first, and the others. */
export interface Selection {
  readonly keys: readonly string[];
  readonly columns: readonly string[];
}

/** A key that is looked for, with its place among those asked for at once. */
export interface AskedKey {
  readonly place: number;
  readonly key: string;
}

export interface PageQuery extends Selection {
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly after: Position | null;
  /** All rows where nothing is said. */
  readonly part?: Part;
  readonly limit: number;
}

/** Children of one parent that are read at the most: a rotten parent must not fill the memory. */
export const MOST_CHILDREN = 500;

/** One page of a table in order: one SELECT, keyset, no OFFSET. */
export function compilePage(table: BoundRootTable, query: PageQuery): Statement {
  const { order, backwards, part } = query;
  const keyset = compileKeyset(table, order, backwards, part);
  const walk = walkOf(table, query, keyset.walk);
  const walked = walk && pageOf(table, query, keyset, walk);
  // What the filter binds is in it twice.
  const fitting = walked && fitted(table.dialect, walked);
  return fitting ?? bounded(table, pageOf(table, query, keyset, null));
}

function pageOf(
  table: BoundRootTable,
  query: PageQuery,
  keyset: Keyset,
  walk: WalkedRows | null,
): Statement {
  const { where, order, backwards, part, after, limit } = query;
  const read = readBy(table, query);
  const piecesOf = (its: BoundRootTable, itsKeyset: Keyset) => [
    where && compileWhere(where, its),
    after && itsKeyset.after(after),
  ];
  const statement = keptStatement(
    table,
    'page',
    [query.keys, query.columns, order, backwards, part, limit, read, walk?.read],
    [...piecesOf(table, keyset), ...(walk === null ? [] : piecesOf(walk.table, walk.keyset))],
    ([wanted = null, later = null, wantedThere = null, laterThere = null]) => {
      const met = [wantedThere, walk?.keyset.part ?? null, laterThere];
      const rows = walk === null ? from(table, read) : fromWalk(table, walk, { met, limit, read });
      return passing(table, rows, [wanted, keyset.part, later])
        .select(selected(table, query))
        .orderByRaw(raw(table, keyset.orderBy))
        .limit(limit);
    },
  );
  return { ...statement, most: limit, tellsOfNobody: isPublic(table) };
}

/** A walk along a column, and how the rows are read that it meets. */
interface WalkedRows {
  readonly along: ColumnWalk;
  readonly table: BoundRootTable;
  readonly keyset: Keyset;
  readonly read: Joined;
}

/** The walk that bounds a page; null where none has to, or could. */
function walkOf(
  table: BoundRootTable,
  query: PageQuery,
  along: ColumnWalk | null,
): WalkedRows | null {
  if (along === null || !isWalked(table, query)) return null;
  const { where, order, backwards, part } = query;
  const walked = along.inPlace === undefined ? table : walkedTable(table, along.column.info);
  return {
    along,
    table: walked,
    keyset: compileKeyset(walked, order, backwards, part),
    read: readBy(table, { where, order }),
  };
}

/** The rows of the table that lie within those that a walk along a column meets first. */
function fromWalk(
  table: BoundRootTable,
  { along, table: walked, read }: WalkedRows,
  page: {
    /** Conditions on what the walk meets. */
    readonly met: readonly (Fragment | null)[];
    readonly limit: number;
    readonly read: Joined;
  },
): Knex.QueryBuilder {
  const { descending, met, within, inPlace } = along;
  const { reference } = along.column;
  const k = knexOf(table);
  const rows = passing(walked, from(walked, read), [...page.met, inPlace ?? null])
    .select(k.raw('?? as ??', [reference, 'v']))
    .orderBy(reference, descending ? 'desc' : 'asc')
    .limit(page.limit);
  const kept = k.select(raw(table, met)).from(rows.as('w'));
  return joined(table, k.raw('? as ??', [kept, 'a']), within, page.read);
}

/** By table and column: what is kept of a table is kept by the table itself. */
const walkedTables = new WeakMap<BoundRootTable, Map<ColumnInfo, BoundRootTable>>();

/** The table whose column is told where it stands. */
function walkedTable(table: BoundRootTable, info: ColumnInfo): BoundRootTable {
  const known = walkedTables.get(table) ?? new Map<ColumnInfo, BoundRootTable>();
  walkedTables.set(table, known);
  const walked = known.get(info) ?? withInPlace(table, info);
  known.set(info, walked);
  return walked;
}

function withInPlace(table: BoundRootTable, info: ColumnInfo): BoundRootTable {
  const inPlace = { ...info, inPlace: true };
  const columns = [...table.columns].map(
    ([its, one]) => [its, one === info ? inPlace : one] as const,
  );
  return { ...table, columns: new Map(columns) };
}

/** Which rows of a table have changed, by a column that grows whenever one does. */
export interface ChangeQuery {
  /** The column that grows. */
  readonly column: string;
  /** The column whose value says which row it is. */
  readonly key: string;
  /** What the column holds of the first of them at the least; null for all rows that hold anything. */
  readonly since: string | null;
  /** And of the last at the most, where that is bounded. */
  readonly until?: string | null;
  /** The last change, and its row, that was read already. */
  readonly after: { readonly value: string; readonly key: string } | null;
  /** The last change first. */
  readonly backwards: boolean;
  readonly limit: number;
}

/** Changes in their order, also of rows that do not exist for us any more: what the column holds, and the key. */
export function compileChanges(
  table: BoundTable,
  { column, key, since, until = null, after, backwards, limit }: ChangeQuery,
): Statement {
  const { keys } = table.dialect;
  const [grown, its] = [columnRef(table, column), columnRef(table, key)];
  const operand = (ref: ColumnRef, written: string): Fragment => {
    const held = keys.operand(written, ref.info);
    if (held === null) throw fault('SOURCE_MISCONFIGURED', { source: table.source });
    return held;
  };
  const rows = from({ ...table, mapping: { ...table.mapping, where: [] } }, { columns: [] })
    .select(selected(table, { keys: [column, key], columns: [] }))
    .whereNotNull(grown.reference)
    .whereNotNull(its.reference);
  const [value, place] = [keys.sorted(grown), keys.sorted(its)];
  if (since !== null) void rows.where(raw(table, glue`${value} >= ${operand(grown, since)}`));
  if (until !== null) void rows.where(raw(table, glue`${value} <= ${operand(grown, until)}`));
  if (after !== null) {
    const last = operand(grown, after.value);
    const later = glue`${value} >= ${last} AND (${value} > ${last} OR ${place} > ${operand(its, after.key)})`;
    void rows.where(raw(table, later));
  }
  const way = text(backwards ? 'DESC' : 'ASC');
  const order = column === key ? glue`${value} ${way}` : glue`${value} ${way}, ${place} ${way}`;
  return statementOf(table, rows.orderByRaw(raw(table, order)).limit(limit));
}

/** How many rows pass, at the most: fewer where SQL does not decide alone (`decides`). */
export function compileCount(table: BoundRootTable, predicate: Predicate | null): Statement {
  const statement = readOf(
    table,
    from(table, readBy(table, { where: predicate })).select(knexOf(table).raw('COUNT(*)')),
    predicate,
  );
  const tellsOfNobody = looksForNobody(table, predicate);
  return { ...statement, most: 1, scans: true, tellsOfNobody };
}

/** A table whose rows are counted by some filters at once. */
export interface ManyCounts {
  readonly table: BoundRootTable;
  readonly filters: readonly (Predicate | null)[];
}

/**
 * How many rows of each table pass each of its filters, by one look at it: the place of the table, then a count for each filter. Each
 * table is counted by itself: grouped as one, its rows are told apart by their table one by one.
 */
export function compileCounts(
  tables: readonly [ManyCounts, ...(readonly ManyCounts[])],
): Statement {
  const [{ table: first }] = tables;
  const width = Math.max(...tables.map(({ filters }) => filters.length));
  const columns = Array.from({ length: width }, (_one, index) => `c${index}`);
  const [counted, ...others] = tables.map(({ table, filters }, place) => {
    const k = knexOf(table);
    // What is withheld is so for each of them: it is looked for once. DuckDB makes a join of its own of each list in a CASE.
    const { common, beside } = factored(filters.map((where) => where && admitted(where, table)));
    const fields = filters.flatMap((where) => (where === null ? [] : fieldsOf(where)));
    const told = columns.map((column, index) => {
      const where = beside[index];
      if (where === undefined) return k.raw('NULL as ??', [column]);
      if (where === null) return k.raw('1 as ??', [column]);
      return k.raw('CASE WHEN ? THEN 1 END as ??', [
        raw(table, compileAdmitted(where, table)),
        column,
      ]);
    });
    const asked = { where: factored(filters).common, columns: columnsOf(table, fields) };
    const rows = from(table, readBy(table, asked)).select(told);
    return k
      .from(passing(table, rows, [common === null ? null : compileAdmitted(common, table)]).as('n'))
      .select(k.raw(`${place} as ??`, ['p']))
      .select(columns.map((column) => k.raw('COUNT(??)', [`n.${column}`])));
  });
  const builder = (counted as Knex.QueryBuilder).unionAll(others);
  const tellsOfNobody = tables.every(({ table, filters }) =>
    filters.every((where) => looksForNobody(table, where)),
  );
  return { ...statementOf(first, builder), most: tables.length, scans: true, tellsOfNobody };
}

/** How many rows of a child table hang under rows of the parents' table. */
export function compileChildCount(parents: BoundRootTable, table: BoundChildTable): Statement {
  const { childColumn, parentColumn } = table.mapping;
  const links = from(parents, { columns: [parentColumn] }).select(
    columnRef(parents, parentColumn).reference,
  );
  const rows = from(table, { columns: [childColumn] })
    .select(knexOf(table).raw('COUNT(*)'))
    .whereIn(columnRef(table, childColumn).reference, links);
  return { ...statementOf(table, rows), most: 1 };
}

/** A SELECT that finds no row: whether it may run tells whether the table, or the column, is there and may be read. */
export function compileNothing(
  dialect: SqlDialect,
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

/** Whether SQL alone decides which rows pass, and which are there for who asks. */
export function decides(table: BoundTable, predicate: Predicate | null): boolean {
  const exact = predicate === null || compileWhere(predicate, table).exact;
  return exact && compileRights(table)?.exact !== false;
}

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

/**
 * The rows that bear the keys, in any order: first the place of the key that was asked for, for the database alone knows
 * which are equal. Null where the column can hold none of them.
 */
export function compileByKeys(
  table: BoundRootTable,
  selection: Selection,
  asked: readonly AskedKey[],
  /** The column that is to hold them, where it is not that of the table's own key. */
  column = table.mapping.key,
): Statement | null {
  const held = heldKeys(table, column, asked);
  if (held === null) return null;
  const statement = keptStatement(
    table,
    'by keys',
    [column, selection.keys, selection.columns],
    [held],
    ([keys]) =>
      besideKeys(table, column, keys, selection)
        .select('a.column1')
        .select(selected(table, selection)),
  );
  return bounded(table, statement);
}

/** Rows whose keys are one but for what stands unseen at their ends: more than these have no meaning. */
const MOST_ALIKE = 2_090;

/** The rows whose keys are one of these but for what stands unseen at their ends. */
export function compileByTrimmedKeys(
  table: BoundRootTable,
  selection: Selection,
  keys: readonly string[],
): Statement {
  const column = columnRef(table, table.mapping.key);
  const trimmed = table.dialect.expressions.among(column, [...new Set(keys.map(plainBlanks))], {
    trimmed: 'white space',
  });
  return statementOf(
    table,
    from(table, selection)
      .select(selected(table, selection))
      .where(raw(table, trimmed))
      .limit(MOST_ALIKE),
  );
}

/** Keys that have something unseen at an end, a few of them. */
export function compilePaddedKeys(table: BoundRootTable): Statement {
  const { keys } = table.dialect;
  const column = columnRef(table, table.mapping.key);
  return statementOf(
    table,
    from(table, { columns: [] })
      .select(selected(table, { keys: [table.mapping.key], columns: [] }))
      .where(raw(table, keys.padded(column)))
      .limit(1),
  );
}

/** One key of each two that are the same but for what stands unseen at their ends. */
export function compileAlikeKeys(table: BoundRootTable): Statement {
  const { keys } = table.dialect;
  const trimmed = raw(table, keys.trimmed(columnRef(table, table.mapping.key)));
  return statementOf(
    table,
    from(table, { columns: [] })
      .select(knexOf(table).raw('COUNT(*)'))
      .groupByRaw(trimmed)
      .having(knexOf(table).raw('COUNT(*) > 1'))
      .limit(1),
  );
}

/** The rows that pass, bounded, in any order. */
export function compileList(
  table: BoundRootTable,
  selection: Selection,
  predicate: Predicate,
  limit: number,
): Statement {
  const read = readBy(table, { ...selection, where: predicate });
  const statement = keptStatement(
    table,
    'list',
    [selection.keys, selection.columns, limit, read],
    [compileWhere(predicate, table)],
    (conditions) =>
      passing(table, from(table, read).select(selected(table, selection)).limit(limit), conditions),
  );
  return { ...bounded(table, statement), tellsOfNobody: isPublic(table) };
}

/** The child rows that pass, bounded, in any order; what each refers to its parent by in the first column. */
export function compileParents(
  table: BoundChildTable,
  { keys, columns }: Selection,
  predicate: Predicate,
  limit: number,
): Statement {
  const { childColumn } = table.mapping;
  const selection = { keys: [childColumn, ...keys], columns };
  const rows = from(table, readBy(table, { ...selection, where: predicate }))
    .select(selected(table, selection))
    .whereNotNull(columnRef(table, childColumn).reference);
  return readOf(table, rows.limit(limit), predicate);
}

/**
 * The first children of each of the parents in the order of their key: one SELECT for all of them, the place of the parent
 * in the first column. Null where the column that refers to parents can hold none of them.
 */
export function compileChildren(
  table: BoundChildTable,
  selection: Selection,
  parents: readonly AskedKey[],
): Statement | null {
  const { childColumn } = table.mapping;
  const held = heldKeys(table, childColumn, parents);
  if (held === null) return null;
  const k = knexOf(table);
  const statement = keptStatement(
    table,
    'children',
    [selection.keys, selection.columns],
    [held],
    ([keys]) => {
      const read = selected(table, selection);
      const beside = besideKeys(table, childColumn, keys, selection);
      // A copy holds no more of them than were read.
      if (table.kept !== undefined)
        return beside
          .select('a.column1')
          .select(read)
          .orderByRaw(raw(table, childOrder(table)));
      const numbered = beside
        .select(k.raw('a.column1 as ??', ['parent']))
        .select(read.map((fragment, index) => k.raw(`? as ??`, [fragment, `c${index}`])))
        .select(
          k.raw('ROW_NUMBER() OVER (PARTITION BY a.column1 ORDER BY ?) as ??', [
            raw(table, childOrder(table)),
            'place',
          ]),
        );
      return k
        .select(['n.parent', ...read.map((_fragment, index) => `n.c${index}`)])
        .from(numbered.as('n'))
        .where('n.place', '<=', MOST_CHILDREN)
        .orderBy('n.place');
    },
  );
  return { ...bounded(table, statement), tellsOfNobody: isPublic(table) };
}

/** Without a key, by all that is read of such rows: those that are still alike cannot be told apart. */
function childOrder(table: BoundChildTable): Fragment {
  if (table.kept !== undefined) return name(columnRef(table, table.kept.place).reference);
  const { key, childColumn, fields } = table.mapping;
  if (key !== null) return name(columnRef(table, key).reference);
  const read = columnsOf(table, Object.keys(fields)).map((column) => columnRef(table, column));
  const sorted = read.flatMap((column) =>
    column.join !== null || column.info.kind === 'binary'
      ? []
      : [table.dialect.expressions.order(column, { kind: 'binary', none: [] })],
  );
  return sorted.length === 0 ? name(columnRef(table, childColumn).reference) : list(sorted, ', ');
}

/** The keys as a table of their own, each with its place; null where the column can hold none of them. */
function heldKeys(table: BoundTable, column: string, asked: readonly AskedKey[]): Fragment | null {
  const { keys } = table.dialect;
  const { info } = columnRef(table, column);
  const held = asked.flatMap(({ place, key }) => {
    const operand = keys.operand(key, info);
    return operand === null ? [] : [{ place, operand }];
  });
  return held.length === 0 ? null : keys.asked(held);
}

/** The rows whose column is one of the keys, each beside it. */
function besideKeys(
  table: BoundTable,
  column: string,
  keys: Fragment,
  read: Selection,
): Knex.QueryBuilder {
  const sorted = table.dialect.keys.sorted(columnRef(table, column));
  return joined(table, raw(table, keys), glue`${sorted} = a.column2`, read);
}

/** The rows of the table beside those of a small derived table that is read first. */
function joined(table: BoundTable, first: Knex.Raw, on: Fragment, read: Joined): Knex.QueryBuilder {
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

function from(table: BoundTable, read: Joined): Knex.QueryBuilder {
  const k = knexOf(table);
  const builder = k.queryBuilder().from(k.raw('?? as ??', [qualified(table.mapping.table), 't']));
  return existing(table, builder, read);
}

/** What rights look at, beside what a read asks for. */
function ruledColumns({ rights }: BoundTable): readonly string[] {
  if (rights === undefined) return [];
  const rules = [rights.rows, rights.withheld?.where ?? null];
  return rules.flatMap((rule) => (rule === null ? [] : columnsOf(rights.whole, fieldsOf(rule))));
}

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

/** What a read takes in: what it selects, and what its rows are told and ordered by. */
function readBy(
  table: BoundTable,
  {
    columns = [],
    where = null,
    order = [],
  }: Partial<Pick<PageQuery, 'columns' | 'where' | 'order'>>,
): Joined {
  if (table.joins.size === 0) return { columns: [] };
  const fields = [...(where === null ? [] : fieldsOf(where)), ...order.map(({ field }) => field)];
  return {
    columns: [...columns, ...columnsOf(table, fields)],
    by: where && compileWhere(where, table).by,
  };
}

function selected(table: BoundTable, { keys, columns }: Selection): Knex.Raw[] {
  const { dialect } = table;
  return [
    ...keys.map((column) => dialect.keys.select(columnRef(table, column))),
    ...columns.map((column) => dialect.expressions.select(columnRef(table, column))),
  ].map((fragment) => raw(table, fragment));
}

/** A SELECT of the rows that pass the predicate. */
function readOf(
  table: BoundTable,
  builder: Knex.QueryBuilder,
  predicate: Predicate | null,
): Statement {
  const where = predicate === null ? null : compileWhere(predicate, table);
  return statementOf(table, passing(table, builder, [where]));
}

function passing(
  table: BoundTable,
  builder: Knex.QueryBuilder,
  conditions: readonly (Fragment | null)[],
): Knex.QueryBuilder {
  for (const condition of conditions)
    if (condition !== null) void builder.where(raw(table, condition));
  return builder;
}

function statementOf(table: BoundTable, builder: Knex.QueryBuilder): Statement {
  const { sql, bindings } = builder.toSQL().toNative();
  return bounded(table, { sql, bindings });
}
