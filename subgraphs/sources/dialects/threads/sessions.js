/**
 * The thread's side of `DriverThreads`: runs the statements of the databases that live here over sessions that it opens, keeps and
 * closes. Whatever a driver does not end, this ends: each wait here has a bound of its own.
 *
 * @typedef {import('./messages.ts').ThreadRequest} ThreadRequest
 * @typedef {import('./messages.ts').ThreadAnswer} ThreadAnswer
 * @typedef {import('./messages.ts').ThreadDatabase<any>} ThreadDatabase
 * @typedef {import('../dialect.ts').DatabaseFault['reason']} Reason
 *
 * @typedef {object} Session
 * @property {Promise<unknown>} ready logged in, and made read-only
 * @property {(sql: string, bindings: readonly unknown[], onRow: (row: readonly unknown[]) => boolean) => Promise<unknown>} query
 *   `onRow` never throws, and answers whether more is wanted
 * @property {() => unknown} cancel asks the server to stop what runs; the session can be used again afterwards
 * @property {() => unknown} close takes its leave of the server
 * @property {() => void} destroy gives up at once, and never throws
 * @property {() => number} bytesRead from the network so far
 * @property {() => string | undefined} [state] names the state that the source is in, which no other state of it has had or will have
 *   in this process; undefined where that cannot be told
 * @property {() => boolean} isCurrent false where it would no longer read what the source is now
 *
 * @typedef {<T>(work: () => T) => T} Hold does work during which nobody else on the thread is heard, and lets the main thread see whose it is
 *
 * @typedef {object} Served a database that lives here
 * @property {ThreadDatabase} its
 * @property {Hold} hold
 * @property {Map<Session, { since: number, from: number }>} idle
 * @property {boolean} closing
 *
 * @typedef {object} Job
 * @property {number} id
 * @property {Served} of
 * @property {boolean} stopped
 * @property {Session} [session]
 * @property {boolean} asked whether its session has been given the statement
 * @property {number} from bytes that its session had read before
 * @property {Promise<unknown>} [cancelling]
 * @property {NodeJS.Timeout} [losing]
 * @property {Promise<never>} lost
 * @property {(error: Error) => void} lose
 */
import { parentPort, workerData } from 'node:worker_threads';
import { RowMeter } from './row-meter.js';

/** Milliseconds after which a server that neither answers nor cancels has lost its connection. */
const GRACE = 1_000;
const IDLE = 30_000;
const WATCH = 50;
/** Rows in one message: more would hold the main thread while it takes them in. */
const AT_ONCE = 500;
/** Bytes that a server may send to a session that has asked it nothing: notices, parameters. */
const UNASKED = 64 * 1024;

// Drivers print what they cannot read, people's data among it, as often as it comes; faults tell the log enough.
for (const print of ['log', 'warn', 'error', 'trace']) console[print] = () => undefined;

/** An error that says itself what it means for the source. */
export class Ended extends Error {
  constructor(
    /** @type {Reason} */ reason,
    /** @type {string} */ message,
    /** @type {string | undefined} */ code,
  ) {
    super(message);
    this.reason = reason;
    this.code = code;
  }
}

/** A protocol writes values larger than they are, but not many times. */
const mostOnTheWire = (/** @type {Job} */ { of }) => of.its.caps.bytes * 4 + 1024 * 1024;

/**
 * @param {{ open: (options: any, hold: Hold) => Session, reasonOf: (error: any) => Reason }} driver
 */
export function serveSessions({ open, reasonOf }) {
  /** @type {Int32Array} */
  const held = workerData.held;
  /** @type {Map<number, Served>} */
  const databases = new Map();
  /** @type {Map<number, Job>} */
  const jobs = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  let watching;
  /** @type {ThreadAnswer[]} */
  const unsaid = [];

  parentPort.on('message', (/** @type {readonly ThreadRequest[]} */ requests) => {
    for (const request of requests) hear(request);
  });
  // A driver throws where no caller hears it, say on a message that it cannot read: nobody can tell which session it was.
  process.on('uncaughtException', (error) => {
    for (const job of jobs.values())
      job.lose(new Ended('UNREACHABLE', String(error?.message), 'DRIVER_THREW'));
    for (const served of databases.values())
      for (const session of served.idle.keys()) drop(served, session);
  });

  say('ready');

  function hear(/** @type {ThreadRequest} */ request) {
    if (request === 'end') end();
    else if ('open' in request) serve(request.open);
    else if ('run' in request) void run(request.run);
    else if ('stop' in request) stop(request.stop);
    else void close(request.close);
  }

  /** With all that is said in this turn in one message: each wakes the main thread. */
  function say(/** @type {ThreadAnswer} */ answer) {
    if (unsaid.push(answer) === 1) setImmediate(sayAll);
  }

  function sayAll() {
    const said = unsaid.splice(0);
    try {
      if (said.length > 0) parentPort.postMessage(said);
    } catch {
      for (const one of said) sayAlone(one);
    }
  }

  /** Where something of one turn cannot be told, such as a value that a driver has made a function of, its statement alone fails. */
  function sayAlone(/** @type {ThreadAnswer} */ answer) {
    try {
      parentPort.postMessage([answer]);
    } catch (error) {
      parentPort.postMessage([{ id: answer.id, reason: 'FAILED', message: String(error) }]);
    }
  }

  /** The port keeps the thread. */
  function end() {
    sayAll();
    parentPort.close();
  }

  function serve(/** @type {ThreadDatabase} */ its) {
    /** @type {Hold} */
    const hold = (work) => {
      Atomics.store(held, 0, its.database);
      Atomics.add(held, 1, 1);
      try {
        return work();
      } finally {
        Atomics.store(held, 0, 0);
      }
    };
    databases.set(its.database, { its, hold, idle: new Map(), closing: false });
  }

  async function run({ id, database, sql, bindings, most = Infinity, state }) {
    const served = databases.get(database);
    const job = begin(id, served);
    const meter = new RowMeter(served.its.caps);
    try {
      const session = await connected(job);
      // Whoever told it to has found nothing to cancel yet.
      if (job.stopped) throw new Ended('CANCELLED', 'Stopped before it ran');
      const before = state === undefined ? undefined : served.hold(() => session.state?.());
      if (before !== undefined && before === state) {
        keep(served, session);
        finish(job, { id, rows: [], bytes: 0, state });
        return;
      }
      const onRow = (/** @type {readonly unknown[]} */ row) => {
        if (!meter.full) meter.add(row);
        if (meter.count > most)
          job.lose(new Ended('UNREACHABLE', 'More rows than the statement has', 'FOREIGN_ROWS'));
        else if (meter.full) job.lose(tooMuch());
        else if (meter.rows.length === AT_ONCE) say({ id, some: meter.take() });
        return !meter.full && meter.count <= most;
      };
      job.asked = true;
      await Promise.race([session.query(sql, bindings, onRow), job.lost]);
      await Promise.race([job.cancelling, job.lost]);
      keep(served, session);
      // What was written meanwhile may be among the rows, but then the state is another for ever.
      const told = before === undefined ? {} : { state: before };
      finish(job, { id, rows: meter.take(), bytes: meter.bytes, ...told });
    } catch (error) {
      const reason = error instanceof Ended ? error.reason : reasonOf(error);
      const usable =
        reason === 'TOO_COMPLEX' ||
        reason === 'FAILED' ||
        reason === 'REFUSED' ||
        reason === 'TIMEOUT' ||
        reason === 'BUSY' ||
        reason === 'CANCELLED';
      // Otherwise the cancelling could hit the next statement of this session.
      const settled =
        usable &&
        (await Promise.race([job.cancelling, job.lost]).then(
          () => true,
          () => false,
        ));
      if (job.session !== undefined)
        settled ? keep(served, job.session) : drop(served, job.session);
      finish(job, {
        id,
        reason,
        code: tellingCode(error),
        message: String(error?.message),
      });
    }
  }

  /** @returns {Job} */
  function begin(/** @type {number} */ id, /** @type {Served} */ of) {
    /** @type {(error: Error) => void} */
    let lose = () => undefined;
    /** @type {Promise<never>} */
    const lost = new Promise((_resolve, reject) => (lose = reject));
    lost.catch(() => undefined);
    const job = { id, of, stopped: false, asked: false, from: 0, lost, lose };
    jobs.set(id, job);
    watch();
    return job;
  }

  function finish(/** @type {Job} */ job, answer) {
    clearTimeout(job.losing);
    jobs.delete(job.id);
    say(answer);
  }

  /** A session of the job's own, ready. */
  async function connected(/** @type {Job} */ job) {
    const { of } = job;
    for (const [session, { from }] of of.idle) {
      of.idle.delete(session);
      // What came unasked would be taken for the answer to what is asked next.
      if (of.hold(() => session.isCurrent()) && session.bytesRead() === from) {
        job.session = session;
        job.from = session.bytesRead();
        return session;
      }
      drop(of, session);
    }
    let late;
    try {
      job.session = of.hold(() => open(of.its.options, of.hold));
      const tooLate = new Promise((_resolve, reject) => {
        late = setTimeout(
          () => reject(new Ended('UNREACHABLE', 'No connection in time', 'ETIMEDOUT')),
          of.its.connectTimeout,
        );
      });
      job.session.ready.catch(() => undefined);
      await Promise.race([job.session.ready, tooLate, job.lost]);
    } catch (error) {
      if (job.session !== undefined) drop(of, job.session);
      job.session = undefined;
      if (error instanceof Ended) throw error;
      throw new Ended('UNREACHABLE', String(error?.message), tellingCode(error));
    } finally {
      clearTimeout(late);
    }
    return job.session;
  }

  function stop(/** @type {number} */ id) {
    const job = jobs.get(id);
    if (job === undefined || job.stopped) return;
    job.stopped = true;
    job.losing = setTimeout(
      () => job.lose(new Ended('UNREACHABLE', 'The server did not stop', 'ETIMEDOUT')),
      GRACE,
    );
    // Of a session that is still being opened there is nothing to cancel.
    if (job.asked) job.cancelling = Promise.resolve(job.session.cancel()).catch(() => undefined);
  }

  function keep(/** @type {Served} */ served, /** @type {Session} */ session) {
    if (served.closing) {
      drop(served, session);
      return;
    }
    served.idle.set(session, { since: Date.now(), from: session.bytesRead() });
    watch();
  }

  function drop(/** @type {Served} */ { idle }, /** @type {Session} */ session) {
    idle.delete(session);
    session.destroy();
  }

  /** Looks at what sessions have read, now and then: some floods never become rows. */
  function watch() {
    if (watching !== undefined) return;
    const isIdle = [...databases.values()].some(({ idle }) => idle.size > 0);
    if (jobs.size === 0 && !isIdle) return;
    watching = setTimeout(
      () => {
        watching = undefined;
        for (const job of jobs.values()) {
          if (job.session !== undefined && job.session.bytesRead() - job.from > mostOnTheWire(job))
            job.lose(tooMuch());
        }
        for (const served of databases.values()) {
          for (const [session, { since, from }] of served.idle) {
            if (Date.now() - since > IDLE) {
              served.idle.delete(session);
              void leave(session);
            } else if (session.bytesRead() - from > UNASKED) {
              drop(served, session);
            }
          }
        }
        watch();
      },
      jobs.size > 0 ? WATCH : WATCH * 10,
    );
    // The port keeps the thread until that is to end, looking does not: whoever closes its last database waits for it.
    watching.unref();
  }

  async function leave(/** @type {Session} */ session) {
    let late;
    await Promise.race([
      Promise.resolve(session.close()).catch(() => undefined),
      new Promise((resolve) => (late = setTimeout(resolve, GRACE))),
    ]);
    clearTimeout(late);
    session.destroy();
  }

  async function close(/** @type {number} */ database) {
    const served = databases.get(database);
    served.closing = true;
    for (const job of jobs.values()) {
      if (job.of !== served) continue;
      stop(job.id);
      job.lose(new Ended('CANCELLED', 'The source is closed'));
    }
    await Promise.all([...served.idle.keys()].map(leave));
    served.idle.clear();
    databases.delete(database);
    say({ closed: database });
  }

  const tooMuch = () => new Ended('TOO_MUCH', 'More rows or bytes than one statement may read');
}

/** The server's own number, or else the innermost code: a driver's word only says where it failed. */
function tellingCode(error, depth = 0) {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  if (typeof error.number === 'number') return String(error.number);
  const within = [error.cause, error.originalError, ...(error.errors ?? [])];
  const inner = within.map((one) => tellingCode(one, depth + 1)).find((code) => code !== undefined);
  return inner ?? (error.code === undefined ? undefined : String(error.code));
}
