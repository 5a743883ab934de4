import { DatabaseFault, type RequestScope } from '../../dialect.ts';
import { type StopSignal, whyOf } from './stop.ts';

interface Statement {
  readonly begin: () => void;
  readonly refuse: (why: DatabaseFault) => void;
}

/** A request before this database; one that says for whom it is waits with the others of the same. */
type Request = Partial<Pick<RequestScope, 'who'>>;

/** The statements of one request that wait, in the order they came. */
interface Waiting {
  readonly request: Request;
  readonly statements: Statement[];
}

/** Of one who asks: the requests that wait, and how many statements they have; the request whose turn is next first. */
interface Backlog {
  readonly who: string | Request;
  waiting: number;
  readonly requests: Waiting[];
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
  /**
   * The one whose turn is next first; a request of nobody in particular is one by itself. Lists: what stood in a Map whose members come
   * and go is taken for alive (docs/decisions/0013).
   */
  readonly #backlogs: Backlog[] = [];

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
      const backlog = this.#backlogOf(request) ?? addedTo(this.#backlogs, newBacklog(request));
      const own = waitingOf(backlog, request) ?? addedTo(backlog.requests, newWaiting(request));
      own.statements.push(one);
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
    const [waiting] = first?.requests ?? [];
    const [next] = waiting?.statements ?? [];
    if (first === undefined || waiting === undefined || next === undefined) {
      this.#free += 1;
      return;
    }
    this.#leave(waiting.request, next);
    toTheEnd(first.requests, waiting);
    toTheEnd(this.#backlogs, first);
    next.begin();
  }

  #backlogOf(request: Request): Backlog | undefined {
    const who = request.who ?? request;
    return this.#backlogs.find((backlog) => backlog.who === who);
  }

  #leave(request: Request, one: Statement): boolean {
    const backlog = this.#backlogOf(request);
    const own = backlog && waitingOf(backlog, request);
    if (backlog === undefined || own === undefined) return false;
    if (!removed(own.statements, one)) return false;
    this.#waiting -= 1;
    backlog.waiting -= 1;
    if (own.statements.length === 0) removed(backlog.requests, own);
    if (backlog.waiting === 0) removed(this.#backlogs, backlog);
    return true;
  }

  /**
   * Where the queue is full, the last statement of the one who has most of them, in the request of theirs that has most, gives way to
   * one who has fewer; so it does among the requests of one.
   */
  #makeRoom(request: Request): void {
    if (this.#waiting < this.#most) return;
    const why = new DatabaseFault('BUSY');
    const own = this.#backlogOf(request);
    const greediest = busiest(this.#backlogs, ({ waiting }) => waiting);
    const isOther = greediest !== undefined && greediest.waiting > (own?.waiting ?? 0) + 1;
    const gives = isOther ? greediest : own;
    const giving = busiest(gives?.requests ?? [], ({ statements }) => statements.length);
    const last = giving?.statements.at(-1);
    if (giving === undefined || last === undefined) throw why;
    const ownSize = (own && waitingOf(own, request))?.statements.length ?? 0;
    if (!isOther && giving.statements.length <= ownSize + 1) throw why;
    this.#leave(giving.request, last);
    last.refuse(why);
  }
}

function newBacklog(request: Request): Backlog {
  return { who: request.who ?? request, waiting: 0, requests: [] };
}

function newWaiting(request: Request): Waiting {
  return { request, statements: [] };
}

function waitingOf({ requests }: Backlog, request: Request): Waiting | undefined {
  return requests.find((waiting) => waiting.request === request);
}

function addedTo<T>(all: T[], one: T): T {
  all.push(one);
  return one;
}

/** Whether it was there. */
function removed<T>(all: T[], one: T): boolean {
  const at = all.indexOf(one);
  if (at !== -1) all.splice(at, 1);
  return at !== -1;
}

/** Puts what is still there behind the others. */
function toTheEnd<T>(all: T[], one: T): void {
  if (removed(all, one)) all.push(one);
}

function busiest<T>(all: Iterable<T>, sizeOf: (one: T) => number): T | undefined {
  let most: T | undefined;
  for (const one of all) if (most === undefined || sizeOf(one) > sizeOf(most)) most = one;
  return most;
}
