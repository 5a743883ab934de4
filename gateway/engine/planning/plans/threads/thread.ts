import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError, parse } from 'graphql';
import { createPlanner } from '../../planner.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './messages.ts';

/** By how much, of the system's priorities: a tenth of the time that an equal would have where all want it. */
const STEP = 10;
const LOWEST = 19;

// A planning thread: `PlanningThreads` begins it.
const threadId = ownThreadId();
stepBack();
const { supergraphSdl } = workerData as ThreadData;
const plan = createPlanner(supergraphSdl);

function answerTo({ operation, labels }: ThreadRequest): ThreadAnswer {
  try {
    return { plan: plan(parse(operation, { noLocation: true }), labels) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) return { fault: String((error as Error).stack) };
    return { refusal: error.message, cause: error.originalError?.stack };
  }
}

/** What Linux calls it, which alone tells what a thread takes and gives it a priority. */
function ownThreadId(): number | undefined {
  try {
    return Number(basename(readlinkSync('/proc/thread-self')));
  } catch {
    return undefined;
  }
}

/** Lets those who answer go first where processors are few. */
function stepBack(): void {
  if (threadId === undefined) return;
  try {
    setPriority(threadId, Math.min(getPriority(threadId) + STEP, LOWEST));
  } catch {
    // It plans all the same.
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  parentPort?.postMessage(answerTo(request));
});
parentPort?.postMessage({ threadId } satisfies ThreadAnswer);
