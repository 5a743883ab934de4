import type { RequestSignal } from '../../request-controller.ts';

/** What comes until a signal aborts: then it ends at once, and its source is told, though that may not heed it before its next item. */
export async function* untilAborted<Item>(
  items: AsyncIterable<Item>,
  signal: RequestSignal,
): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let wake: () => void = () => undefined;
  const abort = (): void => {
    wake();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    while (!signal.aborted) {
      // No race with one promise for all items: that would keep each of them until it settles.
      const next = await new Promise<IteratorResult<Item, unknown> | undefined>(
        (resolve, reject) => {
          wake = () => {
            resolve(undefined);
          };
          iterator.next().then(resolve, reject);
        },
      );
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    iterator.return?.().catch(() => undefined);
  }
}
