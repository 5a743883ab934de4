import type { HttpAnswer, Rest } from '../answering.ts';
import type { Framing, TakesResults } from './framings.ts';

/** Shorter than the idle time of common proxies. */
const ALIVE_MS = 12_000;

/** Tells a proxy (nginx) to pass on each piece as it comes, and a cache to keep none. */
const HEADERS = [
  ['x-accel-buffering', 'no'],
  ['cache-control', 'no-store'],
] as const;

/** An answer as a client reads it that takes results one by one. */
export function framed(answered: HttpAnswer, { framing, only }: TakesResults): HttpAnswer {
  const { results, status, body } = answered;
  const headers = new Map([['content-type', framing.type], ...HEADERS]);
  if (results !== undefined)
    return { status, headers, body: framing.first, rest: framedRest(results, framing) };
  // What never became GraphQL is told by its status, to whoever it is.
  if (!only || (status !== 200 && status !== 400)) return answered;
  return { status: 200, headers, body: Buffer.concat([framing.result(body), framing.end]) };
}

function framedRest(results: Rest, framing: Framing): Rest {
  return {
    [Symbol.asyncIterator]: () => pieces(results[Symbol.asyncIterator](), framing),
    end: () => {
      results.end();
    },
  };
}

async function* pieces(
  results: AsyncIterator<Buffer, unknown>,
  framing: Framing,
): AsyncGenerator<Buffer> {
  try {
    for (;;) {
      const within = waitingFor(results.next());
      let result = await within(ALIVE_MS);
      while (result === undefined) {
        yield framing.alive;
        result = await within(ALIVE_MS);
      }
      if (result.done === true) break;
      yield framing.result(result.value);
    }
    yield framing.end;
  } finally {
    await results.return?.();
  }
}

/**
 * What work comes to, asked for again and again: undefined where it takes longer than so many ms. What hangs on a promise stays until
 * that settles, so one listener hangs on the work, however often it is asked for.
 */
function waitingFor<T>(work: Promise<T>): (ms: number) => Promise<T | undefined> {
  let settled = false;
  let wake: () => void = () => undefined;
  const settle = (): void => {
    settled = true;
    wake();
  };
  work.then(settle, settle);
  return async (ms) => {
    if (!settled)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return settled ? work : undefined;
  };
}
