import type { Comparison, Composition, Ordering, Trimmed } from '../model/condition.ts';
import type { Unit } from '../model/dimension.ts';
import type { RawRow, RawValue } from '../model/raw.ts';

export type ClientName = 'sqlite' | 'postgres' | 'mysql' | 'mssql';

/** One legacy database, as its mapping file's `database:` block has it after checking; times in milliseconds. */
export interface DatabaseOptions {
  readonly client: ClientName;
  /** `file:` path for SQLite, otherwise `postgres://`, `mysql://`, `mssql://user:password@host:port/database?encrypt=…`. */
  readonly url: string;
  /** Where unqualified tables lie; PostgreSQL and SQL Server schema, MySQL database. */
  readonly schema?: string;
  readonly statementTimeout: number;
  readonly connectTimeout: number;
  readonly pool: { readonly max: number };
  /** Those of every source where nothing is said. */
  readonly limits?: SourceLimits;
  /** SQL Server: both stated per source, for tedious and knex default to opposite values. */
  readonly encrypt: boolean;
  readonly trustServerCertificate: boolean;
  /** SQL Server 2008 R2 and TLS 1.0 servers, only when a source asks for it. */
  readonly legacyTls: boolean;
  readonly readOnlyIntent: boolean;
  /** SQL Server; those of every source where nothing is said. */
  readonly locks?: LockRules;
}

/** How a reader stands beside the program that writes. */
export interface LockRules {
  /**
   * `snapshot` waits for no writer and makes none wait, where the database allows it; `read-committed` reads what is committed
   * under locks that last as long as a row is read; `auto` is the first where the database allows it, and otherwise the second.
   */
  readonly isolation: 'auto' | 'snapshot' | 'read-committed';
  /** Milliseconds that a statement waits for a lock of another program before it gives up. */
  readonly lockTimeout: number;
}

/** Nobody waits long for a reader, and it waits for nobody long. */
export const USUAL_LOCKS: LockRules = { isolation: 'auto', lockTimeout: 1_000 };

/** What may be asked of one legacy database at the most. */
export interface SourceLimits {
  /** Rows of one statement. */
  readonly rows: number;
  /** Bytes of the values of one statement. */
  readonly bytes: number;
  /** Statements that wait for their turn. */
  readonly queue: number;
  /** Milliseconds that a statement waits for its turn. */
  readonly wait: number;
  /** Rows of a table that a read without an index may look through. */
  readonly scannedRows: number;
}

/** Far beyond any page, and far below what would harm the process. */
export const USUAL_LIMITS: SourceLimits = {
  rows: 100_000,
  bytes: 64 * 1024 * 1024,
  queue: 2_000,
  wait: 10_000,
  scannedRows: 5_000_000,
};

export interface TableName {
  readonly schema?: string;
  readonly table: string;
}

/** One column as the database describes it. */
export interface ColumnInfo {
  readonly name: string;
  /** The database's own type name in lower case: `varchar`, `datetime2`, `timestamp without time zone`. */
  readonly type: string;
  readonly kind: 'text' | 'number' | 'moment' | 'date' | 'boolean' | 'binary' | 'other';
  /** Text columns: false where characters are bytes of a code page (SQL Server `varchar`, `char`, `text`). */
  readonly unicode: boolean;
  /** Windows code page of a non-Unicode text column. */
  readonly codePage?: number;
  /**
   * Text: the only signs that the column can keep, as iconv-lite names a character set; `bytes` where the database keeps
   * bytes and knows no set. Absent where it keeps any sign.
   */
  readonly charset?: string;
  /** Text: what compares it, where a value must be given the same collation. */
  readonly collation?: string;
  /** The type, or the character set, that a value is given before it is compared with the column, as SQL writes it. */
  readonly valueType?: string;
  /** Text: characters at the most, where the database says so; Infinity for a type without limit. */
  readonly length?: number;
  /** Numbers: digits, and of these behind the point. */
  readonly precision?: number;
  readonly scale?: number;
  readonly unsigned?: boolean;
  /** The only values that a column of an enumeration holds. */
  readonly labels?: readonly string[];
  /** SQLite, where any value can stand in any column: what it makes of those it is given. */
  readonly affinity?: 'text' | 'number' | 'none';
  readonly nullable?: boolean;
  /** Of rows in which other conditions leave nothing that the column's index has elsewhere than it belongs. */
  readonly inPlace?: boolean;
  /** Whether the database itself keeps its values apart; absent where it does not say. */
  readonly unique?: boolean;
  /** Moments: digits of a second kept (SQL Server `datetime` keeps 3, on a grid of 0, 3 and 7). */
  readonly fraction?: number;
}

/** One table as the database describes it. */
export interface TableInfo {
  readonly columns: readonly ColumnInfo[];
  /**
   * The columns of each index that has every row, in its order; of one over expressions only those before them. Absent where
   * the database does not tell: of a view, and to a login without the right.
   */
  readonly indexes?: readonly TableIndex[];
  /** About how many rows it has, by the database's own statistics; absent where it keeps none. */
  readonly rows?: number;
}

export interface TableIndex {
  readonly columns: readonly string[];
  /** It keeps the values of its columns together apart. */
  readonly unique: boolean;
}

/** A value in a form in which a column may hold it; bytes also of text, where the database knows no character set. */
export type Held = string | number | bigint | boolean | Uint8Array;

/** A piece of SQL for knex: `??` stands for an identifier, `?` for a value. */
export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** How much of a table an index over the column finds for a condition: what bears a few values, or a stretch of them. */
export type Seek = 'point' | 'range';

/** A condition on one column; without `seek` no index over the column serves it, and every row is looked at. */
export interface ColumnCondition extends Fragment {
  readonly seek?: Seek;
  /** Holds of at least the same rows, and costs far less: several conditions are told by theirs first. */
  readonly near?: Fragment;
}

/** An ordering of what it reads in a column, as far as an index over the column goes along with it. */
export interface IndexOrder {
  readonly sorted: Fragment;
  /** Of what is read. */
  compare(op: Comparison, value: string | number): Fragment;
  /** What the bare column is walked by, where that is not in the order of the ordering itself, but near it. */
  readonly walk?: Walk;
}

/**
 * The first n rows of a table in the order of the bare column show where the first n of the ordering lie: of these none has a
 * value that those have not, or lies beyond all of them.
 */
export interface Walk {
  /** What is kept of the walked rows, of a derived table `w` that holds the column as `v`; as columns of `a`. */
  readonly met: Fragment;
  /** A condition, served by the index, that holds at least of the rows that what was kept stands for. */
  readonly within: Fragment;
  /** Leaves out of the walk what the index has elsewhere, which `within` holds of in any case. */
  readonly inPlace?: Fragment;
}

/** A column inside a statement: its reference (`t.HoTen`) and what the database says of it. */
export interface ColumnRef {
  readonly reference: string;
  readonly info: ColumnInfo;
}

/** Rows that a database gives as one result where no more can come; beyond, they come as a stream where it has one. */
export const ROWS_AT_ONCE = 10_000;

/** A compiled statement: a single SELECT, with bindings as `Expressions.bind` made them. */
export interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
  /** Rows that it can give at the most; where more come, they are not its answer. Absent where nothing bounds them. */
  readonly most?: number;
  /** It looks at every row: a database that plans better when it knows the values may be told them before it plans. */
  readonly scans?: boolean;
  /**
   * It counts rows by what stands in them as it is, finds where some are, or reads rows that tell of nobody: its answer may be kept,
   * of a copy, or of a database that says whether it has changed.
   */
  readonly tellsOfNobody?: boolean;
}

/** What was read: one statement, its rows and the bytes of their values; and rows given to the answer, read or not. */
interface Spent {
  readonly statements?: number;
  readonly rows?: number;
  readonly bytes?: number;
  readonly answers?: number;
}

/** One request before all databases: whose turn it is, what it may still read, and when nobody waits for it any more. */
export interface RequestScope {
  /** For whom it is, so that one with many requests has no more turns than one with few; undefined: for nobody in particular. */
  readonly who: string | undefined;
  /** Why it reads no more; undefined while it does. */
  readonly ended: DatabaseFault | undefined;
  /** Calls `stop` if the request ends before the returned function is called. */
  onEnd(stop: (why: DatabaseFault) => void): () => void;
  /** Counts against the request's budget; beyond it the request ends, with all that it has under way. */
  spend(spent: Spent): void;
  /** Between two pieces of its work: undefined where it may go on, or a promise of its next slice of the event loop. */
  slice(): Promise<void> | undefined;
}

export interface ReadOptions {
  readonly request?: RequestScope;
  /** Cancels the statement on the server. */
  readonly signal?: AbortSignal;
  /** Milliseconds; shorter than the source's statement timeout where the request has less time left. */
  readonly timeout?: number;
  /** Called when the statement's turn has come. */
  readonly onTurn?: () => void;
}

/** How a read failed, in words a source can act upon. `cause` goes to the log only. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';
  /**
   * BUSY: all connections were in use until time was up, or rows were locked, which says nothing of the server. TOO_MUCH: a
   * statement gave more than the source's limits. TOO_COMPLEX: the server cannot take in so large a statement. TOO_COSTLY: the
   * request has read more than its budget.
   */
  readonly reason:
    | 'UNREACHABLE'
    | 'TIMEOUT'
    | 'BUSY'
    | 'CANCELLED'
    | 'REFUSED'
    | 'FAILED'
    | 'TOO_MUCH'
    | 'TOO_COMPLEX'
    | 'TOO_COSTLY';

  constructor(reason: DatabaseFault['reason'], cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** An open (lazily connecting) legacy database. Its sessions are read-only, and it refuses what is not a single SELECT. */
export interface Database {
  read(statement: Statement, options?: ReadOptions): Promise<readonly RawRow[]>;
  /** Each table asked for; one that does not exist is absent. */
  describe(tables: readonly TableName[]): Promise<ReadonlyMap<TableName, TableInfo>>;
  close(): Promise<void>;
}

/** A stretch of the calendar in SQL. */
export interface Period {
  readonly by: Fragment;
  readonly read: (raw: RawValue) => string | null;
}

/** SQL where the dialects differ. Every method is pure. */
export interface Expressions {
  /** A filter value bound with the type that keeps the column's index usable and its text whole. */
  bind(value: RawValue | bigint, column: ColumnInfo): unknown;
  /** The column as it is read: text for moments, decimals and 64-bit integers. */
  select(column: ColumnRef): Fragment;
  /** The column is one of the values, as the condition `in` says. */
  among(
    column: ColumnRef,
    values: readonly Held[],
    how?: { readonly trimmed?: Trimmed },
  ): ColumnCondition;
  /** The column holds one of the codes, as the condition `code` says. */
  code(column: ColumnRef, codes: readonly string[]): ColumnCondition;
  /** How rows are grouped by the raw value itself, not by what a collation takes for the same; and that value, where it is something else. */
  grouped(column: ColumnRef): { readonly by: Fragment; readonly read?: Fragment };
  /** The column holds what is read under the ordering. */
  readable(column: ColumnRef, ordering: Ordering): Fragment;
  /** The column holds none, or what is not read under the ordering. */
  unreadable(column: ColumnRef, ordering: Ordering): ColumnCondition;
  /** A sortable expression; NULL for none and unreadable. */
  order(column: ColumnRef, ordering: Ordering): Fragment;
  /** The text that columns make, NULL for none, and how it compares with another. */
  composed(
    columns: readonly ColumnRef[],
    composition: Composition,
  ): {
    readonly sorted: Fragment;
    readonly compare: (op: Comparison, value: string | number) => Fragment;
  };
  /** Null where an index over the column is of no use to the ordering. */
  indexOrder(column: ColumnRef, ordering: Ordering): IndexOrder | null;
  /**
   * The day, month or year of what the ordering reads, NULL for all else: an expression to group by, or to compare with that of
   * another column of the table, and its values as `yyyy-MM-dd`, `yyyy-MM` or `yyyy`.
   */
  period(column: ColumnRef, ordering: Ordering, unit: Unit): Period;
  /** Whole days from one day to the other, each as `period` has it; NULL where either is. */
  daysBetween(from: Fragment, to: Fragment): Fragment;
  /** Compares under an ordering; never true for none and unreadable. Keeps the index on native columns. */
  compare(
    column: ColumnRef,
    ordering: Ordering,
    op: Comparison,
    value: string | number,
  ): ColumnCondition;
  /** The two columns hold the same, in a form that lets the database look up the first by an index. */
  same(column: ColumnRef, other: ColumnRef): Fragment;
  /** `pattern` has `%` for anything and is escaped with `\`; ASCII letters match in either case. */
  like(column: ColumnRef, pattern: string): Fragment;
}

/** Why a database does not answer, as far as who runs it can do something about it. */
export type Trouble =
  | 'CREDENTIALS'
  | 'DATABASE'
  | 'PERMISSION'
  | 'HOST'
  | 'PORT'
  | 'TLS'
  | 'TIMEOUT'
  | 'BUSY'
  | 'LOCKED'
  | 'CONNECTIONS'
  | 'LOST'
  | 'FILE_MISSING'
  | 'FILE_CLOSED'
  | 'FILE_FORM'
  | 'STATEMENT'
  | 'OTHER';

/** What the codes of a dialect's errors mean. */
export type Troubles = Readonly<Record<string, Trouble>>;

/** Keys by the database's own equality and order, so that nobody has to imitate a collation, and an index serves them. */
export interface KeyExpressions {
  /** The key as it stands, exactly; `readKey` makes text of it. */
  select(column: ColumnRef): Fragment;
  /** What is ordered and compared. */
  sorted(column: ColumnRef): Fragment;
  /** A key, as `readKey` has it, to compare with `sorted`; null where the column cannot hold it. */
  operand(key: string, column: ColumnInfo): Fragment | null;
  /** The key without what stands unseen at its ends, compared sign by sign. */
  trimmed(column: ColumnRef): Fragment;
  /** The key has something unseen at an end. */
  padded(column: ColumnRef): Fragment;
  /** A table `a` of keys to join with: `column1`, the place of each, and `column2`, the key. */
  asked(keys: readonly { readonly place: number; readonly operand: Fragment }[]): Fragment;
}

/** Numbers by which a database finds rows again that a statement has found. */
export interface RowNumbers {
  /** That of a row. */
  readonly number: Fragment;
  /** The rows that have one of them; `isStretch`: they are looked for in a stretch of the table. */
  among(numbers: readonly string[], isStretch: boolean): Fragment;
}

/** How many values a statement may bind, and the same statement with each bound once, however often it stands there. */
export interface Parameters {
  readonly most: number;
  readonly shared: (statement: Fragment) => Fragment;
}

/** How statements of one kind of database are compiled. */
export interface SqlDialect {
  readonly client: ClientName | 'duckdb';
  /** The knex client that compiles for it; compiling needs no connection. */
  readonly knexClient: 'better-sqlite3' | 'pg' | 'mysql2' | 'mssql';
  readonly expressions: Expressions;
  /** False where the type of a column is only a wish, and any value may stand in it. */
  readonly strictTypes: boolean;
  /** It reads rows off an index, sorts only those that the index takes for equal, and stops when it has enough. */
  readonly sortsBehindIndex: boolean;
  /**
   * What tells of a row of `GROUP BY GROUPING SETS` which of the columns it is not grouped by, a bit each, the last column's the
   * lowest; null where there are no such sets.
   */
  readonly groupingSets: 'GROUPING' | 'GROUPING_ID' | null;
  readonly keys: KeyExpressions;
  /** Left out where a statement may bind more than any asks for. */
  readonly parameters?: Parameters;
  /** Left out where rows have none, or keep them only until somebody writes. */
  readonly rowNumbers?: RowNumbers;
}

/** One kind of legacy database. */
export interface Dialect extends SqlDialect {
  readonly client: ClientName;
  /** What the codes of its errors mean to who runs it. */
  readonly troubles: Troubles;
  /**
   * Asks for schema, name and kind (`VIEW` in whatever case for what is no table) of every table that the user may see, and of a
   * synonym for what it stands, as the database writes that.
   */
  readonly tableNames: string;
  /** Asks for the declared references of one column to one: schema, table and column of the child, then of the parent. */
  readonly references: string;
  /** Asks for schema and name of the tables that there are and that the user may not read; null where the database hides them. */
  readonly deniedTables: string | null;
  open(options: DatabaseOptions): Database;
}
