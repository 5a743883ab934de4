import { endOfString } from '../../service/json.ts';
import { type InputLimits, tooLarge } from './input-limits.ts';

/** Lists and objects around the value of a variable: a batch, the body of an operation, its variables. */
const AROUND = 3;
/** Values of a body beside those of its variables. */
const BESIDE = 1_000;

const [QUOTE, COMMA] = [34, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/**
 * Refuses a body whose variables are beyond their bounds whatever they are, before anything is made of its text, with
 * `INPUT_TOO_LARGE`: to read 1 MiB of opening brackets takes a hundred times as long as to look through them.
 */
export function createJsonCheck(
  { maxInputDepth, maxInputValues }: InputLimits,
  maxBatch: number,
): (json: string) => void {
  const mostDeep = maxInputDepth + AROUND;
  const mostValues = (maxInputValues + BESIDE) * Math.max(1, maxBatch);
  return (json) => {
    let depth = 0;
    let values = 0;
    for (let at = 0; at < json.length; at += 1) {
      const sign = json.charCodeAt(at);
      if (sign === QUOTE) at = endOfString(json, at);
      else if (sign === OPEN_LIST || sign === OPEN_OBJECT) depth += 1;
      else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth -= 1;
      else if (sign === COMMA) values += 1;
      if (depth > mostDeep) throw tooLarge('nesting', 'variables', maxInputDepth);
      if (values > mostValues) throw tooLarge('input', 'variables', maxInputValues);
    }
  };
}
