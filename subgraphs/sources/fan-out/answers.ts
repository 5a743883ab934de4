import { GraphQLError } from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import type { Source } from '../database/source.ts';

/** How one source took part in an answer; `SourceAnswer` of the graph. */
export interface SourceAnswer {
  readonly source: string;
  readonly name: string;
  readonly status: 'OK' | 'TIMEOUT' | 'BUSY' | 'UNAVAILABLE' | 'MISCONFIGURED';
  readonly rows: number;
  readonly ms: number;
  readonly asOf: string | null;
  readonly message: string | null;
}

export type OnUnavailable = 'PARTIAL' | 'FAIL';

/** What each source gave, and how it took part. */
export interface Gathered<T> {
  readonly results: readonly { readonly source: Source; readonly result: T }[];
  readonly answers: readonly SourceAnswer[];
}

/** What the reader is told of a source that a cursor left out. */
const LEFT_OUT = 'Left out since an earlier page, for it did not answer then.';

/**
 * Asks all sources at once. One that fails is named and left out, unless the caller wants all or nothing; if every one
 * fails, that is the error. Lists that name their sources are `named`: one office that was asked alone and does not answer is
 * an empty list that says so, like its part of a longer one.
 */
export async function gather<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<T>,
  options: {
    readonly onUnavailable: OnUnavailable;
    readonly rowsOf: (result: T) => number;
    readonly excluded?: readonly string[];
    readonly named?: boolean;
  },
): Promise<Gathered<T>> {
  const outcomes = await Promise.all(
    sources.map(async (source) => {
      const answer = { source: source.code, name: source.name, rows: 0, ms: 0, asOf: null };
      if (options.excluded?.includes(source.code) === true) {
        return { source, answer: { ...answer, status: 'UNAVAILABLE' as const, message: LEFT_OUT } };
      }
      const asOf = `${source.asOf ?? localNow()}+07:00`;
      const started = performance.now();
      const elapsed = (): number => Math.round(performance.now() - started);
      try {
        const result = await ask(source);
        const rows = options.rowsOf(result);
        return {
          source,
          result,
          answer: { ...answer, status: 'OK' as const, rows, ms: elapsed(), asOf, message: null },
        };
      } catch (error) {
        const status = statusOf(error);
        if (status === null || options.onUnavailable === 'FAIL') throw error;
        const message = error instanceof Error ? error.message : null;
        return { source, error, answer: { ...answer, status, ms: elapsed(), message } };
      }
    }),
  );

  const results = outcomes.flatMap(({ source, ...outcome }) =>
    'result' in outcome ? [{ source, result: outcome.result as T }] : [],
  );
  if (results.length === 0 && outcomes.length > 1) {
    const busy = outcomes.every(({ answer: { status } }) => status === 'BUSY');
    throw fault(busy ? 'ALL_SOURCES_BUSY' : 'ALL_SOURCES_FAILED');
  }
  const [only] = outcomes;
  if (options.named !== true && only !== undefined && 'error' in only && outcomes.length === 1)
    throw only.error;
  return { results, answers: outcomes.map(({ answer }) => answer) };
}

/**
 * The items of every source. Where a list has no place to name its sources, one that did not answer is an item that rejects:
 * the graph shows it as null with the error beside it, so that what others have is kept and a gap is never taken for “there
 * is none”.
 */
export async function gatherItems<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<readonly T[]>,
): Promise<(T | Promise<never>)[]> {
  const { items, failed } = await askEach(sources, ask);
  const gaps = failed.map((error): Promise<never> => Promise.reject(error));
  // Whoever resolves the list sees them; until then they are nobody's unhandled rejection.
  for (const gap of gaps) gap.catch(() => undefined);
  return [...items, ...gaps];
}

/**
 * The first item that any source has, in the order of `rank` and then of the sources; null if all say that there is none.
 * A source that did not answer takes nothing from the others, but where none has it, nobody can say that there is none.
 */
export async function firstOf<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<readonly T[]>,
  rank: (a: T, b: T) => number = () => 0,
): Promise<T | null> {
  const { items, failed } = await askEach(sources, ask);
  const [first] = [...items].sort(rank);
  if (first === undefined && failed[0] !== undefined) throw failed[0];
  return first ?? null;
}

async function askEach<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<readonly T[]>,
): Promise<{ readonly items: readonly T[]; readonly failed: readonly Error[] }> {
  const failed: Error[] = [];
  const asked = sources.map((source) =>
    ask(source).catch((error: unknown): readonly T[] => {
      if (statusOf(error) === null) throw error;
      failed.push(error as Error);
      return [];
    }),
  );
  return { items: (await Promise.all(asked)).flat(), failed };
}

/** Whether a source answers a read now. */
export async function probe(read: () => Promise<unknown>): Promise<SourceAnswer['status']> {
  try {
    await read();
    return 'OK';
  } catch (error) {
    const status = statusOf(error);
    if (status === null) throw error;
    return status;
  }
}

/** A source that did not answer; null for every other error, which is the asker's or ours. */
function statusOf(error: unknown): Exclude<SourceAnswer['status'], 'OK'> | null {
  if (!(error instanceof GraphQLError)) return null;
  switch (error.extensions['code']) {
    case 'DATABASE_TIMEOUT':
      return 'TIMEOUT';
    case 'DATABASE_BUSY':
      return 'BUSY';
    case 'DATABASE_UNAVAILABLE':
      return 'UNAVAILABLE';
    case 'SOURCE_MISCONFIGURED':
      return 'MISCONFIGURED';
    default:
      return null;
  }
}

/** Now by Vietnamese clocks: `yyyy-MM-ddTHH:mm:ss`. */
export function localNow(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
}
