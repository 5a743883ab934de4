import cluster, { type Worker } from 'node:cluster';
import { ConfigFault } from '../settings/config.ts';
import type { Log } from '../log.ts';
import { whenAborted } from '../request-controller.ts';
import { END } from '../shutdown.ts';

export interface WorkersOptions {
  /** How many processes share the port. */
  readonly count: number;
  /** Ends them all: each as it would end by itself, with what is under way. */
  readonly ending: AbortSignal;
  readonly log: Log;
}

/** A process that dies is begun anew, but not for ever: one that cannot live is a fault for whoever started them. */
const MOST_DEATHS = 10;
const DEATHS_WITHIN_MS = 60_000;
/** Twice as long for each that has died lately: what one needs to begin, a database or a file, may be away for some minutes. */
const AGAIN_AFTER_MS = 500;
const AGAIN_AFTER_MOST_MS = 16_000;

/** How often processes are told to end: one that is still loading hears nothing of what it is told. */
const TELLING_MS = 200;

/** Exit code of a process whose settings are wrong: another would say the same, unless one has served with them already. */
const WRONG_SETTINGS = 2;

/** How a process has ended, or why it could not be begun. */
interface Death {
  readonly worker?: number | undefined;
  readonly code?: number;
  readonly signal?: string;
  readonly err?: unknown;
}

function exitCodeOf({ code }: Death): number {
  return code === WRONG_SETTINGS ? code : 1;
}

/** Whether this process only begins others, which do the work. */
export function isFirstOf(count: number): boolean {
  return count > 1 && cluster.isPrimary;
}

/** Throws where they would all keep the same folder of the trail, which has one writer. */
export function checkWorkers(count: number, auditDir: string | undefined): void {
  if (count > 1 && auditDir !== undefined)
    throw new ConfigFault([
      '--workers (or WORKERS) cannot be above 1 with AUDIT_DIR: a trail in files has one writer. AUDIT_URL names a database that has many.',
    ]);
}

/** Begins processes that run this command too and share its port, and others for those that die; resolves when all have ended. */
export function runWorkers({ count, ending, log }: WorkersOptions): Promise<void> {
  const deaths: number[] = [];
  return new Promise((resolve) => {
    const running = new Set<Worker>();
    const beginning = new Set<NodeJS.Timeout>();
    let telling: NodeJS.Timeout | undefined;
    let hasServed = false;
    let isEnding = false;

    const begin = (): void => {
      if (isEnding) return;
      try {
        const worker = cluster.fork();
        running.add(worker);
        // One that could not be begun does not exit: it says this instead.
        worker.on('error', (err) => {
          lose(worker, { err });
        });
      } catch (err) {
        die({ err });
      }
    };
    const beginIn = (ms: number): void => {
      const timer = setTimeout(() => {
        beginning.delete(timer);
        begin();
      }, ms);
      beginning.add(timer);
    };
    const tellEnd = (): void => {
      // One that has lost what connects it ends by itself.
      for (const worker of running) worker.send(END, () => undefined);
    };
    const end = (): void => {
      if (isEnding) return;
      isEnding = true;
      for (const timer of beginning) clearTimeout(timer);
      tellEnd();
      telling = setInterval(tellEnd, TELLING_MS);
      resolveIfEnded();
    };
    const resolveIfEnded = (): void => {
      if (running.size > 0) return;
      clearInterval(telling);
      resolve();
    };
    const lose = (worker: Worker, how: Death): void => {
      if (!running.delete(worker)) return;
      if (!isEnding) {
        die(how);
        return;
      }
      if (how.code !== 0) process.exitCode = exitCodeOf(how);
      resolveIfEnded();
    };
    const die = (how: Death): void => {
      log.error(how, 'a process has died');
      const now = Date.now();
      deaths.push(now);
      const lately = deaths.filter((at) => now - at < DEATHS_WITHIN_MS).length;
      if ((how.code === WRONG_SETTINGS && !hasServed) || lately >= MOST_DEATHS) {
        process.exitCode = exitCodeOf(how);
        log.error({ deaths: lately }, 'no other process is begun');
        end();
      } else {
        beginIn(Math.min(AGAIN_AFTER_MS * 2 ** (lately - 1), AGAIN_AFTER_MOST_MS));
      }
    };

    cluster.on('listening', () => {
      hasServed = true;
    });
    cluster.on('exit', (worker, code, signal) => {
      lose(worker, { worker: worker.process.pid, code, signal });
    });
    for (let begun = 0; begun < count; begun += 1) begin();
    whenAborted(ending, end);
  });
}

/** What a process that others have begun does last: it has nothing more to hear from the first. */
export const leavingWorkers = {
  close(): Promise<void> {
    cluster.worker?.disconnect();
    return Promise.resolve();
  },
};
