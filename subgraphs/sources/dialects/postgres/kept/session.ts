import { Socket } from 'node:net';
import { hostname } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** One session that writes copies. What it throws bears PostgreSQL's code, or that of the connection. */
export interface KeptSession {
  /** 64-bit integers come as text, a list of texts goes as an array. */
  query(
    sql: string,
    values?: readonly (string | readonly string[])[],
  ): Promise<readonly (readonly unknown[])[]>;
  /** `COPY … FROM STDIN` of lines in its text form. */
  copyIn(sql: string, lines: Iterable<string>): Promise<void>;
  end(): Promise<void>;
}

const CONNECT_TIMEOUT = 10_000;
/** Milliseconds after which the server is taken for gone: an index over millions of rows takes a tenth of it. */
const STATEMENT_TIMEOUT = 600_000;
/** Milliseconds without a sign after which the system asks whether the server is still there. */
const KEEP_ALIVE_DELAY = 30_000;

/** A dead process's locks are let go of within a minute; pages that a crash takes are read again. */
const OPTIONS = [
  'tcp_keepalives_idle=30',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
  'synchronous_commit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** By what a session is known to the server, and to whoever waits for it. */
export const APPLICATION = 'motcua copy ';

/** Milliseconds in which a server has to answer one who leaves; one whose connection is half open never would. */
const PARTING = 2_000;

/**
 * Each statement has ended within `STATEMENT_TIMEOUT`; after the signal, whatever is under way has ended within `PARTING`, by an
 * error if it must.
 */
export async function openSession(url: string, signal?: AbortSignal): Promise<KeptSession> {
  // Only where copies are kept in PostgreSQL is the driver loaded.
  const [{ default: pg }, { from: copyFrom }] = await Promise.all([
    import('pg'),
    import('pg-copy-streams'),
  ]);
  const socket = new Socket();
  const cut = (): void => {
    socket.destroy();
  };
  let parting: NodeJS.Timeout | undefined;
  const part = (): void => {
    parting ??= setTimeout(cut, PARTING);
  };
  const client = new pg.Client({
    stream: () => socket,
    connectionString: url,
    application_name: `${APPLICATION}${process.pid}@${hostname()}`.slice(0, 63),
    options: OPTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
  });
  // Whatever is asked next says that the connection is lost.
  client.on('error', () => undefined);
  signal?.addEventListener('abort', part);
  if (signal?.aborted === true) part();
  /** What was sent to a server that is gone is sent again for a quarter of an hour, whatever keeps the connection alive. */
  const answered = async <T>(work: Promise<T>): Promise<T> => {
    const timeout = setTimeout(cut, STATEMENT_TIMEOUT);
    try {
      return await work;
    } finally {
      clearTimeout(timeout);
    }
  };
  const end = async (): Promise<void> => {
    part();
    await client.end().catch(() => undefined);
    clearTimeout(parting);
    signal?.removeEventListener('abort', part);
  };
  try {
    await client.connect();
  } catch (error) {
    await end();
    throw error;
  }
  return {
    async query(sql, values) {
      const asked = { text: sql, rowMode: 'array' as const };
      const { rows } = await answered(
        client.query<unknown[]>(values === undefined ? asked : { ...asked, values: [...values] }),
      );
      return rows;
    },
    copyIn: (sql, lines) => answered(pipeline(Readable.from(lines), client.query(copyFrom(sql)))),
    end,
  };
}
