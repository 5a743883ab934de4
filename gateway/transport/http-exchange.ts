import type { Dispatcher } from 'undici';
import { type RequestSignal, whenAborted } from '../../service/request-controller.ts';
import { Body } from './answers/body.ts';
import { TransportFault } from './transport.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An HTTP answer that came whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Those who wait for an answer, and until when. */
interface Waiting {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (fault: TransportFault) => void;
  readonly timer: NodeJS.Timeout;
  readonly signal: RequestSignal | undefined;
}

/**
 * One request on one socket, as undici's lowest layer tells of it: collects the answer within a size and a time.
 * undici's own `request` would build a stream, a promise and a signal for the same. The socket holds on to it until its next
 * request, which may be long, so that with its end it lets go of what it has and of who waited.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #answered = false;
  #status = 0;
  #headers: Headers = {};
  #bytes = 0;
  #fault: TransportFault | undefined;
  #waiting: Waiting | undefined;
  /** What the signal is listened to with. */
  #cancel: (() => void) | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The answer, or the fault that ended the exchange; called once, before the dispatch. */
  watch(timeoutMs: number, signal: RequestSignal | undefined): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#end(new TransportFault('SUBGRAPH_TIMEOUT'));
      }, timeoutMs);
      this.#waiting = { resolve, reject, timer, signal };
      if (signal === undefined) return;
      this.#cancel = whenAborted(signal, () => {
        this.#end(new TransportFault('REQUEST_CANCELLED'));
      });
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It ended while it waited for a socket.
    if (this.#fault !== undefined) controller.abort(this.#fault);
  }

  /** The first byte of an answer. */
  onResponseStarted(): void {
    this.#answered = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Headers,
  ): void {
    // Told before the answer, such as early hints; it has no body.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.#end(new TransportFault('SUBGRAPH_ANSWER_TOO_LARGE'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = new Body(this.#chunks);
    this.#settle()?.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    // What is no HTTP from its first byte on has not begun an answer.
    const noHttp = /^HPE_/.test((cause as NodeJS.ErrnoException).code ?? '');
    const fault =
      this.#answered || noHttp
        ? new TransportFault('SUBGRAPH_BAD_ANSWER', cause)
        : new TransportFault('SUBGRAPH_UNAVAILABLE', cause, 'unanswered');
    this.#settle()?.reject(fault);
  }

  #end(fault: TransportFault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#settle()?.reject(fault);
    this.#controller?.abort(fault);
  }

  /** Those who wait, the first time. */
  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#chunks = [];
    if (waiting === undefined) return undefined;
    clearTimeout(waiting.timer);
    if (this.#cancel !== undefined) waiting.signal?.removeEventListener('abort', this.#cancel);
    this.#cancel = undefined;
    return waiting;
  }
}
