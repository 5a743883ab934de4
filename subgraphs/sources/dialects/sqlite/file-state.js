/**
 * Names the state that a file is in for one session: SQLite's own `data_version`, by which it knows itself whether what it has read
 * of the file still holds. It says so of one connection's own time alone, so that the session's name is part of the state's.
 *
 * @typedef {import('libsql/promise').Statement} Statement
 */

/** What can give another answer over the same file: a view may say `date('now')`, a virtual table reads what it likes. */
const MAY_CHANGE =
  "SELECT COUNT(*) FROM sqlite_master WHERE type = 'view' OR (type = 'table' AND rootpage = 0)";

export class FileState {
  #session;
  /** @type {Statement | undefined} */
  #version;
  /** @type {Statement | undefined} */
  #mayChange;
  /** Of which version it is known whether its file alone says what is read. */
  #looked = { version: undefined, isAlone: false };

  constructor(/** @type {string} */ session) {
    this.#session = session;
  }

  async prepare(/** @type {(sql: string) => Promise<Statement>} */ prepare) {
    this.#version = await prepare('PRAGMA data_version');
    this.#mayChange = await prepare(MAY_CHANGE);
  }

  /** Undefined where the file is not all that is read. Throws what SQLite does, `SQLITE_BUSY` where another program is writing it this moment. */
  now() {
    const [version] = this.#version.get();
    if (version !== this.#looked.version) {
      const [several] = this.#mayChange.get();
      // What was looked at may be of a later version, which is then looked at anew.
      this.#looked = { version, isAlone: Number(several) === 0 };
    }
    return this.#looked.isAlone ? `${this.#session}.${version}` : undefined;
  }
}
