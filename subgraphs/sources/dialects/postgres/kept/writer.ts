import { createHash } from 'node:crypto';
import type { KeptColumn } from '../../shared/kept/kept-column.ts';
import type { KeptWriter, WrittenValue } from '../../shared/kept/kept-writer.ts';
import { ticksOf } from '../../shared/kept/ticks.ts';
import { inPostgres, SQL_TYPES } from './form.ts';
import type { KeptSession } from './session.ts';

/** Tables of one schema of PostgreSQL. */
export interface SchemaWriter extends KeptWriter {
  /** Makes all tables ready to be read: with their indexes, and with what PostgreSQL plans by. */
  finish(): Promise<void>;
}

/** Bytes of a name; PostgreSQL would cut a longer one off. */
const MOST_NAME = 63;

/** `isFilled`: whether rows stand in its tables that are looked up while it is written. */
export function writeSchema(
  session: KeptSession,
  schema: string,
  { isFilled }: { readonly isFilled: boolean },
): SchemaWriter {
  const tables = new Map<string, readonly KeptColumn[]>();
  let open = false;
  /** Not before there is something to write: a source may keep us waiting, and a transaction holds up the server's cleaning. */
  const begin = async (): Promise<void> => {
    if (open) return;
    await session.query(`BEGIN; SET LOCAL search_path TO "${schema}"`);
    open = true;
  };
  const commit = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await session.query('COMMIT');
  };
  const index = async (table: string): Promise<void> => {
    for (const columns of inPostgres.indexes(tables.get(table) ?? [])) {
      const list = columns.map((column) => `"${column}"`).join(', ');
      await session.query(
        `CREATE INDEX IF NOT EXISTS "${indexName(table, columns)}" ON "${table}" (${list})`,
      );
    }
  };

  return {
    async table(name, columns) {
      for (const one of [name, ...columns.map((column) => column.name)])
        if (Buffer.byteLength(one) > MOST_NAME)
          throw new RangeError(`“${one}” is too long a name for PostgreSQL`);
      await begin();
      const list = columns.map((column) => `"${column.name}" ${SQL_TYPES[column.type]}`);
      await session.query(`CREATE TABLE IF NOT EXISTS "${name}" (${list.join(', ')})`);
      tables.set(name, columns);
      if (isFilled) await index(name);
    },
    async append(table, rows) {
      if (rows.length === 0) return;
      await begin();
      const columns = tables.get(table) ?? [];
      const list = columns.map((column) => `"${column.name}"`).join(', ');
      await session.copyIn(`COPY "${table}" (${list}) FROM STDIN`, linesOf(columns, rows));
    },
    commit,
    async query(sql, values) {
      await begin();
      return session.query(sql, values?.map(keepableOf));
    },
    kept: keepable,
    async abandon() {
      if (!open) return;
      open = false;
      await session.query('ROLLBACK').catch(() => undefined);
    },
    async finish() {
      await begin();
      for (const table of tables.keys()) {
        await index(table);
        await session.query(`ANALYZE "${table}"`);
      }
      await commit();
    },
  };
}

function indexName(table: string, columns: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([table, columns]))
    .digest('hex');
  return `i_${digest.slice(0, 16)}`;
}

function* linesOf(
  columns: readonly KeptColumn[],
  rows: readonly (readonly WrittenValue[])[],
): Generator<string> {
  for (const row of rows)
    yield `${columns.map(({ type }, place) => written(type, row[place] ?? null)).join('\t')}\n`;
}

/** The text as it is kept: PostgreSQL takes no U+0000, in what is looked for neither. */
function keepable(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}');
}

function keepableOf(value: string | readonly string[]): string | readonly string[] {
  return typeof value === 'string' ? keepable(value) : value.map(keepable);
}

/** A value in the text form of COPY. */
function written(type: KeptColumn['type'], value: WrittenValue): string {
  if (value === null) return '\\N';
  if (type === 'moment') return String(ticksOf(String(value)));
  return keepable(String(value)).replace(/[\\\t\n\r]/gu, escaped);
}

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(sign: string): string {
  return ESCAPES[sign] ?? '\\\\';
}
