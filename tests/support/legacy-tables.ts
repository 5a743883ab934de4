import type { ClientName } from '../../subgraphs/sources/dialects/dialect.ts';
import { runAsOwner } from './owner.ts';

/** Column types of legacy tables, as SQL Server calls them. */
type LegacyType =
  | 'int'
  | 'bigint'
  | 'bit'
  | 'datetime'
  | `char(${number})`
  | `varchar(${number})`
  | `nvarchar(${number})`;

/** A legacy table as a test plants it, the same in every database. */
export interface LegacyTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, LegacyType>>;
  readonly key?: string;
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

interface Writing {
  readonly type: (type: LegacyType) => string;
  readonly name: (name: string) => string;
  readonly text: (value: string) => string;
  readonly boolean: (value: boolean) => string;
  readonly drop: (name: string) => string;
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const plain: Writing = {
  type: (type) => type,
  name: (name) => `"${name}"`,
  text: quoted,
  boolean: (value) => String(Number(value)),
  drop: (name) => `DROP TABLE IF EXISTS ${name}`,
};

const WRITINGS: Readonly<Record<ClientName, Writing>> = {
  sqlite: plain,
  postgres: {
    ...plain,
    type: (type) =>
      type
        .replace('nvarchar', 'varchar')
        .replace('datetime', 'timestamp')
        .replace('bit', 'boolean'),
    boolean: String,
  },
  mysql: {
    ...plain,
    type: (type) =>
      type
        .replace('nvarchar', 'varchar')
        .replace('datetime', 'datetime(3)')
        .replace(/^bit$/u, 'tinyint(1)'),
    name: (name) => `\`${name}\``,
    text: (value) => quoted(value.replaceAll('\\', '\\\\')),
  },
  mssql: {
    ...plain,
    // A code page of Western Europe, whatever the server's own: TCVN3 text went through such columns.
    type: (type) =>
      /^(var)?char/u.test(type) ? `${type} COLLATE SQL_Latin1_General_CP1_CI_AS` : type,
    name: (name) => `[${name}]`,
    text: (value) => `N${quoted(value)}`,
    drop: (name) =>
      `IF OBJECT_ID(${quoted(name.replaceAll(/[[\]]/gu, ''))}) IS NOT NULL DROP TABLE ${name}`,
  },
};

/** Rows in one INSERT: SQL Server takes no more than 1,000. */
const BATCH = 500;

/** The statements that make the tables anew. */
function statementsFor(client: ClientName, tables: readonly LegacyTable[]): readonly string[] {
  const { type, name, text, boolean, drop } = WRITINGS[client];
  const literal = (value: string | number | boolean | null): string =>
    value === null
      ? 'NULL'
      : typeof value === 'string'
        ? text(value)
        : typeof value === 'boolean'
          ? boolean(value)
          : String(value);
  return tables.flatMap(({ name: table, columns, key, rows }) => {
    const definitions = Object.entries(columns).map(
      ([column, its]) => `${name(column)} ${type(its)}${column === key ? ' PRIMARY KEY' : ''}`,
    );
    const inserts = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_unused, batch) => {
      const values = rows
        .slice(batch * BATCH, (batch + 1) * BATCH)
        .map((row) => `(${row.map(literal).join(', ')})`);
      return `INSERT INTO ${name(table)} VALUES ${values.join(', ')}`;
    });
    return [
      drop(name(table)),
      `CREATE TABLE ${name(table)} (${definitions.join(', ')})`,
      ...inserts,
    ];
  });
}

/** Makes the tables anew in the database that the URL names. */
export function plantTables(
  client: ClientName,
  url: string,
  tables: readonly LegacyTable[],
): Promise<void> {
  return runAsOwner(client, url, statementsFor(client, tables));
}
