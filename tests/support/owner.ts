import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { withOwner } from '../../scripts/demo/writers/owner.ts';
import type { ClientName } from '../../subgraphs/sources/dialects/dialect.ts';

/** Runs statements as the owner of a legacy database would: to make what the product then only reads. */
export async function runAsOwner(
  client: ClientName,
  url: string,
  statements: readonly string[],
): Promise<void> {
  if (client === 'sqlite') {
    const database = new Database(sqlitePath(url));
    for (const statement of statements) database.exec(statement);
    database.close();
    return;
  }
  await withOwner({ client, url }, async (run) => {
    // Old databases hold what a strict server would not take, such as the day 0000-00-00.
    if (client === 'mysql') await run(`SET SESSION sql_mode = ''`);
    for (const statement of statements) await run(statement);
  });
}

/** The file that a `file:` URL of a mapping names. */
export function sqlitePath(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '');
}
