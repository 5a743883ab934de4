import { chunksOf } from '../../../service/chunks-of.ts';
import type { Cell, Column, ColumnType, Table } from '../table.ts';
import { createTable, type Naming, SQLITE } from './create-table.ts';
import { type LoadTarget, withOwner } from './owner.ts';

/** How a dialect writes tables and their rows. */
interface Writing extends Naming {
  readonly literal: (cell: Cell, column: Column) => string;
  readonly drop: (name: string) => string;
}

/** SQL Server takes no more than 1,000 rows in one INSERT. */
const BATCH = 500;

/** Makes a few tables anew, for a test: the same rows in every kind of database. */
export async function loadTables(target: LoadTarget, tables: readonly Table[]): Promise<void> {
  const statements = tables.flatMap((table) => statementsFor(table, WRITINGS[target.client]));
  await withOwner(target, async (run) => {
    for (const statement of statements) await run(statement);
  });
}

/** Takes the tables away again. */
export async function dropTables(target: LoadTarget, tables: readonly Table[]): Promise<void> {
  const { drop: statementFor, name } = WRITINGS[target.client];
  await withOwner(target, async (run) => {
    for (const table of tables) await run(statementFor(name(table.name)));
  });
}

function statementsFor(definition: Table, writing: Writing): readonly string[] {
  const { name, columns, rows } = definition;
  const table = writing.name(name);
  const inserts = chunksOf(rows, BATCH).map((batch) => {
    const values = batch.map((row) => {
      const cells = columns.map((column, place) => writing.literal(row[place] ?? null, column));
      return `(${cells.join(', ')})`;
    });
    return `INSERT INTO ${table} VALUES ${values.join(', ')}`;
  });
  return [writing.drop(table), createTable(definition, writing), ...inserts];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const plain = (cell: Cell): string =>
  typeof cell === 'string' ? quoted(cell) : String(cell ?? 'NULL');
const renamed = (type: ColumnType, names: Readonly<Partial<Record<string, string>>>): string =>
  names[type] ?? type.replace('nvarchar', 'varchar');
const drop = (name: string): string => `DROP TABLE IF EXISTS ${name}`;

const WRITINGS: Readonly<Record<LoadTarget['client'], Writing>> = {
  sqlite: { ...SQLITE, literal: plain, drop },
  postgres: {
    name: (name) => `"${name}"`,
    type: (type) =>
      renamed(type, { datetime: 'timestamp', bit: 'boolean', float: 'double precision' }),
    literal: (cell, { type }) =>
      type === 'bit' && cell !== null ? String(cell === 1) : plain(cell),
    drop,
  },
  mysql: {
    name: (name) => `\`${name}\``,
    type: (type) =>
      renamed(type, {
        datetime: 'datetime(3)',
        bit: 'tinyint(1)',
        float: 'double',
        text: 'longtext',
      }),
    literal: (cell) => plain(typeof cell === 'string' ? cell.replaceAll('\\', '\\\\') : cell),
    drop,
  },
  mssql: {
    name: (name) => `[${name}]`,
    // A Western code page whatever the server's own: TCVN3 and VNI went through such columns.
    type: (type) => {
      if (type === 'text') return 'nvarchar(max)';
      return /^(var)?char/u.test(type) ? `${type} COLLATE SQL_Latin1_General_CP1_CI_AS` : type;
    },
    // With a blank in it, a moment is read by the session's language.
    literal: (cell, { type }) =>
      typeof cell === 'string'
        ? `N${quoted(type === 'datetime' ? cell.replace(' ', 'T') : cell)}`
        : plain(cell),
    drop: (name) => `IF OBJECT_ID(N'${name}') IS NOT NULL DROP TABLE ${name}`,
  },
};
