import { fault } from '../errors/faults.ts';
import { unfit } from '../errors/reasons.ts';
import type { Exchange } from '../http/exchange.ts';
import { type Answering, type HttpAnswer, refusal } from './answering.ts';

export interface BatchLimits {
  /** Operations of one request; none come in batches where it is 0. */
  readonly maxBatch: number;
  /** Bytes of the answers of a batch; an operation after those is refused. */
  readonly maxResponseBytes: number;
  /** Hears of each operation but the first, before it is answered; throws the fault of one that must not be asked. */
  readonly onFurther?: (exchange: Exchange) => void;
}

/**
 * Answers a list of operations by the list of their answers, as the batching links of Apollo Client and urql send them. One comes
 * after another, so that a batch takes no more at once than an operation does; an operation that is refused is so alone.
 */
export function withBatches(
  answering: Answering,
  { maxBatch, maxResponseBytes, onFurther }: BatchLimits,
): Answering {
  if (maxBatch === 0) return answering;
  return async (request, exchange) => {
    const operations = request.body;
    if (!Array.isArray(operations)) return answering(request, exchange);
    if (operations.length === 0 || operations.length > maxBatch) {
      throw unfit('BATCH_SIZE', { most: maxBatch });
    }
    const { told } = exchange;
    const codes: string[] = [];
    const hashes: string[] = [];
    const bodies: Buffer[] = [];
    let bytes = 0;
    let cost = 0;
    for (const body of operations as readonly unknown[]) {
      const { body: answer } = await answeredAlone(exchange, () => {
        if (Array.isArray(body)) throw unfit('BATCH_OF_OPERATIONS');
        if (bytes > maxResponseBytes) throw fault('ANSWER_TOO_LARGE', { most: maxResponseBytes });
        if (bodies.length > 0) onFurther?.(exchange);
        return answering({ ...request, body, takesParts: false, takesResults: false }, exchange);
      });
      bodies.push(bodies.length === 0 ? OPEN : COMMA, answer);
      bytes += answer.length;
      // What is told of each is told of the request, and of none that follows.
      cost += told.cost ?? 0;
      codes.push(...(told.codes ?? []));
      if (told.hash !== undefined) hashes.push(told.hash);
      delete told.cost;
      delete told.codes;
      delete told.hash;
      delete told.operation;
    }
    Object.assign(told, { operation: 'batch', hashes, cost, ...(codes.length > 0 && { codes }) });
    return { status: 200, headers: JSON_HEADERS, body: Buffer.concat([...bodies, CLOSE]) };
  };
}

const OPEN = Buffer.from('[');
const COMMA = Buffer.from(',');
const CLOSE = Buffer.from(']');
const JSON_HEADERS = new Map([['content-type', 'application/json; charset=utf-8']]);

async function answeredAlone(
  exchange: Exchange,
  work: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  try {
    if (exchange.signal.aborted) throw fault('REQUEST_CANCELLED');
    return await work();
  } catch (error) {
    return refusal(error, exchange);
  } finally {
    exchange.place?.rest();
  }
}
