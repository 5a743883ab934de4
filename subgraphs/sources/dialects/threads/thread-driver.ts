import { Worker } from 'node:worker_threads';
import type { RawRow } from '../../model/raw.ts';
import { DatabaseFault, type DatabaseOptions, type Statement, USUAL_LIMITS } from '../dialect.ts';
import type { Driver, RowsRead } from '../shared/driver.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './messages.ts';

interface Pending {
  readonly rows: RawRow[];
  readonly resolve: (read: RowsRead) => void;
  readonly reject: (fault: DatabaseFault) => void;
}

/** Milliseconds after which a thread that has not ended a stopped statement, or itself, is given up. */
const HOPELESS = 3_000;

/**
 * What a thread may hold besides the bytes that come from the network, in MB. Rows are posted and forgotten at once: with
 * more young space each thread would gather megabytes of them before it clears up.
 */
const MEMORY = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 384 };

/** Threads given up, at the most at a time, that could not be ended because of native code. */
const MOST_LOST = 2;

interface Thread<Options> {
  /** Plain JavaScript, so that it starts without the loaders of the main thread. */
  readonly script: URL;
  readonly options: Options;
  /** False where ending it from outside would end the process: within native code. */
  readonly endable?: boolean;
}

/**
 * A driver on a thread of its own: whatever it throws, holds or computes is its source's affair alone. A thread that dies
 * fails the statements it had, and the next statement starts another.
 */
export class ThreadDriver<Options> implements Driver {
  readonly #thread: Thread<Options>;
  readonly #data: ThreadData<Options>;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #ready: Promise<void> = Promise.resolve();
  #lastId = 0;
  #lost = 0;
  #closed = false;

  constructor({ limits = USUAL_LIMITS, connectTimeout }: DatabaseOptions, thread: Thread<Options>) {
    this.#thread = thread;
    this.#data = { options: thread.options, caps: limits, connectTimeout };
  }

  ready(): Promise<void> {
    if (this.#closed) return Promise.reject(new DatabaseFault('UNREACHABLE'));
    this.#running();
    return this.#ready;
  }

  run({ sql, bindings, most }: Statement, stop: AbortSignal): Promise<RowsRead> {
    if (this.#closed) return Promise.reject(new DatabaseFault('UNREACHABLE'));
    const worker = this.#running();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { rows: [], resolve, reject });
      // Only waiting for an answer keeps the process alive.
      worker.ref();
      this.#say(worker, { run: { id, sql, bindings, ...(most === undefined ? {} : { most }) } });
      const onStop = (): void => {
        if (this.#pending.has(id)) this.#stop(worker, id);
      };
      stop.addEventListener('abort', onStop, { once: true });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    this.#say(worker, 'close');
    const hopeless = setTimeout(() => {
      this.#giveUp(worker);
    }, HOPELESS);
    await exited;
    clearTimeout(hopeless);
  }

  #stop(worker: Worker, id: number): void {
    this.#say(worker, { stop: id });
    setTimeout(() => {
      if (this.#worker === worker && this.#pending.has(id)) this.#giveUp(worker);
    }, HOPELESS).unref();
  }

  #giveUp(worker: Worker): void {
    if (this.#thread.endable !== false) {
      void worker.terminate();
    } else if (this.#lost < MOST_LOST) {
      this.#lost += 1;
      worker.once('exit', () => (this.#lost -= 1));
      this.#say(worker, 'close');
      worker.unref();
    } else {
      return;
    }
    this.#fail(worker, new Error('The thread of the driver did not answer any more'));
  }

  #say(worker: Worker, request: ThreadRequest): void {
    worker.postMessage(request);
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#thread.script, {
      workerData: this.#data,
      execArgv: [],
      resourceLimits: MEMORY,
    });
    this.#ready = new Promise((resolve, reject) => {
      worker.once('message', () => {
        if (this.#pending.size === 0) worker.unref();
        resolve();
      });
      worker.once('exit', () => {
        reject(new DatabaseFault('UNREACHABLE'));
      });
    });
    this.#ready.catch(() => undefined);
    worker.on('message', (answer: ThreadAnswer) => {
      if (this.#worker === worker && answer !== 'ready') this.#settle(answer);
    });
    worker.on('error', (error) => {
      this.#fail(worker, error);
    });
    worker.on('exit', () => {
      this.#fail(worker, new Error('The thread of the driver has ended'));
    });
    this.#worker = worker;
    return worker;
  }

  #settle(answer: Exclude<ThreadAnswer, 'ready'>): void {
    const pending = this.#pending.get(answer.id);
    if ('some' in answer) {
      for (const row of answer.some) pending?.rows.push(row);
      return;
    }
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#worker?.unref();
    if ('rows' in answer) {
      const { rows, bytes } = answer;
      pending?.resolve({
        rows: pending.rows.length === 0 ? rows : [...pending.rows, ...rows],
        bytes,
      });
    } else {
      const { reason, code, message } = answer;
      const cause = Object.assign(new Error(message), code === undefined ? {} : { code });
      pending?.reject(new DatabaseFault(reason, cause));
    }
  }

  #fail(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values())
      reject(new DatabaseFault('UNREACHABLE', cause));
    this.#pending.clear();
  }
}
