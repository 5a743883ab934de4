import type { Dispatcher } from 'undici';
import { TransportFault } from './transport.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An HTTP answer that came whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/**
 * One request on one socket, as undici's lowest layer tells of it: collects the answer within a size and a time.
 * undici's own `request` would build a stream, a promise and a signal for the same.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #answered = false;
  #status = 0;
  #headers: Headers = {};
  #bytes = 0;
  #fault: TransportFault | undefined;
  #resolve: (answer: HttpAnswer) => void = () => undefined;
  #reject: (fault: TransportFault) => void = () => undefined;
  #settled: () => void = () => undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The answer, or the fault that ended the exchange; called once, before the dispatch. */
  watch(timeoutMs: number, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    const answer = new Promise<HttpAnswer>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const timer = setTimeout(() => {
      this.#end(new TransportFault('SUBGRAPH_TIMEOUT'));
    }, timeoutMs);
    const cancel = () => {
      this.#end(new TransportFault('REQUEST_CANCELLED'));
    };
    this.#settled = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    };
    if (signal?.aborted === true) cancel();
    else signal?.addEventListener('abort', cancel);
    return answer;
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
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.#end(new TransportFault('SUBGRAPH_ANSWER_TOO_LARGE'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settled();
    const [first] = this.#chunks;
    const body =
      this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    // What is no HTTP from its first byte on has not begun an answer.
    const noHttp = /^HPE_/.test((cause as NodeJS.ErrnoException).code ?? '');
    const fault =
      this.#answered || noHttp
        ? new TransportFault('SUBGRAPH_BAD_ANSWER', cause)
        : new TransportFault('SUBGRAPH_UNAVAILABLE', cause, true);
    this.#settled();
    this.#reject(this.#fault ?? fault);
  }

  #end(fault: TransportFault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#settled();
    this.#reject(fault);
    this.#controller?.abort(fault);
  }
}
