import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { inRepository } from '../../run/subgraph-names.ts';

/** The office whose dossiers are dealt out, by its mapping and its database. */
const OFFICE = 'cai-nuoc';
const KEY = 'MaSo';

/** Offices each with a database of its own: a folder of mappings, as `--sources` takes it, and their codes. */
export interface Communes {
  readonly sources: string;
  readonly codes: readonly string[];
}

/**
 * Deals the dossiers of one office out to so many, in turn, each with what hangs under them in an SQLite file of its own and under
 * one mapping with `offices:`. What stands in the folder already is not written again.
 */
export function dealOut(demo: () => string, directory: string, count: number): Communes {
  const folder = join(directory, `communes-${count}`);
  const sources = join(folder, 'sources');
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1).padStart(3, '0'));
  if (!existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(join(unfinished, 'sources'), { recursive: true, mode: 0o700 });
    const year = join(demo(), `${OFFICE}.db`);
    numbers.forEach((number, place) => {
      writePart(year, join(unfinished, `${number}.db`), { place, count });
    });
    writeMapping(join(unfinished, 'sources'), folder, numbers);
    renameSync(unfinished, folder);
  }
  return { sources, codes: numbers.map(codeOf) };
}

function codeOf(number: string): string {
  return `H12.X${number}`;
}

function writePart(
  from: string,
  to: string,
  { place, count }: { readonly place: number; readonly count: number },
): void {
  const database = new Database(to);
  database.exec(`ATTACH '${from}' AS year`);
  const made = database
    .prepare(
      'SELECT type, name, sql FROM year.sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC',
    )
    .all() as readonly { readonly type: string; readonly name: string; readonly sql: string }[];
  const isDealt = `WHERE "${KEY}" % ${count} = ${place}`;
  for (const { type, name, sql } of made) {
    database.exec(sql);
    if (type !== 'table') continue;
    const columns = database.prepare(`PRAGMA year.table_info("${name}")`).all() as readonly {
      readonly name: string;
    }[];
    // What hangs under no dossier goes by its own key.
    const own = columns.some((column) => column.name === KEY)
      ? isDealt
      : `WHERE ID % ${count} = ${place}`;
    database.exec(`INSERT INTO "${name}" SELECT * FROM year."${name}" ${own}`);
  }
  database.exec('DETACH year; ANALYZE');
  database.close();
}

/** The office's own mapping, with the lines that say who it is and where it lies told by each of the offices. */
function writeMapping(sources: string, folder: string, numbers: readonly string[]): void {
  const theirs = inRepository('subgraphs/onestop/sources');
  for (const file of readdirSync(theirs))
    if (file.startsWith(`${OFFICE}.`) && file.endsWith('.csv'))
      copyFileSync(join(theirs, file), join(sources, file));
  const told = readFileSync(join(theirs, `${OFFICE}.yaml`), 'utf8')
    .replace(/^source:.*$/mu, 'source: { code: "${CODE}", name: "Xã ${NUMBER}" }')
    .replace(/^ {2}url:.*$/mu, `  url: file:${folder}/\${NUMBER}.db`);
  writeFileSync(join(sources, 'communes.yaml'), `offices: communes.csv\n${told}`);
  const lines = ['CODE,NUMBER', ...numbers.map((number) => `${codeOf(number)},${number}`)];
  writeFileSync(join(sources, 'communes.csv'), `${lines.join('\n')}\n`);
}
