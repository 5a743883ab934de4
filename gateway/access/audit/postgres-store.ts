import pg from 'pg';
import { ConfigFault } from '../../../service/settings/config.ts';
import { BEGINNING, readLine, type Tip, tipAt, tipBehind } from './chain.ts';
import type { StoredLine, TrailStore } from './store.ts';

const TABLE = 'motcua_trail';

/** Lines are the truth; the columns beside them only find them. Of gateways that begin at the same time one makes the table. */
const CREATE = `
  SELECT pg_advisory_xact_lock(hashtext('${TABLE}'), 0);
  CREATE TABLE IF NOT EXISTS ${TABLE} (n bigint PRIMARY KEY, day date NOT NULL, line text NOT NULL);
  CREATE INDEX IF NOT EXISTS ${TABLE}_day ON ${TABLE} (day)`;

/** One writer at a time, whoever it is; a server that trades durability for speed is told not to for these. */
const BEGIN = `BEGIN; SET LOCAL synchronous_commit TO on;
  SELECT pg_advisory_xact_lock(hashtext('${TABLE}'), '${TABLE}'::regclass::oid::int)`;

/** One that hangs must not hold the others up: what it was about to write was not sent. */
const WAIT_MS = 10_000;
const CONNECT_MS = 5_000;
const CONNECTIONS = 2;
/** Rows read at once. */
const PAGE = 2_000;
/** The last checkpoint stands among so many lines: a thousand lie between two at most. */
const TAIL = 1_001;

interface Row {
  readonly n: string;
  readonly line: string;
}

/** Reads a trail that is kept in a database, whoever writes it. */
export async function* readPostgresTrail(
  url: string,
  from?: string,
  to?: string,
): AsyncGenerator<StoredLine> {
  const pool = openPool(url);
  try {
    await assertThere(pool);
    yield* linesOf(pool, from, to);
  } finally {
    await pool.end();
  }
}

/**
 * Keeps a trail in a table of a PostgreSQL, which several gateways write. Each goes on from the last line there, once it has seen that
 * what others have written since its own last line follows from that. Throws a `ConfigFault` where there is no database.
 */
export async function openPostgresTrail(url: string): Promise<TrailStore> {
  const pool = openPool(url);
  let tip: Tip;
  try {
    if (!(await isThere(pool))) await pool.query(CREATE);
    tip = await lastTip(pool);
  } catch (error) {
    await pool.end();
    throw new ConfigFault([`The trail’s database (AUDIT_URL): ${(error as Error).message}.`]);
  }

  return {
    async append(link) {
      tip = await inTransaction(pool, async (client) => {
        const before = await caughtUp(client, tip);
        const { lines, tip: next } = link(before);
        if (lines.length === 0) return before;
        const numbers = lines.map((_line, at) => before.n + 1 + at);
        await client.query(
          `INSERT INTO ${TABLE} SELECT n, $2::date, line FROM unnest($1::bigint[], $3::text[]) AS of (n, line)`,
          [numbers, next.day, lines],
        );
        return next;
      });
    },
    read: (from, to) => linesOf(pool, from, to),
    async firstFrom(day) {
      const { rows } = await pool.query<{ first: string | null; kept: string | null }>(
        `SELECT min(n) AS first, min(n) FILTER (WHERE day >= $1::date) AS kept FROM ${TABLE}`,
        [day],
      );
      const [{ first, kept } = { first: null, kept: null }] = rows;
      return kept === null || kept === first ? undefined : Number(kept);
    },
    async removeBefore(line) {
      await pool.query(`DELETE FROM ${TABLE} WHERE n < $1`, [line]);
    },
    close: () => pool.end(),
  };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: WAIT_MS,
    statement_timeout: WAIT_MS,
    idle_in_transaction_session_timeout: WAIT_MS,
    application_name: 'motcua-trail',
  });
  // A connection that breaks while nobody uses it is opened anew by the next who does.
  pool.on('error', () => undefined);
  return pool;
}

async function isThere(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('${TABLE}') IS NOT NULL AS there`,
  );
  return rows[0]?.there === true;
}

async function assertThere(pool: pg.Pool): Promise<void> {
  const there = await isThere(pool).catch((error: unknown) => {
    throw new ConfigFault([`The trail’s database (AUDIT_URL): ${(error as Error).message}.`]);
  });
  if (!there) throw new ConfigFault(['There is no trail in the database of AUDIT_URL.']);
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(BEGIN);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // The connection may still be within what it has begun.
    client.release(true);
    throw error;
  }
}

async function lastTip(pool: pg.Pool): Promise<Tip> {
  const { rows } = await pool.query<Row>(`SELECT line FROM ${TABLE} ORDER BY n DESC LIMIT ${TAIL}`);
  const [last] = rows;
  if (last === undefined) return BEGINNING;
  const read = readLine(last.line);
  if (read === undefined) throw new Error('its last line cannot be read');
  const signed = rows.find(({ line }) => line.includes('"kind":"checkpoint"'));
  return tipAt(read, readLine(signed?.line ?? '')?.n ?? 0);
}

/**
 * Where the trail stands now, of which one knows where it stood. Rejects where what stood there, or came since, does not hold, or the
 * place is gone and no line says that retention has taken it.
 */
async function caughtUp(client: pg.PoolClient, known: Tip): Promise<Tip> {
  let tip = known;
  // Before a trail begins there is no line to find again.
  let found = known.n === 0;
  let cutAt: number | undefined;
  let behind = Math.max(known.n - 1, 0);
  for (;;) {
    const { rows } = await client.query<Row>(
      `SELECT n, line FROM ${TABLE} WHERE n > $1 ORDER BY n LIMIT ${PAGE}`,
      [behind],
    );
    for (const { line } of rows) {
      const read = readLine(line);
      if (read === undefined) throw changed(tip);
      behind = read.n;
      if (!found && read.n === known.n && read.chain === known.chain) {
        found = true;
      } else if (tip === known && cutAt === undefined && read.n > known.n + 1) {
        tip = tipAt(read, read.n);
        cutAt = read.n;
        found = true;
      } else {
        const next = found ? tipBehind(tip, line) : undefined;
        if (next === undefined) throw changed(tip);
        if (read.kind === 'removed' && read.says['before'] === cutAt) cutAt = undefined;
        tip = next;
      }
    }
    if (rows.length === PAGE) continue;
    if (!found || cutAt !== undefined) throw changed(known);
    return tip;
  }
}

function changed({ n }: Tip): Error {
  return new Error(`the trail does not go on from line ${n} as it stood: it was changed`);
}

async function* linesOf(
  pool: pg.Pool,
  from = '0001-01-01',
  to = '9999-12-31',
): AsyncGenerator<StoredLine> {
  let behind = 0;
  for (;;) {
    const { rows } = await pool.query<Row>(
      `SELECT n, line FROM ${TABLE} WHERE n > $1 AND day BETWEEN $2 AND $3 ORDER BY n LIMIT ${PAGE}`,
      [behind, from, to],
    );
    for (const { n, line } of rows) yield { text: line, place: `${TABLE}:${n}` };
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    behind = Number(last.n);
  }
}
