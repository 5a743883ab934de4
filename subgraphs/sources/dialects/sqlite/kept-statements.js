/**
 * The prepared statements of one session, by their text. To prepare one takes SQLite longer than to run it: its text is all that
 * legacy dates and encodings may be. libsql frees a statement when its object is collected, which nobody can ask for, and an old one
 * seldom is: so one is kept only when its text has come again, and one that is kept stays while it is used.
 *
 * @typedef {import('libsql/promise').Statement} Statement
 */
import { LRUCache } from 'lru-cache';

/** Characters of the texts; a prepared statement takes about fifteen bytes for each. */
const MOST = 256 * 1024;
const MOST_ONCE = 256;
/** Milliseconds without use after which another may take its place. */
const UNUSED = 60_000;

export class KeptStatements {
  /** @type {LRUCache<string, true>} */
  #once = new LRUCache({
    max: MOST_ONCE,
    maxSize: MOST,
    sizeCalculation: (_true, sql) => sql.length,
  });
  /** @type {LRUCache<string, Statement>} */
  #kept = new LRUCache({
    maxSize: MOST,
    sizeCalculation: (_statement, sql) => sql.length,
    ttl: UNUSED,
  });

  /**
   * One that nobody else uses until it is kept again; undefined where there is none.
   *
   * @param {string} sql
   */
  take(sql) {
    const statement = this.#kept.get(sql);
    this.#kept.delete(sql);
    return statement;
  }

  /**
   * One that has given all its rows: it holds no lock.
   *
   * @param {string} sql
   * @param {Statement} statement
   */
  keep(sql, statement) {
    if (!this.#once.has(sql)) {
      this.#once.set(sql, true);
      return;
    }
    if (!this.#hasRoom(sql)) this.#kept.purgeStale();
    if (this.#hasRoom(sql)) this.#kept.set(sql, statement);
  }

  clear() {
    this.#kept.clear();
  }

  #hasRoom(/** @type {string} */ { length }) {
    return this.#kept.calculatedSize + length <= MOST;
  }
}
