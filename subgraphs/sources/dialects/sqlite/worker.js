/**
 * Runs one SQLite database's statements, one after another, off the main thread. Plain JavaScript, so that it needs no loader.
 * libsql's promise interface runs a statement on a thread of its own, so that this one can hear `stop` meanwhile;
 * terminating a thread inside libsql would abort the whole process.
 *
 * @typedef {{ id: number, sql: string, bindings: readonly unknown[] }} Job
 * @typedef {{ run: Job } | { stop: number } | 'close'} Request
 */
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'libsql/promise';

/** @type {string} */
const path = workerData;
/** @type {Job[]} */
const waiting = [];
/** @type {number | undefined} */
let running;
/** @type {{ database: Database, inode: number } | undefined} */
let opened;

parentPort.on('message', (/** @type {Request} */ request) => {
  if (request === 'close') {
    opened?.database.close();
    parentPort.close();
  } else if ('run' in request) {
    waiting.push(request.run);
    if (running === undefined) void runAll();
  } else if (request.stop === running) {
    opened?.database.interrupt();
  } else {
    const index = waiting.findIndex(({ id }) => id === request.stop);
    if (index >= 0) waiting.splice(index, 1);
  }
});

async function runAll() {
  for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
    running = job.id;
    try {
      const database = await open();
      const statement = await database.prepare(job.sql);
      const rows = await statement.raw().all(job.bindings.map(toSqlite));
      parentPort.postMessage({ id: job.id, rows: rows.map((row) => row.map(fromSqlite)) });
    } catch (error) {
      parentPort.postMessage({ id: job.id, code: error.code ?? 'ERROR', message: error.message });
    }
  }
  running = undefined;
}

/** The file as it is now: libsql would make one that is missing, and would keep reading one that was replaced. */
async function open() {
  const file = statSync(path, { throwIfNoEntry: false });
  if (opened !== undefined && opened.inode !== file?.ino) {
    opened.database.close();
    opened = undefined;
  }
  if (file === undefined)
    throw Object.assign(new Error('No such file'), { code: 'SQLITE_CANTOPEN' });
  if (opened === undefined) {
    const database = new Database(path);
    await database.exec('PRAGMA query_only = ON');
    database.defaultSafeIntegers(true);
    opened = { database, inode: file.ino };
  }
  return opened.database;
}

/** Numbers would otherwise be bound as REAL, booleans abort. */
function toSqlite(/** @type {unknown} */ value) {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(/** @type {number} */ (value)) : value;
}

/** Integers as numbers, those that a number cannot hold as text. */
function fromSqlite(/** @type {unknown} */ value) {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
