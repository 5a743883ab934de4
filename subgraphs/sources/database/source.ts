import type { Logger } from 'pino';
import { fault } from '../../../service/errors/faults.ts';
import { explainAbsences, tableText } from './absence.ts';
import { databaseBreaker } from './database-breaker.ts';
import { bindMapping, type BoundEntities, changesOf, type Described } from './binding.ts';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import {
  type Database,
  DatabaseFault,
  type Dialect,
  type ReadOptions,
  type Statement,
  type TableInfo,
  type TableName,
  USUAL_LIMITS,
} from '../dialects/dialect.ts';
import { describeTrouble, diagnose } from '../dialects/shared/running/trouble.ts';
import { observed } from './observed.ts';
import { describeFault, type WrittenFault } from '../../../service/yaml/written-fault.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import type { RowOrigin } from '../model/entity.ts';
import type { RawRow } from '../model/raw.ts';
import { requestEnd, unanswered } from './told-faults.ts';
import { createStateKeeper, type SourceState } from './source-state.ts';

/**
 * Milliseconds after which a mapping that did not fit its database is held against it again, twice as long after each time: the
 * tables may be changed this minute, or may have been told wrongly once.
 */
const RECHECK = { first: 1_000, most: 30_000 } as const;

/** One legacy database and its mapping. It starts without its database, and picks it up when it comes. */
export interface Source<Extra = unknown> {
  readonly code: string;
  readonly name: string;
  /** The file that connects it, whichever file its faults stand in. */
  readonly file: string;
  /** Local moment at which the database was copied; null where it is the office's own. */
  readonly asOf: string | null;
  /** What the mapping says beside, as far as it can be read. */
  readonly extra: Partial<Extra>;
  /** What was written of it; null where that was refused. */
  readonly mapping: SourceMapping<Extra> | null;
  /** Where its rows are read. */
  readonly from: RowOrigin;
  /** The same rows in a copy, as long as there is one. */
  copy(): Source<Extra> | null;
  /** What reads it together with others that stand there; null where each is read alone. */
  readonly shelf: Shelf | null;
  /** Whether its copy holds all that it does, as a look at it a short while ago has shown; false where nobody looks. */
  isUnchangedSince(copy: Source<Extra>): Promise<boolean>;
  /** Whether it serves, as the last that was asked of it showed. */
  state(): SourceState;
  /** The tables of an entity, held against the database. Throws SOURCE_MISCONFIGURED or DATABASE_UNAVAILABLE. */
  tables(entity: string): Promise<readonly BoundRootTable[]>;
  /** Runs one SELECT. Throws a fault of the database or of the request's own end, never what the driver said. */
  read(statement: Statement, options?: ReadOptions): Promise<readonly RawRow[]>;
  /** Says in the log, once, what rows have shown of the mapping. */
  notice(shown: WrittenFault): void;
  close(): Promise<void>;
}

/** Where several sources stand beside one another, so that one SELECT reads tables of them all. */
export interface Shelf {
  /** Runs one over these sources, by their codes. Throws as a source does that did not answer, whichever of them it was. */
  read(
    sources: readonly string[],
    statement: Statement,
    options?: ReadOptions,
  ): Promise<readonly RawRow[]>;
}

/** The source of a mapping that was refused: it stands among the others and says that it does not answer. */
export function createRefusedSource<Extra>(
  { code, name, file, extra }: Pick<Source<Extra>, 'code' | 'name' | 'file' | 'extra'>,
  faults: readonly WrittenFault[],
  log: Logger,
): Source<Extra> {
  const keeper = createStateKeeper(code, log);
  keeper.failed('MISCONFIGURED', faults.map(describeFault));
  const refuse = () => Promise.reject(fault('SOURCE_MISCONFIGURED', { source: name }));
  return {
    code,
    name,
    file,
    asOf: null,
    extra,
    mapping: null,
    from: 'LIVE',
    copy: () => null,
    shelf: null,
    isUnchangedSince: () => Promise.resolve(false),
    state: () => keeper.state(),
    tables: refuse,
    read: refuse,
    notice: () => undefined,
    close: () => Promise.resolve(),
  };
}

export function createSource<Extra>(
  mapping: SourceMapping<Extra>,
  dialect: Dialect,
  log: Logger,
): Source<Extra> {
  const { code, name, asOf = null } = mapping.source;
  const { client, limits = USUAL_LIMITS } = mapping.database;
  const database = dialect.open(mapping.database);
  const breaker = databaseBreaker(() => fault('DATABASE_UNAVAILABLE', { source: name }));
  const keeper = createStateKeeper(code, log);
  let bound: Promise<BoundEntities> | undefined;
  let known: Described = new Map();
  let misfitUntil = 0;
  let recheck: number = RECHECK.first;
  const noticed = new Set<string>();

  function notice(shown: WrittenFault): void {
    const said = describeFault(shown);
    if (noticed.has(said)) return;
    noticed.add(said);
    log.warn({ source: code }, said);
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await breaker.run(work);
    } catch (cause) {
      if (!(cause instanceof DatabaseFault)) throw cause;
      // The request's own end is none of the source's.
      const end = requestEnd(cause);
      if (end !== null) throw end;
      // It serves, and was asked for more than it may give.
      if (cause.reason === 'TOO_MUCH' || cause.reason === 'TOO_COMPLEX') {
        log.warn({ source: code, reason: cause.reason }, 'A statement asked for too much');
        throw unanswered(cause, name, limits);
      }
      // The server answered. If a column has gone, the next request describes the tables anew.
      if (cause.reason === 'FAILED' || cause.reason === 'REFUSED') bound = undefined;
      // Drivers quote values of rows and filters in their messages: the code says enough.
      const diagnosis = diagnose(cause, dialect.troubles);
      const late = cause.reason === 'TIMEOUT' || cause.reason === 'BUSY';
      const reason = `${mapping.file}: ${describeTrouble(diagnosis)}`;
      const details = { file: mapping.file, ...diagnosis };
      keeper.failed(late ? 'TIMEOUT' : 'UNAVAILABLE', [reason], details);
      throw unanswered(cause, name, limits);
    }
  }

  async function bind(): Promise<BoundEntities> {
    const found = await guarded(async () => {
      const described = await describeAll(database, mapping);
      for (const change of changesOf(known, described))
        log.warn({ source: code, ...change }, 'A column has changed its type');
      known = described;
      const first = bindMapping(mapping, dialect, described);
      if (first.missing.length === 0) return first;
      const absences = await explainAbsences(database, dialect, first.missing);
      return bindMapping(mapping, dialect, described, absences);
    });
    if (found.faults.length > 0) {
      keeper.failed('MISCONFIGURED', found.faults.map(describeFault));
      misfitUntil = Date.now() + recheck;
      recheck = Math.min(2 * recheck, RECHECK.most);
      throw fault('SOURCE_MISCONFIGURED', { source: name });
    }
    recheck = RECHECK.first;
    found.doubts.forEach(notice);
    keeper.answered();
    return found.entities;
  }

  return {
    code,
    name,
    file: mapping.file,
    asOf,
    extra: mapping.extra,
    mapping,
    from: 'LIVE',
    copy: () => null,
    shelf: null,
    isUnchangedSince: () => Promise.resolve(false),
    state: () => keeper.state(),
    async tables(entity) {
      if (bound === undefined) {
        if (Date.now() < misfitUntil) throw fault('SOURCE_MISCONFIGURED', { source: name });
        bound = bind();
        bound.catch(() => {
          bound = undefined;
        });
      }
      return (await bound)[entity] ?? [];
    },
    async read(statement, options) {
      const started = performance.now();
      const rows = await observed(
        { client, sources: [code], from: 'LIVE', sql: statement.sql },
        (onTurn) => guarded(() => database.read(statement, { ...options, onTurn })),
      );
      keeper.answered();
      // Values are bound, so the text of a statement holds nobody's data.
      const ms = Math.round(performance.now() - started);
      log.debug({ source: code, sql: statement.sql, rows: rows.length, ms }, 'A statement');
      return rows;
    },
    notice,
    close: () => database.close(),
  };
}

/** Each table once, however many blocks of the mapping read it. */
async function describeAll(
  database: Database,
  { entities }: SourceMapping,
): Promise<ReadonlyMap<TableName, TableInfo>> {
  const named = Object.values(entities)
    .flat()
    .flatMap((root) => [root, ...Object.values(root.children)])
    .flatMap(({ table, joins }) => [table, ...joins.map((join) => join.table)]);
  const distinct = new Map(named.map((table) => [tableText(table), table]));
  const described = await database.describe([...distinct.values()]);
  return new Map(
    named.flatMap((table) => {
      const info = described.get(distinct.get(tableText(table)) ?? table);
      return info === undefined ? [] : [[table, info] as const];
    }),
  );
}
