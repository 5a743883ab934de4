import type { Fragment, Statement } from '../dialects/dialect.ts';
import { glue, list, name, text, value } from '../dialects/shared/fragment.ts';
import type { OrderTerm, Predicate } from '../model/predicate.ts';
import type { RawRow } from '../model/raw.ts';
import { type BoundRootTable, columnRef } from './bound-table.ts';
import { compileKeyset, type Part, type Position } from './keyset.ts';
import { qualified, raw } from './knex.ts';
import { decides, type Selection } from './statements.ts';
import { compileRights, compileWhere } from './where.ts';

/** A table of a shared page: what is read of it, which of its rows, and from where on. */
export interface SharedTable extends Selection {
  readonly table: BoundRootTable;
  readonly part: Part;
  readonly after: Position | null;
}

/** A page of several tables: its statement, and whose each of its rows is, as that table's own page would give it. */
export interface SharedPage {
  readonly statement: Statement;
  readonly split: (row: RawRow) => { readonly member: number; readonly row: RawRow };
}

export interface SharedPageQuery {
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly limit: number;
}

/**
 * Whether the table's rows may be read together with those of others: a copy's, which mean the same in all tables, and of which SQL
 * decides what is wanted, and where each stands.
 */
export function isShareable(
  table: BoundRootTable,
  { where, order }: Pick<SharedPageQuery, 'where' | 'order'>,
): boolean {
  const withheld = table.rights?.withheld?.fields;
  return (
    table.kept !== undefined &&
    decides(table, where) &&
    !order.some(({ field }) => withheld?.has(field) === true)
  );
}

/**
 * One page of the rows of several tables, in the order of the list, then of the tables as they are given, then of their keys. The
 * places of its rows are found first, and only of these all columns are read: of 547,500 rows of 17 columns that took half.
 */
export function compileSharedPage(
  tables: readonly [SharedTable, ...(readonly SharedTable[])],
  { where, order, backwards, limit }: SharedPageQuery,
): SharedPage {
  const slots = new Map<string, number>();
  const members = tables.map(({ table, keys, columns, part, after }, member) => {
    const keyset = compileKeyset(table, order, backwards, part);
    const selected = [
      ...keys.map((column) => ({ column, of: table.dialect.keys })),
      ...columns.map((column) => ({ column, of: table.dialect.expressions })),
    ].map(({ column, of }) => {
      const ref = columnRef(table, column);
      const read = of.select(ref);
      // What has one name and one type is one column of them all.
      const said = `${ref.info.type} ${JSON.stringify(read)}`;
      const slot = slots.get(said) ?? slots.size;
      slots.set(said, slot);
      return { slot, read };
    });
    const conditions = [
      compileRights(table),
      where && compileWhere(where, table),
      keyset.part,
      after && keyset.after(after),
    ];
    const placed = [
      ...keyset.values.map((value, index) => as(value ?? NULL, `s${index}`)),
      as(text(String(member)), 'm'),
      as(keyset.key, 'p'),
    ];
    return { table, keyset, selected, conditions, placed };
  });

  const ordered = list(
    [
      ...order.flatMap((_term, index) => {
        const split = members.map(({ keyset }) => keyset.values[index] ?? null);
        if (split.every((value) => value === null)) return [];
        const way = (order[index]?.direction === 'DESC') !== backwards;
        const its = name(`n.s${index}`);
        const rank = glue`CASE WHEN ${its} IS NULL THEN 1 ELSE 0 END`;
        return [
          ...(index === 0 && tables[0].part === 'valued' ? [] : [directed(rank, backwards)]),
          directed(its, way),
        ];
      }),
      directed(name('n.m'), backwards),
      directed(name('n.p'), backwards),
    ],
    ', ',
  );
  // A value that is bound: DuckDB keeps 5 MiB for the plan of a statement without any, and plans others anew.
  const most = glue`LIMIT ${value(limit)}`;
  const bounds = glue`ORDER BY ${ordered} ${most}`;
  const places = members.map(({ table, keyset, conditions, placed }) => {
    const its = conditions.flatMap((one) => (one === null ? [] : glue`(${one})`));
    const passing = its.length === 0 ? EVERYTHING : list(its, ' AND ');
    // Of one table DuckDB begins with the stretch that holds the first rows, and leaves out those that hold none; of several it does not.
    return glue`(SELECT ${list(placed, ', ')} FROM ${rowsOf(table)} WHERE ${passing} ORDER BY ${keyset.orderBy} ${most})`;
  });
  const rows = members.map(({ table, keyset, selected, placed }, member) => {
    const reads = new Map(selected.map(({ slot, read }) => [slot, read]));
    const columns = [...slots.values()].map((slot) => as(reads.get(slot) ?? NULL, `c${slot}`));
    const at = glue`SELECT p FROM top WHERE m = ${text(String(member))}`;
    return glue`SELECT ${list([...placed, ...columns], ', ')} FROM ${rowsOf(table)} WHERE ${keyset.key} IN (${at})`;
  });
  const told = list(['n.m', ...[...slots.values()].map((slot) => `n.c${slot}`)].map(name), ', ');
  const whole = glue`WITH top AS MATERIALIZED (SELECT * FROM (${union(places)}) AS n ${bounds}) SELECT ${told} FROM (${union(rows)}) AS n ${bounds}`;
  const { sql, bindings } = raw(tables[0].table, whole).toSQL().toNative();
  const at = members.map(({ selected }) => selected.map(({ slot }) => slot + 1));
  return {
    statement: { sql, bindings, most: limit },
    split(row) {
      const member = Number(row[0]);
      return { member, row: (at[member] ?? []).map((place) => row[place] ?? null) };
    },
  };
}

const NULL = text('NULL');
const EVERYTHING = text('1 = 1');

function as(read: Fragment, alias: string): Fragment {
  return glue`${read} AS ${name(alias)}`;
}

function rowsOf({ mapping }: BoundRootTable): Fragment {
  return glue`${name(qualified(mapping.table))} AS ${name('t')}`;
}

function union(selects: readonly Fragment[]): Fragment {
  return list(selects, ' UNION ALL ');
}

function directed(value: Fragment, descending: boolean): Fragment {
  return glue`${value} ${text(descending ? 'DESC' : 'ASC')}`;
}
