import type { Fragment, RowNumbers, Statement } from '../dialects/dialect.ts';
import { glue, list, name, text, value } from '../dialects/shared/fragment.ts';
import type { OrderTerm, Predicate } from '../model/predicate.ts';
import type { RawRow, RawValue } from '../model/raw.ts';
import { type BoundRootTable, columnRef } from './bound-table.ts';
import { compileKeyset, type Keyset, type Part, type Position } from './keyset.ts';
import { qualified, raw } from './knex.ts';
import { decides, type Selection } from './statements.ts';
import { compileRights, compileWhere } from './where.ts';

/** A table of a shared page: what is read of it, which of its rows, and from where on. */
export interface SharedTable extends Selection {
  readonly table: BoundRootTable;
  readonly part: Part;
  readonly after: Position | null;
}

/** A page of several tables, by two statements: where its rows are, and these rows. */
export interface SharedPage {
  readonly places: Statement;
  /** What reads the rows that were found; null where none was. */
  readonly rowsAt: (places: readonly RawRow[]) => FoundRows | null;
}

/** The rows of a page that were found. */
interface FoundRows {
  /** The places of the tables that they are of, among those that were given. */
  readonly members: readonly number[];
  readonly statement: Statement;
  /** The rows in the order of the page, each as its own table's page would give it. */
  readonly inOrder: (
    rows: readonly RawRow[],
  ) => readonly { readonly member: number; readonly row: RawRow }[];
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
    table.dialect.rowNumbers !== undefined &&
    decides(table, where) &&
    !order.some(({ field }) => withheld?.has(field) === true)
  );
}

/**
 * One page of the rows of tables, in the order of the list, then of the tables as they are given, then of their keys. The places of its
 * rows are found first, by the columns of filter and order alone; then all columns are read, of these rows and tables.
 */
export function compileSharedPage(
  tables: readonly [SharedTable, ...(readonly SharedTable[])],
  query: SharedPageQuery,
): SharedPage {
  const keysets = tables.map(({ table, part }) =>
    compileKeyset(table, query.order, query.backwards, part),
  );
  const members = tables.map((its, place): Member => {
    const keyset = keysets[place] as Keyset;
    return { ...its, keyset, rowNumbers: rowNumbersOf(its.table) };
  });
  return {
    places: placesOf(members, query),
    rowsAt(places) {
      if (places.length === 0) return null;
      return rowsAt(members, query, places.map(readPlace));
    },
  };
}

/** A table with the order of its rows, and what finds them again. */
interface Member extends SharedTable {
  readonly keyset: Keyset;
  readonly rowNumbers: RowNumbers;
}

function rowNumbersOf({ dialect, source }: BoundRootTable): RowNumbers {
  if (dialect.rowNumbers === undefined) throw new TypeError(`Rows of ${source} have no numbers`);
  return dialect.rowNumbers;
}

function placesOf(
  members: readonly Member[],
  { where, order, backwards, limit }: SharedPageQuery,
): Statement {
  const ordered = list(
    [
      ...order.flatMap((_term, index) => {
        const split = members.map(({ keyset }) => keyset.values[index] ?? null);
        if (split.every((value) => value === null)) return [];
        const its = name(`n.s${index}`);
        const rank = glue`CASE WHEN ${its} IS NULL THEN 1 ELSE 0 END`;
        return [
          ...(index === 0 && members[0]?.part === 'valued' ? [] : [directed(rank, backwards)]),
          directed(its, isDescending(order, index, backwards)),
        ];
      }),
      directed(name('n.m'), backwards),
      directed(name('n.p'), backwards),
    ],
    ', ',
  );
  // A value that is bound: DuckDB keeps a MiB for each table in the plan of a statement without any, and plans others anew.
  const most = glue`LIMIT ${value(limit)}`;
  const found = members.map(({ table, keyset, rowNumbers, after }, member) => {
    const conditions = [
      compileRights(table),
      where && compileWhere(where, table),
      keyset.part,
      after && keyset.after(after),
    ].flatMap((one) => (one === null ? [] : glue`(${one})`));
    const placed = [
      as(text(String(member)), 'm'),
      as(rowNumbers.number, 'r'),
      as(keyset.key, 'p'),
      ...keyset.values.map((value, index) => as(value ?? NULL, `s${index}`)),
    ];
    const passing = conditions.length === 0 ? EVERYTHING : list(conditions, ' AND ');
    // Of one table DuckDB begins with the stretch that holds the first rows, and leaves out those that hold none; of several it does not.
    return glue`(SELECT ${list(placed, ', ')} FROM ${rowsOf(table)} WHERE ${passing} ORDER BY ${keyset.orderBy} ${most})`;
  });
  return {
    ...statementOf(members, glue`SELECT * FROM (${union(found)}) AS n ORDER BY ${ordered} ${most}`),
    most: limit,
  };
}

/** Where a row of the page is, and what it is sorted by. */
interface Place {
  readonly member: number;
  readonly number: string;
  readonly key: RawValue;
  readonly values: readonly RawValue[];
}

function readPlace([member, number, key = null, ...values]: RawRow): Place {
  return { member: Number(member), number: String(number), key, values };
}

function rowsAt(
  members: readonly Member[],
  { order, backwards }: SharedPageQuery,
  places: readonly Place[],
): FoundRows {
  const ownOf = members.map((): Place[] => []);
  for (const place of places) ownOf[place.member]?.push(place);
  const asked = members.flatMap((its, member) => {
    const own = ownOf[member] ?? [];
    return own.length === 0 ? [] : { ...its, member, own };
  });
  const slots = new Map<string, number>();
  const read = asked.map(({ table, keys, columns }) =>
    [
      ...keys.map((column) => ({ column, of: table.dialect.keys })),
      ...columns.map((column) => ({ column, of: table.dialect.expressions })),
    ].map(({ column, of }) => {
      const ref = columnRef(table, column);
      const its = of.select(ref);
      // What has one name and one type is one column of them all.
      const said = `${ref.info.type} ${JSON.stringify(its)}`;
      const slot = slots.get(said) ?? slots.size;
      slots.set(said, slot);
      return { slot, its };
    }),
  );
  const rows = asked.map(({ table, keyset, rowNumbers, member, own }, index) => {
    const reads = new Map(read[index]?.map(({ slot, its }) => [slot, its]));
    const selected = [
      as(text(String(member)), 'm'),
      as(rowNumbers.number, 'r'),
      ...[...slots.values()].map((slot) => as(reads.get(slot) ?? NULL, `c${slot}`)),
    ];
    const stretch = stretchOf(keyset, own, order, backwards);
    const numbers = own.map((place) => place.number);
    const conditions = [...stretch, rowNumbers.among(numbers, stretch.length > 0)];
    return glue`SELECT ${list(selected, ', ')} FROM ${rowsOf(table)} WHERE ${list(conditions, ' AND ')}`;
  });
  const slotsOf = new Map(
    asked.map(({ member }, index) => [member, read[index]?.map(({ slot }) => slot + PLACED) ?? []]),
  );
  return {
    members: asked.map(({ member }) => member),
    statement: { ...statementOf(members, union(rows)), most: places.length },
    inOrder(found) {
      const known = members.map(() => new Map<string, RawRow>());
      for (const row of found) known[Number(row[0])]?.set(String(row[1]), row);
      return places.map(({ member, number }) => {
        const row = known[member]?.get(number);
        // Without it the page would be short, and the list would seem to end there.
        if (row === undefined) throw new Error('A row whose place was found cannot be read');
        return { member, row: (slotsOf.get(member) ?? []).map((slot) => row[slot] ?? null) };
      });
    },
  };
}

/** The stretch of the order that rows of one table lie in: what lies elsewhere DuckDB need not look at for their numbers. */
function stretchOf(
  { values, key }: Keyset,
  places: readonly Place[],
  order: readonly OrderTerm[],
  backwards: boolean,
): readonly Fragment[] {
  const index = values.findIndex((one) => one !== null);
  const sorted = values[index] ?? key;
  const ends = [places[0], places.at(-1)].map((place) =>
    index === -1 ? place?.key : place?.values[index],
  );
  const descending = index === -1 ? backwards : isDescending(order, index, backwards);
  const [least, greatest] = descending ? ends.reverse() : ends;
  // Rows without a value come last, or first.
  if (least == null || greatest == null) return [];
  return [glue`${sorted} >= ${value(least)}`, glue`${sorted} <= ${value(greatest)}`];
}

function isDescending(order: readonly OrderTerm[], index: number, backwards: boolean): boolean {
  return (order[index]?.direction === 'DESC') !== backwards;
}

function statementOf(
  [first]: readonly Member[],
  whole: Fragment,
): Pick<Statement, 'sql' | 'bindings'> {
  const { sql, bindings } = raw((first as Member).table, whole)
    .toSQL()
    .toNative();
  return { sql, bindings };
}

/** Columns before what is read of a row: the place of its table, and its number. */
const PLACED = 2;

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
