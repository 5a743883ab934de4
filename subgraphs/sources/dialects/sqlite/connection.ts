import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { RawRow } from '../../model/raw.ts';
import { DatabaseFault, type DatabaseOptions, type Statement } from '../dialect.ts';
import type { Driver } from '../shared/driver.ts';

type Answer =
  | { readonly id: number; readonly rows: readonly RawRow[] }
  | { readonly id: number; readonly code: string; readonly message: string };

interface Pending {
  readonly resolve: (rows: readonly RawRow[]) => void;
  readonly reject: (fault: DatabaseFault) => void;
}

/** A SQLite file, read by a worker thread of its own, for libsql's calls hold the thread that makes them. */
export class SqliteDriver implements Driver {
  readonly #path: string;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor({ url }: Pick<DatabaseOptions, 'url'>) {
    this.#path = url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '');
  }

  run({ sql, bindings }: Statement, stop: AbortSignal): Promise<readonly RawRow[]> {
    const worker = this.#running();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // Only waiting for an answer keeps the process alive.
      worker.ref();
      worker.postMessage({ run: { id, sql, bindings } });
      stop.addEventListener('abort', () => {
        worker.postMessage({ stop: id });
        this.#settle(id);
      });
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close');
    await exited;
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    // Without the loaders of the main thread: the worker is plain JavaScript and starts at once.
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: this.#path,
      execArgv: [],
      // Rows are posted and forgotten at once; by default each worker would gather megabytes of them before it clears up.
      resourceLimits: { maxYoungGenerationSizeMb: 3 },
    });
    worker.unref();
    worker.on('message', (answer: Answer) => {
      const pending = this.#settle(answer.id);
      if ('rows' in answer) pending?.resolve(answer.rows);
      else pending?.reject(faultOf(answer));
    });
    worker.on('error', (error) => {
      this.#fail(worker, error);
    });
    worker.on('exit', () => {
      this.#fail(worker);
    });
    this.#worker = worker;
    return worker;
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker?.unref();
    return pending;
  }

  #fail(worker: Worker, cause?: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values())
      reject(new DatabaseFault('UNREACHABLE', cause));
    this.#pending.clear();
  }
}

function faultOf({ code, message }: Extract<Answer, { code: string }>): DatabaseFault {
  const cause = new Error(`${code}: ${message}`);
  if (/^SQLITE_(?:CANTOPEN|NOTADB|IOERR|CORRUPT)/u.test(code))
    return new DatabaseFault('UNREACHABLE', cause);
  if (code === 'SQLITE_READONLY') return new DatabaseFault('REFUSED', cause);
  if (code === 'SQLITE_INTERRUPT') return new DatabaseFault('CANCELLED', cause);
  if (code === 'SQLITE_BUSY') return new DatabaseFault('TIMEOUT', cause);
  return new DatabaseFault('FAILED', cause);
}
