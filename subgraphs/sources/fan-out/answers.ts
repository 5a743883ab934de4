import { GraphQLError } from 'graphql';
import { fault } from '../../../service/faults.ts';
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
 * fails, that is the error.
 */
export async function gather<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<T>,
  options: {
    readonly onUnavailable: OnUnavailable;
    readonly rowsOf: (result: T) => number;
    readonly excluded?: readonly string[];
  },
): Promise<Gathered<T>> {
  const outcomes = await Promise.all(
    sources.map(async (source) => {
      const answer = { source: source.code, name: source.name, rows: 0, ms: 0, asOf: null };
      if (options.excluded?.includes(source.code) === true) {
        return { source, answer: { ...answer, status: 'UNAVAILABLE' as const, message: LEFT_OUT } };
      }
      const asOf = localNow();
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
  if (results.length === 0 && outcomes.length > 0) {
    const [only] = outcomes;
    throw outcomes.length === 1 && only && 'error' in only
      ? only.error
      : fault(
          outcomes.every(({ answer: { status } }) => status === 'BUSY')
            ? 'ALL_SOURCES_BUSY'
            : 'ALL_SOURCES_FAILED',
        );
  }
  return { results, answers: outcomes.map(({ answer }) => answer) };
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

/** Now, as the sources write it: `yyyy-MM-ddTHH:mm:ss+07:00`. */
function localNow(): string {
  const shifted = new Date(Date.now() + 7 * 3_600_000);
  return `${shifted.toISOString().slice(0, 19)}+07:00`;
}
