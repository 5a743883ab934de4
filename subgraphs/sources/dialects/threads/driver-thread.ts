import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { RawRow } from '../../model/raw.ts';
import { DatabaseFault, type Statement } from '../dialect.ts';
import type { RowsRead } from '../shared/running/kept-reads.ts';
import type { ThreadAnswer, ThreadData, ThreadDatabase, ThreadRequest } from './messages.ts';

/** A statement that runs in a thread. */
export interface Running {
  readonly id: number;
  readonly database: number;
  readonly statement: Statement;
  readonly rows: RawRow[];
  /** See `Driver.run`. */
  readonly state: string | null | undefined;
  readonly resolve: (read: RowsRead) => void;
  readonly reject: (fault: DatabaseFault) => void;
  stopped: boolean;
  /** It ran in another thread before, which died. */
  survived: boolean;
}

/**
 * What a thread may hold besides the bytes that come from the network, in MB. Rows are posted and forgotten at once: with
 * more young space each thread would gather megabytes of them before it clears up.
 */
const MEMORY = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 384 };

interface Told {
  /** The thread is there no more; once. */
  readonly onExit: (cause: unknown) => void;
  /** No statement runs in the thread any more. */
  readonly onQuiet: () => void;
}

/** One thread, the databases that live in it and their statements. */
export class DriverThread {
  /** Resolves when it can run statements. Throws a DatabaseFault. */
  readonly ready: Promise<void>;
  readonly #exited: Promise<void>;
  readonly databases = new Set<number>();
  /** The database whose work held it when it was given up; it has not been heard since. */
  hungBy: number | undefined;
  readonly #worker: Worker;
  /** A list: what stood in a Map whose members come and go is taken for alive (docs/decisions/0013). */
  readonly #running: Running[] = [];
  readonly #closing = new Map<number, () => void>();
  readonly #unsaid: ThreadRequest[] = [];
  readonly #held = new Int32Array(new SharedArrayBuffer(8));
  readonly #onQuiet: Told['onQuiet'];
  /** The piece of work it was seen at, and since when, in milliseconds. */
  #seen = { work: 0, since: 0 };

  constructor(script: URL, { onExit, onQuiet }: Told) {
    const data: ThreadData = { held: this.#held };
    // What a native driver reads of the environment is that of the process, not a thread's copy.
    const worker = new Worker(script, {
      workerData: data,
      execArgv: [],
      env: SHARE_ENV,
      resourceLimits: MEMORY,
    });
    this.#worker = worker;
    this.#onQuiet = onQuiet;
    this.ready = new Promise((resolve, reject) => {
      worker.once('message', () => {
        this.#rest();
        resolve();
      });
      worker.once('exit', () => {
        reject(new DatabaseFault('UNREACHABLE'));
      });
    });
    this.ready.catch(() => undefined);
    this.#exited = new Promise((resolve) =>
      worker.once('exit', () => {
        resolve();
      }),
    );
    worker.on('message', (answers: readonly ThreadAnswer[]) => {
      this.hungBy = undefined;
      for (const answer of answers) this.#hear(answer);
    });
    let cause: unknown = new Error('The thread of the driver has ended');
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      onExit(cause);
      for (const database of this.#closing.keys()) this.#closed(database);
    });
  }

  take(database: ThreadDatabase<unknown>): void {
    this.databases.add(database.database);
    this.#say({ open: database });
  }

  run(one: Running): void {
    const { id, database, statement, state } = one;
    const { sql, bindings, most } = statement;
    this.#running.push(one);
    // Only waiting for an answer keeps the process alive.
    this.#worker.ref();
    this.#say({
      run: {
        id,
        database,
        sql,
        bindings,
        ...(most === undefined ? {} : { most }),
        ...(state === undefined ? {} : { state }),
      },
    });
  }

  has(id: number): boolean {
    return this.#running.some((one) => one.id === id);
  }

  stop(id: number): void {
    this.#say({ stop: id });
  }

  /** These of its statements, of which it will tell no more. */
  takeAway(isOne: (statement: Running) => boolean): readonly Running[] {
    const away = this.#running.filter(isOne);
    for (const one of away) this.#forget(one);
    this.#rest();
    return away;
  }

  /** Resolves when the database is closed, or the thread is there no more. */
  close(database: number): Promise<void> {
    this.databases.delete(database);
    this.#say({ close: database });
    return new Promise((resolve) => this.#closing.set(database, resolve));
  }

  /** A database is being closed, whose work still goes on. */
  get isClosing(): boolean {
    return this.#closing.size > 0;
  }

  /** Ends it when it hears so and nothing is under way any more. Resolves when it has ended. */
  end(): Promise<void> {
    this.#say('end');
    return this.#exited;
  }

  terminate(): void {
    void this.#worker.terminate();
  }

  /** The database whose work it does at the moment, so that it hears nobody; 0 for none. */
  get holder(): number {
    return Atomics.load(this.#held, 0);
  }

  /** Milliseconds for which one piece of work of the holder has been seen by those who look now and then. */
  heldFor(): number {
    const work = this.holder === 0 ? 0 : Atomics.load(this.#held, 1);
    if (work === 0 || work !== this.#seen.work) this.#seen = { work, since: performance.now() };
    return performance.now() - this.#seen.since;
  }

  /** Whether a statement of another database than the holder's runs here. */
  holdsUpOthers(): boolean {
    const { holder } = this;
    return this.#running.some(({ database }) => database !== holder);
  }

  /** With all that is said in this turn in one message: each wakes the thread, which costs more than what most of them ask for. */
  #say(request: ThreadRequest): void {
    if (this.#unsaid.push(request) > 1) return;
    process.nextTick(() => {
      const said = this.#unsaid.splice(0);
      try {
        this.#worker.postMessage(said);
      } catch {
        for (const one of said) this.#sayAlone(one);
      }
    });
  }

  /** Where something of one turn cannot be told to a thread, such as a function that is bound, its statement alone fails. */
  #sayAlone(request: ThreadRequest): void {
    try {
      this.#worker.postMessage([request]);
    } catch (error) {
      if (request === 'end' || !('run' in request)) throw error;
      this.#settle({ id: request.run.id, reason: 'FAILED', message: String(error) });
    }
  }

  #hear(answer: ThreadAnswer): void {
    if (answer === 'ready') return;
    if ('closed' in answer) this.#closed(answer.closed);
    else this.#settle(answer);
  }

  #rest(): void {
    if (this.#running.length === 0) this.#worker.unref();
  }

  #forget(one: Running): void {
    this.#running.splice(this.#running.indexOf(one), 1);
  }

  #closed(database: number): void {
    this.#closing.get(database)?.();
    this.#closing.delete(database);
  }

  #settle(answer: Exclude<ThreadAnswer, 'ready' | { closed: number }>): void {
    const one = this.#running.find(({ id }) => id === answer.id);
    if ('some' in answer) {
      for (const row of answer.some) one?.rows.push(row);
      return;
    }
    if (one !== undefined) this.#forget(one);
    this.#rest();
    if ('rows' in answer) {
      const { rows } = answer;
      one?.resolve({ ...answer, rows: one.rows.length === 0 ? rows : [...one.rows, ...rows] });
    } else {
      const { reason, code, message } = answer;
      const cause = Object.assign(new Error(message), code === undefined ? {} : { code });
      one?.reject(new DatabaseFault(reason, cause));
    }
    if (this.#running.length === 0) this.#onQuiet();
  }
}
