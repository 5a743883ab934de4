import type { Logger } from 'pino';
import { databaseBreaker, sharedVerdictOf } from '../../../database/database-breaker.ts';
import {
  type Database,
  DatabaseFault,
  type ReadOptions,
  type Statement,
} from '../../../dialects/dialect.ts';
import { openKeptDatabase } from '../../../dialects/postgres/kept/database.ts';
import { inPostgres } from '../../../dialects/postgres/kept/form.ts';
import { type KeptSession, openSession } from '../../../dialects/postgres/kept/session.ts';
import { writeSchema } from '../../../dialects/postgres/kept/writer.ts';
import { CopyFault, type TellFault, telling, tellingWriter } from '../copy-fault.ts';
import type { CopyStore, CopyWriter, HeldSource, WholeCopy } from '../copy-store.ts';
import { MANIFEST, readManifest } from '../manifest.ts';
import {
  addSchema,
  drop,
  dropOld,
  listOf,
  lockSource,
  makeRegistry,
  publish,
  readList,
  schemasIn,
  type Whose,
} from './registry.ts';
import { codeOf, saysBroken, schemaFault } from './schema-fault.ts';
import { PING_WITHIN, unlessSilent } from './silence.ts';

/** A database of PostgreSQL that several hosts may share. */
export interface SharedCopies {
  readonly url: string;
  readonly subgraph: string;
  /** Hears of old copies that could not be dropped. */
  readonly log?: Logger | undefined;
}

/** Statements that one process reads with at the same time. */
const CONNECTIONS = 4;

/** Copies in a database of PostgreSQL, a schema each; a row of a registry says which are whole. */
export function schemaStore({ url, subgraph, log }: SharedCopies): CopyStore {
  let opened: Database | undefined;
  /** Over a connection that no statement holds. */
  let beside: Database | undefined;
  const answering = unlessSilent(() => {
    beside ??= openKeptDatabase(url, 1);
    return beside.read({ sql: 'SELECT 1', bindings: [] }, { timeout: PING_WITHIN });
  });
  const breaker = databaseBreaker(() => new DatabaseFault('UNREACHABLE'), sharedVerdictOf);
  const read = (statement: Statement, options?: ReadOptions) =>
    breaker.run(() => {
      opened ??= openKeptDatabase(url, CONNECTIONS);
      return answering(opened.read(statement, options));
    });

  return {
    form: inPostgres,
    async list() {
      try {
        return readList(await read(listOf(subgraph)));
      } catch (error) {
        // Nobody has copied anything yet.
        if (error instanceof DatabaseFault && codeOf(error.cause) === '42P01') return [];
        throw error;
      }
    },
    attach: ({ place }) => Promise.resolve(place),
    detach: () => Promise.resolve(),
    // PostgreSQL would have to look at them all.
    factsOf: () => Promise.resolve(new Map()),
    async valueIn(alias, table) {
      const sql = `SELECT * FROM "${alias}"."${table}" LIMIT 1`;
      const [[value = null] = []] = await read({ sql, bindings: [] });
      return value;
    },
    read,
    saysBroken,
    kindOf: (error) => codeOf(error) || undefined,
    async hold(source, signal) {
      const whose = { subgraph, source };
      const tell: TellFault = (cause) => schemaFault(whereOf(url), cause);
      const session = await telling(tell, openSession(url, signal));
      try {
        await telling(tell, makeRegistry(session));
        const holder = await telling(tell, lockSource(session, whose));
        if (holder !== null) throw new CopyFault(isCopying(holder));
        return heldSource(session, whose, { tell, log });
      } catch (error) {
        await session.end();
        throw error;
      }
    },
    async close() {
      await Promise.all([opened?.close(), beside?.close()]);
    },
  };
}

function isCopying(holder: string): string {
  return `another process (${holder}) is copying this source: wait until it is done, or stop it`;
}

/** Of the URL what is no secret. */
function whereOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}

/** Its lock and what it writes are of one session: who has lost the lock writes nothing any more. */
function heldSource(
  session: KeptSession,
  whose: Whose,
  { tell, log }: { readonly tell: TellFault; readonly log: Logger | undefined },
): HeldSource {
  const writerOf = (schema: string, isFilled: boolean): CopyWriter => {
    const writer = writeSchema(session, schema, { isFilled });
    return {
      ...tellingWriter(tell, writer),
      place: schema,
      async publish() {
        await telling(tell, writer.finish());
        const copy = await telling(tell, publish(session, whose, schema));
        // The copy is read by now, whatever becomes of those before it: they are dropped the next time.
        await dropOld(session, whose).catch((error: unknown) => {
          const why = tell(error).message;
          log?.warn({ source: whose.source }, `Old copies cannot be dropped: ${why}`);
        });
        return copy;
      },
    };
  };
  const begin = async (state: 'unfinished' | 'changes'): Promise<string> => {
    // All rows may be read because what was left of changes is broken.
    const left = state === 'unfinished' ? (['unfinished', 'changes'] as const) : [state];
    for (const one of left)
      for (const old of await schemasIn(session, whose, one)) await drop(session, old);
    return addSchema(session, whose, state);
  };

  return {
    newest: () => telling(tell, newestOf(session, whose)),
    isBegun: async () => (await telling(tell, schemasIn(session, whose, 'unfinished'))).length > 0,
    async reopen() {
      const [schema] = await telling(tell, schemasIn(session, whose, 'unfinished'));
      return schema === undefined ? null : writerOf(schema, false);
    },
    begin: async () => writerOf(await telling(tell, begin('unfinished')), false),
    beginOn: ({ place }) =>
      telling(
        tell,
        (async () => {
          const schema = await begin('changes');
          await copyTables(session, place, schema);
          return writerOf(schema, true);
        })(),
      ),
    letGo: () => session.end(),
  };
}

async function newestOf(session: KeptSession, whose: Whose) {
  const [copy] = await wholeCopies(session, whose);
  if (copy === undefined) return null;
  try {
    const [[text] = []] = await session.query(`SELECT * FROM "${copy.place}"."${MANIFEST}"`);
    const manifest = readManifest(text);
    return manifest === null ? null : { copy, manifest };
  } catch (error) {
    // One that is broken is made anew.
    if (saysBroken(error)) return null;
    throw error;
  }
}

async function wholeCopies(
  session: KeptSession,
  { subgraph, source }: Whose,
): Promise<readonly WholeCopy[]> {
  const { sql } = listOf(subgraph);
  const rows = await session.query(sql, [subgraph]);
  return readList(rows as Parameters<typeof readList>[0]).filter((copy) => copy.source === source);
}

/** Puts what stands in the tables of one schema into another's. */
async function copyTables(session: KeptSession, from: string, to: string): Promise<void> {
  const tables = await session.query(
    'SELECT quote_ident(tablename) FROM pg_catalog.pg_tables WHERE schemaname = $1',
    [from],
  );
  for (const [table] of tables)
    await session.query(
      `CREATE TABLE "${to}".${String(table)} AS TABLE "${from}".${String(table)}`,
    );
}
