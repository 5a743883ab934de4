import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { FetchPlan } from '../../plan-tree.ts';
import { print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { fault } from '../../../../../service/errors/faults.ts';
import { notPlannable } from '../../not-plannable.ts';
import type { Plans } from '../plans.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './messages.ts';
import { watchPlanning } from './planning-time.ts';

export interface PlanningThreadsOptions {
  readonly supergraphSdl: string;
  /** How many operations are planned at the same time. */
  readonly threads: number;
  /** An operation that takes more of a processor's time is refused with `PLANNING_TOO_LONG`. */
  readonly limitMs: number;
  /** Beyond so many that wait, `OVERLOADED`. */
  readonly maxWaiting: number;
  /** When the first thread begins, unless something is to be planned before; absent: at once. */
  readonly beginAfterMs?: number;
}

interface Waiting {
  readonly request: ThreadRequest;
  readonly resolve: (plan: FetchPlan) => void;
  readonly reject: (error: Error) => void;
}

/** Source or build: a thread begins with the same file as it stands beside this one; source is for tsx to read. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const SCRIPT = new URL(`./thread.${IS_SOURCE ? 'ts' : 'js'}`, import.meta.url);

function begin(options: WorkerOptions): Worker {
  if (!IS_SOURCE) return new Worker(SCRIPT, options);
  const tsx = import.meta.resolve('tsx/esm/api');
  const start = `import('${tsx}').then(({ register }) => (register(), import('${SCRIPT.href}')))`;
  return new Worker(start, { ...options, eval: true });
}

/** What a thread may hold: an operation that needs more to be planned ends it, not the process. */
const MEMORY = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 };

/** For a processor, which those who answer may all have: longer than that hardly a client waits. */
const MOST_WAITED_MS = 30_000;

const SECONDS_UNTIL_ROOM = 2;

/**
 * Plans in threads, so that this one goes on with what it knows, whatever is planned. A thread that takes too long, or all
 * its memory, is ended and another begun; the operation is refused, and what waited goes on.
 */
export class PlanningThreads implements Plans {
  readonly #options: PlanningThreadsOptions;
  readonly #waiting: Waiting[] = [];
  readonly #threads: Thread[] = [];
  readonly #beginning: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PlanningThreadsOptions) {
    this.#options = options;
    const { beginAfterMs = 0 } = options;
    if (beginAfterMs === 0) this.#begin();
    else
      this.#beginning = setTimeout(() => {
        if (this.#threads.length === 0) this.#begin();
      }, beginAfterMs).unref();
  }

  plan(operation: DocumentNode, labels: readonly string[]): Promise<FetchPlan> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(fault('REQUEST_CANCELLED'));
        return;
      }
      if (this.#waiting.length >= this.#options.maxWaiting) {
        reject(fault('OVERLOADED', { seconds: SECONDS_UNTIL_ROOM }));
        return;
      }
      const request = { operation: print(operation), labels };
      this.#waiting.push({ request, resolve, reject });
      this.#handOut();
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#beginning);
    for (const thread of this.#threads.splice(0)) thread.end();
    for (const { reject } of this.#waiting.splice(0)) reject(fault('REQUEST_CANCELLED'));
  }

  #begin(): void {
    const { supergraphSdl, limitMs } = this.#options;
    const thread: Thread = new Thread(supergraphSdl, limitMs, {
      free: () => {
        this.#handOut();
      },
      gone: (cause) => {
        const at = this.#threads.indexOf(thread);
        if (at === -1) return;
        this.#threads.splice(at, 1);
        // One that cannot even begin is no reason to begin another at once: whatever waits would wait for ever.
        if (cause === undefined) this.#begin();
        else for (const { reject } of this.#waiting.splice(0)) reject(cause);
      },
    });
    this.#threads.push(thread);
  }

  #handOut(): void {
    while (this.#waiting.length > 0) {
      const free = this.#threads.find((thread) => thread.isFree);
      if (free === undefined) break;
      free.plan(this.#waiting.shift() as Waiting);
    }
    const beginning = this.#threads.filter((thread) => !thread.hasBegun).length;
    const wanted = Math.min(this.#options.threads, this.#threads.length + this.#waiting.length);
    for (let more = beginning; more < this.#waiting.length && this.#threads.length < wanted; more++)
      this.#begin();
  }
}

interface ThreadEvents {
  /** It waits for an operation. */
  readonly free: () => void;
  /** It has ended; with the cause, where it could not even begin. */
  readonly gone: (cause: Error | undefined) => void;
}

/** One thread, which plans one operation at a time. */
class Thread {
  readonly #worker: Worker;
  readonly #limitMs: number;
  #hasBegun = false;
  #ended = false;
  #threadId: number | undefined;
  #busyWith: (Waiting & { readonly stopWatching: () => void }) | undefined;

  constructor(supergraphSdl: string, limitMs: number, { free, gone }: ThreadEvents) {
    this.#limitMs = limitMs;
    this.#worker = begin({
      workerData: { supergraphSdl } satisfies ThreadData,
      execArgv: [],
      resourceLimits: MEMORY,
    });
    this.#worker.unref();
    let cause: Error | undefined;
    this.#worker.on('message', (answer: ThreadAnswer) => {
      this.#hasBegun = true;
      if ('threadId' in answer) this.#threadId = answer.threadId;
      this.#settle(answer);
      free();
    });
    this.#worker.on('error', (error) => {
      cause = error;
    });
    this.#worker.on('exit', () => {
      this.#refuseAsTooMuch(cause);
      gone(this.#hasBegun ? undefined : (cause ?? new Error('A planning thread did not begin.')));
    });
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  get isFree(): boolean {
    return this.#hasBegun && !this.#ended && this.#busyWith === undefined;
  }

  plan(waiting: Waiting): void {
    const bounds = { takenMs: this.#limitMs, waitedMs: MOST_WAITED_MS };
    const stopWatching = watchPlanning(this.#threadId, bounds, (ending) => {
      if (ending === 'over') this.#refuseAsTooMuch();
      else this.#release()?.reject(fault('OVERLOADED', { seconds: SECONDS_UNTIL_ROOM }));
      this.end();
    });
    this.#busyWith = { ...waiting, stopWatching };
    this.#worker.postMessage(waiting.request);
  }

  end(): void {
    this.#ended = true;
    void this.#worker.terminate();
  }

  #settle(answer: ThreadAnswer): void {
    const waiting = this.#release();
    if (waiting === undefined) return;
    if ('plan' in answer) waiting.resolve(answer.plan);
    else if ('refusal' in answer) waiting.reject(notPlannable(answer.refusal, causeOf(answer)));
    else if ('fault' in answer) waiting.reject(new Error(answer.fault));
  }

  /** Refuses what is being planned, since it took too long or too much. */
  #refuseAsTooMuch(cause?: Error): void {
    const seconds = this.#limitMs / 1_000;
    this.#release()?.reject(fault('PLANNING_TOO_LONG', { seconds }, cause));
  }

  #release(): Waiting | undefined {
    const waiting = this.#busyWith;
    waiting?.stopWatching();
    this.#busyWith = undefined;
    return waiting;
  }
}

function causeOf({ cause }: { readonly cause: string | undefined }): Error | undefined {
  return cause === undefined ? undefined : new Error(cause);
}
