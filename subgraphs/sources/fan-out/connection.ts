import { fault } from '../../../service/errors/faults.ts';
import { isSortable } from '../compiler/order/keyset.ts';
import { admitRead } from '../compiler/served-by.ts';
import { decides } from '../compiler/statements/select.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { fieldsOf, type OrderTerm, type Predicate } from '../model/predicate.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import { nextSlice } from '../database/next-slice.ts';
import type { Source } from '../database/source.ts';
import { compareKeys, compareText, mergeSorted } from './merge.ts';
import { distinctResults, gather, type OnUnavailable, type SourceAnswer } from './answers.ts';
import { type AskedCount, countOne, type CountRows } from './counts.ts';
import { beganOn, digestOf } from './cursor.ts';
import { chooseFor, type Freshness } from './origins.ts';
import {
  type Lane,
  laneOf,
  type LaneQuery,
  type Place,
  sharedLane,
  type SourceTable,
} from './lanes.ts';
import { type Page, type PageArguments, pageOf, pageWith, placeBehind } from './page.ts';
import { type Candidate, MOST_SCANNED, readTable } from './read-table.ts';
import { type Ahead, atHandOf, type Behind, rowsAhead, type Traversal } from './traversals.ts';

export interface ConnectionQuery {
  readonly entity: string;
  readonly fields: ReadonlySet<string>;
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  /** The order is the list’s own, and no client has asked for it: a source that cannot be sorted so is left out. */
  readonly usual?: boolean;
  readonly page: PageArguments;
  /** The day by which `where` was written, where it goes by one. */
  readonly began?: string;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
  /** The client named the sources itself: one that does not answer, even alone, is an empty list that says so. */
  readonly named?: boolean;
  /** It is the list that the request is about, and may be a page of a traversal. */
  readonly goesOn?: boolean;
}

export type CountQuery = Pick<
  ConnectionQuery,
  'entity' | 'where' | 'freshness' | 'onUnavailable' | 'named'
> & {
  /** Rows of the same list are asked for, too: what serves a page of them live is counted there. */
  readonly besideRows?: boolean;
};

export type ConnectionPage = Page<RootRow>;

/**
 * One page of the rows of all sources in one total order: sort keys with nulls last, then table, then key. Every table is
 * asked for one row more than the page holds, from its own place in that order; in a traversal, for what is not at hand of it.
 */
export async function readConnection(
  sources: readonly Source[],
  query: ConnectionQuery,
  options: ReadOptions,
  traversal?: Traversal,
): Promise<ConnectionPage> {
  const { size, backwards, start } = pageOf(query.page);
  const digest = digestOf([
    query.entity,
    query.order,
    query.where,
    // One that comes or goes ends no list of all.
    query.named === true ? sources.map(({ code }) => code) : 'all',
  ]);
  const cursor = placeBehind(start, digest, query.order);
  const fields = new Set([
    ...query.fields,
    ...query.order.map(({ field }) => field),
    ...(query.where === null ? [] : fieldsOf(query.where)),
  ]);

  const read = [...fields].sort().join();
  const ahead = start === null ? undefined : traversal?.take(`${start} ${read}`);

  const wanted = { backwards, ...query, fields, after: cursor, enough: size + 1 };
  const readLane = (lane: Lane) => readOn(lane, wanted, ahead);

  const { results, answers } = await gather(
    sources,
    async (source) =>
      Promise.all(
        (await admittedTables(source, query, options)).map(async ({ table }) =>
          readLane(laneOf(source, table, options)),
        ),
      ),
    {
      onUnavailable: query.onUnavailable,
      rowsOf: () => 0,
      named: query.named === true,
      choose: chooseFor({ ...query, backwards }),
      ...(cursor === null ? {} : { excluded: cursor.excluded }),
      together: async (copies) => {
        const tables = await Promise.all(
          copies.map((source) => admittedTables(source, query, options)),
        );
        const lane = sharedLane(tables.flat(), wanted, options);
        if (lane === null) return new Map();
        const result = [await readLane(lane)];
        return new Map(copies.map((source) => [source, { result, rows: 0 }]));
      },
    },
  );

  const lists = distinctResults(results).flat();
  const merged = mergeSorted(
    lists.map(({ rows }) => rows),
    (a, b) => compareCandidates(a, b, query.order) * (backwards ? -1 : 1),
    size + 1,
  );
  const page = merged.slice(0, size);
  const more = merged.length > size;
  if (backwards) page.reverse();

  const told = pageWith<RootRow, Candidate>(page, {
    digest,
    began: query.began ?? beganOn(start),
    placeOf,
    backwards,
    goesOn: cursor !== null,
    more,
    answers,
  });
  const { endCursor } = told.pageInfo;
  if (endCursor !== null && more && !backwards)
    traversal?.keep(`${endCursor} ${read}`, behind(lists, page));
  return told;
}

/** The tables of a source that the list is read of. Throws NOT_FILTERABLE, SOURCE_NOT_SORTED, SCAN_REFUSED. */
async function admittedTables(
  source: Source,
  query: Pick<ConnectionQuery, 'entity' | 'where' | 'order' | 'usual'>,
  { request }: ReadOptions,
): Promise<readonly SourceTable[]> {
  const tables = await source.tables(query.entity);
  for (const table of tables) {
    const slice = nextSlice(request);
    if (slice !== undefined) await slice;
    if (query.usual === true && !isSortable(table, query.order)) {
      const fields = query.order.map(({ field }) => field).join(', ');
      throw fault('SOURCE_NOT_SORTED', { source: source.name, fields });
    }
    admitRead(table, query);
  }
  return tables.map((table) => ({ source, table }));
}

/** The rows of a lane from its place on, those at hand first. */
async function readOn(
  lane: Lane,
  query: Omit<LaneQuery, 'most'>,
  ahead: Ahead | undefined,
): Promise<Behind> {
  const { tables } = lane;
  const { enough } = query;
  const atHand = ahead && atHandOf(ahead, lane);
  if (ahead === undefined || atHand === undefined) {
    const rows = await lane.read({ ...query, most: enough });
    return { tables, rows, ended: rows.length < enough };
  }
  const { rows, ended } = atHand;
  if (ended || rows.length >= enough) return atHand;
  const last = rows.at(-1);
  const after = last === undefined ? query.after : placeOf(last);
  const lacking = enough - rows.length;
  const most = Math.max(lacking, rowsAhead(ahead, lane));
  const more = await lane.read({ ...query, after, enough: lacking, most });
  return { tables, rows: [...rows, ...more], ended: more.length < lacking };
}

function placeOf({ row, keys }: Candidate): Place {
  return { keys, table: row.origin.table, key: row.key };
}

/** What was read of each lane and is not on the page, which begins with the first rows of each. */
function behind(lists: readonly Behind[], page: readonly Candidate[]): Ahead {
  const given = new Map<string, number>();
  for (const { row } of page) given.set(row.origin.table, (given.get(row.origin.table) ?? 0) + 1);
  return lists.map(({ tables, rows, ended }) => {
    const gone = tables.reduce((sum, { id }) => sum + (given.get(id) ?? 0), 0);
    return { tables, rows: rows.slice(gone), ended };
  });
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

/** Counts the rows of all sources that pass, those of a table by `count`. */
export async function countConnection(
  sources: readonly Source[],
  query: CountQuery,
  options: ReadOptions,
  count: CountRows = (asked) => countOne(asked, options),
): Promise<ConnectionCount> {
  const { results, answers } = await gather(
    sources,
    async (source) => {
      const tables = await source.tables(query.entity);
      return Promise.all(
        tables.map((table) => countTable({ source, table, where: query.where }, options, count)),
      );
    },
    {
      onUnavailable: query.onUnavailable,
      rowsOf: () => 0,
      named: query.named === true,
      choose: chooseFor({ ...query, order: null, counted: query.besideRows !== true }),
    },
  );
  const none = results.length === 0 && answers.length > 0;
  const total = results
    .flatMap(({ result }) => result)
    .reduce((sum, count) => (sum === null || count === null ? null : sum + count), none ? null : 0);
  return { total, sources: answers };
}

async function countTable(
  asked: AskedCount,
  options: ReadOptions,
  count: CountRows,
): Promise<number | null> {
  const { source, table, where } = asked;
  admitRead(table, { where, order: null });
  const most = await count(asked);
  const exact = decides(table, where);
  if (exact || most === 0) return most;
  if (most > MOST_SCANNED) return null;
  const query = {
    fields: new Set(where === null ? [] : fieldsOf(where)),
    where,
    order: [],
    backwards: false,
    after: null,
    enough: most,
    most,
  };
  return (await readTable(source, table, query, options)).length;
}

/** The order of rows of several tables. */
function compareCandidates(a: Candidate, b: Candidate, order: readonly OrderTerm[]): number {
  const compared = compareKeys(a.keys, b.keys, order, compareText);
  if (compared !== 0 || a.row.origin.table === b.row.origin.table) return compared;
  return a.row.origin.table < b.row.origin.table ? -1 : 1;
}
