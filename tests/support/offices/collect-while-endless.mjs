/**
 * Asks a session for statements of many texts, then for one without end, has V8 collect all that nobody holds, and interrupts:
 * ends with 0 where this thread is still its own. Run with `--expose-gc`.
 */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'libsql/promise';
import { SessionStatements } from '../../../subgraphs/sources/dialects/sqlite/session-statements.js';

const ENDLESS =
  'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c';
const directory = mkdtempSync(join(tmpdir(), 'motcua-collect-'));
const database = new Database(join(directory, 'office.db'));
const statements = new SessionStatements();
const prepare = (sql) => database.prepare(sql);

for (let text = 0; text < 20; text += 1) {
  const statement = await statements.take(`SELECT ${text}`, prepare);
  await statement.iterate([]);
}
const endless = (await statements.take(ENDLESS, prepare)).iterate([]);
await setTimeout(200);
for (let time = 0; time < 3; time += 1) {
  globalThis.gc();
  await setTimeout(10);
}
database.interrupt();
await assert.rejects(
  endless.then((rows) => rows.next()),
  { code: 'SQLITE_INTERRUPT' },
);
database.close();
rmSync(directory, { recursive: true });
