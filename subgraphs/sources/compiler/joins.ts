import type { Knex } from 'knex';
import type { Fragment } from '../dialects/dialect.ts';
import { glue, list, text } from '../dialects/shared/fragment.ts';
import { joinNameOf } from '../mapping/mapping.ts';
import { type BoundJoin, type BoundTable, columnRef, type TableColumn } from './bound-table.ts';
import { knexOf, qualified, raw } from './knex.ts';
import { compileRowCondition, type SoughtBy } from './where.ts';

/** What a table goes by of whose rows one is chosen. */
const CHOSEN_FROM = 'p';

/** What a read takes in beside the table itself: joined columns, and what its rows are found by. */
export interface Joined {
  readonly columns: readonly string[];
  /** What an index finds of the read's conditions; null where that is nothing. */
  readonly by?: SoughtBy | null;
}

/** The rows of a statement with those of other tables beside them that the read takes in. */
export function withJoins(
  table: BoundTable,
  rows: Knex.QueryBuilder,
  { columns, by = null }: Joined,
): Knex.QueryBuilder {
  const found = foundIn(table, by);
  for (const join of joinsOf(table, columns)) {
    const its = [qualified(join.mapping.table), join.alias, onOf(table, join)];
    void rows.joinRaw(`${found.has(join) ? 'inner' : 'left'} join ?? as ?? on ?`, its);
  }
  return rows;
}

/** The joins that lead to where the rows are found: SQLite would begin at the table itself, were they not told to be there. */
function foundIn(table: BoundTable, by: SoughtBy | null): ReadonlySet<BoundJoin> {
  const at = [...table.joins.values()].find(({ alias }) =>
    by?.columns.every((column) => column.startsWith(`${alias}.`)),
  );
  const isSought = at !== undefined && by !== null && by.columns.length > 0;
  return new Set(isSought ? joinsOf(table, [`${at.mapping.name}.`]) : []);
}

/** The joins that columns are of, each after those that it is found by. */
export function joinsOf(table: BoundTable, columns: Iterable<string>): readonly BoundJoin[] {
  const found = new Set<BoundJoin>();
  const find = (column: string): void => {
    const join = table.joins.get(joinNameOf(column) ?? '');
    if (join === undefined || found.has(join)) return;
    for (const { ours } of join.mapping.on) find(ours);
    found.add(join);
  };
  for (const column of columns) find(column);
  return [...found];
}

function onOf(table: BoundTable, join: BoundJoin): Knex.Raw {
  const { chosen } = join.mapping;
  if (chosen === null) return raw(table, list(conditionsOf(table, join), ' AND '));
  const own = chosen.order.at(-1)?.column ?? '';
  const k = knexOf(table);
  const found = k.raw('?? = ?', [
    columnRef(table, `${join.mapping.name}.${own}`).reference,
    chosenRow(table, join, own),
  ]);
  // A number that begins anew under each row is told apart only beside what says under which.
  return join.alone
    ? found
    : k.raw('? and ?', [raw(table, list(conditionsOf(table, join), ' AND ')), found]);
}

function conditionsOf(table: BoundTable, { mapping }: BoundJoin): readonly Fragment[] {
  const { expressions } = table.dialect;
  return [
    ...mapping.on.map(({ theirs, ours }) =>
      expressions.same(columnRef(table, `${mapping.name}.${theirs}`), columnRef(table, ours)),
    ),
    ...mapping.where.map((condition) => compileRowCondition(condition, table)),
  ];
}

/** What tells the chosen row apart: a SELECT of one column and one row. */
function chosenRow(table: BoundTable, join: BoundJoin, own: string): Knex.QueryBuilder {
  const k = knexOf(table);
  const { mapping } = join;
  const { which, order } = mapping.chosen ?? { which: 'first', order: [] };
  const inner = {
    ...table,
    joins: new Map([...table.joins, [mapping.name, { ...join, alias: CHOSEN_FROM }]]),
  };
  const descending = which === 'last' || which === 'previous';
  const terms = order.map(({ column, codec }) => {
    const sorted = (ref: TableColumn): Fragment =>
      codec?.ordering === undefined
        ? table.dialect.keys.sorted(ref)
        : table.dialect.expressions.order(ref, codec.ordering);
    const theirs = columnRef(inner, `${mapping.name}.${column}`);
    const empty = codec !== null || theirs.info.nullable !== false;
    return { column, sorted, theirs: sorted(theirs), empty };
  });
  const rows = k
    .queryBuilder()
    .from(k.raw('?? as ??', [qualified(mapping.table), CHOSEN_FROM]))
    .select(k.raw('??', [columnRef(inner, `${mapping.name}.${own}`).reference]));
  for (const condition of conditionsOf(inner, join)) void rows.where(raw(table, condition));
  if (which === 'next' || which === 'previous') {
    const op = text(descending ? '<' : '>');
    const beyond = terms.reduceRight<Fragment | null>((rest, { column, sorted, theirs }) => {
      const ours = sorted(columnRef(table, column));
      const later = glue`${theirs} ${op} ${ours}`;
      return rest === null ? later : glue`(${later} OR (${theirs} = ${ours} AND ${rest}))`;
    }, null);
    if (beyond !== null) void rows.where(raw(table, beyond));
  }
  const way = text(descending ? 'DESC' : 'ASC');
  // Rows without a value are chosen last of all.
  const orderBy = terms.flatMap(({ theirs, empty }) => [
    ...(empty ? [glue`CASE WHEN ${theirs} IS NULL THEN 1 ELSE 0 END`] : []),
    glue`${theirs} ${way}`,
  ]);
  return rows.orderByRaw(raw(table, list(orderBy, ', '))).limit(1);
}
