import { momentKey } from '../model/moment.ts';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import { keptTerm, type Part, type Position, type SortKey } from '../compiler/keyset.ts';
import { admitRead } from '../compiler/served-by.ts';
import { compileCount, compilePage } from '../compiler/statements.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { fault } from '../../../service/errors/faults.ts';
import {
  fieldsOf,
  filterValue,
  matches,
  needsValue,
  type OrderTerm,
  type Predicate,
} from '../model/predicate.ts';
import { planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { decodeRoots } from '../database/key-forms.ts';
import type { Source } from '../database/source.ts';
import { compareText, mergeSorted } from './merge.ts';
import { gather, isMissing, type OnUnavailable, type SourceAnswer } from './answers.ts';
import { digestOf, readCursor, writeCursor } from './cursor.ts';
import { chooseFor, type Freshness } from './origins.ts';

/** Rows of a page at the most, and when nothing is said. */
const MOST_ROWS = 500;
const USUAL_ROWS = 50;

/** Rows that one table may be read through for a filter that SQL cannot decide alone, before it is called too broad. */
const MOST_SCANNED = 20_000;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface ConnectionQuery {
  readonly entity: string;
  readonly fields: ReadonlySet<string>;
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly page: PageArguments;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
  /** The client named the sources itself: one that does not answer, even alone, is an empty list that says so. */
  readonly named?: boolean;
}

export type CountQuery = Pick<
  ConnectionQuery,
  'entity' | 'where' | 'freshness' | 'onUnavailable' | 'named'
>;

export interface ConnectionPage {
  readonly edges: readonly { readonly cursor: string; readonly node: RootRow }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}

interface Candidate {
  readonly row: RootRow;
  readonly keys: readonly SortKey[];
}

/**
 * One page of the rows of all sources in one total order: sort keys with nulls last, then table, then key. Every table is
 * asked for one row more than the page holds, from its own place in that order.
 */
export async function readConnection(
  sources: readonly Source[],
  query: ConnectionQuery,
  options: ReadOptions,
): Promise<ConnectionPage> {
  const { size, backwards, start } = pageOf(query.page);
  const digest = digestOf([
    query.entity,
    query.order,
    query.where,
    // One that comes or goes ends no list of all.
    query.named === true ? sources.map(({ code }) => code) : 'all',
  ]);
  const cursor = start === null ? null : readCursor(start, digest);
  if (cursor !== null && cursor.keys.length !== query.order.length) throw fault('BAD_CURSOR');
  const fields = new Set([
    ...query.fields,
    ...query.order.map(({ field }) => field),
    ...(query.where === null ? [] : fieldsOf(query.where)),
  ]);

  const { results, answers } = await gather(
    sources,
    async (source) => {
      const tables = await source.tables(query.entity);
      const pages = await Promise.all(
        tables.map((table) => {
          admitRead(table, query);
          const after: Position | null =
            cursor === null
              ? null
              : { keys: cursor.keys, equal: tieOf(table.id, cursor.table, cursor.key, backwards) };
          return readTable(
            source,
            table,
            { ...query, fields, backwards, after, limit: size + 1 },
            options,
          );
        }),
      );
      return pages;
    },
    {
      onUnavailable: query.onUnavailable,
      rowsOf: () => 0,
      named: query.named === true,
      choose: chooseFor(query),
      ...(cursor === null ? {} : { excluded: cursor.excluded }),
    },
  );

  const merged = mergeSorted(
    results.flatMap(({ result }) => result),
    (a, b) => compareCandidates(a, b, query.order) * (backwards ? -1 : 1),
    size + 1,
  );
  const page = merged.slice(0, size);
  const more = merged.length > size;
  if (backwards) page.reverse();

  const excluded = answers.filter(isMissing).map(({ source }) => source);
  const edges = page.map(({ row, keys }) => ({
    node: row,
    cursor: writeCursor({ digest, keys, table: row.origin.table, key: row.key, excluded }),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: backwards ? cursor !== null : more,
      hasPreviousPage: backwards ? more : cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    partial: excluded.length > 0,
    sources: answers.map((answer) => ({
      ...answer,
      rows: page.filter(({ row }) => row.origin.source === answer.source).length,
    })),
  };
}

/** How many rows of all sources pass, and how each source took part in counting them. */
export interface ConnectionCount {
  /**
   * A lower bound where a source did not answer. Null where none did, or where a database cannot tell and reading the rows
   * would be too many.
   */
  readonly total: number | null;
  readonly sources: readonly SourceAnswer[];
}

/** Counts the rows of all sources that pass. */
export async function countConnection(
  sources: readonly Source[],
  query: CountQuery,
  options: ReadOptions,
): Promise<ConnectionCount> {
  const { results, answers } = await gather(
    sources,
    async (source) => {
      const tables = await source.tables(query.entity);
      return Promise.all(tables.map((table) => countTable(source, table, query.where, options)));
    },
    {
      onUnavailable: query.onUnavailable,
      rowsOf: () => 0,
      named: query.named === true,
      choose: chooseFor({ ...query, order: null }),
    },
  );
  const none = results.length === 0 && answers.length > 0;
  const total = results
    .flatMap(({ result }) => result)
    .reduce((sum, count) => (sum === null || count === null ? null : sum + count), none ? null : 0);
  return { total, sources: answers };
}

interface TableQuery {
  readonly fields: ReadonlySet<string>;
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly after: Position | null;
  readonly limit: number;
}

/** Up to `limit` wanted rows of one table, part after part until there are enough. */
async function readTable(
  source: Source,
  table: BoundRootTable,
  query: TableQuery,
  options: ReadOptions,
): Promise<readonly Candidate[]> {
  const wanted: Candidate[] = [];
  for (const part of partsOf(table, query)) {
    const limit = query.limit - wanted.length;
    if (limit > 0)
      wanted.push(...(await readPart(source, table, { ...query, limit }, part, options)));
  }
  return wanted;
}

/** The parts in which a table is read from the position on, in their order. */
function partsOf(
  table: BoundRootTable,
  { where, order, backwards, after }: TableQuery,
): readonly Part[] {
  const first = keptTerm(table, order);
  const term = order[first];
  if (term === undefined) return ['all'];
  const all: readonly Part[] = backwards ? ['empty', 'valued'] : ['valued', 'empty'];
  const parts = all.filter(
    (part) => part === 'valued' || where === null || !needsValue(where, term.field),
  );
  if (after === null) return parts;
  // Before the rows of a table that keep nothing in a term lie those that have a value in it.
  if (after.keys.slice(0, first).some((key) => key !== null)) return backwards ? [] : parts;
  const at = after.keys[first] === null ? 'empty' : 'valued';
  return parts.filter((part) => all.indexOf(part) >= all.indexOf(at));
}

/** Up to `limit` wanted rows of a part; more statements than one only where SQL could not decide a filter. */
async function readPart(
  source: Source,
  table: BoundRootTable,
  query: TableQuery,
  part: Part,
  options: ReadOptions,
): Promise<readonly Candidate[]> {
  const plan = planRootRow(table, query.fields);
  const wanted: Candidate[] = [];
  let after = query.after;
  let limit = query.limit;
  for (let scanned = 0; ;) {
    const { statement, exact } = compilePage(table, {
      ...query,
      keys: plan.keys,
      columns: plan.columns,
      after,
      part,
      limit,
    });
    const raw = await source.read(statement, options);
    const decoded = await decodeRoots(source, table, query.fields, raw, options);
    const rows = decoded.flatMap((row) => row ?? []);
    if (new Set(rows.map(({ key }) => key)).size < rows.length) source.notice(sharedKey(table));
    for (const row of rows) {
      if (query.where !== null && !matches(query.where, row)) continue;
      wanted.push({ row, keys: sortKeysOf(row, table, query.order) });
      if (wanted.length === query.limit) return wanted;
    }
    const end = raw.at(-1);
    if (raw.length < limit || end === undefined) return wanted;
    const last = plan.decodeAny(end);
    scanned += raw.length;
    if (scanned >= MOST_SCANNED) throw fault('FILTER_TOO_BROAD', { source: source.name });
    after = { keys: sortKeysOf(last, table, query.order), equal: { afterKey: last.key } };
    limit = exact ? limit : Math.min(limit * 4, 2_000);
  }
}

/** What an integrator is told of a table where rows share a key. */
function sharedKey({ mapping }: BoundRootTable) {
  return {
    ...mapping.keyAt,
    what: `rows of the table share a key, “${mapping.key}”: some are lost between two pages, and an id finds only one`,
    mend: 'name a column that is unique, or leave the other rows out by `where:`',
  };
}

async function countTable(
  source: Source,
  table: BoundRootTable,
  where: Predicate | null,
  options: ReadOptions,
): Promise<number | null> {
  admitRead(table, { where, order: null });
  const { statement, exact } = compileCount(table, where);
  const [row] = await source.read(statement, options);
  const most = Number(row?.[0] ?? 0);
  if (exact || most === 0) return most;
  if (most > MOST_SCANNED) return null;
  const query = {
    fields: new Set(where === null ? [] : fieldsOf(where)),
    where,
    order: [],
    backwards: false,
    after: null,
    limit: most,
  };
  return (await readTable(source, table, query, options)).length;
}

function sortKeysOf(
  row: RootRow,
  table: BoundRootTable,
  order: readonly OrderTerm[],
): readonly SortKey[] {
  const values: Readonly<Record<string, unknown>> = row;
  return order.map(({ field }) => {
    const value = filterValue(values[field]);
    if (value === null) return null;
    const text = String(value);
    return table.mapping.fields[field]?.type.kind === 'moment' ? momentKey(text) : text;
  });
}

/** The order of rows of several tables. */
function compareCandidates(a: Candidate, b: Candidate, order: readonly OrderTerm[]): number {
  for (const [index, { direction }] of order.entries()) {
    const one = a.keys[index] ?? null;
    const other = b.keys[index] ?? null;
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return compareText(one, other) * (direction === 'DESC' ? -1 : 1);
  }
  if (a.row.origin.table === b.row.origin.table) return 0;
  return a.row.origin.table < b.row.origin.table ? -1 : 1;
}

/** Which rows with the cursor's very sort keys lie after it, by the place of the table. */
function tieOf(
  table: string,
  cursorTable: string,
  key: string,
  backwards: boolean,
): Position['equal'] {
  if (table === cursorTable) return { afterKey: key };
  return table > cursorTable === !backwards ? 'all' : 'none';
}

/** How large a page is, which way it goes, and behind which cursor it begins. Throws BAD_USER_INPUT, PAGE_TOO_LARGE. */
export function pageOf({ first, after, last, before }: PageArguments): {
  size: number;
  backwards: boolean;
  start: string | null;
} {
  const backwards =
    (last !== null && last !== undefined) || (before !== null && before !== undefined);
  const forwards =
    (first !== null && first !== undefined) || (after !== null && after !== undefined);
  if (backwards && forwards) {
    throw fault('BAD_USER_INPUT', {
      reason: 'ask for `first`/`after` or for `last`/`before`, not for both',
    });
  }
  const size = (backwards ? last : first) ?? USUAL_ROWS;
  if (size < 0) throw fault('BAD_USER_INPUT', { reason: 'a page holds no less than 0 rows' });
  if (size > MOST_ROWS) throw fault('PAGE_TOO_LARGE', { most: MOST_ROWS });
  return { size, backwards, start: (backwards ? before : after) ?? null };
}
