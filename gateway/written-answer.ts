import type { GraphQLFormattedError } from 'graphql';

/** Data that is JSON text already: an answer is put around it, and it is never parsed again. */
export class WrittenData {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

interface Answer {
  readonly errors?: readonly GraphQLFormattedError[];
  /** Absent where nothing was executed. */
  readonly data?: unknown;
  readonly extensions?: object;
}

/** Writes an answer whose data may be written already; errors come first, as the specification advises. */
export function writeAnswer({ errors, data, extensions }: Answer): string {
  const parts: string[] = [];
  if (errors !== undefined && errors.length > 0) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data instanceof WrittenData) parts.push(`"data":${data.text}`);
  else if (data !== undefined) parts.push(`"data":${JSON.stringify(data)}`);
  if (extensions !== undefined) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join(',')}}`;
}
