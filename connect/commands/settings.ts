import { z } from 'zod';
import { KIND_NAMES } from '../kinds.ts';

/** The database that is looked at. */
export const url = z.string().meta({
  word: 'URL',
  env: 'CONNECT_URL',
  give: 'postgres://user@host:5432/database, mysql://…, mssql://…, or the path of an SQLite file',
  about: 'the database, without its password: CONNECT_PASSWORD has that, or it is asked for',
});

export const schema = z.string().optional().meta({
  flag: 'schema',
  give: 'a schema’s name',
  about: 'where unqualified tables lie, if not where the server has them',
});

export const json = z.stringbool().default(false).meta({
  flag: 'json',
  about: 'says it as JSON, for a program',
});
export const kind = z.enum(KIND_NAMES).meta({
  flag: 'kind',
  give: `one of ${KIND_NAMES.join(', ')}`,
  about: 'what the database is connected as: onestop (hồ sơ), vic (văn bản), procedures (thủ tục)',
});
