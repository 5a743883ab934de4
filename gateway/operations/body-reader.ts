import { parseExactly } from '../../service/exact-numbers.ts';
import type { InputLimits } from './input-limits.ts';
import { createJsonCheck } from './json-bounds.ts';

interface BodyReaderOptions extends InputLimits {
  /** The stock executor takes numbers as JavaScript has them. */
  readonly engine: 'stock' | 'compiled';
  readonly maxBatch: number;
}

/** Reads whatever JSON a client wrote, wherever it was sent. */
export function createBodyReader(options: BodyReaderOptions): (json: string) => unknown {
  const parse = options.engine === 'compiled' ? parseExactly : JSON.parse;
  const checkJson = createJsonCheck(options, options.maxBatch);
  return (json): unknown => {
    checkJson(json);
    return parse(json);
  };
}
