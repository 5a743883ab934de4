import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fault } from '../../../service/errors/faults.ts';
import type { BoundChildTable, BoundRootTable } from '../compiler/bound-table.ts';
import type { Position } from '../compiler/keyset.ts';
import { planChildRow, planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { compileChildren, compileCount, compilePage } from '../compiler/statements.ts';
import { decodeRoots } from '../database/key-forms.ts';
import type { Source } from '../database/source.ts';
import type { FileWriter, WrittenValue } from '../dialects/duckdb/writer.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import type { RawRow } from '../model/raw.ts';
import { readKey } from '../model/row-key.ts';
import { copyFault } from './copy-fault.ts';
import { holdSource } from './copy-lock.ts';
import { type CopiedChild, type CopiedRoot, copiedTables } from './copied-table.ts';
import { type CopyFile, publish } from './copy-files.ts';
import { finish, openUnfinished } from './unfinished-copy.ts';

export interface CopyProgress {
  readonly source: string;
  readonly table: string;
  readonly rows: number;
  readonly total: number;
  /** The table is copied. */
  readonly done: boolean;
}

export interface CopyOptions {
  /** The folder of copies. */
  readonly directory: string;
  /** What DuckDB may take, as it writes it: `200MB`. */
  readonly memory: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/** What was copied. */
export interface Copied extends CopyFile {
  /** Those that hang under no other. */
  readonly rows: number;
}

/** Root rows that are read at a time, with all that hangs under them. */
const PAGE = 1_000;

/**
 * Copies a source: each table by key, page by page, over one connection, with a pause after each page. One that was broken off
 * goes on where it stopped, and nobody reads it before it is whole. Throws the source's own fault where that does not answer, and a
 * `CopyFault` where the copy cannot be written, or another process is writing it.
 */
export async function copySource(source: Source, options: CopyOptions): Promise<Copied> {
  const { mapping, code, name } = source;
  if (mapping === null) throw fault('SOURCE_MISCONFIGURED', { source: name });
  const { directory } = options;
  const tables = await boundTables(source, mapping);
  makeFolder(directory);
  const letGo = await holdSource(directory, code);
  try {
    const { writer, asOf } = await openUnfinished(mapping, options);
    let rows = 0;
    try {
      for (const copied of Object.values(copiedTables(mapping)).flat()) {
        const table = tables.get(copied.id);
        if (table !== undefined)
          rows += await copyRoot({ source, table, copied, writer, mapping, options });
      }
      await finish(writer, { digest: mapping.digest, asOf, rows });
    } catch (error) {
      // Half a page is none: what was read of it is read again.
      writer.abandon();
      throw error;
    }
    return { ...publish(directory, code), rows };
  } finally {
    letGo();
  }
}

function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw copyFault(directory, cause);
  }
}

async function boundTables(
  source: Source,
  { entities }: SourceMapping,
): Promise<ReadonlyMap<string, BoundRootTable>> {
  const tables = await Promise.all(Object.keys(entities).map((entity) => source.tables(entity)));
  return new Map(tables.flat().map((table) => [table.id, table]));
}

interface Copying {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly copied: CopiedRoot;
  readonly writer: FileWriter;
  readonly mapping: SourceMapping;
  readonly options: CopyOptions;
}

/** Copies one root table and those under it; resolves to the rows that it has now. */
async function copyRoot(copying: Copying): Promise<number> {
  const { source, table, copied, writer, mapping, options } = copying;
  const { onProgress, signal } = options;
  for (const { name, columns } of [copied, ...Object.values(copied.children)])
    await writer.table(name, columns);
  const [[total] = []] = await source.read(compileCount(table, null).statement);
  const plan = planRootRow(table, copied.fields);
  let { place, key } = await lastRow(writer, copied.name);

  const say = (done: boolean): void =>
    onProgress?.({
      source: source.code,
      table: copied.name,
      rows: place + 1,
      total: Math.max(Number(total), place + 1),
      done,
    });

  for (;;) {
    say(false);
    signal?.throwIfAborted();
    const began = performance.now();
    const after: Position | null = key === null ? null : { keys: [], equal: { afterKey: key } };
    const { statement } = compilePage(table, {
      keys: plan.keys,
      columns: plan.columns,
      where: null,
      order: [],
      backwards: false,
      after,
      limit: PAGE,
    });
    const raw = await source.read(statement);
    const rows = await decodeRoots(source, table, copied.fields, raw, {});
    for (const [child, its] of Object.entries(copied.children))
      await copyChildren(copying, child, its, rows);
    await writer.append(
      copied.name,
      rows.map((row, index) => copied.store(row, place + 1 + index)),
    );
    await writer.commit();
    place += rows.length;
    key = rows.at(-1)?.key ?? key;
    if (rows.length < PAGE) break;
    await pause((performance.now() - began) * (1 / mapping.copy.share - 1), signal);
  }
  say(true);
  return place + 1;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

/** The last row that stands in the copy already. */
async function lastRow(
  writer: FileWriter,
  table: string,
): Promise<{ readonly place: number; readonly key: string | null }> {
  const [[place, key] = []] = await writer.query(
    `SELECT MAX(_place), ARG_MAX(_key, _place) FROM "${table}"`,
  );
  return { place: Number(place ?? -1), key: (key ?? null) as string | null };
}

/** The children of one kind of some rows. Where they refer to something else than the key, several rows may share them. */
async function copyChildren(
  { source, table, writer }: Copying,
  child: string,
  its: CopiedChild,
  rows: readonly RootRow[],
): Promise<void> {
  const childTable = table.children[child];
  if (childTable === undefined) return;
  const links = new Set(rows.flatMap((row) => row.links[child] ?? []));
  const parents =
    table.mapping.key === table.mapping.children[child]?.parentColumn
      ? [...links]
      : await newParents(writer, its.name, [...links]);
  const plan = planChildRow(childTable, its.fields);
  const statement = compileChildren(
    childTable,
    plan,
    parents.map((key, place) => ({ place, key })),
  );
  if (statement === null) return;
  const raw = await source.read(statement);
  await writer.append(its.name, storedChildren(childTable, its, plan, parents, raw));
}

function storedChildren(
  table: BoundChildTable,
  copied: CopiedChild,
  plan: ReturnType<typeof planChildRow>,
  parents: readonly string[],
  raw: readonly RawRow[],
): readonly (readonly WrittenValue[])[] {
  const places = new Map<string, number>();
  return raw.map(([at, ...row]) => {
    const parent = parents[Number(at)] ?? '';
    const place = places.get(parent) ?? 0;
    places.set(parent, place + 1);
    const key = table.mapping.key === null ? null : readKey(row[0] ?? null);
    return copied.store(plan.decode(row, { parent, place }), key, parent, place);
  });
}

/** Those whose children do not stand in the copy yet. */
async function newParents(
  writer: FileWriter,
  table: string,
  parents: readonly string[],
): Promise<readonly string[]> {
  const found = await writer.query(
    `SELECT DISTINCT _parent FROM "${table}" WHERE _parent IN (SELECT UNNEST(CAST($1 AS JSON)::VARCHAR[]))`,
    [JSON.stringify(parents)],
  );
  const known = new Set(found.map(([parent]) => parent));
  return parents.filter((parent) => !known.has(parent));
}
