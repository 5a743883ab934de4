import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { Source } from '../database/source.ts';
import type { RowOrigin } from '../model/entity.ts';
import { localNow } from '../model/moment.ts';
import {
  askFirst,
  type Choose,
  type Failing,
  liveFirst,
  refusesAsked,
  statusOf,
} from './origins.ts';
import { askShelves, type AskTogether, type Part } from './shelves.ts';

/** How one source took part in an answer; `SourceAnswer` of the graph, but for its `message`, which says `why` to the reader. */
export interface SourceAnswer {
  readonly source: string;
  readonly name: string;
  readonly status: 'OK' | 'STALE' | Failing;
  /** Where its rows were read; null where it gave none. */
  readonly from: RowOrigin | null;
  readonly rows: number;
  readonly ms: number;
  readonly asOf: string | null;
  /** Why it did not answer, or its copy did in its place; null where it answered itself. */
  readonly why: Error | null;
}

export type OnUnavailable = 'PARTIAL' | 'FAIL';

/** The source gave nothing. */
export function isMissing({ status }: SourceAnswer): boolean {
  return status !== 'OK' && status !== 'STALE';
}

/** What each source gave, and how it took part. */
export interface Gathered<T> {
  readonly results: readonly { readonly source: Source; readonly result: T }[];
  readonly answers: readonly SourceAnswer[];
}

/** What was given, each thing once that several gave as one. */
export function distinctResults<T>(results: Gathered<T>['results']): readonly T[] {
  return [...new Set(results.map(({ result }) => result))];
}

/** Why a source is not asked that a cursor left out. */
const LEFT_OUT = new Error(reasonOf('LEFT_OUT'));

/**
 * Asks all sources at once, each where `choose` says. One that fails is answered for by its copy, or named and left out, unless
 * the caller wants all or nothing; if every one fails, that is the error. Lists that name their sources are `named`: one office
 * that was asked alone and does not answer is an empty list that says so, like its part of a longer one.
 */
export async function gather<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<T>,
  options: {
    readonly onUnavailable: OnUnavailable;
    readonly rowsOf: (result: T) => number;
    readonly excluded?: readonly string[];
    readonly named?: boolean;
    readonly choose?: Choose;
    readonly together?: AskTogether<T>;
  },
): Promise<Gathered<T>> {
  const { onUnavailable, choose = liveFirst, together } = options;
  const now = localNow();
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const chosen = new Map(
    sources
      .filter(({ code }) => options.excluded?.includes(code) !== true)
      .map((source) => [source, choose(source)]),
  );
  const known = askShelves([...chosen.values()], together);
  const askOne = async (origin: Source): Promise<Part<T>> => {
    const part = origin.shelf === null ? undefined : (await known).get(origin);
    if (part !== undefined) return part();
    const result = await ask(origin);
    return { result, rows: options.rowsOf(result) };
  };
  const outcomes = await Promise.all(
    sources.map(async (source) => {
      const choosing = chosen.get(source);
      if (choosing === undefined)
        return { source, answer: nothingOf(source, 'UNAVAILABLE', 0, LEFT_OUT) };
      try {
        const ways = await choosing;
        const {
          result: { result, rows },
          origin,
          instead,
        } = await askFirst(
          // A copy never takes the place of a source where that is to be an error.
          onUnavailable === 'FAIL'
            ? ways.filter(({ from }, index) => index === 0 || from === 'LIVE')
            : ways,
          askOne,
        );
        const answer: SourceAnswer = {
          source: source.code,
          name: source.name,
          status: instead !== null && origin.from === 'COPY' ? 'STALE' : 'OK',
          from: origin.from,
          rows,
          ms: elapsed(),
          asOf: `${origin.asOf ?? now}+07:00`,
          why: origin.from === 'COPY' ? instead : null,
        };
        return { source: origin, result, answer };
      } catch (error) {
        const status = statusOf(error);
        if (status === null || onUnavailable === 'FAIL') throw error;
        return { source, error, answer: nothingOf(source, status, elapsed(), error as Error) };
      }
    }),
  );

  const results = outcomes.flatMap(({ source, ...outcome }) =>
    'result' in outcome ? [{ source, result: outcome.result }] : [],
  );
  if (results.length === 0 && outcomes.length > 1) throw noneAnswered(outcomes);
  const [only] = outcomes;
  if (options.named !== true && only !== undefined && 'error' in only && outcomes.length === 1)
    throw only.error;
  return { results, answers: outcomes.map(({ answer }) => answer) };
}

/**
 * What the reader is told where none of several answered. Where all refused what was asked, asking in another way is what helps:
 * the first of them says how.
 */
function noneAnswered(
  outcomes: readonly { readonly error?: unknown; readonly answer: SourceAnswer }[],
): unknown {
  const [first] = outcomes;
  if (outcomes.every(({ error }) => refusesAsked(error))) return first?.error;
  const busy = outcomes.every(({ answer: { status } }) => status === 'BUSY');
  return fault(busy ? 'ALL_SOURCES_BUSY' : 'ALL_SOURCES_FAILED');
}

/** How one took part that gave nothing. */
function nothingOf({ code, name }: Source, status: Failing, ms: number, why: Error): SourceAnswer {
  return { source: code, name, status, from: null, rows: 0, ms, asOf: null, why };
}

/**
 * The items of every source, each asked where `choose` says. Where a list has no place to name its sources, one that did not answer is
 * an item that rejects: the graph shows it as null with the error beside it, so that what others have is kept and a gap is never taken
 * for “there is none”.
 */
export async function gatherItems<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<readonly T[]>,
  choose: Choose,
): Promise<(T | Promise<never>)[]> {
  const { items, failed } = await askEach(sources, ask, choose);
  return [...items, ...failed.map(rejecting)];
}

/** An item of a list that has an error in its place. */
export function rejecting(error: Error): Promise<never> {
  const item = Promise.reject(error);
  // Whoever resolves the list sees it; until then it is nobody's unhandled rejection.
  item.catch(() => undefined);
  return item;
}

/**
 * The first item that any source has, each asked where `choose` says, in the order of `rank` and then of the sources; null if
 * all say that there is none.
 * A source that did not answer takes nothing from the others, but where none has it, nobody can say that there is none.
 */
export async function firstOf<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<readonly T[]>,
  {
    rank = () => 0,
    choose = liveFirst,
  }: { readonly rank?: (a: T, b: T) => number; readonly choose?: Choose } = {},
): Promise<T | null> {
  const { items, failed } = await askEach(sources, ask, choose);
  const [first] = [...items].sort(rank);
  if (first === undefined && failed[0] !== undefined) throw failed[0];
  return first ?? null;
}

async function askEach<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<readonly T[]>,
  choose: Choose,
): Promise<{ readonly items: readonly T[]; readonly failed: readonly Error[] }> {
  const failed: Error[] = [];
  const asked = sources.map(async (source): Promise<readonly T[]> => {
    try {
      return (await askFirst(await choose(source), ask)).result;
    } catch (error) {
      if (statusOf(error) === null) throw error;
      failed.push(error as Error);
      return [];
    }
  });
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
