/**
 * SQLite files by `libsql`, on threads beside the main one, for its calls hold the thread that makes them. Its promise interface
 * looks for the first row on a thread of libsql's own, so that this one can hear a stop meanwhile; terminating a thread inside
 * libsql would abort the whole process.
 */
import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import './statements-at-once.js';
import Database from 'libsql/promise';
import { Ended, serveSessions } from '../threads/sessions.js';
import { FileState } from './file-state.js';
import { SessionStatements } from './session-statements.js';

/** Rows between two looks at what the main thread says; libsql reads as many at once. */
const AT_ONCE = 100;
/** Milliseconds. */
const INTERRUPT_AGAIN = 20;
/** A commit of the program that writes the file is waited for so long; the thread hears nobody meanwhile. */
const COMMIT_MS = 100;

let sessions = 0;

serveSessions({ open, reasonOf });

/** The file as it is now: libsql would make one that is missing, and would keep reading one that was replaced. */
function open({ path }, hold) {
  const inode = inodeOf(path);
  if (inode === undefined) throw new Ended('UNREACHABLE', 'No such file', 'SQLITE_CANTOPEN_NOENT');
  if (!statSync(path).isFile()) throw new Ended('UNREACHABLE', 'No file', 'SQLITE_CANTOPEN');
  const database = new Database(path);
  database.defaultSafeIntegers(true);
  const statements = new SessionStatements();
  const fileState = new FileState(`${threadId}.${++sessions}`);
  const prepare = async (/** @type {string} */ sql) => (await database.prepare(sql)).raw();
  let destroyed = false;
  let running = false;
  /**
   * What has waited for the file in vain. SQLite counts it among those that still read until it is run again, and no other statement
   * of the session lets go of the file while there is one.
   *
   * @type {'state' | 'statement' | undefined}
   */
  let stuck;
  const isFree = () => {
    if (stuck !== 'state') return stuck === undefined;
    try {
      fileState.now();
      stuck = undefined;
    } catch {
      // The next session waits for the file.
    }
    return stuck === undefined;
  };
  /** @type {NodeJS.Timeout | undefined} */
  let interrupting;
  /** An interrupt before the first step is lost, and nothing else ends a statement that has nobody: again until it ends. */
  const interrupt = () => {
    if (!running) return;
    interrupting = setTimeout(interrupt, INTERRUPT_AGAIN);
    database.interrupt();
  };
  const destroy = () => {
    if (destroyed) return;
    destroyed = true;
    if (running) interrupt();
    else database.close();
  };
  return {
    ready: database
      .exec(`PRAGMA query_only = ON; PRAGMA busy_timeout = ${COMMIT_MS}`)
      .then(() => fileState.prepare((sql) => prepare(sql))),
    state() {
      try {
        return fileState.now();
      } catch (error) {
        // Of anything else the statement itself will tell.
        if (!isBusy(error)) return undefined;
        stuck = 'state';
        throw error;
      }
    },
    async query(sql, bindings, onRow) {
      running = true;
      try {
        const statement = await statements.take(sql, prepare);
        const rows = await statement.iterate(bindings.map(toSqlite));
        let some = hold(() => takeSome(rows, onRow));
        while (some === 'more' && !destroyed) {
          await setImmediate();
          some = hold(() => takeSome(rows, onRow));
        }
        if (some === 'all') statements.giveBack(sql, statement);
        else cutShort(database, rows);
      } catch (error) {
        if (isBusy(error)) stuck = 'statement';
        throw error;
      } finally {
        running = false;
        clearTimeout(interrupting);
        if (destroyed) database.close();
      }
    },
    cancel: interrupt,
    close: destroy,
    destroy,
    bytesRead: () => 0,
    isCurrent: () => !destroyed && !statements.tooMany && inodeOf(path) === inode && isFree(),
  };
}

/** Whether more rows may come, or these were the last, or no more are wanted. */
function takeSome(
  /** @type {Iterator<unknown[]>} */ rows,
  /** @type {(row: unknown[]) => boolean} */ onRow,
) {
  for (let count = 0; count < AT_ONCE; count += 1) {
    const { value, done } = rows.next();
    if (done) return 'all';
    if (!onRow(value.map(fromSqlite))) return 'enough';
  }
  return 'more';
}

/** A statement that was begun holds its lock on the file until it ends. */
function cutShort(/** @type {Database} */ database, /** @type {Iterator<unknown[]>} */ rows) {
  database.interrupt();
  try {
    while (!rows.next().done);
  } catch {
    // The interrupt.
  }
}

function inodeOf(/** @type {string} */ path) {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Numbers would otherwise be bound as REAL, booleans abort. */
function toSqlite(/** @type {unknown} */ value) {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(/** @type {number} */ (value)) : value;
}

/**
 * Integers as numbers, those that a number cannot hold as text. Text behind U+0001 is in hexadecimal digits (see
 * `bytesAsText`): text where it is UTF-8, otherwise bytes.
 */
function fromSqlite(/** @type {unknown} */ value) {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (typeof value !== 'string' || !value.startsWith('\u0001')) return value;
  const bytes = Buffer.from(value.slice(1), 'hex');
  return isUtf8(bytes) ? bytes.toString('utf8') : Uint8Array.from(bytes);
}

const TOO_COMPLEX =
  /parser stack overflow|Expression tree is too large|too many SQL variables|too complex|string or blob too big/iu;

const isBusy = ({ code = '' }) => code.startsWith('SQLITE_BUSY');

function reasonOf({ code = '', message = '' }) {
  if (code === 'SQLITE_ERROR' && TOO_COMPLEX.test(message)) return 'TOO_COMPLEX';
  if (/^SQLITE_(?:CANTOPEN|NOTADB|IOERR|CORRUPT)/u.test(code)) return 'UNREACHABLE';
  if (code === 'SQLITE_READONLY') return 'REFUSED';
  if (code === 'SQLITE_INTERRUPT') return 'CANCELLED';
  return isBusy({ code }) ? 'TIMEOUT' : 'FAILED';
}
