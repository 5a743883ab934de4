import type { RequestScope } from '../dialects/dialect.ts';
import { requestEnd } from './told-faults.ts';

/**
 * Between two pieces of a request's work: undefined where it may go on, or a promise of its next slice of the event loop. Throws, or
 * rejects with, what its client is told where the request has ended meanwhile: what it has read already is nobody's to work on.
 */
export function nextSlice(request: RequestScope | undefined): Promise<void> | undefined {
  if (request === undefined) return undefined;
  throwIfEnded(request);
  return request.slice()?.then(() => {
    throwIfEnded(request);
  });
}

function throwIfEnded({ ended }: RequestScope): void {
  if (ended !== undefined) throw requestEnd(ended) ?? ended;
}
