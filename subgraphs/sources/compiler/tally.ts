import { fault } from '../../../service/errors/faults.ts';
import type { Fragment } from '../dialects/dialect.ts';
import { glue, list, text } from '../dialects/shared/fragment.ts';
import {
  askedOfDimension,
  type Dimension,
  dimensionOf,
  fieldsOfDimension,
  type OwnDimension,
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
  type BoundChildTable,
  type BoundRootTable,
  type BoundTable,
  columnRef,
  columnsOf,
  isRoot,
} from './bound-table.ts';
import { periodOf } from './period-of.ts';
import { planChildRow, planRootRow, type RowPlan } from './row-plan.ts';
import { compileWhere } from './where.ts';

/** Rows that are alike in all dimensions. */
export interface Tally {
  readonly keys: readonly (FilterValue | null)[];
  readonly count: number;
}

/** What the database is asked for: a row for each combination of the expressions' values, and how many rows have it. */
export interface TallyPlan extends Told {
  /** What stands beside each row, of tables under it. */
  readonly beside: readonly Beside[];
  /**
   * The values of its own expressions, then of those beside it, then the count, as a tally; null for rows that do not pass the
   * filter after all.
   */
  read(raw: RawRow): Tally | null;
}

/** What rows of a table are told apart by. */
interface Told {
  readonly expressions: readonly TallyExpression[];
  /** All columns that rows are told apart or found by. */
  readonly columns: readonly string[];
}

/** Rows of a table under another's: each of them, or what all that hang under one row come to. */
export interface Beside extends Told {
  readonly table: BoundChildTable;
  /** The column of the other table that they refer to. */
  readonly link: string;
  readonly rows: 'each' | 'all';
}

export interface TallyExpression {
  /** What rows are told apart by. */
  readonly by: Fragment;
  /** What is read of any row of a group, where that is something else. */
  readonly read?: Fragment;
}

/** A dimension in SQL: some expressions, and what their values say of it. */
interface Said {
  readonly by: readonly TallyExpression[];
  readonly value: (raw: RawRow) => Key;
}

type Key = FilterValue | null;

/** Which rows are counted, and by what. */
export interface TallyRead {
  readonly by: readonly Dimension[];
  readonly where: Predicate | null;
  /** Rows under them, which are counted instead, and by what of their own, which comes last. */
  readonly under: { readonly child: string; readonly by: readonly OwnDimension[] } | null;
}

/**
 * How rows that pass are counted by dimensions. What SQL cannot say of a dimension, or of the filter, is told from the raw values
 * behind it, which rows are then told apart by; several tallies may have the same keys. Throws NOT_FILTERABLE where SQL cannot say
 * which classes the rows under a row are in.
 */
export function planTally(table: BoundRootTable, { by, where, under }: TallyRead): TallyPlan {
  const main = planTold(table, by.filter(isOwn), where);
  const children = by.flatMap((dimension) => (isOwn(dimension) ? [] : [dimension]));
  const all = children.map((dimension) => planChildren(table, dimension));
  const each = under && planEach(table, under);
  const beside: readonly Beside[] = [
    ...all.flatMap(({ beside: its }) => its ?? []),
    ...(each === null ? [] : [each]),
  ];
  const places = [main, ...all.map(({ beside: its }) => its), each].map(
    (told) => told?.expressions.length ?? 0,
  );

  return {
    expressions: main.expressions,
    columns: main.columns,
    beside,
    read(raw) {
      let from = 0;
      const [own = [], ...others] = places.map((length) => raw.slice(from, (from += length)));
      const count = Number(raw[from] ?? 0);
      const keys = main.read(own);
      const its = each === null ? [] : each.read(others.at(-1) ?? []);
      // Where nothing tells rows apart, none at all is a row of its own.
      if (keys === null || its === null || count === 0) return null;
      const ofChildren = all.map(({ value }, index) => value(others[index] ?? []));
      const next = { own: keys.values(), children: ofChildren.values() };
      const inOrder = by.map(
        (dimension) => next[isOwn(dimension) ? 'own' : 'children'].next().value ?? null,
      );
      return { keys: [...inOrder, ...its], count };
    },
  };
}

function isOwn(dimension: Dimension): dimension is OwnDimension {
  return dimension.kind !== 'children';
}

/** By what of its own rows of a table are told apart; `read` gives null for a row that does not pass the filter after all. */
function planTold(
  table: BoundTable,
  dimensions: readonly OwnDimension[],
  where: Predicate | null,
): Told & { readonly read: (raw: RawRow) => readonly Key[] | null } {
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
      return readers.map((read) => read(raw, row));
    },
  };
}

/** Each row of a table under another, by what of its own rows are told apart. */
function planEach(table: BoundRootTable, { child, by }: NonNullable<TallyRead['under']>) {
  const its = linkedTable(table, child);
  if (its === null) throw new TypeError(`The table has no ${child}`);
  return { ...planTold(its.table, by, null), ...its, rows: 'each' as const };
}

/** A table under another, and the column there that it refers to; null where none such is mapped. */
function linkedTable(
  { children, mapping }: BoundRootTable,
  child: string,
): Pick<Beside, 'table' | 'link'> | null {
  const [table, its] = [children[child], mapping.children[child]];
  return table === undefined || its === undefined ? null : { table, link: its.parentColumn };
}

/** Of all rows under a row, which classes any is in: nothing where the table keeps none such. */
function planChildren(
  root: BoundRootTable,
  { child, classes, of }: Extract<Dimension, { readonly kind: 'children' }>,
): { readonly beside: Beside | null; readonly value: (raw: RawRow) => Key } {
  const linked = linkedTable(root, child);
  if (linked === null) return { beside: null, value: () => of([]) };
  const { table } = linked;
  const fields = classes.flatMap(({ where }) => fieldsOf(where));
  const expressions = classes.map(({ where }) => {
    const its = compileWhere(where, table);
    if (!its.exact)
      throw fault('NOT_FILTERABLE', { field: fieldsOf(where).join(), source: table.source });
    return { by: glue`MAX(CASE WHEN ${its} THEN 1 ELSE 0 END)` };
  });
  return {
    beside: { ...linked, rows: 'all', expressions, columns: columnsOf(table, fields) },
    value: (raw) =>
      of(classes.flatMap(({ name }, index) => (Number(raw[index] ?? 0) === 1 ? [name] : []))),
  };
}

type Row = Readonly<Record<string, unknown>>;

/** The columns of some fields as they stand, and the row that they decode to. */
function rawFields(table: BoundTable, fields: ReadonlySet<string>) {
  const plan = planRow(table, fields);
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

function planRow(table: BoundTable, fields: ReadonlySet<string>): RowPlan<Row | null> {
  if (isRoot(table)) return planRootRow(table, fields);
  const plan = planChildRow(table as BoundChildTable, fields);
  // Which of them it is, and under which row, is told by nothing that is counted.
  return { ...plan, decode: (raw) => plan.decode(raw, { parent: '', place: 0 }) };
}

/** Which table a dimension is of: a hash tells nobody what he may not see, and is made of what stands there. */
function askedIn(table: BoundTable, { kind }: Dimension): BoundTable {
  return kind === 'hash' ? (table.rights?.whole ?? table) : table;
}

/** Whether rows show less of it than SQL would say; of classes SQL says what rows show. */
function isWithheld({ rights }: BoundTable, dimension: OwnDimension): boolean {
  const withheld = rights?.withheld?.fields;
  return (
    withheld !== undefined &&
    dimension.kind !== 'class' &&
    fieldsOfDimension(dimension).some((field) => withheld.has(field))
  );
}

/** Null where SQL cannot say it, as far as the table's codecs tell. */
function sayDimension(table: BoundTable, dimension: OwnDimension): Said | null {
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
function sayField(table: BoundTable, field: string): Said | null {
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
function sayPeriod(table: BoundTable, field: string, unit: Unit): Said | null {
  const period = periodOf(table, field, unit);
  return period && { by: [{ by: period.by }], value: ([raw = null]) => period.read(raw) };
}
