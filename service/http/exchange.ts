import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../access/identity.ts';
import type { Place } from './admission/admission.ts';
import type { Language } from '../errors/faults.ts';
import { readLanguage } from '../errors/language.ts';
import { RequestController, type RequestSignal, whenAborted } from '../request-controller.ts';

/** One request from its arrival to its answer: who asks how, and what the log will tell of it. */
export interface Exchange {
  readonly requestId: string;
  /** Whom it counts for. */
  readonly client: string;
  /** Who asks; absent where nobody has established it. */
  readonly identity?: Identity;
  /** Whether its errors are to suggest no names of the schema. */
  readonly hidesNames?: boolean;
  /** How its answer leaves; absent: as GraphQL. */
  readonly via?: 'export';
  /** The list that it is a page of, where others follow: by a word that only this gateway and its subgraphs know. */
  readonly traversal?: string;
  /** Its place among the requests under way; absent where these are not counted. */
  readonly place?: Place;
  /** Rejects where who asks is not let in any more: for what lasts longer than what they have shown; absent: all are. */
  readonly identifyAgain?: () => Promise<Identity>;
  /** Lifts the deadline: what is answered lasts as long as its client takes it. */
  readonly lasts?: () => void;
  readonly language: Language;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the client has gone away or the request's time is up. */
  readonly signal: RequestSignal;
  readonly deadlineMs: number;
  readonly startedAt: number;
  /** Filled in by those who come to know it. */
  readonly told: Told;
}

/** What the log tells of a request: never a variable, a literal of the query or a header. */
interface Told {
  operation?: string;
  hash?: string;
  /** Of a batch: those of its operations. */
  hashes?: string[];
  codes?: string[];
  timedOut?: boolean;
  /** What the operation may cost. */
  cost?: number;
  /** Whether it was a subscription, which was open for as long as the request took. */
  subscribed?: true;
  /** After how many seconds it may be asked again, where it was too much. */
  retryAfterS?: number;
  /** Seconds that its answer may be kept. */
  maxAge?: number;
  /** Whether it may be kept for nobody but who has asked. */
  forOne?: boolean;
}

/** An id that a proxy gave the request is kept if it looks like one, so that logs can be joined. */
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Begins an exchange; it ends by itself when the response is sent or its connection closes. */
export function beginExchange(
  request: IncomingMessage,
  response: ServerResponse,
  deadlineMs: number,
  client: string,
): Exchange {
  const controller = new RequestController();
  const told: Told = {};
  const lasts = beginDeadline(told, controller, deadlineMs);
  endWith(response, controller, lasts);
  return exchangeOf(request, { client, deadlineMs, told, signal: controller.signal, lasts });
}

/** The same for an answer that takes as long as its client reads: only its parts have a deadline. */
export function beginLongExchange(
  request: IncomingMessage,
  response: ServerResponse,
  deadlineMs: number,
  client: string,
): Exchange {
  const controller = new RequestController();
  endWith(response, controller);
  return exchangeOf(request, { client, deadlineMs, told: {}, signal: controller.signal });
}

/** A client that closes the connection before it has its answer wants none. */
function endWith(
  response: ServerResponse,
  controller: RequestController,
  lasts?: () => void,
): void {
  response.once('close', () => {
    lasts?.();
    if (!response.writableFinished) controller.abort();
  });
}

/** Aborts after so long, which is told, unless what it answers is called before. */
export function beginDeadline(
  told: Told,
  controller: RequestController,
  deadlineMs: number,
): () => void {
  const timer = setTimeout(() => {
    told.timedOut = true;
    controller.abort();
  }, deadlineMs);
  return () => {
    clearTimeout(timer);
  };
}

/** A subscription was opened: it has no deadline, and each of its events takes a place of its own. */
export function beginLasting({ told, lasts, place }: Exchange): void {
  told.subscribed = true;
  lasts?.();
  place?.leave();
}

/** Does a part of a long exchange as one of its own, which ends with the work, in its time, or when the client leaves. */
export async function withinDeadline<T>(
  whole: Exchange,
  work: (part: Exchange) => Promise<T>,
): Promise<T> {
  const controller = new RequestController();
  const { told } = whole;
  const endDeadline = beginDeadline(told, controller, whole.deadlineMs);
  const cancel = whenAborted(whole.signal, () => {
    controller.abort();
  });
  try {
    return await work({ ...whole, signal: controller.signal });
  } finally {
    endDeadline();
    whole.signal.removeEventListener('abort', cancel);
  }
}

/** What logs call a request: as a proxy has called it, if that looks like an id; else by one of its own. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const { 'x-request-id': given } = singleValued(headers);
  return given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
}

/** An exchange whose end is known to whoever begins it. */
export function exchangeOf(
  request: IncomingMessage,
  known: Pick<Exchange, 'client' | 'deadlineMs' | 'told' | 'signal' | 'lasts'>,
): Exchange {
  const headers = singleValued(request.headers);
  // What is spread last is copied at once; V8 takes a microsecond for each property that follows a spread.
  return {
    requestId: requestIdOf(request),
    language: readLanguage(headers['accept-language']),
    headers,
    startedAt: performance.now(),
    ...known,
  };
}

/** Node joins what may be joined; `set-cookie`, its only list, is no request header. */
function singleValued(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  return headers as Readonly<Record<string, string>>;
}
