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

/** Lets those who answer go first where processors are few. Linux alone has priorities of threads. */
function stepBack(): void {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, Math.min(getPriority(thread) + STEP, LOWEST));
  } catch {
    // It plans all the same.
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  parentPort?.postMessage(answerTo(request));
});
parentPort?.postMessage({ ready: true } satisfies ThreadAnswer);
