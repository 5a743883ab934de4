import { GraphQLError } from 'graphql';
import { fault, isFault } from '../../../service/errors/faults.ts';
import {
  assertAskable,
  type BoundChildTable,
  type BoundRootTable,
  type BoundTable,
  isCopied,
} from '../compiler/bound-table.ts';
import { type ReadShape, servedBy } from '../compiler/served-by.ts';
import type { Source } from '../database/source.ts';
import type { AnyRow } from '../model/entity.ts';
import {
  type AskedField,
  askedOf,
  conjunctsOf,
  holding,
  holdingAny,
  needsValue,
  passesBy,
  type Predicate,
} from '../model/predicate.ts';

/** Where a client wants its rows read. */
export type Freshness = 'LIVE' | 'COPY' | 'AUTO';

/** Where a source is asked, one after the other until one answers: itself, its copy. */
export type Choose = (source: Source) => Promise<readonly Source[]>;

/** How a source failed to answer. */
export type Failing = 'TIMEOUT' | 'BUSY' | 'UNAVAILABLE' | 'MISCONFIGURED';

/** The source itself, and its copy where it does not answer; the other way round while the copy holds the same. */
export const liveFirst: Choose = async (source) => {
  const copy = source.copy();
  if (copy === null) return [source];
  return (await source.isUnchangedSince(copy)) ? [copy, source] : [source, copy];
};

/** Where what hangs under a row is read: under one of a copy, in the same copy. Throws DATABASE_UNAVAILABLE. */
export function underFirst({ origin: { from } }: AnyRow): Choose {
  return async (source) => {
    const ways = (await liveFirst(source)).filter(
      (origin) => from === 'LIVE' || origin.from === from,
    );
    // A copy that was found broken meanwhile.
    if (ways.length === 0) throw fault('DATABASE_UNAVAILABLE', { source: source.name });
    return ways;
  };
}

/** What is read of an entity, as far as it decides where. */
export interface EntityRead extends ReadShape {
  readonly entity: string;
  readonly freshness: Freshness;
  /** Rows are counted, all that pass. */
  readonly counted?: boolean;
  /** They are read from their end. */
  readonly backwards?: boolean;
  /** Fields that rows are told apart by. */
  readonly by?: readonly AskedField[];
  /** The table beneath the entity's that is read. */
  readonly child?: string | undefined;
}

/**
 * Where the client wants a list read. `AUTO` asks the source for what an index of its serves, or for a page where it has few rows, and
 * otherwise its copy; the copy for all that it can be asked by while it holds the same. A stretch of an index is no longer than a page
 * that is read off it, and as long as it may be where its rows are counted. From its end a list begins with rows that have no value in
 * what it is ordered by. Throws NO_COPY.
 */
export function chooseFor({ freshness, ...read }: EntityRead): Choose {
  return async (source) => {
    const copy = source.copy();
    switch (freshness) {
      case 'LIVE':
        return [source];
      case 'COPY':
        if (copy === null) throw fault('NO_COPY', { source: source.name });
        return [copy];
      case 'AUTO':
        if (copy === null) return [source];
        return (await prefersCopy(source, copy, read)) ? [copy, source] : [source, copy];
    }
  };
}

/** Rows that any server looks through in no time. What is counted of them is kept beside a copy, and of a source never. */
const FEW_ROWS = 5_000;

/** Where rows with some values, or with any of some, are looked up, as a list would be that is filtered by them. Throws NO_COPY. */
export function chooseForLookup(
  entity: string,
  values: LookedUp | readonly LookedUp[],
  freshness: Freshness = 'AUTO',
): Choose {
  const where = holdingAny([values].flat());
  return chooseFor({ entity, where, order: null, freshness });
}

type LookedUp = Readonly<Record<string, string>>;

/** The same of the rows under which a child row has the values. */
export function chooseForParents(
  entity: string,
  child: string,
  values: Readonly<Record<string, string>>,
  freshness: Freshness,
): Choose {
  const where = holding(values);
  return chooseFor({ entity, child, where, order: null, freshness });
}

/** Rows of which an entity is read: its own, or those of a kind under them. */
export type RowsOf = Pick<EntityRead, 'entity' | 'child'>;

/**
 * The same of what is then chosen and ordered by more, over all that was found: the source first where its copy cannot be asked by
 * some of that, as a list would be.
 */
export function askableFirst(choose: Choose, rows: RowsOf, asked: readonly AskedField[]): Choose {
  return async (source) => {
    const ways = await choose(source);
    const [first, ...others] = ways;
    return first?.from !== 'COPY' || (await isAskable(first, rows, asked))
      ? ways
      : [...others, first];
  };
}

/** Throws FORBIDDEN_FIELD, NOT_COPIED where rows of a source cannot be asked by some of the fields. */
export async function assertAllAskable(
  source: Source,
  rows: RowsOf,
  asked: readonly AskedField[],
): Promise<void> {
  if (asked.length === 0) return;
  for (const table of await tablesOf(source, rows))
    for (const one of asked) assertAskable(table, one);
}

/** Whether a copy can be asked by the fields, and by what its rows are looked at for whoever asks. */
async function isAskable(
  copy: Source,
  rows: RowsOf,
  asked: readonly AskedField[],
): Promise<boolean> {
  const tables = await tablesOf(copy, rows);
  return tables.every((table) =>
    [...asked, ...ruledBy(table)].every((one) => isCopied(table, one)),
  );
}

async function tablesOf(
  source: Source,
  { entity, child }: RowsOf,
): Promise<readonly (BoundRootTable | BoundChildTable)[]> {
  const tables = await source.tables(entity);
  if (child === undefined) return tables;
  return tables.flatMap(({ children }) => children[child] ?? []);
}

async function prefersCopy(
  source: Source,
  copy: Source,
  { by = [], counted = false, backwards = false, ...read }: Omit<EntityRead, 'freshness'>,
): Promise<boolean> {
  const asked = [
    ...by,
    ...(read.where === null ? [] : askedOf(read.where)),
    ...(read.order ?? []).map(({ field }) => ({ field })),
  ];
  let tables: Awaited<ReturnType<typeof tablesOf>>;
  try {
    tables = await tablesOf(source, read);
  } catch (error) {
    if (statusOf(error) === null) throw error;
    // It has not answered since this process began, so that its indexes are not known. What is counted in the copy whichever it has
    // is so now; of all else whoever asks it next finds out that it does not answer, and why.
    if (!counted || statusOf(error) === 'MISCONFIGURED') return false;
    return (await isCountedByNoIndex(copy, read)) && isAskable(copy, read, asked);
  }
  if (!(await isAskable(copy, read, asked))) return false;
  if (await source.isUnchangedSince(copy)) return true;
  return tables.some((table) => {
    if (!counted && (table.rows ?? Infinity) <= FEW_ROWS) return false;
    const served = servedBy(table, read);
    if (served.by === 'scan') return true;
    return served.seek === 'range' && (counted || (backwards && !servesEmpty(table, read)));
  });
}

/** Whether no index could find the few rows that are counted, had the source one over every column. */
async function isCountedByNoIndex(copy: Source, read: RowsOf & ReadShape): Promise<boolean> {
  const tables = await tablesOf(copy, read);
  const isColumn = (field: string): boolean =>
    tables.some(({ mapping }) => {
      const found = mapping.fields[field];
      return found !== undefined && !('constant' in found);
    });
  return !conjunctsOf(read.where).some((part) =>
    passesBy(part, ({ field, test }) => POINTS.has(test.op) && isColumn(field)),
  );
}

/** Tests that rows pass by a few values, or by having none. */
const POINTS: ReadonlySet<string> = new Set(['eq', 'in', 'isNull']);

/** Whether an index finds the rows that have no value in the first term of the order, where any are read. */
function servesEmpty(
  table: BoundRootTable | BoundChildTable,
  { where: asked, order }: ReadShape,
): boolean {
  const first = order?.find(({ field }) => table.mapping.fields[field] !== undefined);
  if (first === undefined || (asked !== null && needsValue(asked, first.field))) return true;
  const where: Predicate = { kind: 'test', field: first.field, test: { op: 'isNull' } };
  return servedBy(table, { where, order: null }).by === 'index';
}

/** What rows are looked at for whoever asks. */
function ruledBy({ rights }: BoundTable): readonly AskedField[] {
  return [rights?.rows ?? null, rights?.withheld?.where ?? null].flatMap((rule) =>
    rule === null ? [] : askedOf(rule),
  );
}

/** What one of them gives, and why it was not the first. Throws what the first threw where none answers. */
export async function askFirst<T>(
  origins: readonly Source[],
  ask: (origin: Source) => Promise<T>,
): Promise<{ readonly result: T; readonly origin: Source; readonly instead: Error | null }> {
  const [first, ...others] = origins;
  if (first === undefined) throw new TypeError('No place to ask');
  let failed: unknown;
  try {
    return { result: await ask(first), origin: first, instead: null };
  } catch (error) {
    // A copy that has too much to do was asked so that the old server need not be.
    const spares = first.from === 'COPY' && hasTooMuchToDo(error);
    if (statusOf(error) === null || spares) throw error;
    failed = error;
  }
  for (const origin of others) {
    try {
      return { result: await ask(origin), origin, instead: failed as Error };
    } catch (error) {
      if (statusOf(error) === null && !refusesScan(error)) throw error;
    }
  }
  throw failed;
}

/** It would have to look through more than it may: no answer either, where another place was asked first. */
function refusesScan(error: unknown): boolean {
  const code = error instanceof GraphQLError ? error.extensions['code'] : null;
  return code === 'SCAN_REFUSED' || code === 'DATABASE_ANSWER_TOO_LARGE';
}

/** Whether a source did not answer because of what else it is asked: nobody asks it again for the same, by more statements. */
export function hasTooMuchToDo(error: unknown): boolean {
  const status = statusOf(error);
  return status === 'BUSY' || status === 'TIMEOUT';
}

/** Whether it was asked for what no copy of it holds, or for an order that it cannot give: it would answer if asked otherwise. */
export function refusesAsked(error: unknown): boolean {
  return REFUSALS.some((code) => isFault(error, code));
}

const REFUSALS = ['NO_COPY', 'NOT_COPIED', 'SOURCE_NOT_SORTED'] as const;

/** How a source failed to answer; null for every other error, which is the asker's or ours. */
export function statusOf(error: unknown): Failing | null {
  if (!(error instanceof GraphQLError)) return null;
  switch (error.extensions['code']) {
    case 'DATABASE_TIMEOUT':
      return 'TIMEOUT';
    case 'DATABASE_BUSY':
      return 'BUSY';
    case 'DATABASE_UNAVAILABLE':
    case 'NO_COPY':
    case 'NOT_COPIED':
      return 'UNAVAILABLE';
    case 'SOURCE_MISCONFIGURED':
    case 'SOURCE_NOT_SORTED':
      return 'MISCONFIGURED';
    default:
      return null;
  }
}
