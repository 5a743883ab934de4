import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { catalogueRows, catalogueTables } from './layouts/catalogue.ts';
import { layouts } from './layouts/index.ts';
import { agencyRows, openRegistry, vicTables } from './layouts/vic.ts';
import { offices } from './offices.ts';
import { countOf, type Generation } from './loads.ts';
import { type DossierRecord, writeOffice } from './records.ts';
import { createSqliteWriter } from './writers/sqlite.ts';

/** Raised whenever the databases would come out differently: older ones are written anew. */
const VERSION = 6;
const NOTE = 'demo.json';

const noteSchema = z.object({ version: z.number(), seed: z.number(), scale: z.number() });

/** How far the generator has come. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly what: string;
}

/** What was written into a folder; null where there is nothing of the demo province. */
export function readNote(directory: string): z.infer<typeof noteSchema> | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(join(directory, NOTE), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether the folder holds this version of the demo province. */
export function isCurrent(directory: string): boolean {
  return readNote(directory)?.version === VERSION;
}

/**
 * Writes the province's databases and their ground truth beside the folder, then puts them in its place: whoever starts
 * meanwhile finds all of it or nothing. A folder that holds anything else is left alone.
 */
export function generateProvince(
  directory: string,
  generation: Generation,
  onProgress: (progress: Progress) => void,
): void {
  if (existsSync(directory) && readdirSync(directory).length > 0 && readNote(directory) === null)
    throw new Error(`${directory} exists and holds no demo province: name another folder`);
  const temporary = `${directory}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  try {
    writeDatabases(temporary, generation, onProgress);
    writeFileSync(join(temporary, NOTE), JSON.stringify({ version: VERSION, ...generation }));
    // Whoever takes it for a model has real people in it.
    for (const name of readdirSync(temporary)) chmodSync(join(temporary, name), 0o600);
    rmSync(directory, { recursive: true, force: true });
    renameSync(temporary, directory);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process was faster.
    if (!isCurrent(directory)) throw error;
  }
}

/** Dossiers between two reports. */
const REPORT = 500;

function writeDatabases(
  directory: string,
  generation: Generation,
  onProgress: (progress: Progress) => void,
): void {
  const all = offices.reduce((sum, office) => sum + countOf(office, generation.scale), 0);
  let done = 0;

  const catalogue = createSqliteWriter(join(directory, 'thu-tuc.db'), catalogueTables);
  for (const row of catalogueRows()) catalogue.write(row);
  catalogue.close();

  const vic = createSqliteWriter(join(directory, 'vic.db'), vicTables);
  const registry = openRegistry(generation);
  for (const row of agencyRows()) vic.write(row);
  for (const row of registry.letterRows()) vic.write(row);

  const truth = openTruth(join(directory, 'truth.ndjson.gz'));
  for (const office of offices) {
    const { tables } = layouts[office.layout];
    const writer = createSqliteWriter(join(directory, `${office.file}.db`), tables);
    for (const dossier of writeOffice(office, generation)) {
      for (const row of dossier.rows) writer.write(row);
      for (const row of registry.decisionRows(dossier.truth)) vic.write(row);
      truth.write(dossier.record);
      done += 1;
      if (done % REPORT === 0 || done === all) onProgress({ done, all, what: office.file });
    }
    writer.close();
  }
  truth.close();
  vic.close();
}

/** The ground truth, one dossier a line; gzip members one after another are one gzip file. */
function openTruth(file: string): { write(record: DossierRecord): void; close(): void } {
  let lines: string[] = [];
  const flush = (): void => {
    appendFileSync(file, gzipSync(lines.map((line) => `${line}\n`).join('')));
    lines = [];
  };
  return {
    write(record) {
      lines.push(JSON.stringify(record));
      if (lines.length === 5_000) flush();
    },
    close: flush,
  };
}
