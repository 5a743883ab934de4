import { isDeepStrictEqual } from 'node:util';
import type { Precision } from '../../codecs/codec.ts';
import type { FieldMapping } from '../../mapping/mapping.ts';
import type { Comparison } from '../../model/condition.ts';
import type { ColumnRef, Fragment, IndexOrder, Walk } from '../../dialects/dialect.ts';
import { glue, list, name, NEVER, text } from '../../dialects/shared/fragment.ts';
import { fault, isFault } from '../../../../service/errors/faults.ts';
import type { OrderTerm } from '../../model/predicate.ts';
import { assertAskable, type BoundRootTable, columnRef } from '../bound-table.ts';
import { keyOrderOf } from './key-order.ts';
import { charactersOf, Kept, TABLE_HELD } from '../kept/kept.ts';
import { numberOf } from '../kept/number-of.ts';

/** A sort key in canonical form: moments padded to `yyyy-MM-ddTHH:mm:ss.fffffff`, codes as they are, null for none. */
export type SortKey = string | null;

/**
 * Where the next row may lie: after these sort keys; and of the rows with equal keys, after this key of the table, or all
 * of them (`all`), or none (`none`), by the place of the table among the tables that are merged.
 */
export interface Position {
  readonly keys: readonly SortKey[];
  readonly equal: 'all' | 'none' | { readonly afterKey: string };
}

/**
 * Rows without a value in the first term of an order that the table keeps come last. A database reads those that have one off
 * an index, and stops, where it need not sort the others among them: so they are parts of their own.
 */
export type Part = 'all' | 'valued' | 'empty';

/** One term of the order as one table sorts it. Nulls come last, or first when the list is read backwards. */
interface SortColumn {
  readonly readable: Fragment;
  readonly unreadable: Fragment;
  readonly descending: boolean;
  /** What is sorted: the bare column where all rows of the part have a value. */
  readonly value: Fragment;
  readonly ranked: boolean;
  /** The column whose index goes along with the order. */
  readonly along: { readonly column: ColumnRef; readonly index: IndexOrder } | null;
  readonly compare: (op: Comparison, key: string) => Fragment;
}

export interface Keyset {
  readonly orderBy: Fragment;
  /** What each term of the order sorts the rows by, and then their keys; null for a term in which no row differs from another. */
  readonly values: readonly (Fragment | null)[];
  readonly key: Fragment;
  /** Which rows the part has; null for all. */
  readonly part: Fragment | null;
  /** How the rows are walked along an index; null where the order itself goes along it, or there is none. */
  readonly walk: ColumnWalk | null;
  after(position: Position): Fragment;
}

/** A walk along a column in one direction. */
export interface ColumnWalk extends Walk {
  readonly column: ColumnRef;
  readonly descending: boolean;
}

/** The place of the first term of the order that the table keeps, by which its rows fall into parts; -1 where it keeps none. */
export function keptTerm(table: BoundRootTable, order: readonly OrderTerm[]): number {
  return order.findIndex(({ field }) => table.mapping.fields[field] !== undefined);
}

const keysets = new Kept<Keyset>(32 * 1024 * 1024, charactersOfKeyset);

/** The order of one table, or of a part of its rows, and its “rows after”, forwards or backwards. Throws NOT_FILTERABLE. */
export function compileKeyset(
  table: BoundRootTable,
  order: readonly OrderTerm[],
  backwards: boolean,
  part: Part = 'all',
): Keyset {
  const said = JSON.stringify([order, backwards, part]);
  return keysets.of(`${numberOf(table)} ${said}`, () => keysetOf(table, order, backwards, part));
}

/** Whether the database can put the rows of a table in the order. */
export function isSortable(table: BoundRootTable, order: readonly OrderTerm[]): boolean {
  try {
    compileKeyset(table, order, false);
    return true;
  } catch (error) {
    if (!isFault(error, 'NOT_FILTERABLE')) throw error;
    return false;
  }
}

/** What it holds beside its SQL: the columns that a position is compared with, each as often as it is read. */
function charactersOfKeyset({ orderBy, values, key, part, walk }: Keyset): number {
  const held = [orderBy, ...values, key, part, walk?.met ?? null, walk?.within ?? null];
  return held.reduce((sum, one) => sum + (one === null ? 0 : 2 * charactersOf(one)), TABLE_HELD);
}

function keysetOf(
  table: BoundRootTable,
  order: readonly OrderTerm[],
  backwards: boolean,
  part: Part,
): Keyset {
  const first = keptTerm(table, order);
  const split = order.map((term, index) =>
    sortColumn(table, term, backwards, index === first && part === 'valued'),
  );
  const parting = split[first] ?? null;
  // Without a value no row differs from another in this term.
  const terms = split.map((term, index) => (index === first && part === 'empty' ? null : term));
  const keyOrder = keyOrderOf(table);
  const ordered = [
    ...terms.flatMap((term) => {
      if (term === null) return [];
      const { value, descending, ranked } = term;
      const rank = glue`CASE WHEN ${value} IS NULL THEN 1 ELSE 0 END`;
      return [...(ranked ? [{ value: rank, descending: backwards }] : []), { value, descending }];
    }),
    { value: keyOrder.sorted, descending: backwards },
  ];
  const orderBy = list(
    ordered
      // SQL Server refuses an order that names a column twice, and the second time says nothing.
      .filter(
        ({ value }, place) => ordered.findIndex((other) => alike(other.value, value)) === place,
      )
      .map(({ value, descending }) => direct(value, descending)),
    ', ',
  );

  /** Rows after the position, of those that are equal to it in all terms before this one. */
  const after = ({ keys: sortKeys, equal }: Position, index = 0): Fragment => {
    const term = terms[index];
    if (term === undefined) {
      if (equal === 'all') return EVERYTHING;
      if (equal === 'none') return NEVER;
      const operand = keyOrder.operand(equal.afterKey);
      return operand === null
        ? NEVER
        : glue`${keyOrder.sorted} ${text(backwards ? '<' : '>')} ${operand}`;
    }
    const key = sortKeys[index] ?? null;
    const rest = after({ keys: sortKeys, equal }, index + 1);
    if (term === null) return key === null ? rest : backwards ? NEVER : EVERYTHING;
    const { value, descending, ranked, compare } = term;
    const op = descending ? '<' : '>';
    if (!ranked) {
      if (key === null) return backwards ? EVERYTHING : NEVER;
      // A stretch of an index first, and then what of its beginning is left out.
      return both(compare(`${op}=`, key), either(compare(op, key), rest));
    }
    const isNull = glue`${value} IS NULL`;
    if (key === null)
      return backwards
        ? either(glue`${value} IS NOT NULL`, both(isNull, rest))
        : both(isNull, rest);
    const later = backwards ? compare(op, key) : either(compare(op, key), isNull);
    return either(later, both(both(compare('>=', key), compare('<=', key)), rest));
  };

  return {
    orderBy,
    values: terms.map((term) => term && term.value),
    key: keyOrder.sorted,
    part:
      part === 'all' || parting === null
        ? null
        : part === 'valued'
          ? parting.readable
          : parting.unreadable,
    walk: parting?.along == null ? null : walkOf(table, parting, ordered),
    after,
  };
}

/** Where the order does not simply go along the column: rows are sorted that a walk along it has bounded. */
function walkOf(
  { dialect }: BoundRootTable,
  { descending, along: indexed }: SortColumn,
  ordered: readonly { readonly descending: boolean }[],
): ColumnWalk | null {
  const along =
    ordered.length <= 2 &&
    (dialect.sortsBehindIndex || ordered.every((term) => term.descending === descending));
  if (indexed === null) return null;
  const { column, index } = indexed;
  const walk = index.walk ?? (along ? null : bareWalk(column));
  return walk && { ...walk, column, descending };
}

function bareWalk({ reference }: ColumnRef): Walk {
  return { met: text('DISTINCT w.v AS v'), within: glue`${name(reference)} = a.v` };
}

/** Null for a field that the table does not keep: it is null in every row. Throws NOT_FILTERABLE. */
function sortColumn(
  table: BoundRootTable,
  { field, direction }: OrderTerm,
  backwards: boolean,
  valued: boolean,
): SortColumn | null {
  assertAskable(table, { field });
  const mapping = table.mapping.fields[field];
  if (mapping === undefined) return null;
  const sorted = 'constant' in mapping ? null : sortedField(table, mapping, valued);
  if (sorted === null) throw fault('NOT_FILTERABLE', { field, source: table.source });
  return {
    ...sorted,
    descending: (direction === 'DESC') !== backwards,
    ranked: !valued,
  };
}

/** What is sorted of a field that lies in columns; null where SQL has no order of it. */
function sortedField(
  table: BoundRootTable,
  { columns, codec }: Exclude<FieldMapping, { readonly constant: unknown }>,
  valued: boolean,
): Omit<SortColumn, 'descending' | 'ranked'> | null {
  const { expressions } = table.dialect;
  const { ordering, composition, sortKey } = codec;
  const refs = columns.map((column) => columnRef(table, column));
  if (composition !== undefined) {
    const { sorted, compare } = expressions.composed(refs, composition);
    return {
      readable: glue`${sorted} IS NOT NULL`,
      unreadable: glue`${sorted} IS NULL`,
      value: sorted,
      along: null,
      compare,
    };
  }
  const [column] = refs;
  if (ordering === undefined || column === undefined) return null;
  const index = valued ? expressions.indexOrder(column, ordering) : null;
  return {
    readable: expressions.readable(column, ordering),
    unreadable: expressions.unreadable(column, ordering),
    value: index?.sorted ?? expressions.order(column, ordering),
    along: index && { column, index },
    compare(op, key) {
      // Canonical keys are cut to what the storage keeps; natively typed columns are cut by their dialect.
      const boundary = cut(key, op, sortKey?.precision);
      const raw = sortKey?.toRaw(boundary.key) ?? boundary.key;
      return index === null
        ? expressions.compare(column, ordering, boundary.op, raw)
        : index.compare(boundary.op, raw);
    },
  };
}

const LENGTHS = {
  day: 'yyyy-MM-dd'.length,
  second: 'yyyy-MM-ddTHH:mm:ss'.length,
  millisecond: 'yyyy-MM-ddTHH:mm:ss.SSS'.length,
};

/**
 * A key of another database may be finer than what this one stores. Stored values lie on the coarser grid, so
 * `value > fine` is `value > cut`, and `value >= fine` is `value > cut` unless the cut took nothing away.
 */
function cut(
  key: string,
  op: Comparison,
  precision: Precision | undefined,
): { readonly key: string; readonly op: Comparison } {
  if (precision === undefined) return { key, op };
  const kept = key.slice(0, LENGTHS[precision]);
  const lost = /[1-9]/u.test(key.slice(LENGTHS[precision]));
  if (!lost) return { key: kept, op };
  return { key: kept, op: op === '>=' ? '>' : op === '<' ? '<=' : op };
}

function alike(one: Fragment, other: Fragment): boolean {
  return one.sql === other.sql && isDeepStrictEqual(one.bindings, other.bindings);
}

const EVERYTHING = text('1 = 1');

function both(one: Fragment, other: Fragment): Fragment {
  if (one === NEVER || other === NEVER) return NEVER;
  if (one === EVERYTHING) return other;
  return other === EVERYTHING ? one : glue`(${one} AND ${other})`;
}

function either(one: Fragment, other: Fragment): Fragment {
  if (one === EVERYTHING || other === EVERYTHING) return EVERYTHING;
  if (one === NEVER) return other;
  return other === NEVER ? one : glue`(${one} OR ${other})`;
}

function direct(value: Fragment, descending: boolean): Fragment {
  return { sql: `${value.sql} ${descending ? 'DESC' : 'ASC'}`, bindings: value.bindings };
}
