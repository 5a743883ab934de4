import type { ClientName } from '../../../subgraphs/sources/dialects/dialect.ts';

/** The databases that this machine may have. */
export type LiveClient = Exclude<ClientName, 'mssql'>;

/** Bytes that stand in a column of SQLite’s as text, whether they are UTF-8 or not. */
interface Bytes {
  readonly bytes: string;
}

/** What stands in a column, before the dialect's own way of writing it. */
export type Stored = string | number | bigint | boolean | null | Bytes | { readonly sql: string };

/** The value as SQL that any client takes, whatever signs are in it. */
export function literalOf(client: LiveClient, stored: Stored): string {
  if (stored === null) return 'NULL';
  if (typeof stored === 'object')
    return 'sql' in stored ? stored.sql : `CAST(X'${stored.bytes}' AS TEXT)`;
  if (typeof stored === 'boolean')
    return client === 'sqlite' ? String(Number(stored)) : String(stored);
  if (typeof stored !== 'string') return numberLiteral(client, stored);
  const hex = Buffer.from(stored, 'utf8').toString('hex');
  switch (client) {
    case 'sqlite':
      return `CAST(X'${hex}' AS TEXT)`;
    case 'mysql':
      return `_utf8mb4 X'${hex}'`;
    case 'postgres':
      return `'${Buffer.from(stored.replaceAll('\0', ''), 'utf8').toString('utf8').replaceAll("'", "''")}'`;
  }
}

function numberLiteral(client: LiveClient, stored: number | bigint): string {
  if (Number.isFinite(Number(stored))) return String(stored);
  if (client === 'postgres') return `'${String(stored)}'`;
  if (client === 'mysql' || Number.isNaN(stored)) return 'NULL';
  return Number(stored) < 0 ? '-9e999' : '9e999';
}
