import { CLIENT_HEADER } from '../../service/http/entry/client.ts';
import { TextSpan } from './answers/text-span.ts';
import { isQuery } from './operation-kind.ts';
import { TransportFault } from './transport.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphRequest,
  SubgraphTransport,
} from './transport.ts';

/** A fetch under way, and those who asked for the same meanwhile. */
interface Shared {
  readonly leader: SubgraphRequest;
  readonly followers: Follower[];
}

interface Follower {
  readonly request: SubgraphRequest;
  readonly resolve: (answer: Promise<SubgraphAnswer> | SubgraphAnswer) => void;
  readonly reject: (fault: Error) => void;
}

/** Headers that differ from request to request and say nothing of who asks. */
const NOT_IDENTITY: ReadonlySet<string> = new Set([
  'x-request-id',
  'traceparent',
  'tracestate',
  CLIENT_HEADER,
]);

/**
 * Lets identical queries that are under way at the same time, with the same headers of identity, share one answer.
 * Each caller gets an answer of its own, since callers merge into what they get.
 */
export function withInFlightSharing(
  transport: SubgraphTransport,
  notIdentity: ReadonlySet<string> = NOT_IDENTITY,
): SubgraphTransport {
  // Lists that stay: of a Map or a Set that comes and goes, each table points to the next, and what stood in one that has
  // grown old is taken for alive when young objects are collected, requests and all.
  const underWay = new WeakMap<SubgraphOperation, Shared[]>();

  function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { operation } = request;
    if (!isQuery(operation)) return transport.execute(request);
    let fetches = underWay.get(operation);
    if (fetches === undefined) underWay.set(operation, (fetches = []));
    for (const shared of fetches) {
      if (isSame(shared.leader, request)) return follow(shared, request);
    }
    const shared: Shared = { leader: request, followers: [] };
    fetches.push(shared);
    return lead(shared, fetches);
  }

  async function lead(shared: Shared, fetches: Shared[]): Promise<SubgraphAnswer> {
    const { leader, followers } = shared;
    try {
      const answer = await transport.execute(leader);
      end(shared, fetches);
      if (followers.length === 0) return answer;
      void handOut(answer, followers);
      return copyOf(answer);
    } catch (cause) {
      end(shared, fetches);
      const fault = cause as Error;
      // The leader's client has gone; that is no reason to fail those who followed.
      const cancelled = fault instanceof TransportFault && fault.code === 'REQUEST_CANCELLED';
      for (const { request, resolve, reject } of followers) {
        if (cancelled && request.signal?.aborted !== true) resolve(execute(request));
        else reject(fault);
      }
      throw fault;
    }
  }

  function end(shared: Shared, fetches: Shared[]): void {
    const at = fetches.indexOf(shared);
    if (at !== -1) fetches.splice(at, 1);
  }

  /** Headers first: where each request is another user's, nothing more is compared. */
  function isSame(one: SubgraphRequest, other: SubgraphRequest): boolean {
    return (
      haveSame(one.headers, other.headers, notIdentity) &&
      haveSame(other.headers, one.headers, notIdentity) &&
      JSON.stringify(one.variables) === JSON.stringify(other.variables)
    );
  }

  return { ...transport, execute };
}

function follow({ followers }: Shared, request: SubgraphRequest): Promise<SubgraphAnswer> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      reject(new TransportFault('REQUEST_CANCELLED'));
    };
    if (signal?.aborted === true) {
      cancel();
      return;
    }
    signal?.addEventListener('abort', cancel, { once: true });
    const settled = () => signal?.removeEventListener('abort', cancel);
    followers.push({
      request,
      resolve: (answer) => {
        settled();
        resolve(answer);
      },
      reject: (fault) => {
        settled();
        reject(fault);
      },
    });
  });
}

function haveSame(
  headers: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
  except: ReadonlySet<string>,
): boolean {
  for (const name in headers) {
    if (headers[name] !== others[name] && !except.has(name)) return false;
  }
  return true;
}

/**
 * Gives each follower an answer in a turn of the event loop of its own: what all of them do with a large one would hold up
 * everyone else. Copies are made of what nobody has yet, which the last one gets.
 */
async function handOut(answer: SubgraphAnswer, followers: readonly Follower[]): Promise<void> {
  for (const [at, { request, resolve, reject }] of followers.entries()) {
    await new Promise((next) => setImmediate(next));
    if (request.signal?.aborted === true) continue;
    try {
      resolve(at === followers.length - 1 ? answer : copyOf(answer));
    } catch (cause) {
      reject(cause as Error);
    }
  }
}

/** A copy of JSON data; spread and mended, since every other way takes several times as long. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof TextSpan) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy = { ...value } as Record<string, unknown>;
  for (const name in copy) {
    const field = copy[name];
    if (typeof field === 'object' && field !== null) copy[name] = copyOf(field);
  }
  return copy as T;
}
