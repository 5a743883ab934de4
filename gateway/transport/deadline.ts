import { RequestController, type RequestSignal } from '../../service/request-controller.ts';
import { TransportFault } from './transport.ts';

/**
 * Runs work for at most so long, or until the caller's signal: then rejects at once and tells the work by its own signal.
 * What the work itself throws is a subgraph that failed to answer.
 */
export function withinDeadline<T>(
  deadlineMs: number,
  caller: RequestSignal | undefined,
  work: (signal: RequestSignal) => Promise<T>,
): Promise<T> {
  const controller = new RequestController();
  return new Promise<T>((resolve, reject) => {
    const settled = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', cancel);
    };
    const end = (fault: TransportFault) => {
      settled();
      reject(fault);
      controller.abort();
    };
    const cancel = () => {
      end(new TransportFault('REQUEST_CANCELLED'));
    };
    const timer = setTimeout(() => {
      end(new TransportFault('SUBGRAPH_TIMEOUT'));
    }, deadlineMs);
    if (caller?.aborted === true) {
      cancel();
      return;
    }
    caller?.addEventListener('abort', cancel);
    work(controller.signal).then(
      (answer) => {
        settled();
        resolve(answer);
      },
      (cause: unknown) => {
        settled();
        reject(
          cause instanceof TransportFault
            ? cause
            : new TransportFault('SUBGRAPH_UNAVAILABLE', cause),
        );
      },
    );
  });
}
