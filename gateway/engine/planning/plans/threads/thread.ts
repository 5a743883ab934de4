import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError, parse } from 'graphql';
import { createPlanner } from '../../planner.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './messages.ts';

// A planning thread: `PlanningThreads` begins it.
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

parentPort?.on('message', (request: ThreadRequest) => {
  parentPort?.postMessage(answerTo(request));
});
parentPort?.postMessage({ ready: true } satisfies ThreadAnswer);
