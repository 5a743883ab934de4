/** A thread that takes its time to close a database, and to end. */
import { parentPort } from 'node:worker_threads';

parentPort.postMessage(['ready']);
parentPort.on('message', (requests) => {
  for (const request of requests) {
    if (request === 'end') setTimeout(() => parentPort.close(), 200);
    else if ('close' in request)
      setTimeout(() => parentPort.postMessage([{ closed: request.close }]), 200);
  }
});
