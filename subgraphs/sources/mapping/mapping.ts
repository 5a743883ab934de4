import type { Codec } from '../codecs/codec.ts';
import type { DatabaseOptions, TableName } from '../dialects/dialect.ts';
import type { Comparison } from '../model/condition.ts';
import type { FieldType } from '../model/entity.ts';
import type { FilterValue } from '../model/predicate.ts';
import type { RawValue } from '../model/raw.ts';
import type { Place } from '../../../service/yaml/written-fault.ts';

/** Where one canonical field lies: columns read together through a codec, or the same value for every row. */
export type FieldMapping =
  | {
      readonly type: FieldType;
      readonly columns: readonly string[];
      readonly codec: Codec<unknown, FilterValue>;
      /** Where the mapping says so. */
      readonly at: Place;
    }
  | { readonly type: FieldType; readonly constant: unknown };

/**
 * What every row must pass: raw equality with one of `values` (null among them means none), or with none of them; or a comparison,
 * which nothing passes that is none.
 */
export type RowCondition = { readonly column: string; readonly at: Place } & (
  | { readonly values: readonly RawValue[]; readonly negated: boolean }
  | { readonly op: Comparison; readonly value: string | number }
);

/**
 * A row of another table that stands beside each row of a table, at most one: columns of it are called by its name,
 * `user.full_name`. What it is found by may lie in the row itself, or in one joined before.
 */
export interface JoinMapping {
  readonly name: string;
  readonly table: TableName;
  readonly at: Place;
  readonly on: readonly { readonly theirs: string; readonly ours: string }[];
  readonly where: readonly RowCondition[];
  /** Which of several rows it is; null where there is only one. */
  readonly chosen: ChosenRow | null;
}

/** One row of several by an order: the first or last of all, or that next to the row itself, which has the same columns. */
export interface ChosenRow {
  readonly which: 'first' | 'last' | 'next' | 'previous';
  /** The last column tells the rows apart. */
  readonly order: readonly {
    readonly column: string;
    /** Of columns that do not sort as they stand. */
    readonly codec: Codec<unknown, FilterValue> | null;
  }[];
}

/** One table of one entity. */
export interface TableMapping {
  /** Tells the tables of one entity apart in ids; null where there is just one. */
  readonly name: string | null;
  readonly table: TableName;
  readonly at: Place;
  /** Each after those that it is found by. */
  readonly joins: readonly JoinMapping[];
  readonly where: readonly RowCondition[];
  /** Columns of which one grows whenever a row comes or changes; none where only reading all rows tells. */
  readonly changed: readonly string[];
  /** Where the mapping says so. */
  readonly changedAt: Place;
  readonly fields: Readonly<Record<string, FieldMapping>>;
}

/** A table whose rows are found by their own key. */
export interface RootTableMapping extends TableMapping {
  readonly key: string;
  /** Where the mapping says so. */
  readonly keyAt: Place;
  readonly children: Readonly<Record<string, ChildTableMapping>>;
}

/** A table whose rows hang under a row of another: `childColumn` holds what stands in the parent's `parentColumn`. */
export interface ChildTableMapping extends TableMapping {
  readonly childColumn: string;
  readonly parentColumn: string;
  /** Where the mapping says so. */
  readonly parentAt: Place;
  /** Rows of one parent come in its order; null where the mapping names none. */
  readonly key: string | null;
  /** Where the mapping says so. */
  readonly keyAt: Place;
}

/** Who a source is. `asOf`, local time, where its database is a copy that nobody writes to any more. */
export interface SourceIdentity {
  readonly code: string;
  readonly name: string;
  readonly asOf?: string | undefined;
}

/** What a source allows whoever copies it. */
export interface CopyRules {
  /** Whether the copy has the fields that say who a citizen is. */
  readonly personal: boolean;
  /** The part of the time in which its database may be busy with a copy, over 0 and at most 1. */
  readonly share: number;
  /** When a server copies it by itself, local time, `18:00-06:00`; at any time where nothing is said. */
  readonly hours?: string | undefined;
  /** Milliseconds for which answers come from the copy after a look at the database; nobody looks where nothing is said. */
  readonly check?: number | undefined;
}

/** One mapping file, checked. */
export interface SourceMapping<Extra = unknown> {
  readonly file: string;
  /** Of all that decides what its rows mean: a copy made under another is none of this source. */
  readonly digest: string;
  readonly copy: CopyRules;
  readonly source: SourceIdentity;
  readonly database: DatabaseOptions;
  /** The keys of the file that belong to one subgraph alone, such as `office`. */
  readonly extra: Extra;
  readonly entities: Readonly<Record<string, readonly RootTableMapping[]>>;
}

/** The join by whose name the column is called; null for a column of the table itself. */
export function joinNameOf(column: string): string | null {
  const dot = column.indexOf('.');
  return dot < 0 ? null : column.slice(0, dot);
}

/** The table's name among all tables of all sources; part of cursors. */
export function tableId(source: string, entity: string, table: string | null): string {
  return table === null ? `${source}/${entity}` : `${source}/${entity}/${table}`;
}
