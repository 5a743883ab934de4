import { DatabaseFault, type DatabaseOptions, USUAL_LIMITS } from '../dialect.ts';
import type { Driver } from '../shared/running/driver.ts';
import type { RowsRead } from '../shared/running/kept-reads.ts';
import type { StopSignal } from '../shared/running/stop.ts';
import { DriverThread, type Running } from './driver-thread.ts';
import type { ThreadDatabase } from './messages.ts';

/** Milliseconds after which a thread that has not ended a stopped statement, or a database, is given up. */
const HOPELESS = 3_000;

/** Milliseconds for which one piece of a database's work may hold a thread before the others that live there leave it. */
const HELD = 1_000;
const LOOK_EVERY = 250;

/** Threads that are left to one database, or could not be ended because of native code, at the most at a time. */
const MOST_LEFT = 8;

interface Threads {
  /** Plain JavaScript, so that a thread starts without the loaders of the main thread. */
  readonly script: URL;
  /** Threads at a time that databases share; each has one of its own while there are no more than these. */
  readonly most?: number;
  /** False where ending one from outside would end the process: within native code. */
  readonly endable?: boolean;
}

/**
 * The threads that drivers of one kind run in: whatever a driver throws, holds or computes is none of the main thread's affair.
 * Databases that share a thread share its time, up to `HELD`: who holds it longer has it alone from then on, and the statements of
 * the others are run again elsewhere; they only read. So they are when a thread dies, but once: one of them may be the cause. A
 * database whose work does not end keeps the thread that it holds, and is refused until that one is heard again: it costs no other.
 */
export class DriverThreads<Options> {
  readonly #script: URL;
  readonly #most: number;
  readonly #endable: boolean;
  readonly #threads = new Set<DriverThread>();
  /** Those that take no further database. */
  readonly #left = new Set<DriverThread>();
  readonly #databases = new Map<number, ThreadDatabase<Options>>();
  readonly #homes = new Map<number, DriverThread>();
  #looking: NodeJS.Timeout | undefined;
  #statements = 0;
  #lastId = 0;

  constructor({ script, most = Infinity, endable = true }: Threads) {
    this.#script = script;
    this.#most = most;
    this.#endable = endable;
  }

  /** The driver of a database. A thread is started when it is first needed. */
  driver(
    { limits: caps = USUAL_LIMITS, connectTimeout }: DatabaseOptions,
    options: Options,
  ): Driver {
    const database = ++this.#lastId;
    this.#databases.set(database, { database, options, caps, connectTimeout });
    return {
      ready: async () => this.#homeOf(database).ready,
      run: async (statement, stop, state) => this.#run(database, { statement, state }, stop),
      close: () => this.#close(database),
    };
  }

  #run(
    database: number,
    asked: Pick<Running, 'statement' | 'state'>,
    stop: StopSignal,
  ): Promise<RowsRead> {
    const home = this.#homeOf(database);
    if (home.hungBy === database) throw new DatabaseFault('UNREACHABLE', noAnswer());
    this.#statements += 1;
    this.#looking ??= setInterval(() => {
      this.#look();
    }, LOOK_EVERY).unref();
    return new Promise<RowsRead>((resolve, reject) => {
      const id = ++this.#lastId;
      const one: Running = {
        id,
        database,
        ...asked,
        resolve,
        reject,
        rows: [],
        stopped: false,
        survived: false,
      };
      home.run(one);
      stop.addEventListener(
        'abort',
        () => {
          this.#stop(one);
        },
        { once: true },
      );
    }).finally(() => {
      this.#statements -= 1;
      if (this.#statements > 0) return;
      clearInterval(this.#looking);
      this.#looking = undefined;
    });
  }

  /** The thread that the database lives in, or from now on. Throws a DatabaseFault where it is closed. */
  #homeOf(database: number): DriverThread {
    const its = this.#databases.get(database);
    if (its === undefined) throw new DatabaseFault('UNREACHABLE');
    const known = this.#homes.get(database);
    if (known !== undefined) return known;
    const home = this.#roomiest();
    home.take(its);
    this.#homes.set(database, home);
    return home;
  }

  #roomiest(): DriverThread {
    const [least] = [...this.#threads].sort((a, b) => a.databases.size - b.databases.size);
    if (least !== undefined && (least.databases.size === 0 || this.#threads.size >= this.#most))
      return least;
    const thread: DriverThread = new DriverThread(this.#script, {
      onExit: (cause) => {
        this.#gone(thread, thread.holder, cause);
      },
      onQuiet: () => {
        if (this.#left.has(thread)) this.#leaveAll(thread);
      },
    });
    this.#threads.add(thread);
    return thread;
  }

  #stop(one: Running): void {
    one.stopped = true;
    const home = this.#homes.get(one.database);
    if (home?.has(one.id) !== true) return;
    home.stop(one.id);
    setTimeout(() => {
      if (!home.has(one.id)) return;
      this.#giveUp(home, one.database);
      fail(
        home.takeAway((its) => its === one),
        noAnswer(),
      );
    }, HOPELESS).unref();
  }

  #look(): void {
    for (const thread of this.#threads)
      if (thread.heldFor() >= HELD && thread.holdsUpOthers()) this.#leaveTo(thread, thread.holder);
  }

  /** The databases of the thread but one live elsewhere from now on, unless too many threads are left already. */
  #leaveTo(thread: DriverThread, holder: number): void {
    if (this.#left.size >= MOST_LEFT) return;
    this.#threads.delete(thread);
    this.#left.add(thread);
    this.#leaveAll(thread, holder);
  }

  #leaveAll(thread: DriverThread, holder?: number): void {
    for (const database of [...thread.databases]) {
      if (database === holder) continue;
      this.#homes.delete(database);
      void thread.close(database);
      for (const one of thread.takeAway((its) => its.database === database))
        this.#runAgain(one, new Error('The thread of the driver is held by another database'));
    }
    void this.#endEmpty(thread);
  }

  /** Ends the thread where no database lives in it. Resolves when it has ended. */
  async #endEmpty(thread: DriverThread): Promise<void> {
    if (thread.databases.size > 0) return;
    this.#threads.delete(thread);
    await thread.end();
  }

  /** Gives up the thread, which does not do what it was told for the database: who holds it, or else that one, is left alone there. */
  #giveUp(thread: DriverThread, database: number): void {
    if (this.#endable) {
      thread.terminate();
      this.#gone(thread, database, noAnswer());
    } else {
      thread.hungBy = thread.holder || database;
      this.#leaveTo(thread, thread.hungBy);
    }
  }

  /** What `guilty` ran there has failed; of the others, which may be nobody's fault, it is run again. */
  #gone(thread: DriverThread, guilty: number, cause: unknown): void {
    this.#threads.delete(thread);
    this.#left.delete(thread);
    const { databases } = thread;
    for (const database of databases) this.#homes.delete(database);
    const isAlone = databases.size === 1 && !thread.isClosing;
    databases.clear();
    fail(
      thread.takeAway((its) => its.database === guilty || its.survived || isAlone),
      cause,
    );
    for (const one of thread.takeAway(() => true)) {
      one.survived = true;
      this.#runAgain(one, cause);
    }
  }

  #runAgain(one: Running, cause: unknown): void {
    if (one.stopped || !this.#databases.has(one.database)) {
      fail([one], cause);
      return;
    }
    one.rows.length = 0;
    this.#homeOf(one.database).run(one);
  }

  /** Resolves when the database is closed and its thread, if no other lives there, has ended, or that is given up. */
  async #close(database: number): Promise<void> {
    this.#databases.delete(database);
    const home = this.#homes.get(database);
    if (home === undefined) return;
    this.#homes.delete(database);
    let hopeless: NodeJS.Timeout | undefined;
    // The process waits for the timer, and so for the closing: what comes after would not be done otherwise.
    const givenUp = new Promise<void>((resolve) => {
      hopeless = setTimeout(() => {
        this.#giveUp(home, database);
        resolve();
      }, HOPELESS);
    });
    await Promise.race([home.close(database).then(() => this.#endEmpty(home)), givenUp]);
    clearTimeout(hopeless);
    fail(
      home.takeAway((its) => its.database === database),
      new Error('The source is closed'),
    );
  }
}

const noAnswer = (): Error => new Error('The thread of the driver did not answer any more');

function fail(statements: readonly Running[], cause: unknown): void {
  for (const { reject } of statements) reject(new DatabaseFault('UNREACHABLE', cause));
}
