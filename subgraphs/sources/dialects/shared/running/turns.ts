import { DatabaseFault, type RequestScope } from '../../dialect.ts';
import { type StopSignal, whyOf } from './stop.ts';

interface Statement {
  readonly begin: () => void;
  readonly refuse: (why: DatabaseFault) => void;
}

/** A request before this database; one that says for whom it is waits with the others of the same. */
type Request = Partial<Pick<RequestScope, 'who'>>;

/** Of one who asks: the statements that wait, by request; the request whose turn is next first. */
interface Backlog {
  waiting: number;
  readonly requests: Map<Request, Set<Statement>>;
}

function newBacklog(): Backlog {
  return { waiting: 0, requests: new Map() };
}

/** Those who ask for turns without saying for which request. */
const NOBODY: Request = {};

/**
 * Whose turn it is at one database: as many statements at once as it has connections. Those that wait take turns by who asks, then
 * by request, the statements of one request in the order they came: whoever has hundreds of them, in one request or in as many,
 * delays the first of another by one round.
 */
export class Turns {
  #free: number;
  #waiting = 0;
  readonly #most: number;
  /** The one whose turn is next first; a request of nobody in particular is one by itself. */
  readonly #backlogs = new Map<string | Request, Backlog>();

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
  async begin(stop: StopSignal, request: Request = NOBODY): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    this.#makeRoom(request);
    await new Promise<void>((begin, refuse) => {
      const one = { begin, refuse };
      const who = request.who ?? request;
      const backlog = this.#backlogs.get(who) ?? newBacklog();
      this.#backlogs.set(who, backlog);
      const statements = backlog.requests.get(request) ?? new Set<Statement>();
      backlog.requests.set(request, statements);
      statements.add(one);
      backlog.waiting += 1;
      this.#waiting += 1;
      stop.addEventListener('abort', () => {
        if (this.#leave(request, one)) refuse(whyOf(stop));
      });
    });
  }

  /** Hands the turn on. */
  end(): void {
    const [first] = this.#backlogs;
    const [request, statements] = first?.[1].requests.entries().next().value ?? [];
    const [next] = statements ?? [];
    if (first === undefined || request === undefined || next === undefined) {
      this.#free += 1;
      return;
    }
    this.#leave(request, next);
    const [who, backlog] = first;
    toTheEnd(backlog.requests, request);
    toTheEnd(this.#backlogs, who);
    next.begin();
  }

  #leave(request: Request, one: Statement): boolean {
    const who = request.who ?? request;
    const backlog = this.#backlogs.get(who);
    const statements = backlog?.requests.get(request);
    if (backlog === undefined || statements?.delete(one) !== true) return false;
    this.#waiting -= 1;
    backlog.waiting -= 1;
    if (statements.size === 0) backlog.requests.delete(request);
    if (backlog.waiting === 0) this.#backlogs.delete(who);
    return true;
  }

  /**
   * Where the queue is full, the last statement of the one who has most of them, in the request of theirs that has most, gives way to
   * one who has fewer; so it does among the requests of one.
   */
  #makeRoom(request: Request): void {
    if (this.#waiting < this.#most) return;
    const why = new DatabaseFault('BUSY');
    const own = this.#backlogs.get(request.who ?? request);
    const greediest = busiest(this.#backlogs.values(), ({ waiting }) => waiting);
    const isOther = greediest !== undefined && greediest.waiting > (own?.waiting ?? 0) + 1;
    const gives = isOther ? greediest : own;
    const [giving, statements] =
      busiest(gives?.requests.entries() ?? [], ([, { size }]) => size) ?? [];
    const last = [...(statements ?? [])].at(-1);
    if (giving === undefined || statements === undefined || last === undefined) throw why;
    const ownSize = own?.requests.get(request)?.size ?? 0;
    if (!isOther && statements.size <= ownSize + 1) throw why;
    this.#leave(giving, last);
    last.refuse(why);
  }
}

/** Puts what is still there behind the others. */
function toTheEnd<K, V>(map: Map<K, V>, key: K): void {
  const value = map.get(key);
  if (value === undefined) return;
  map.delete(key);
  map.set(key, value);
}

function busiest<T>(all: Iterable<T>, sizeOf: (one: T) => number): T | undefined {
  let most: T | undefined;
  for (const one of all) if (most === undefined || sizeOf(one) > sizeOf(most)) most = one;
  return most;
}
