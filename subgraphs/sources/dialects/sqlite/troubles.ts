import type { Troubles } from '../dialect.ts';

/** By SQLite's result codes; the missing file is the worker's own. */
export const troubles: Troubles = {
  SQLITE_CANTOPEN_NOENT: 'FILE_MISSING',
  SQLITE_CANTOPEN: 'FILE_CLOSED',
  SQLITE_CANTOPEN_ISDIR: 'FILE_CLOSED',
  SQLITE_PERM: 'FILE_CLOSED',
  SQLITE_IOERR: 'FILE_CLOSED',
  SQLITE_NOTADB: 'FILE_FORM',
  SQLITE_CORRUPT: 'FILE_FORM',
  SQLITE_AUTH: 'PERMISSION',
  SQLITE_BUSY: 'BUSY',
  SQLITE_LOCKED: 'BUSY',
};
