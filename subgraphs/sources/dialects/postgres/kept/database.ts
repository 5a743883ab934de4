import { type Database, USUAL_LIMITS } from '../../dialect.ts';
import { postgres } from '../index.ts';

/** Milliseconds; what takes longer has been asked of the wrong columns. */
const STATEMENT_TIMEOUT = 20_000;
const CONNECT_TIMEOUT = 5_000;

/** The database that keeps copies, as processes read it: in read-only sessions, `connections` of them. */
export function openKeptDatabase(url: string, connections: number): Database {
  return postgres.open({
    client: 'postgres',
    url,
    statementTimeout: STATEMENT_TIMEOUT,
    connectTimeout: CONNECT_TIMEOUT,
    pool: { max: connections },
    limits: USUAL_LIMITS,
    encrypt: true,
    trustServerCertificate: false,
    legacyTls: false,
    readOnlyIntent: false,
  });
}
