import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { copyFiles } from '../../../subgraphs/sources/copy/keeping/files/copy-files.ts';
import { MANIFEST, readManifest } from '../../../subgraphs/sources/copy/keeping/manifest.ts';
import { A_DAY } from '../../../subgraphs/sources/dialects/shared/kept/ticks.ts';
import { type Gathered, settle } from '../../../subgraphs/sources/dialects/duckdb/settle.ts';
import type { ProvinceData } from '../province/data.ts';

/** Whole weeks, so that days of the week stay what they are. */
const YEAR = 364n * A_DAY;

/** As a copy of all rows is laid out. */
const GATHERED: Gathered = new Map(
  ['dossier', 'dossier/tiep-nhan', 'dossier/huy'].map((table) => [table, ['status']]),
);

/**
 * Copies of so many years, each the one that there is with its moments that much earlier and its rows under keys of their own: the
 * eldest first, as a table that grows has them. Written once, beside those of the one year; resolves to what the graph is started over.
 */
export async function ensureYears(
  { demo, copies }: ProvinceData,
  years: number,
): Promise<ProvinceData> {
  const whole = `${copies}-${years}`;
  if (!existsSync(whole)) {
    const unfinished = `${whole}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    const folder = join(unfinished, 'onestop');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { place } of copyFiles(join(copies, 'onestop'))) {
      const [grown, settled] = [join(unfinished, 'grown.duckdb'), join(folder, basename(place))];
      await multiply(place, grown, years);
      await settle(grown, settled, { memory: '1GB', gathered: GATHERED });
      rmSync(grown);
    }
    renameSync(unfinished, whole);
  }
  return { demo, copies: whole };
}

async function multiply(from: string, to: string, years: number): Promise<void> {
  const instance = await DuckDBInstance.create(to, { threads: '1', memory_limit: '1GB' });
  const connection = await instance.connect();
  await connection.run(`ATTACH '${from}' AS year (READ_ONLY)`);
  const names = await rowsOf(
    connection,
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'year'`,
  );
  for (const [name] of names) {
    const table = String(name);
    if (table.startsWith('_'))
      await connection.run(`CREATE TABLE "${table}" AS FROM year."${table}"`);
    else await multiplyTable(connection, table, years);
  }
  await multiplyRows(connection, years);
  await connection.run('DETACH year; CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

async function multiplyTable(
  connection: DuckDBConnection,
  table: string,
  years: number,
): Promise<void> {
  const columns = await rowsOf(
    connection,
    `SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'year' AND table_name = '${table}'`,
  );
  const isRoot = columns.every(([name]) => name !== '_parent');
  const [[rows] = []] = await rowsOf(connection, `SELECT COUNT(*) FROM year."${table}"`);
  for (let ago = years - 1; ago >= 0; ago -= 1) {
    const moved = columns.map(([name, type]) => {
      const column = `"${String(name)}"`;
      // Of children, places count under their parent.
      if (name === '_place')
        return isRoot ? `_place + ${(years - 1 - ago) * Number(rows)}` : '_place';
      if (/^_(?:key|parent|link\d+)$/u.test(String(name)))
        return ago === 0 ? column : `${column} || '-${ago}'`;
      return type === 'BIGINT' ? `${column} - ${BigInt(ago) * YEAR}` : column;
    });
    const select = columns.map(([name], place) => `${moved[place] ?? ''} AS "${String(name)}"`);
    const into = ago === years - 1 ? `CREATE TABLE "${table}" AS` : `INSERT INTO "${table}"`;
    await connection.run(`${into} SELECT ${select.join(', ')} FROM year."${table}" ORDER BY rowid`);
  }
}

/** The manifest says how many rows there are. */
async function multiplyRows(connection: DuckDBConnection, years: number): Promise<void> {
  const [[text] = []] = await rowsOf(connection, `FROM "${MANIFEST}"`);
  const manifest = readManifest(text);
  if (manifest === null) throw new Error('a copy of another version: take it away');
  await connection.run(`UPDATE "${MANIFEST}" SET manifest = $1`, [
    JSON.stringify({ ...manifest, rows: manifest.rows * years }),
  ]);
}

async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}
