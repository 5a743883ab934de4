import type { GraphQLFormattedError } from 'graphql';

/** Data that is JSON already: an answer is put around it, and it is never read again. */
export class WrittenData {
  readonly json: Buffer;
  /** The answer that has nothing else; absent where it has not been written. */
  readonly alone: Buffer | undefined;

  constructor(json: Buffer, alone?: Buffer) {
    this.json = json;
    this.alone = alone;
  }
}

interface Answer {
  readonly errors?: readonly GraphQLFormattedError[];
  /** Absent where nothing was executed. */
  readonly data?: unknown;
  readonly extensions?: object;
}

/** Writes an answer whose data may be written already; errors come first, as the specification advises. */
export function writeAnswer({ errors, data, extensions }: Answer): Buffer {
  const failed = errors !== undefined && errors.length > 0;
  if (data instanceof WrittenData && data.alone && !failed && extensions === undefined)
    return data.alone;
  const parts: Buffer[] = [];
  const add = (name: string, json: Buffer) =>
    parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}"${name}":`), json);
  if (failed) add('errors', jsonOf(errors));
  if (data instanceof WrittenData) add('data', data.json);
  else if (data !== undefined) add('data', jsonOf(data));
  if (extensions !== undefined) add('extensions', jsonOf(extensions));
  return Buffer.concat([...parts, END]);
}

const END = Buffer.from('}');

function jsonOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
