import { fault } from '../../../service/errors/faults.ts';
import type { Fragment } from '../dialects/dialect.ts';
import { glue, list, text, value as bound } from '../dialects/shared/fragment.ts';
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
import { looksForNobody, tellOfNobody } from './tells-of-nobody.ts';
import { compileRights, compileWhere } from './where.ts';

/** Rows that are alike in all dimensions. */
export interface Tally {
  readonly keys: readonly (FilterValue | null)[];
  readonly count: number;
}

/** What the database is asked for: a row for each combination of the expressions' values, and how many rows have it. */
export interface TallyPlan extends Told {
  /** What stands beside each row, of tables under it. */
  readonly beside: readonly Beside[];
  /** What it reads means the same in every table of the same dialect: tables may be counted as one. */
  readonly isCanonical: boolean;
  /** Rows come out as counts of what tells of nobody, and are found by nothing that does. */
  readonly tellsOfNobody: boolean;
  /** There is a dimension that the table has nothing of: NULL is all that this plan can read there. */
  readonly isLacking: boolean;
  /**
   * The values of its own expressions, then of those beside it, then the count, as a tally; null for rows that do not pass the
   * filter after all.
   */
  read(raw: RawRow): Tally | null;
}

/** Counts of the same rows by several plans: the database looks at them once, be they of one table or of several. */
export interface SharedTally {
  /** Of each table; all have as many expressions, which mean the same. */
  readonly tables: readonly Told[];
  /** Each plan tells of nobody in every table. */
  readonly tellsOfNobody: boolean;
  /** By which of the expressions each of the plans tells rows apart. */
  readonly sets: readonly (readonly number[])[];
  /**
   * Of a row with the values of all expressions, then the count, then, of several plans, a bit for each that it is not told apart
   * by: what it is to each plan; null to those whose it is not.
   */
  read(raw: RawRow): readonly (Tally | null)[];
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
  /** It is the same for every row of its table. */
  readonly isConstant?: true;
}

/** A dimension in SQL: some expressions, and what their values say of it. */
interface Said {
  readonly by: readonly TallyExpression[];
  /** Told from the values that stand in the row from a place on. */
  readonly value: (raw: RawRow, at: number) => Key;
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
  // Where the values of each stand in a row: its own, of all children, of each.
  let length = main.expressions.length;
  const from = (told: Told | null): number => {
    const at = length;
    length += told?.expressions.length ?? 0;
    return at;
  };
  const childrenAt = all.map(({ beside: its }) => from(its));
  const eachAt = from(each);

  return {
    expressions: main.expressions,
    columns: main.columns,
    beside,
    isCanonical: main.isCanonical && beside.length === 0,
    tellsOfNobody:
      main.tellsOfNobody &&
      each?.tellsOfNobody !== false &&
      all.every(({ beside: its }) => its === null || tellOfNobody(its.table, its.columns)),
    isLacking: main.isLacking,
    read(raw) {
      const count = Number(raw[length] ?? 0);
      const keys = main.read(raw, 0);
      const its = each === null ? NO_KEYS : each.read(raw, eachAt);
      // Where nothing tells rows apart, none at all is a row of its own.
      if (keys === null || its === null || count === 0) return null;
      if (all.length === 0) return { keys: each === null ? keys : [...keys, ...its], count };
      const ofChildren = all.map(({ value }, index) => value(raw, childrenAt[index] ?? 0));
      const next = { own: keys.values(), children: ofChildren.values() };
      const inOrder = by.map(
        (dimension) => next[isOwn(dimension) ? 'own' : 'children'].next().value ?? null,
      );
      return { keys: [...inOrder, ...its], count };
    },
  };
}

const NO_KEYS: readonly Key[] = [];

/** PostgreSQL's, for one number that tells which columns a row is grouped by. */
const MOST_SHARED = 31;

/** A plan for each of some tables, in their order, by the same dimensions; of several all are canonical. */
export interface PlanOfTables {
  readonly ofEach: readonly TallyPlan[];
  /** The one of them that reads what all have: it lacks nothing. */
  readonly reading: TallyPlan;
}

/** Of plans with nothing beside their rows, over the same tables; null where there are too many expressions. */
export function shareTally(plans: readonly [PlanOfTables, ...(readonly PlanOfTables[])]) {
  const places = new Map<string, number>();
  const expressions: (readonly TallyExpression[])[] = [];
  const sets = plans.map(({ ofEach, reading }) =>
    reading.expressions.map((_one, at) => {
      const its = ofEach.flatMap((plan) => plan.expressions[at] ?? []);
      const said = JSON.stringify(its);
      const place = places.get(said) ?? expressions.push(its) - 1;
      places.set(said, place);
      return place;
    }),
  );
  const { length } = expressions;
  if (length > MOST_SHARED) return null;
  const isAsPlanned = plans.length === 1 && sets[0]?.length === length;
  const missing = sets.map((set) =>
    expressions.reduce((bits, _one, place) => bits * 2 + (set.includes(place) ? 0 : 1), 0),
  );
  return {
    tables: plans[0].ofEach.map((_plan, table) => ({
      expressions: expressions.flatMap((ofTables) => ofTables[table] ?? []),
      columns: plans.flatMap(({ ofEach }) => ofEach[table]?.columns ?? []),
    })),
    tellsOfNobody: plans.every(({ ofEach }) => ofEach.every((plan) => plan.tellsOfNobody)),
    sets,
    read(raw: RawRow) {
      // The values of one alone stand as it has put them.
      if (isAsPlanned) return [plans[0].reading.read(raw)];
      const count = raw[length] ?? null;
      const bits = Number(raw[length + 1] ?? 0);
      return plans.map(({ reading }, index) =>
        missing[index] === bits
          ? reading.read([...(sets[index] ?? []).map((place) => raw[place] ?? null), count])
          : null,
      );
    },
  } satisfies SharedTally;
}

function isOwn(dimension: Dimension): dimension is OwnDimension {
  return dimension.kind !== 'children';
}

/** By what of its own rows of a table are told apart; `read` gives null for a row that does not pass the filter after all. */
function planTold(
  table: BoundTable,
  dimensions: readonly OwnDimension[],
  where: Predicate | null,
): Told &
  Pick<TallyPlan, 'isCanonical' | 'tellsOfNobody' | 'isLacking'> & {
    /** Of a row in which its values stand from a place on. */
    readonly read: (raw: RawRow, at: number) => readonly Key[] | null;
  } {
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

  // Whatever is told of a row, its values are needed for what SQL has not said.
  const isSaid = untold.size === 0 && compileRights(table)?.exact !== false;
  const raws = isSaid ? null : rawFields(table, untold);
  const expressions = [...(raws?.expressions ?? [])];
  const readers = said.map(({ dimension, sql }) => {
    if (sql === null) return (_raw: RawRow, _at: number, row: Row) => dimensionOf(dimension, row);
    const from = expressions.length;
    expressions.push(...sql.by);
    return (raw: RawRow, at: number) => sql.value(raw, at + from);
  });

  const told = dimensions.flatMap((dimension) =>
    columnsOf(askedIn(table, dimension), fieldsOfDimension(dimension)),
  );
  const isCanonical =
    table.kept !== undefined && isSaid && dimensions.every(({ kind }) => kind !== 'hash');
  return {
    expressions,
    columns: [...told, ...columnsOf(table, where === null ? [] : fieldsOf(where))],
    isLacking: dimensions.some(
      (one) =>
        one.kind !== 'class' && fieldsOfDimension(one).some((field) => isLacking(table, field)),
    ),
    isCanonical,
    tellsOfNobody:
      looksForNobody(table, where) &&
      (isCanonical || tellOfNobody(table, [...told, ...(raws?.columns ?? [])])),
    read(raw, at) {
      const row = raws === null ? NOTHING : raws.decode(raw, at);
      if (row === null || (undecided !== null && !matches(undecided, row))) return null;
      return readers.map((read) => read(raw, at, row));
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
): { readonly beside: Beside | null; readonly value: Said['value'] } {
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
    value: (raw, at) =>
      of(classes.flatMap(({ name }, index) => (Number(raw[at + index] ?? 0) === 1 ? [name] : []))),
  };
}

type Row = Readonly<Record<string, unknown>>;

const NOTHING: Row = {};

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
    columns,
    expressions: columns.map((column) =>
      table.dialect.expressions.grouped(columnRef(table, column)),
    ),
    decode: (raw: RawRow, at: number): Row | null =>
      plan.decode(
        positions.map((position) => (position < 0 ? null : (raw[at + position] ?? null))),
      ),
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
        value(raw, at) {
          // Of no classes nothing is read.
          const index = branches.length === 0 ? null : (raw[at] ?? null);
          return index === null ? null : (dimension.classes[Number(index)]?.name ?? null);
        },
      };
    }
    case 'days': {
      const { between } = dimension;
      if (isLacking(table, dimension.from) || isLacking(table, dimension.to))
        return between === undefined ? sayNothing(1) : sayNothing(2);
      const [from, to] = [dimension.from, dimension.to].map((field) =>
        periodOf(table, field, 'day'),
      );
      if (from == null || to == null) return null;
      if (between !== undefined) {
        return {
          by: [{ by: from.by }, { by: to.by }],
          value(raw, at) {
            const [start, end] = [from.read(raw[at] ?? null), to.read(raw[at + 1] ?? null)];
            return start === null || end === null ? null : between(start, end);
          },
        };
      }
      return {
        by: [{ by: table.dialect.expressions.daysBetween(from.by, to.by) }],
        value(raw, at) {
          const days = raw[at] ?? null;
          return days === null ? null : Number(days);
        },
      };
    }
    case 'hash':
      return sayHash(askedIn(table, dimension), dimension);
  }
}

/** Whether no row of a copy has anything in the field, nor has the database: then a copy says so, as all others say what they have. */
function isLacking({ kept, mapping }: BoundTable, field: string): boolean {
  return kept?.omitted.has(field) === false && mapping.fields[field] === undefined;
}

/** As many expressions as the same has where there is something. */
function sayNothing(expressions: 1 | 2): Said {
  const none: TallyExpression = { by: text('NULL'), isConstant: true };
  return { by: expressions === 1 ? [none] : [none, none], value: () => null };
}

/** A copy has canonical values, and the first column is what rows are told apart by. */
function sayField(table: BoundTable, field: string): Said | null {
  if (isLacking(table, field)) return sayNothing(1);
  const mapping = table.mapping.fields[field];
  if (table.kept === undefined || mapping === undefined) return null;
  if ('constant' in mapping) {
    const constant = filterValue(mapping.constant);
    // A number that is bound has a type that is the database's own choice.
    return typeof constant === 'string'
      ? { by: [{ by: bound(constant), isConstant: true }], value: asItStands }
      : null;
  }
  const [column] = mapping.columns;
  const { kind } = mapping.type;
  if (column === undefined || kind === 'moment' || kind === 'list') return null;
  return {
    by: [{ by: table.dialect.expressions.select(columnRef(table, column)) }],
    value: asItStands,
  };
}

function asItStands(raw: RawRow, at: number): Key {
  return (raw[at] ?? null) as Key;
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
  const refs = columns.map((column) => columnRef(table, column));
  const [sealed, same] = refs;
  const by: readonly TallyExpression[] =
    table.kept?.sealed.has(field) === true && sealed !== undefined && same !== undefined
      ? [{ by: expressions.select(same), read: expressions.select(sealed) }]
      : refs.map((ref) => expressions.grouped(ref));
  return {
    by,
    value: (raw, at) => hashed(codec.decode(raw.slice(at, at + by.length)).value),
  };
}

/** The day, month or year of a moment that the source keeps by its own calendar. */
function sayPeriod(table: BoundTable, field: string, unit: Unit): Said | null {
  if (isLacking(table, field)) return sayNothing(1);
  const period = periodOf(table, field, unit);
  return period && { by: [{ by: period.by }], value: (raw, at) => period.read(raw[at] ?? null) };
}
