/**
 * The thread's side of `ThreadDriver`: runs the statements of one database over sessions that it opens, keeps and closes.
 * Whatever a driver does not end, this ends: each wait here has a bound of its own.
 *
 * @typedef {import('./messages.ts').ThreadRequest} ThreadRequest
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
 * @property {() => boolean} isCurrent false where it would no longer read what the source is now
 *
 * @typedef {object} Job
 * @property {number} id
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

/**
 * @param {{ open: () => Session, reasonOf: (error: any) => Reason }} driver
 */
export function serveSessions({ open, reasonOf }) {
  const { caps, connectTimeout } = workerData;
  /** A protocol writes values larger than they are, but not many times. */
  const mostOnTheWire = caps.bytes * 4 + 1024 * 1024;
  /** @type {Map<number, Job>} */
  const jobs = new Map();
  /** @type {Map<Session, { since: number, from: number }>} */
  const idle = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  let watching;
  let closing = false;

  parentPort.on('message', (/** @type {ThreadRequest} */ request) => {
    if (request === 'close') void close();
    else if ('run' in request) void run(request.run);
    else stop(request.stop);
  });
  // A driver throws where no caller hears it, say on a message that it cannot read: nobody can tell which session it was.
  process.on('uncaughtException', (error) => {
    for (const job of jobs.values())
      job.lose(new Ended('UNREACHABLE', String(error?.message), 'DRIVER_THREW'));
    for (const session of idle.keys()) drop(session);
  });

  parentPort.postMessage('ready');

  async function run({ id, sql, bindings, most = Infinity }) {
    const job = begin(id);
    const meter = new RowMeter(caps);
    try {
      const session = await connected(job);
      const onRow = (/** @type {readonly unknown[]} */ row) => {
        if (!meter.full) meter.add(row);
        if (meter.count > most)
          job.lose(new Ended('UNREACHABLE', 'More rows than the statement has', 'FOREIGN_ROWS'));
        else if (meter.full) job.lose(tooMuch());
        else if (meter.rows.length === AT_ONCE) parentPort.postMessage({ id, some: meter.take() });
        return !meter.full && meter.count <= most;
      };
      job.asked = true;
      await Promise.race([session.query(sql, bindings, onRow), job.lost]);
      await Promise.race([job.cancelling, job.lost]);
      keep(session);
      end(job, { id, rows: meter.take(), bytes: meter.bytes });
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
      if (job.session !== undefined) settled ? keep(job.session) : drop(job.session);
      end(job, {
        id,
        reason,
        code: tellingCode(error),
        message: String(error?.message),
      });
    }
  }

  /** @returns {Job} */
  function begin(/** @type {number} */ id) {
    /** @type {(error: Error) => void} */
    let lose = () => undefined;
    /** @type {Promise<never>} */
    const lost = new Promise((_resolve, reject) => (lose = reject));
    lost.catch(() => undefined);
    const job = { id, stopped: false, asked: false, from: 0, lost, lose };
    jobs.set(id, job);
    watch();
    return job;
  }

  function end(/** @type {Job} */ job, answer) {
    clearTimeout(job.losing);
    jobs.delete(job.id);
    parentPort.postMessage(answer);
  }

  /** A session of the job's own, ready. */
  async function connected(/** @type {Job} */ job) {
    for (const [session, { from }] of idle) {
      idle.delete(session);
      // What came unasked would be taken for the answer to what is asked next.
      if (session.isCurrent() && session.bytesRead() === from) {
        job.session = session;
        job.from = session.bytesRead();
        return session;
      }
      drop(session);
    }
    let late;
    try {
      job.session = open();
      const tooLate = new Promise((_resolve, reject) => {
        late = setTimeout(
          () => reject(new Ended('UNREACHABLE', 'No connection in time', 'ETIMEDOUT')),
          connectTimeout,
        );
      });
      job.session.ready.catch(() => undefined);
      await Promise.race([job.session.ready, tooLate, job.lost]);
    } catch (error) {
      if (job.session !== undefined) drop(job.session);
      job.session = undefined;
      if (error instanceof Ended) throw error;
      throw new Ended('UNREACHABLE', String(error?.message), tellingCode(error));
    } finally {
      clearTimeout(late);
    }
    if (job.stopped) throw new Ended('CANCELLED', 'Stopped before it ran');
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

  function keep(/** @type {Session} */ session) {
    if (closing) {
      drop(session);
      return;
    }
    idle.set(session, { since: Date.now(), from: session.bytesRead() });
    watch();
  }

  function drop(/** @type {Session} */ session) {
    idle.delete(session);
    session.destroy();
  }

  /** Looks at what sessions have read, now and then: some floods never become rows. */
  function watch() {
    if (closing || watching !== undefined || (jobs.size === 0 && idle.size === 0)) return;
    watching = setTimeout(
      () => {
        watching = undefined;
        for (const job of jobs.values()) {
          if (job.session !== undefined && job.session.bytesRead() - job.from > mostOnTheWire)
            job.lose(tooMuch());
        }
        for (const [session, { since, from }] of idle) {
          if (Date.now() - since > IDLE) {
            idle.delete(session);
            void leave(session);
          } else if (session.bytesRead() - from > UNASKED) {
            drop(session);
          }
        }
        watch();
      },
      jobs.size > 0 ? WATCH : WATCH * 10,
    );
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

  async function close() {
    closing = true;
    clearTimeout(watching);
    for (const job of jobs.values()) {
      stop(job.id);
      job.lose(new Ended('CANCELLED', 'The source is closed'));
    }
    await Promise.all([...idle.keys()].map(leave));
    idle.clear();
    parentPort.close();
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
