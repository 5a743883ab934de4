import { DatabaseFault } from '../dialect.ts';

type Waiting = Set<{ readonly begin: () => void; readonly refuse: (why: DatabaseFault) => void }>;

/** Those who ask for turns without saying for which request. */
const NOBODY = {};

/**
 * Whose turn it is at one database: as many statements at once as it has connections. Those that wait take turns by request,
 * the statements of one request in the order they came: a request with hundreds of them delays another's first by one round.
 */
export class Turns {
  #free: number;
  #waiting = 0;
  readonly #most: number;
  /** The request whose turn is next first. */
  readonly #queues = new Map<object, Waiting>();

  /** `most` is how many may wait. */
  constructor(connections: number, most: number) {
    this.#free = connections;
    this.#most = most;
  }

  /** Those who wait and turns that are free, for whoever watches. */
  get state(): { readonly waiting: number; readonly free: number } {
    return { waiting: this.#waiting, free: this.#free };
  }

  /** Resolves when the turn comes; rejects with the reason of `stop` if that comes first, or BUSY where too many wait. */
  async begin(stop: AbortSignal, request: object = NOBODY): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    this.#makeRoom(request);
    await new Promise<void>((begin, refuse) => {
      const one = { begin, refuse };
      const queue = this.#queues.get(request) ?? new Set();
      this.#queues.set(request, queue);
      queue.add(one);
      this.#waiting += 1;
      const onStop = (): void => {
        if (this.#leave(request, queue, one)) refuse(stop.reason as Error);
      };
      stop.addEventListener('abort', onStop, { once: true });
    });
  }

  /** Hands the turn on. */
  end(): void {
    for (const [request, queue] of this.#queues) {
      const [next] = queue;
      if (next === undefined) break;
      this.#leave(request, queue, next);
      if (queue.size > 0) {
        this.#queues.delete(request);
        this.#queues.set(request, queue);
      }
      next.begin();
      return;
    }
    this.#free += 1;
  }

  #leave(request: object, queue: Waiting, one: Waiting extends Set<infer T> ? T : never): boolean {
    if (!queue.delete(one)) return false;
    this.#waiting -= 1;
    if (queue.size === 0) this.#queues.delete(request);
    return true;
  }

  /** Where the queue is full, the last statement of the request that has most of them gives way to one that has fewer. */
  #makeRoom(request: object): void {
    if (this.#waiting < this.#most) return;
    const own = this.#queues.get(request)?.size ?? 0;
    const [busiest, queue] = [...this.#queues].reduce((most, one) =>
      one[1].size > most[1].size ? one : most,
    );
    const last = [...queue].at(-1);
    const why = new DatabaseFault('BUSY');
    if (queue.size <= own + 1 || last === undefined) throw why;
    this.#leave(busiest, queue, last);
    last.refuse(why);
  }
}
