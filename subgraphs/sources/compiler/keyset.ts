import { isDeepStrictEqual } from 'node:util';
import type { Precision } from '../codecs/codec.ts';
import type { Comparison, Ordering } from '../model/condition.ts';
import type { ColumnRef, Fragment } from '../dialects/dialect.ts';
import { glue, list, NEVER, text } from '../dialects/shared/fragment.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { OrderTerm } from '../model/predicate.ts';
import { type BoundRootTable, columnRef } from './bound-table.ts';

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

/** One term of the order as one table sorts it. Nulls come last, or first when the list is read backwards. */
interface SortColumn {
  readonly column: ColumnRef;
  readonly ordering: Ordering;
  readonly descending: boolean;
  readonly toRaw: (key: string) => string | number;
  /** Canonical keys are cut to what the storage keeps; natively typed columns are cut by their dialect. */
  readonly precision: Precision | undefined;
}

export interface Keyset {
  readonly orderBy: Fragment;
  after(position: Position): Fragment;
}

/** The order of one table and its “rows after”, forwards or backwards. Throws NOT_FILTERABLE. */
export function compileKeyset(
  table: BoundRootTable,
  order: readonly OrderTerm[],
  backwards: boolean,
): Keyset {
  const { expressions } = table.dialect;
  const terms = order.map((term) => sortColumn(table, term, backwards));
  const { keys } = table.dialect;
  const keyColumn = columnRef(table, table.mapping.key);

  const valueOf = ({ column, ordering }: SortColumn): Fragment =>
    expressions.order(column, ordering);
  const keyExpression = keys.sorted(keyColumn);

  const ordered = [
    ...terms.flatMap((term) => {
      if (term === null) return [];
      const value = valueOf(term);
      const rank = glue`CASE WHEN ${value} IS NULL THEN 1 ELSE 0 END`;
      return [
        { value: rank, descending: backwards },
        { value, descending: term.descending },
      ];
    }),
    { value: keyExpression, descending: backwards },
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

  /** Rows whose value of this term comes later than the key. */
  const later = (term: SortColumn | null, key: SortKey): Fragment => {
    if (term === null) return key === null || backwards ? NEVER : EVERYTHING;
    const value = valueOf(term);
    if (backwards) {
      return key === null
        ? glue`${value} IS NOT NULL`
        : compare(term, term.descending ? '<' : '>', key);
    }
    if (key === null) return NEVER;
    return glue`(${compare(term, term.descending ? '<' : '>', key)} OR ${value} IS NULL)`;
  };

  const equal = (term: SortColumn | null, key: SortKey): Fragment => {
    if (term === null) return key === null ? EVERYTHING : NEVER;
    return key === null
      ? glue`${valueOf(term)} IS NULL`
      : glue`(${compare(term, '>=', key)} AND ${compare(term, '<=', key)})`;
  };

  const compare = (term: SortColumn, op: Comparison, key: string): Fragment => {
    const boundary = cut(key, op, term.precision);
    return expressions.compare(term.column, term.ordering, boundary.op, term.toRaw(boundary.key));
  };

  return {
    orderBy,
    after({ keys: sortKeys, equal: tie }) {
      const alternatives: Fragment[] = [];
      let before: readonly Fragment[] = [];
      terms.forEach((term, index) => {
        const key = sortKeys[index] ?? null;
        alternatives.push(list([...before, later(term, key)], ' AND '));
        before = [...before, equal(term, key)];
      });
      if (tie === 'all') alternatives.push(list([...before, EVERYTHING], ' AND '));
      if (typeof tie === 'object') {
        const op = text(backwards ? '<' : '>');
        const operand = keys.operand(tie.afterKey, keyColumn.info);
        const after = operand === null ? NEVER : glue`${keyExpression} ${op} ${operand}`;
        alternatives.push(list([...before, after], ' AND '));
      }
      return alternatives.length === 0 ? NEVER : glue`(${list(alternatives, ' OR ')})`;
    },
  };
}

/** Null for a field that the table does not keep: it is null in every row. Throws NOT_FILTERABLE. */
function sortColumn(
  table: BoundRootTable,
  { field, direction }: OrderTerm,
  backwards: boolean,
): SortColumn | null {
  const mapping = table.mapping.fields[field];
  if (mapping === undefined) return null;
  const column = 'constant' in mapping ? undefined : mapping.columns[0];
  const codec = 'constant' in mapping ? undefined : mapping.codec;
  if (codec?.ordering === undefined || column === undefined) {
    throw fault('NOT_FILTERABLE', { field, source: table.source });
  }
  const ref = columnRef(table, column);
  return {
    column: ref,
    ordering: codec.ordering,
    descending: (direction === 'DESC') !== backwards,
    toRaw: (key) => codec.sortKey?.toRaw(key) ?? key,
    precision: codec.sortKey?.precision,
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
  precision: SortColumn['precision'],
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

function direct(value: Fragment, descending: boolean): Fragment {
  return { sql: `${value.sql} ${descending ? 'DESC' : 'ASC'}`, bindings: value.bindings };
}
