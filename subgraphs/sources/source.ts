import type { Logger } from 'pino';
import { fault } from '../../service/faults.ts';
import { createBreaker } from './breaker.ts';
import type { BoundRootTable, BoundTable } from './compiler/bound-table.ts';
import {
  type ColumnInfo,
  type Database,
  DatabaseFault,
  type Dialect,
  type ReadOptions,
  type Statement,
  type TableName,
} from './dialects/dialect.ts';
import { codeOf } from './dialects/error-code.ts';
import {
  describeFault,
  type MappingFault,
  type SourceMapping,
  type TableMapping,
} from './mapping/mapping.ts';
import type { RawRow } from './raw.ts';

/** Milliseconds after which a mapping that did not fit its database is held against it again. */
const RECHECK = 30_000;

/** One legacy database and its mapping. It starts without its database, and picks it up when it comes. */
export interface Source<Extra = unknown> {
  readonly code: string;
  readonly name: string;
  readonly extra: Extra;
  /** The tables of an entity, held against the database. Throws SOURCE_MISCONFIGURED or DATABASE_UNAVAILABLE. */
  tables(entity: string): Promise<readonly BoundRootTable[]>;
  /** Runs one SELECT. Throws DATABASE_UNAVAILABLE, DATABASE_TIMEOUT or REQUEST_CANCELLED, never what the driver said. */
  read(statement: Statement, options?: ReadOptions): Promise<readonly RawRow[]>;
  close(): Promise<void>;
}

/** The source of a mapping that was refused: it stands among the others and says that it does not answer. */
export function createRefusedSource<Extra>({
  code,
  name,
  extra,
}: Pick<Source<Extra>, 'code' | 'name' | 'extra'>): Source<Extra> {
  const refuse = () => Promise.reject(fault('SOURCE_MISCONFIGURED', { source: name }));
  return { code, name, extra, tables: refuse, read: refuse, close: () => Promise.resolve() };
}

export function createSource<Extra>(
  mapping: SourceMapping<Extra>,
  dialect: Dialect,
  log: Logger,
): Source<Extra> {
  const { code, name } = mapping.source;
  const database = dialect.open(mapping.database);
  const breaker = createBreaker();
  let bound: Promise<Readonly<Record<string, readonly BoundRootTable[]>>> | undefined;
  let misfitUntil = 0;

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (!breaker.admits()) throw fault('DATABASE_UNAVAILABLE', { source: name });
    try {
      const result = await work();
      breaker.succeeded();
      return result;
    } catch (cause) {
      if (!(cause instanceof DatabaseFault)) throw cause;
      if (cause.reason === 'CANCELLED') throw fault('REQUEST_CANCELLED', {}, cause);
      if (cause.reason === 'UNREACHABLE' || cause.reason === 'TIMEOUT') {
        breaker.failed();
      } else if (cause.reason !== 'BUSY') {
        // The server answered. If a column has gone, the next request describes the tables anew.
        breaker.succeeded();
        bound = undefined;
      }
      // Drivers quote values of rows and filters in their messages: the code says enough.
      log.warn(
        { source: code, reason: cause.reason, code: codeOf(cause.cause) },
        'A statement failed',
      );
      throw cause.reason === 'TIMEOUT' || cause.reason === 'BUSY'
        ? fault('DATABASE_TIMEOUT', { source: name }, cause)
        : fault('DATABASE_UNAVAILABLE', { source: name }, cause);
    }
  }

  async function bind(): Promise<Readonly<Record<string, readonly BoundRootTable[]>>> {
    const described = await guarded(() => describeAll(database, mapping));
    const faults: MappingFault[] = [];
    const entities = Object.fromEntries(
      Object.entries(mapping.entities).map(([entity, tables]) => [
        entity,
        tables.map((table): BoundRootTable => {
          const path = [code, entity, ...(table.name === null ? [] : [table.name])].join('/');
          return {
            ...bindTable(table, path, [table.key], described, faults),
            mapping: table,
            children: Object.fromEntries(
              Object.entries(table.children).map(([child, its]) => [
                child,
                bindTable(
                  its,
                  `${path}/${child}`,
                  its.key === null ? [its.childColumn] : [its.childColumn, its.key],
                  described,
                  faults,
                ),
              ]),
            ),
          };
        }),
      ]),
    );
    if (faults.length > 0) {
      for (const found of faults) log.error({ source: code }, describeFault(found));
      misfitUntil = Date.now() + RECHECK;
      throw fault('SOURCE_MISCONFIGURED', { source: name });
    }
    log.info({ source: code }, 'The source is ready');
    return entities;
  }

  function bindTable<M extends TableMapping>(
    table: M,
    id: string,
    own: readonly string[],
    described: ReadonlyMap<TableName, readonly ColumnInfo[]>,
    faults: MappingFault[],
  ): BoundTable<M> {
    const existing = described.get(table.table);
    const columns = new Map<string, ColumnInfo>();
    if (existing === undefined) {
      faults.push({
        file: mapping.file,
        line: table.line,
        what: `the database has no table “${tableText(table.table)}”`,
        mend: 'mend the name, or state its schema',
      });
    } else {
      const wanted = [
        ...own.map((column) => ({ column, line: table.line })),
        ...parentColumns(table).map((column) => ({ column, line: table.line })),
        ...table.where,
        ...Object.values(table.fields).flatMap((field) =>
          'constant' in field ? [] : field.columns.map((column) => ({ column, line: field.line })),
        ),
      ];
      for (const { column, line } of wanted) {
        const info =
          existing.find((its) => its.name === column) ??
          existing.find((its) => its.name.toLowerCase() === column.toLowerCase());
        if (info === undefined) {
          faults.push({
            file: mapping.file,
            line,
            what: `the table “${tableText(table.table)}” has no column “${column}”`,
            mend: `its columns are ${existing.map((its) => its.name).join(', ')}`,
          });
        } else {
          columns.set(column, info);
        }
      }
    }
    return { mapping: table, dialect, source: code, id, columns, children: {} };
  }

  return {
    code,
    name,
    extra: mapping.extra,
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
      const rows = await guarded(() => database.read(statement, options));
      // Values are bound, so the text of a statement holds nobody's data.
      const ms = Math.round(performance.now() - started);
      log.debug({ source: code, sql: statement.sql, rows: rows.length, ms }, 'A statement');
      return rows;
    },
    close: () => database.close(),
  };
}

function describeAll(
  database: Database,
  { entities }: SourceMapping,
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  const roots = Object.values(entities).flat();
  return database.describe(
    roots.flatMap((root) => [
      root.table,
      ...Object.values(root.children).map(({ table }) => table),
    ]),
  );
}

function parentColumns(table: TableMapping): readonly string[] {
  if (!('children' in table)) return [];
  const children = table.children as Readonly<Record<string, { readonly parentColumn: string }>>;
  return Object.values(children).map(({ parentColumn }) => parentColumn);
}

function tableText({ schema, table }: TableName): string {
  return schema === undefined ? table : `${schema}.${table}`;
}
