import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ConfigFault, systemReason } from '../../service/settings/config.ts';
import { catalogueRows, catalogueTables } from './layouts/catalogue.ts';
import { layouts } from './layouts/index.ts';
import { agencyRows, openRegistry, vicTables } from './layouts/vic.ts';
import { offices } from './province/offices.ts';
import { countOf, type Generation } from './province/loads.ts';
import { isCurrent, noteOf, readNote } from './province/note.ts';
import { type DossierRecord, writeOffice } from './truth/records.ts';
import { createSqliteWriter } from './writers/sqlite.ts';

/** How far the generator has come. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly what: string;
}

export interface Generating extends Generation {
  readonly onProgress: (progress: Progress) => void;
  /** Aborts to break off; what was begun is removed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the province's databases and their ground truth beside the folder, then puts them in its place: whoever starts
 * meanwhile finds all of it or nothing. A folder that holds anything else is left alone.
 */
export async function generateProvince(
  directory: string,
  { onProgress, signal, ...generation }: Generating,
): Promise<void> {
  if (isForeign(directory))
    throw new ConfigFault([`${directory} exists and holds no demo province: name another folder.`]);
  const temporary = temporaryOf(directory, process.pid);
  try {
    removeAbandoned(directory);
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true, mode: 0o700 });
    await writeDatabases(temporary, { ...generation, onProgress, signal });
    const note = noteOf(generation);
    writeFileSync(join(temporary, note.file), note.text);
    // Whoever takes it for a model has real people in it.
    for (const name of readdirSync(temporary)) chmodSync(join(temporary, name), 0o600);
    rmSync(directory, { recursive: true, force: true });
    renameSync(temporary, directory);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary, { recursive: true });
    // Another process was faster.
    if (isCurrent(directory)) return;
    if (signal?.aborted === true) throw error;
    throw new ConfigFault([`${directory} cannot be written: ${systemReason(error)}.`]);
  }
}

/** Whether something stands there that is no demo province. */
function isForeign(directory: string): boolean {
  if (!existsSync(directory)) return false;
  if (!statSync(directory).isDirectory()) return true;
  return readdirSync(directory).length > 0 && readNote(directory) === null;
}

function temporaryOf(directory: string, pid: number | string): string {
  return `${directory}.${pid}.tmp`;
}

/** Removes what processes that were killed have left half-written beside the folder. */
function removeAbandoned(directory: string): void {
  const parent = dirname(directory);
  if (!existsSync(parent)) return;
  const [before = '', after = ''] = temporaryOf(basename(directory), '*').split('*');
  for (const name of readdirSync(parent)) {
    const pid = name.slice(before.length, -after.length);
    if (temporaryOf(basename(directory), pid) === name && /^\d+$/u.test(pid) && !isRunning(pid))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Dossiers between two reports. */
const REPORT = 500;

async function writeDatabases(
  directory: string,
  { onProgress, signal, ...generation }: Generating,
): Promise<void> {
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
      if (done % REPORT !== 0 && done !== all) continue;
      onProgress({ done, all, what: office.file });
      // A signal is heard between two turns of the event loop.
      await setImmediate();
      signal?.throwIfAborted();
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
