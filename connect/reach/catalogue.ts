import { compileSize } from '../../subgraphs/sources/compiler/unmapped.ts';
import {
  type ColumnInfo,
  DatabaseFault,
  type TableIndex,
  type TableName,
} from '../../subgraphs/sources/dialects/dialect.ts';
import type { RawRow, RawValue } from '../../subgraphs/sources/model/raw.ts';
import type { Progress } from '../report/progress.ts';
import { type Reached, reachedName } from './reach.ts';

/** A table or view as the database describes it. */
export interface Table {
  /** As a mapping writes it: without the schema in which unqualified names are looked for. */
  readonly name: TableName;
  readonly view: boolean;
  /** What it is, where it is no plain table: `materialised view`, `synonym of [dbo].[HoSo]`. */
  readonly sort: string | null;
  readonly columns: readonly ColumnInfo[];
  readonly indexes: readonly TableIndex[];
  /** About how many rows it has, `COUNTED` of which one does not know how many more; null where that was not told in time. */
  readonly rows: number | null;
}

/** A declared reference of one column to one. */
interface Reference {
  readonly child: TableName;
  readonly childColumn: string;
  readonly parent: TableName;
  readonly parentColumn: string;
}

/** What a login sees of a database. */
export interface Catalogue {
  readonly tables: readonly Table[];
  readonly references: readonly Reference[];
  /** Synonyms of what the database does not describe, such as a table of another one. */
  readonly elsewhere: readonly { readonly name: TableName; readonly base: string }[];
  /** Tables that are there and that the login may not read; null where the database does not tell. */
  readonly denied: readonly TableName[] | null;
}

/** Schemas of the servers' own. */
const SYSTEM = /^(?:information_schema|pg_catalog|pg_toast.*|mysql|performance_schema|sys)$/iu;
/** Where unqualified names are looked for, as servers are set up. */
const USUAL_SCHEMAS: Readonly<Record<string, string>> = { postgres: 'public', mssql: 'dbo' };
/** Rows are counted no further where the database keeps no statistics: so many are as many, or more. */
export const COUNTED = 100_001;
const AT_ONCE = 4;

/** Reads what there is: a few statements a table. */
export async function readCatalogue(reached: Reached, progress: Progress): Promise<Catalogue> {
  const { database, dialect } = reached;
  const usual = usualSchemaOf(reached);
  const ask = (sql: string): Promise<readonly RawRow[]> => database.read({ sql, bindings: [] });
  const nameOf = (schema: RawValue | undefined, table: RawValue | undefined): TableName =>
    schema == null || schema === usual
      ? { table: String(table) }
      : { schema: String(schema), table: String(table) };
  const isOurs = ({ schema, table }: TableName): boolean =>
    !SYSTEM.test(schema ?? '') &&
    !table.startsWith('sqlite_') &&
    // Other databases of the server are not those of the URL.
    (dialect.client !== 'mysql' || schema === undefined);

  progress.say('Reading the catalogue');
  const named = (await ask(dialect.tableNames))
    .map(([schema, table, kind, base]) => ({
      name: nameOf(schema, table),
      view: /view/iu.test(String(kind)),
      sort: sortOf(String(kind)),
      base: base == null ? null : String(base),
    }))
    .filter(({ name }) => isOurs(name))
    .sort((a, b) => (a.name.table < b.name.table ? -1 : 1));

  let described = 0;
  const tables: Table[] = [];
  const elsewhere: { readonly name: TableName; readonly base: string }[] = [];
  const next = named.values();
  const work = async (): Promise<void> => {
    for (const { name, view, sort, base } of next) {
      const info = (await database.describe([name])).get(name);
      if (info !== undefined) {
        const rows = info.rows ?? (await sizeOf(reached, name));
        tables.push({
          name,
          view,
          sort: base === null ? sort : `synonym of ${base}`,
          columns: info.columns,
          indexes: info.indexes ?? [],
          rows,
        });
      } else if (base !== null) elsewhere.push({ name, base });
      described += 1;
      progress.say(`Described ${described} of ${named.length} tables`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  const references = (await ask(dialect.references).catch(nothing)).map(
    ([childSchema, child, childColumn, parentSchema, parent, parentColumn]): Reference => ({
      child: nameOf(childSchema, child),
      childColumn: String(childColumn),
      parent: nameOf(parentSchema, parent),
      // SQLite leaves the parent's key out.
      parentColumn: parentColumn == null ? '' : String(parentColumn),
    }),
  );
  const denied =
    dialect.deniedTables === null
      ? null
      : (await ask(dialect.deniedTables).catch(nothing))
          .map(([schema, table]) => nameOf(schema, table))
          .filter(isOurs);
  return {
    tables: tables.sort((a, b) => (a.name.table < b.name.table ? -1 : 1)),
    references: references.map((one) =>
      one.parentColumn === '' ? { ...one, parentColumn: keyOf(tables, one.parent) } : one,
    ),
    elsewhere,
    denied,
  };
}

/** A database's word for a kind of table as people say it. */
function sortOf(kind: string): string | null {
  if (/material/iu.test(kind)) return 'materialised view';
  if (/view/iu.test(kind)) return 'view';
  return /foreign/iu.test(kind) ? 'foreign table' : null;
}

/** The columns by whose index alone rows are told apart, the first of them the likeliest key. */
export function uniqueColumns({ columns, indexes }: Table): readonly ColumnInfo[] {
  const names = indexes.flatMap((index) =>
    index.unique && index.columns.length === 1 ? index.columns : [],
  );
  return columns.filter(({ name }) => names.includes(name));
}

function keyOf(tables: readonly Table[], { table }: TableName): string {
  const parent = tables.find(({ name }) => name.table === table);
  return (parent && uniqueColumns(parent)[0]?.name) ?? '';
}

function usualSchemaOf({ dialect, login }: Reached): string | undefined {
  const { schema, client, url } = login.options;
  if (schema !== undefined) return schema;
  return client === 'mysql'
    ? decodeURIComponent(new URL(url).pathname.slice(1))
    : USUAL_SCHEMAS[dialect.client];
}

/** Null where it takes too long, or may not be read. */
async function sizeOf(reached: Reached, name: TableName): Promise<number | null> {
  const { database, dialect } = reached;
  try {
    const [row] = await database.read(compileSize(dialect, reachedName(reached, name), COUNTED), {
      timeout: 5_000,
    });
    return Number(row?.[0] ?? 0);
  } catch (error) {
    if (error instanceof DatabaseFault) return null;
    throw error;
  }
}

/** The login may not look into that part of the server's catalogue. */
function nothing(error: unknown): readonly RawRow[] {
  if (error instanceof DatabaseFault && error.reason === 'FAILED') return [];
  throw error;
}
