import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Identity } from '../../access/identity.ts';
import type { Admission, Place } from '../../http/admission/admission.ts';
import {
  beginDeadline,
  beginLasting,
  type Exchange,
  exchangeOf,
  requestIdOf,
} from '../../http/exchange.ts';
import { overloaded } from '../../http/admission/overloaded.ts';
import type { Sending } from '../../http/sending.ts';
import { isRecord, jsonIn } from '../../json.ts';
import type { Log } from '../../log.ts';
import { RequestController, type RequestSignal } from '../../request-controller.ts';
import { requests } from '../../telemetry/events.ts';
import { type Answering, type HttpAnswer, refusal, type Rest } from '../answering.ts';
import { MessageWriter } from './message-writer.ts';
import { CLOSED, type ClientMessage, MOST_BYTES_BESIDE, readMessage } from './messages.ts';

export interface ConnectionParts {
  readonly answering: Answering;
  readonly admission: Admission;
  /** Establishes who asks, and counts that; rejects with the fault of one who is not let in. */
  readonly identify: (request: IncomingMessage) => Promise<Identity>;
  /** The same for each operation and for what lasts, and counts nothing; absent: all are let in for ever. */
  readonly identifyAgain?: ((request: IncomingMessage) => Promise<Identity>) | undefined;
  /** Hears of each operation before it is answered, and of each ping or the like; throws the fault of one too many. */
  readonly onMessage: (from: Pick<Exchange, 'identity' | 'client'>) => void;
  /** Headers that a client may tell when it begins, for browsers let a page set none: names in lower case. */
  readonly toldHeaders: ReadonlySet<string>;
  /** Operations of one connection at the same time. */
  readonly maxOperations: number;
  /** Reads JSON that a client wrote; throws where it is none, or the fault that it is refused with. */
  readonly parseBody: (json: string) => unknown;
  /** From an operation's arrival to its answer, or to its first event. */
  readonly deadlineMs: number;
  readonly sending: Sending;
  readonly log: Log;
}

/** Time for a client to say who it is. */
const BEGIN_MS = 3_000;

/** How often it is looked whether the client is still there: shorter than the idle time of common proxies. */
const ALIVE_MS = 12_000;

/** Operations are answered as by HTTP, in the form that tells a refusal by its status. */
const OPERATION_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json',
};

/** Sends a message of an operation; settles when it is on its way. */
type Send = (type: string, payload?: Buffer) => Promise<void>;

/** Speaks the protocol of graphql-ws with one client, until its socket closes. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #socket: WebSocket;
  readonly #client: string;
  /** The id of the request that opened it; each operation has one of its own. */
  readonly #id: string;
  /** With what the client has told of itself when it began. */
  #request: IncomingMessage;
  #identity: Promise<Identity> | undefined;
  /** Who asks, since they were let in: as their last operation has found. */
  #begun: Identity | undefined;
  /** By id: those that their client waits for. */
  readonly #operations = new Map<string, RequestController>();
  /** With those whose client has left them before they have ended. */
  #underWay = 0;
  readonly #beginning: NodeJS.Timeout;
  readonly #writer: MessageWriter;
  #isAlive = true;
  #pongWaits = false;
  #leaving = false;

  constructor(socket: WebSocket, request: IncomingMessage, client: string, parts: ConnectionParts) {
    this.#parts = parts;
    this.#socket = socket;
    this.#request = request;
    this.#client = client;
    this.#id = requestIdOf(request);
    this.#writer = new MessageWriter(socket, parts.sending.limits.writeDeadlineMs);
    this.#beginning = setTimeout(() => {
      this.#close(CLOSED.initialisationTimeout, 'Connection initialisation timeout');
    }, BEGIN_MS);
    const looking = setInterval(() => {
      // What it reads slowly stands before the ping.
      if (!this.#isAlive && !this.#writer.isWriting) socket.terminate();
      this.#isAlive = false;
      socket.ping();
    }, ALIVE_MS);
    socket
      .on('pong', () => {
        this.#isAlive = true;
      })
      .on('message', (data: Buffer, isBinary) => {
        this.#isAlive = true;
        // One that is closed here goes on until its client has closed it, too.
        if (socket.readyState !== socket.OPEN) return;
        const message = isBinary ? undefined : this.#read(data);
        if (message !== undefined) this.#take(message);
        else this.#close(CLOSED.badMessage, 'Invalid message');
      })
      .on('ping', () => {
        this.#countBeside();
      })
      // What was wrong with it closes it, with a code of its own.
      .on('error', () => undefined)
      .on('close', () => {
        clearTimeout(this.#beginning);
        clearInterval(looking);
        for (const operation of this.#operations.values()) operation.abort();
      });
  }

  /** Closes as soon as nothing is under way; takes nothing more. */
  leave(): void {
    this.#leaving = true;
    this.#leaveIfIdle();
  }

  #leaveIfIdle(): void {
    if (this.#leaving && this.#underWay === 0) this.#close(CLOSED.goingAway, 'Going away');
  }

  #close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Who has not been let in has nothing long to say; of who has, what is long counts before it is read. */
  #read(data: Buffer): ClientMessage | undefined {
    const isLong = data.length > MOST_BYTES_BESIDE;
    if (isLong && (this.#begun === undefined || this.#countBeside())) return undefined;
    try {
      return readMessage(data, this.#parts.parseBody);
    } catch (error) {
      this.#closeBy(CLOSED.badMessage, error);
      return undefined;
    }
  }

  /** Closes with the code of a fault as the reason; rethrows what is none. */
  #closeBy(code: number, error: unknown): void {
    if (!(error instanceof GraphQLError)) throw error;
    this.#close(code, String(error.extensions['code']));
  }

  /** Counts what asks for nothing as a request of who says it; answers whether it was one too many, by which it closes. */
  #countBeside(): boolean {
    const identity = this.#begun;
    try {
      this.#parts.onMessage({ client: this.#client, ...(identity && { identity }) });
      return false;
    } catch (error) {
      this.#closeBy(CLOSED.tryAgainLater, error);
      return true;
    }
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        void this.#begin(message.payload);
        return;
      case 'ping':
        if (!this.#countBeside()) this.#pong();
        return;
      case 'pong':
        this.#countBeside();
        return;
      case 'subscribe':
        void this.#operate(message.id, message.payload);
        return;
      case 'complete':
        this.#complete(message.id);
    }
  }

  #complete(id: string): void {
    const operation = this.#operations.get(id);
    if (operation === undefined) this.#countBeside();
    operation?.abort();
    this.#operations.delete(id);
  }

  /** One for all pings since it was due: what a client does not read does not grow. */
  #pong(): void {
    if (this.#pongWaits) return;
    this.#pongWaits = true;
    void this.#writer.write('{"type":"pong"').then(() => {
      this.#pongWaits = false;
    });
  }

  async #begin(told: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#identity !== undefined) {
      this.#close(CLOSED.initialisedTwice, 'Too many initialisation requests');
      return;
    }
    clearTimeout(this.#beginning);
    const request = withHeaders(this.#request, told, this.#parts.toldHeaders);
    if (request === undefined) {
      this.#close(CLOSED.badMessage, 'Invalid message');
      return;
    }
    this.#request = request;
    try {
      this.#identity = this.#parts.identify(this.#request);
      this.#begun = await this.#identity;
      void this.#writer.write('{"type":"connection_ack"');
    } catch (error) {
      const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
      if (typeof code === 'string') this.#close(CLOSED.forbidden, code);
      else {
        this.#parts.log.error({ err: error }, 'who opened a socket could not be established');
        this.#close(CLOSED.tryAgainLater, 'Try again later');
      }
    }
  }

  async #operate(id: string, body: object): Promise<void> {
    if (this.#begun === undefined) {
      this.#close(CLOSED.unauthorized, 'Unauthorized');
      return;
    }
    if (this.#operations.has(id)) {
      this.#close(CLOSED.subscriberExists, 'Subscriber already exists');
      return;
    }
    if (this.#leaving || this.#underWay >= this.#parts.maxOperations) {
      this.#close(CLOSED.tryAgainLater, 'Too many operations');
      return;
    }
    const controller = new RequestController();
    this.#operations.set(id, controller);
    this.#underWay += 1;
    try {
      const identity = await this.#whoAsks();
      // Its client may have left it, or the socket, meanwhile.
      if (identity === undefined || controller.signal.aborted) return;
      await this.#answer(id, body, identity, controller);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'an operation could not be handled');
      this.#socket.terminate();
    } finally {
      this.#underWay -= 1;
      if (this.#operations.get(id) === controller) this.#operations.delete(id);
      controller.abort();
      this.#leaveIfIdle();
    }
  }

  /** Who asks now, for a token that let them in may not be good any more; undefined where it is not, by which it closes. */
  async #whoAsks(): Promise<Identity | undefined> {
    const { identifyAgain } = this.#parts;
    if (identifyAgain === undefined) return this.#begun;
    try {
      this.#begun = await identifyAgain(this.#request);
      return this.#begun;
    } catch (error) {
      this.#closeBy(CLOSED.forbidden, error);
      return undefined;
    }
  }

  /** Answers an operation in a place of its own, which it leaves when its client has the answer, or it has subscribed. */
  async #answer(
    id: string,
    body: object,
    identity: Identity,
    controller: RequestController,
  ): Promise<void> {
    const { admission, deadlineMs, log } = this.#parts;
    const told: Exchange['told'] = {};
    const lasts = beginDeadline(told, controller, deadlineMs);
    const exchange = { ...this.#exchange(told, identity, controller.signal), lasts };
    let place: Place | undefined;
    const enter = () => (place = admission.enter(this.#client));
    const end = () => {
      lasts();
      place?.leave();
    };
    const send: Send = (type, payload) =>
      this.#send({ id, type }, payload, () => this.#operations.get(id) === controller);
    try {
      // A variable here would keep an answer that there is no room for until its refusal has been read.
      await this.#answerOf(body, exchange, enter).then((answer) => {
        place?.rest();
        lasts();
        return this.#tell(answer, exchange, send);
      });
    } finally {
      end();
    }
    const ms = Math.round((performance.now() - exchange.startedAt) * 10) / 10;
    const { operation, codes, subscribed } = told;
    if (subscribed === undefined) requests.tell({ operation, outcome: codes?.[0] ?? 'ok', ms });
    log.info(
      { requestId: exchange.requestId, socketId: this.#id, ...told, via: 'socket', ms },
      'request',
    );
  }

  #exchange(told: Exchange['told'], identity: Identity, signal: RequestSignal): Exchange {
    const { identifyAgain, deadlineMs } = this.#parts;
    const request = this.#request;
    const exchange = exchangeOf(request, { client: this.#client, deadlineMs, told, signal });
    return {
      ...exchange,
      requestId: randomUUID(),
      headers: { ...exchange.headers, ...OPERATION_HEADERS },
      identity,
      ...(identifyAgain && { identifyAgain: () => identifyAgain(request) }),
    };
  }

  async #answerOf(body: object, arrived: Exchange, enter: () => Place): Promise<HttpAnswer> {
    const { answering, onMessage } = this.#parts;
    try {
      const exchange = { ...arrived, place: enter() };
      onMessage(exchange);
      const request = { method: 'POST', search: '', body, takesResults: true };
      const answer = await answering(request, exchange);
      if (answer.results !== undefined) beginLasting(exchange);
      return answer;
    } catch (error) {
      return refusal(error, arrived);
    }
  }

  #tell({ status, results, body }: HttpAnswer, exchange: Exchange, send: Send): Promise<void> {
    if (results !== undefined) return this.#tellEach(results, exchange, send);
    if (status !== 200) return send('error', errorsIn(body));
    return send('next', this.#fitting(body, exchange)).then(() => send('complete'));
  }

  async #tellEach(results: Rest, exchange: Exchange, send: Send): Promise<void> {
    for await (const result of results) await send('next', this.#fitting(result, exchange));
    await send('complete');
  }

  /** A result, or where what its client has not read leaves no room for it, one that says so. */
  #fitting(result: Buffer, exchange: Exchange): Buffer {
    const hasRoom = this.#parts.sending.hasRoom(this.#client, result.length);
    return hasRoom ? result : refusal(overloaded(), exchange).body;
  }

  /** Settles when the message is on its way, or its client does not wait for it any more. */
  async #send(
    message: { readonly id: string; readonly type: string },
    payload: Buffer | undefined,
    isWanted: () => boolean,
  ): Promise<void> {
    const head = JSON.stringify(message).slice(0, -1);
    const release = this.#parts.sending.hold(this.#client, payload?.length ?? 0);
    await this.#writer.write(
      payload === undefined ? head : `${head},"payload":`,
      payload,
      isWanted,
    );
    release();
  }
}

/** The errors of an answer that has nothing else, as JSON. */
function errorsIn(body: Buffer): Buffer {
  const answer = jsonIn(body.toString());
  return Buffer.from(JSON.stringify(isRecord(answer) ? (answer['errors'] ?? []) : []));
}

/** What the value of a header may be (RFC 9110 §5.5): nothing else could be passed on to a subgraph. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/u;

/**
 * A request as if these had been among its headers, undefined where HTTP could not have carried one; what is not allowed to be told so
 * is passed by.
 */
function withHeaders(
  request: IncomingMessage,
  told: Readonly<Record<string, unknown>>,
  allowed: ReadonlySet<string>,
): IncomingMessage | undefined {
  const more = Object.entries(told).flatMap(([name, value]) =>
    allowed.has(name.toLowerCase()) && typeof value === 'string'
      ? [[name.toLowerCase(), value] as const]
      : [],
  );
  if (!more.every(([, value]) => HEADER_VALUE.test(value))) return undefined;
  const headers = { ...request.headers, ...Object.fromEntries(more) };
  return Object.create(request, { headers: { value: headers } }) as IncomingMessage;
}
