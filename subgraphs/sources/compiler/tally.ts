import type { Fragment } from '../dialects/dialect.ts';
import { glue, list, text } from '../dialects/shared/fragment.ts';
import {
  askedOfDimension,
  type Dimension,
  dimensionOf,
  fieldsOfDimension,
  type Unit,
} from '../model/dimension.ts';
import {
  fieldsOf,
  filterValue,
  type FilterValue,
  matches,
  type Predicate,
} from '../model/predicate.ts';
import type { RawRow } from '../model/raw.ts';
import {
  assertAskable,
  type BoundRootTable,
  type BoundTable,
  columnRef,
  columnsOf,
} from './bound-table.ts';
import { periodOf } from './period-of.ts';
import { planRootRow } from './row-plan.ts';
import { compileWhere } from './where.ts';

/** Rows that are alike in all dimensions. */
export interface Tally {
  readonly keys: readonly (FilterValue | null)[];
  readonly count: number;
}

/** What the database is asked for: a row for each combination of the expressions' values, and how many rows have it. */
export interface TallyPlan {
  readonly expressions: readonly TallyExpression[];
  /** All columns that rows are told apart or found by. */
  readonly columns: readonly string[];
  /** The values of the expressions, then the count, as a tally; null for rows that do not pass the filter after all. */
  read(raw: RawRow): Tally | null;
}

interface TallyExpression {
  /** What rows are told apart by. */
  readonly by: Fragment;
  /** What is read of any row of a group, where that is something else. */
  readonly read?: Fragment;
}

/** A dimension in SQL: some expressions, and what their values say of it. */
interface Said {
  readonly by: readonly TallyExpression[];
  readonly value: (raw: RawRow) => FilterValue | null;
}

/**
 * How rows that pass are counted by dimensions. What SQL cannot say of a dimension, or of the filter, is told from the raw values
 * behind it, which rows are then told apart by; several tallies may have the same keys.
 */
export function planTally(
  table: BoundRootTable,
  dimensions: readonly Dimension[],
  where: Predicate | null,
): TallyPlan {
  for (const dimension of dimensions) {
    for (const asked of askedOfDimension(dimension))
      assertAskable(askedIn(table, dimension), asked);
  }
  const undecided = where === null || compileWhere(where, table).exact ? null : where;
  const said = dimensions.map((dimension) => ({
    dimension,
    sql: isWithheld(table, dimension) ? null : sayDimension(table, dimension),
  }));
  const untold = new Set([
    ...(undecided === null ? [] : fieldsOf(undecided)),
    ...said.flatMap(({ dimension, sql }) => (sql === null ? fieldsOfDimension(dimension) : [])),
  ]);
  const raws = rawFields(table, untold);

  const expressions = [...raws.expressions];
  const readers = said.map(({ dimension, sql }) => {
    if (sql === null) return (_raw: RawRow, row: Row) => dimensionOf(dimension, row);
    const from = expressions.length;
    expressions.push(...sql.by);
    const to = expressions.length;
    return (raw: RawRow) => sql.value(raw.slice(from, to));
  });

  return {
    expressions,
    columns: [
      ...dimensions.flatMap((dimension) =>
        columnsOf(askedIn(table, dimension), fieldsOfDimension(dimension)),
      ),
      ...columnsOf(table, where === null ? [] : fieldsOf(where)),
    ],
    read(raw) {
      const row = raws.decode(raw);
      if (row === null || (undecided !== null && !matches(undecided, row))) return null;
      const keys = readers.map((read) => read(raw, row));
      const count = Number(raw[expressions.length] ?? 0);
      // Where nothing tells rows apart, none at all is a row of its own.
      return count === 0 ? null : { keys, count };
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

/** The columns of some fields as they stand, and the row that they decode to. */
function rawFields(table: BoundRootTable, fields: ReadonlySet<string>) {
  const plan = planRootRow(table, fields);
  // What was repaired tells no rows apart.
  const columns = [...new Set(plan.columns)].filter((column) => column !== table.kept?.repairs);
  // Groups have no keys, which a plan reads before its columns.
  const positions = [
    ...plan.keys.map(() => -1),
    ...plan.columns.map((one) => columns.indexOf(one)),
  ];
  return {
    expressions: columns.map((column) =>
      table.dialect.expressions.grouped(columnRef(table, column)),
    ),
    decode: (raw: RawRow): Row | null =>
      plan.decode(positions.map((position) => raw[position] ?? null)),
  };
}

/** Which table a dimension is of: a hash tells nobody what he may not see, and is made of what stands there. */
function askedIn(table: BoundRootTable, { kind }: Dimension): BoundTable {
  return kind === 'hash' ? (table.rights?.whole ?? table) : table;
}

/** Whether rows show less of it than SQL would say; of classes SQL says what rows show. */
function isWithheld({ rights }: BoundRootTable, dimension: Dimension): boolean {
  const withheld = rights?.withheld?.fields;
  return (
    withheld !== undefined &&
    dimension.kind !== 'class' &&
    fieldsOfDimension(dimension).some((field) => withheld.has(field))
  );
}

/** Null where SQL cannot say it, as far as the table's codecs tell. */
function sayDimension(table: BoundRootTable, dimension: Dimension): Said | null {
  switch (dimension.kind) {
    case 'field':
      return sayField(table, dimension.field);
    case 'period':
      return sayPeriod(table, dimension.field, dimension.unit);
    case 'class': {
      const classes = dimension.classes.map(({ where }) => compileWhere(where, table));
      if (classes.some(({ exact }) => !exact)) return null;
      const branches = classes.map(
        (where, index) => glue`WHEN ${where} THEN ${text(String(index))}`,
      );
      return {
        by: branches.length === 0 ? [] : [{ by: glue`CASE ${list(branches, ' ')} END` }],
        value: ([index]) =>
          index == null ? null : (dimension.classes[Number(index)]?.name ?? null),
      };
    }
    case 'days': {
      const [from, to] = [dimension.from, dimension.to].map((field) =>
        periodOf(table, field, 'day'),
      );
      if (from == null || to == null) return null;
      const { between } = dimension;
      if (between !== undefined) {
        return {
          by: [{ by: from.by }, { by: to.by }],
          value: ([start = null, end = null]) => {
            const days = [from.read(start), to.read(end)] as const;
            return days[0] === null || days[1] === null ? null : between(days[0], days[1]);
          },
        };
      }
      return {
        by: [{ by: table.dialect.expressions.daysBetween(from.by, to.by) }],
        value: ([days]) => (days == null ? null : Number(days)),
      };
    }
    case 'hash':
      return sayHash(askedIn(table, dimension), dimension);
  }
}

/** A copy has canonical values, and the first column is what rows are told apart by. */
function sayField(table: BoundRootTable, field: string): Said | null {
  const mapping = table.mapping.fields[field];
  if (table.kept === undefined || mapping === undefined || 'constant' in mapping) return null;
  const [column] = mapping.columns;
  const { kind } = mapping.type;
  if (column === undefined || kind === 'moment' || kind === 'list') return null;
  return {
    by: [{ by: table.dialect.expressions.select(columnRef(table, column)) }],
    value: ([raw = null]) => raw as FilterValue | null,
  };
}

/** The raw values, hashed as soon as they are read; of what a copy has encrypted any of those whose hashes are the same. */
function sayHash(
  table: BoundTable,
  { field, hash }: Extract<Dimension, { readonly kind: 'hash' }>,
): Said {
  const hashed = (value: unknown): string | null => {
    const its = filterValue(value);
    return its === null ? null : hash(String(its));
  };
  const mapping = table.mapping.fields[field];
  if (mapping === undefined) return { by: [], value: () => null };
  if ('constant' in mapping) return { by: [], value: () => hashed(mapping.constant) };
  const { codec, columns } = mapping;
  const { expressions } = table.dialect;
  const value: Said['value'] = (raw) => hashed(codec.decode(raw).value);
  const refs = columns.map((column) => columnRef(table, column));
  const [sealed, same] = refs;
  return table.kept?.sealed.has(field) === true && sealed !== undefined && same !== undefined
    ? { by: [{ by: expressions.select(same), read: expressions.select(sealed) }], value }
    : { by: refs.map((ref) => expressions.grouped(ref)), value };
}

/** The day, month or year of a moment that the source keeps by its own calendar. */
function sayPeriod(table: BoundRootTable, field: string, unit: Unit): Said | null {
  const period = periodOf(table, field, unit);
  return period && { by: [{ by: period.by }], value: ([raw = null]) => period.read(raw) };
}
