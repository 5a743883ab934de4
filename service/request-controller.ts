import { setMaxListeners } from 'node:events';

/** Ends a request, or a part of one. Every fetch and statement of it listens; Node warns of a leak where more than ten do. */
export function createRequestController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
