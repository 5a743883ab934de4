/**
 * The prepared statements of one session, by their text: to prepare one takes SQLite longer than to run it, for its text is all that
 * legacy dates and encodings may be.
 *
 * libsql frees a statement when its object is collected, which nobody can ask for, and freeing waits for what its connection does:
 * a collection while a statement without end runs would hold this thread with it, so that nobody could interrupt it any more. So
 * none is let go before its session has ended, and a session that holds too many should be.
 *
 * @typedef {import('libsql/promise').Statement} Statement
 */

/** Characters of all texts; a prepared statement takes about fifteen bytes for each. */
const MOST = 512 * 1024;

export class SessionStatements {
  /** @type {Statement[]} */
  #held = [];
  #characters = 0;
  /** @type {Map<string, Statement>} */
  #free = new Map();

  /** Whether the session should be followed by another that holds none. */
  get tooMany() {
    return this.#characters > MOST;
  }

  /**
   * One that nobody else uses until it is given back.
   *
   * @param {string} sql
   * @param {(sql: string) => Promise<Statement>} prepare
   */
  async take(sql, prepare) {
    const free = this.#free.get(sql);
    if (free !== undefined) {
      this.#free.delete(sql);
      return free;
    }
    const statement = await prepare(sql);
    this.#held.push(statement);
    this.#characters += sql.length;
    return statement;
  }

  /**
   * One that has given all its rows: it holds no lock.
   *
   * @param {string} sql
   * @param {Statement} statement
   */
  giveBack(sql, statement) {
    this.#free.set(sql, statement);
  }
}
