import type { KindName } from '../../../connect/kinds.ts';
import { chunksOf } from '../../../service/chunks-of.ts';
import type { Random } from '../../demo/province/random.ts';

export type Client = 'sqlite' | 'postgres' | 'mysql';
type Cell = string | number | null;

/** A legacy table: its columns with their types, the key first, and how a row of it comes about. */
interface LegacyTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** References that the database declares: column → `table.column`. */
  readonly references?: Readonly<Record<string, string>>;
  readonly rows: number;
  /** The cells of the row of a number from 1 on, in the columns' order. */
  readonly row: (number: number, random: Random) => readonly Cell[];
}

/** `key` is a whole number of its own index; `datetime`, `yyyy-MM-dd HH:mm:ss`. */
type ColumnType =
  | 'key'
  | 'codeKey'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'date'
  | 'datetime'
  | 'text'
  | `varchar(${number})`
  | `char(${number})`;

/** What is right of a layout, written before it was looked at by any command. */
interface Truth {
  /** The root's table. */
  readonly table: string;
  /** `receivedAt` → its column; of children `steps.name`, and `steps` → their table. */
  readonly fields: Readonly<Record<string, string>>;
  /** Fields that no column of the table itself holds as it should be mapped, and that must not be believed. */
  readonly elsewhere?: readonly string[];
}

/** The shape of a kind of product, with made-up rows. */
export interface LegacyLayout {
  readonly name: string;
  readonly about: string;
  readonly kind: KindName;
  readonly tables: readonly LegacyTable[];
  readonly truth: Truth;
}

const TYPES: Readonly<Record<Client, Readonly<Record<string, string>>>> = {
  sqlite: { key: 'INTEGER PRIMARY KEY', codeKey: 'varchar(20) PRIMARY KEY' },
  postgres: {
    key: 'integer PRIMARY KEY',
    codeKey: 'varchar(20) PRIMARY KEY',
    datetime: 'timestamp(0)',
    decimal: 'numeric(12,1)',
  },
  mysql: {
    key: 'int PRIMARY KEY',
    codeKey: 'varchar(20) PRIMARY KEY',
    decimal: 'decimal(12,1)',
  },
};

/** The statements that make a layout's tables and rows in a database. */
export function statementsOf(
  { name, tables }: LegacyLayout,
  client: Client,
  random: (table: string) => Random,
): readonly string[] {
  const quote = (word: string): string => (client === 'mysql' ? `\`${word}\`` : `"${word}"`);
  return tables.flatMap((table) => {
    const columns = Object.entries(table.columns).map(
      ([column, type]) => `${quote(column)} ${TYPES[client][type] ?? type}`,
    );
    const references = Object.entries(table.references ?? {}).map(([column, to]) => {
      const [parent = '', key = ''] = to.split('.');
      return `FOREIGN KEY (${quote(column)}) REFERENCES ${quote(parent)} (${quote(key)})`;
    });
    const chance = random(`${name}/${table.name}`);
    const rows = Array.from(
      { length: table.rows },
      (_row, index) =>
        `(${table
          .row(index + 1, chance)
          .map(literal)
          .join(', ')})`,
    );
    return [
      `CREATE TABLE ${quote(table.name)} (${[...columns, ...references].join(', ')})${client === 'mysql' ? ' CHARACTER SET utf8mb4' : ''}`,
      ...chunksOf(rows, 200).map(
        (some) => `INSERT INTO ${quote(table.name)} VALUES ${some.join(', ')}`,
      ),
    ];
  });
}

function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  return typeof cell === 'number' ? String(cell) : `'${cell.replaceAll("'", "''")}'`;
}

/** A day of 2015 or 2016, the row's number deciding about where. */
export function dayOf(number: number, rows: number, plus = 0): Date {
  return new Date(Date.UTC(2015, 0, 5) + (Math.floor((number * 680) / rows) + plus) * 86_400_000);
}

/** `dd/MM/yyyy` */
export function slashed(day: Date): string {
  const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** A moment in the hours of an office, shifted by so many hours. */
export function moment(day: Date, random: Random, shift = 0): string {
  const at = new Date(day.getTime() + (7 + shift + random.next() * 9.5) * 3_600_000);
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
