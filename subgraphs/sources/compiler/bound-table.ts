import { fault } from '../../../service/errors/faults.ts';
import type { ColumnInfo, ColumnRef, SqlDialect } from '../dialects/dialect.ts';
import type { AskedField, Predicate } from '../model/predicate.ts';
import {
  type ChildTableMapping,
  type JoinMapping,
  joinNameOf,
  type RootTableMapping,
  type TableMapping,
} from '../mapping/mapping.ts';

/** A mapped table whose columns the database has described: all that compiling a statement takes. */
export interface BoundTable<M extends TableMapping = TableMapping> {
  readonly mapping: M;
  readonly dialect: SqlDialect;
  /** The source's code. */
  readonly source: string;
  /** Unique among all tables of all sources; part of cursors. */
  readonly id: string;
  /** By the names that the mapping uses, those of joined tables behind the join's. */
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  /** By their names, each after those that it is found by. */
  readonly joins: ReadonlyMap<string, BoundJoin>;
  /** The database's names of the columns of each index, in its order. */
  readonly indexes: readonly (readonly string[])[];
  /** About how many rows the table has; null where the database does not tell. */
  readonly rows: number | null;
  /** Rows that a read without an index may look through. */
  readonly scannedRows: number;
  /** Tables whose rows hang under this one's, by name. */
  readonly children: Readonly<Record<string, BoundChildTable>>;
  /** Of a copy alone: what it keeps of its rows beside their values. */
  readonly kept?: KeptRows;
  /** What it shows to who asks; all of it where nothing is said. */
  readonly rights?: TableRights;
}

/** What a table shows to who asks. Its mapping then has only fields that are shown, those that are masked with codecs that mask. */
export interface TableRights {
  /** The table with all that it has: what rules look at, and filters once they are let through. */
  readonly whole: BoundTable;
  /** The rows that are there for who asks; null for all. */
  readonly rows: Predicate | null;
  /** Fields that nothing may be asked by. */
  readonly closed: ReadonlySet<string>;
  /** Fields of whose repairs nobody is told what stood there. */
  readonly unsaid: ReadonlySet<string>;
  /** Rows in which these fields are null to who asks, to filters too. */
  readonly withheld: { readonly where: Predicate; readonly fields: ReadonlySet<string> } | null;
}

/** A row of another table beside each row, under a name of its own in a statement. */
export interface BoundJoin {
  readonly mapping: JoinMapping;
  readonly alias: string;
  /** As those of a table. */
  readonly indexes: BoundTable['indexes'];
  /** Of a row that is chosen: the last column of its order tells it apart from all others of its table. */
  readonly alone: boolean;
}

/** A column inside a statement; `join` where it is one of a joined row. */
export interface TableColumn extends ColumnRef {
  readonly join: BoundJoin | null;
}

/** What a copy keeps of its rows, by the names of the columns. */
export interface KeptRows {
  /** The place of the row in the order of the database's own keys. */
  readonly place: string;
  /** What was done to the row's values: a list of `Repair` as JSON, or null for none. */
  readonly repairs: string;
  /** Fields that the database has and the copy has not. */
  readonly omitted: ReadonlySet<string>;
  /** Fields whose values are encrypted: equal ones are found, and no others. */
  readonly sealed: ReadonlySet<string>;
  /** Local moment as of which its rows hold. */
  readonly asOf: string;
  /** How many rows there are; null where that is not known. */
  readonly count: number | null;
  /** Columns that have a value in every row, as far as is known. */
  readonly full: ReadonlySet<string>;
}

export type BoundRootTable = BoundTable<RootTableMapping>;
export type BoundChildTable = BoundTable<ChildTableMapping>;

/** Whether a copy can be asked by the field in this way; the database itself always can. */
export function isCopied({ kept }: BoundTable, { field, op }: AskedField): boolean {
  if (kept === undefined) return true;
  return !kept.omitted.has(field) && (!kept.sealed.has(field) || isEquality(op));
}

/**
 * Throws FORBIDDEN_FIELD where who asks may not see the field as it is, and NOT_COPIED where just the database can be asked by it in
 * this way: the copy would find nothing.
 */
export function assertAskable(table: BoundTable, asked: AskedField): void {
  if (table.rights?.closed.has(asked.field) === true)
    throw fault('FORBIDDEN_FIELD', { field: asked.field });
  if (!isCopied(table, asked))
    throw fault('NOT_COPIED', { field: asked.field, source: table.source });
}

/** Whether rows may have no value in the field, as far as is known without looking at them. */
export function mayLack({ mapping, kept, rights }: BoundTable, field: string): boolean {
  const its = mapping.fields[field];
  if (its === undefined || 'constant' in its || kept === undefined) return true;
  const [first = ''] = its.columns;
  return !kept.full.has(first) || rights?.withheld?.fields.has(field) === true;
}

export function isRoot(table: BoundTable): table is BoundRootTable {
  return !('childColumn' in table.mapping);
}

function isEquality(op: AskedField['op']): boolean {
  return op === 'eq' || op === 'in' || op === 'isNull';
}

/** The column inside a statement, where the table always goes by the name `t`. */
export function columnRef({ columns, joins }: BoundTable, name: string): TableColumn {
  const info = columns.get(name);
  if (info === undefined) throw new TypeError(`Column ${name} was not described`);
  const join = joins.get(joinNameOf(name) ?? '') ?? null;
  return { reference: `${join?.alias ?? 't'}.${info.name}`, info, join };
}

/** The columns that some fields lie in. */
export function columnsOf({ mapping }: BoundTable, fields: Iterable<string>): readonly string[] {
  return [...fields].flatMap((field) => {
    const its = mapping.fields[field];
    return its === undefined || 'constant' in its ? [] : its.columns;
  });
}

/** Whether indexes lead from the joined row back to the rows of the table. */
export function isReached(table: BoundTable, { mapping }: BoundJoin): boolean {
  return (
    mapping.chosen === null &&
    mapping.on.some(({ ours }) => {
      const { info, join } = columnRef(table, ours);
      const { indexes } = join ?? table;
      return (
        indexes.some(([first]) => first === info.name) && (join === null || isReached(table, join))
      );
    })
  );
}
