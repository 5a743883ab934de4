import { fault } from '../../../service/errors/faults.ts';
import { name } from '../dialects/shared/fragment.ts';
import {
  conjunctsOf,
  fieldsOf,
  type FilterValue,
  isNullTest,
  type OrderTerm,
  passesBy,
  type Predicate,
} from '../model/predicate.ts';
import type { FieldType } from '../model/entity.ts';
import {
  type BoundChildTable,
  type BoundRootTable,
  type BoundTable,
  columnRef,
} from './bound-table.ts';
import { Kept } from './kept/kept.ts';
import { numberOf } from './kept/number-of.ts';
import { compileWhere, type SoughtBy } from './where.ts';

type Table = BoundRootTable | BoundChildTable;

/** What a read is, as far as an index may serve it. */
export interface ReadShape {
  readonly where: Predicate | null;
  /** Null where all rows that pass are read in any order, as for a count; empty for the order of the key. */
  readonly order: readonly OrderTerm[] | null;
}

/** How a database finds the rows of a read. */
export type Served =
  /** It touches about as many as it answers. Columns by their names in the database; none where no row can pass. */
  | {
      readonly by: 'index';
      readonly columns: readonly string[];
      /**
       * By a few values; or by a stretch of the index, of any length, along which the order goes: a page ends where it is full, a
       * count does not.
       */
      readonly seek: 'point' | 'range';
    }
  /** It looks through the table. Fields that no index serves; none where the read has no filter to begin with. */
  | { readonly by: 'scan'; readonly fields: readonly string[] };

/**
 * Whether an index of the table serves the read: one condition of its filter finds a few values, or all of them bound a
 * stretch of one column, which the order, where there is one, goes along. Throws NOT_FILTERABLE.
 */
export function servedBy(table: Table, { where, order }: ReadShape): Served {
  const said = JSON.stringify([where, order]);
  return known.of(`${numberOf(table)} ${said}`, () => foundBy(table, { where, order }));
}

const known = new Kept<Served>(1024 * 1024, () => SMALL);

/** Names of a few columns, or fields. */
const SMALL = 100;

function foundBy(table: Table, { where, order }: ReadShape): Served {
  const { rights } = table;
  const parts = [
    ...partsOf(where, table),
    // A bearer's own rows are found like any others.
    ...(rights === undefined ? [] : partsOf(rights.rows, rights.whole)),
  ];
  const point = parts.find(({ by }) => by?.seek === 'point')?.by;
  if (point) return { by: 'index', columns: point.columns, seek: 'point' };

  const first = order?.find(({ field }) => table.mapping.fields[field] !== undefined);
  const along = order === null ? columnsOf(parts[0]?.by ?? null) : orderedBy(table, order);
  const served = ({ part, by }: SoughtPart) =>
    along !== null &&
    (by === null
      ? // An index has rows without a value at one end.
        first !== undefined && part.kind === 'not' && isNullTest(part.of, first.field)
      : by.columns.every((column) => along.includes(column)));
  const fields = [
    ...(along === null ? (order ?? []).map(({ field }) => field) : []),
    ...parts.filter((part) => !served(part)).flatMap(({ part }) => fieldsOf(part)),
  ];
  return along !== null && fields.length === 0
    ? { by: 'index', columns: along, seek: 'range' }
    : { by: 'scan', fields: [...new Set(fields)] };
}

/**
 * Whether the database may go through the rows that have a value in the first term of the order along an index of it, past those
 * that have none. Where a few values find the rows, or few rows can pass, that would be a longer way than one look at them all.
 */
export function isWalked(
  table: Table,
  { where, order }: { readonly where: Predicate | null; readonly order: readonly OrderTerm[] },
): boolean {
  if (servedBy(table, { where: null, order }).by !== 'index') return false;
  const asked = [...conjunctsOf(where), ...conjunctsOf(table.rights?.rows ?? null)];
  if (asked.some((part) => isOfFew(table, part))) return false;
  const passing = servedBy(table, { where, order });
  return passing.by === 'scan' || passing.seek === 'range';
}

/** Whether it names a row, or a few of one citizen’s, in whichever way. */
function isOfFew(table: Table, part: Predicate): boolean {
  return passesBy(part, ({ field, test }) => {
    const type = table.mapping.fields[field]?.type;
    const names = type?.kind === 'identifier' || type?.names === true;
    return names && (test.op === 'eq' || test.op === 'in');
  });
}

/**
 * Lets a read go to the database that an index serves, or whose table is not too large to be looked through. Throws
 * SCAN_REFUSED, with what to narrow, and NOT_FILTERABLE.
 */
export function admitRead(table: Table, read: ReadShape): void {
  if (!exceedsScan(table) || servedBy(table, read).by === 'index') return;
  const narrow = soughtFields(table).join(', ') || 'id';
  throw fault('SCAN_REFUSED', { source: table.source, rows: table.rows ?? 0, narrow });
}

/** Whether the table has more rows than may be looked through for one read. */
export function exceedsScan({ rows, scannedRows }: Table): boolean {
  return rows !== null && rows > scannedRows;
}

interface SoughtPart {
  readonly part: Predicate;
  readonly by: SoughtBy | null;
}

function partsOf(where: Predicate | null, table: BoundTable): readonly SoughtPart[] {
  return conjunctsOf(where).map((part) => ({ part, by: compileWhere(part, table).by }));
}

function columnsOf(by: SoughtBy | null): readonly string[] | null {
  return by === null ? null : by.columns;
}

/** The column along whose index the rows come in the order, or nearly so; null where all must be sorted. */
function orderedBy(table: Table, order: readonly OrderTerm[]): readonly string[] | null {
  const [term] = order.flatMap(({ field }) => table.mapping.fields[field] ?? []);
  if (term === undefined) {
    if (table.mapping.key === null) return null;
    const key = columnRef(table, table.mapping.key);
    const isBare = table.dialect.keys.sorted(key).sql === name(key.reference).sql;
    return isBare ? leading(table, table.mapping.key) : null;
  }
  if ('constant' in term) return null;
  const [column] = term.columns;
  const { ordering } = term.codec;
  if (column === undefined || ordering === undefined) return null;
  const along = table.dialect.expressions.indexOrder(columnRef(table, column), ordering);
  return along === null ? null : leading(table, column);
}

/** Rows of a joined table come in its order only where all of them are read first. */
function leading(table: Table, column: string): readonly string[] | null {
  const { info, join } = columnRef(table, column);
  if (join !== null) return null;
  return table.indexes.some(([first]) => first === info.name) ? [info.name] : null;
}

/** The fields by a value of which an index finds rows. */
function soughtFields(table: Table): readonly string[] {
  return Object.entries(table.mapping.fields).flatMap(([field, mapping]) => {
    if ('constant' in mapping || table.rights?.closed.has(field) === true) return [];
    const test = { op: 'eq', value: sampleOf(mapping.type) } as const;
    const pushed = mapping.codec.push(test);
    if (pushed === null) return [];
    const { by } = compileWhere({ kind: 'test', field, test }, table);
    return by === null || by.columns.length === 0 ? [] : [field];
  });
}

/** Some value that a field of the kind may hold. */
function sampleOf(type: FieldType): FilterValue {
  switch (type.kind) {
    case 'coded':
      return type.values[0] ?? '';
    case 'moment':
      return '2016-08-15';
    case 'integer':
    case 'decimal':
    case 'money':
      return 1;
    case 'flag':
      return true;
    default:
      return '1';
  }
}
