import { createHash, randomInt } from 'node:crypto';
import type { Statement } from '../../../dialects/dialect.ts';
import { APPLICATION, type KeptSession } from '../../../dialects/postgres/kept/session.ts';
import type { RawRow } from '../../../model/raw.ts';
import type { WholeCopy } from '../copy-store.ts';

/** `whole` ones are read; `unfinished` are those of all rows, `changes` those on top of another, that nobody reads yet. */
type State = 'unfinished' | 'changes' | 'whole';

/** Whose copies: a source's of a subgraph. */
export interface Whose {
  readonly subgraph: string;
  readonly source: string;
}

/** What is said of the schemas of copies: one row a schema, by which readers find them. */
const REGISTRY = '"motcua_copies"."registry"';

/** For the time that a reader may need to see that there is a newer copy, and to end what it reads. */
const KEPT_FOR = '2 minutes';

/** Makes the table unless it is there; two sessions that make it at the same time would be in each other's way. */
export async function makeRegistry(session: KeptSession): Promise<void> {
  const lock = lockOf('the registry');
  await session.query('SELECT pg_advisory_lock($1)', [lock]);
  try {
    await session.query(
      `CREATE SCHEMA IF NOT EXISTS "motcua_copies";
       CREATE TABLE IF NOT EXISTS ${REGISTRY} ("id" bigserial PRIMARY KEY, "subgraph" text NOT NULL, "source" text NOT NULL,
         "state" text NOT NULL, "generation" int, "replaced" timestamptz)`,
    );
  } finally {
    await session.query('SELECT pg_advisory_unlock($1)', [lock]);
  }
}

/** Holds the source until the session ends; resolves to who holds it otherwise, and null where that is this session. */
export async function lockSource(
  session: KeptSession,
  { subgraph, source }: Whose,
): Promise<string | null> {
  const lock = lockOf(`${subgraph}/${source}`);
  const [[isOurs] = []] = await session.query('SELECT pg_try_advisory_lock($1)', [lock]);
  if (isOurs === true) return null;
  const [[holder = ''] = []] = await session.query(
    `SELECT a.application_name FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
       AND ((CAST(l.classid AS bigint) << 32) | CAST(l.objid AS bigint)) = CAST($1 AS bigint)`,
    [lock],
  );
  return String(holder).replace(APPLICATION, '') || 'that has just ended';
}

/** A schema for a copy that is begun, with nothing in it. */
export async function addSchema(
  session: KeptSession,
  { subgraph, source }: Whose,
  state: State,
): Promise<string> {
  const [[id] = []] = await session.query(
    `INSERT INTO ${REGISTRY} ("subgraph", "source", "state") VALUES ($1, $2, $3) RETURNING "id"`,
    [subgraph, source, state],
  );
  const schema = nameOf(id);
  await session.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  return schema;
}

/** The schemas of a source in the state, the newest first. */
export async function schemasIn(
  session: KeptSession,
  { subgraph, source }: Whose,
  state: State,
): Promise<readonly string[]> {
  const rows = await session.query(
    `SELECT "id" FROM ${REGISTRY} WHERE "subgraph" = $1 AND "source" = $2 AND "state" = $3 ORDER BY "id" DESC`,
    [subgraph, source, state],
  );
  return rows.map(([id]) => nameOf(id));
}

/**
 * Makes the finished schema the newest copy of its source, for all who read, in one moment. It gets a name that no other ever has,
 * though the database be emptied or restored: what readers know of a copy they know by its name.
 */
export async function publish(
  session: KeptSession,
  { subgraph, source }: Whose,
  schema: string,
): Promise<WholeCopy> {
  const whose = [subgraph, source];
  const id = String(randomInt(2 ** 47, 2 ** 48 - 1));
  const place = nameOf(id);
  await session.query('BEGIN; SET LOCAL synchronous_commit TO on');
  await session.query(
    `UPDATE ${REGISTRY} SET "replaced" = now() WHERE "subgraph" = $1 AND "source" = $2 AND "state" = 'whole' AND "replaced" IS NULL`,
    whose,
  );
  const [[generation] = []] = await session.query(
    `UPDATE ${REGISTRY} SET "state" = 'whole', "generation" =
       (SELECT COALESCE(MAX("generation"), 0) + 1 FROM ${REGISTRY} WHERE "subgraph" = $1 AND "source" = $2), "id" = $4
     WHERE "id" = $3 RETURNING "generation"`,
    [...whose, idOf(schema), id],
  );
  await session.query(`ALTER SCHEMA "${schema}" RENAME TO "${place}"`);
  await session.query('COMMIT');
  return { source, generation: Number(generation), place };
}

/** Drops the copies of a source that nobody reads any more; one that is in use after all stays until the next time. */
export async function dropOld(session: KeptSession, { subgraph, source }: Whose): Promise<void> {
  const rows = await session.query(
    `SELECT "id" FROM ${REGISTRY} WHERE "subgraph" = $1 AND "source" = $2 AND "state" = 'whole'
       AND "replaced" < now() - CAST($3 AS interval)
     ORDER BY "generation" DESC OFFSET 1`,
    [subgraph, source, KEPT_FOR],
  );
  for (const [id] of rows) await drop(session, nameOf(id));
}

export async function drop(session: KeptSession, schema: string): Promise<void> {
  await session.query(`BEGIN; SET LOCAL lock_timeout TO '5s'`);
  try {
    await session.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    await session.query(`DELETE FROM ${REGISTRY} WHERE "id" = $1`, [idOf(schema)]);
    await session.query('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK');
    if ((error as { readonly code?: unknown }).code !== '55P03') throw error;
  }
}

/** Asks for the whole copies of a subgraph's sources. */
export function listOf(subgraph: string): Statement {
  return {
    sql: `SELECT "id", "source", "generation" FROM ${REGISTRY} WHERE "subgraph" = $1 AND "state" = 'whole' ORDER BY "generation" DESC`,
    bindings: [subgraph],
  };
}

export function readList(rows: readonly RawRow[]): readonly WholeCopy[] {
  return rows.map(([id, source, generation]) => ({
    source: String(source),
    generation: Number(generation),
    place: nameOf(id),
  }));
}

function nameOf(id: unknown): string {
  return `motcua_copy_${String(id)}`;
}

function idOf(schema: string): string {
  return schema.slice(nameOf('').length);
}

/** The number of a lock, of 64 bits. */
function lockOf(what: string): string {
  return String(createHash('sha256').update(`motcua copy ${what}`).digest().readBigInt64BE());
}
