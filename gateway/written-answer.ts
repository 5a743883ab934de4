import type { GraphQLFormattedError } from 'graphql';
import { fromByteString, wireText, type WireEncoding } from '../service/wire-text.ts';

/** Data that is JSON text already: an answer is put around it, and it is never parsed again. */
export class WrittenData {
  readonly text: string;
  readonly encoding: WireEncoding;

  constructor(text: string, encoding: WireEncoding) {
    this.text = text;
    this.encoding = encoding;
  }
}

interface Answer {
  readonly errors?: readonly GraphQLFormattedError[];
  /** Absent where nothing was executed. */
  readonly data?: unknown;
  readonly extensions?: object;
}

/** Writes an answer whose data may be written already, in an encoding; errors come first, as the specification advises. */
export function writeAnswer({ errors, data, extensions }: Answer, encoding: WireEncoding): string {
  const write = (value: unknown) => wireText(JSON.stringify(value), encoding);
  const parts: string[] = [];
  if (errors !== undefined && errors.length > 0) parts.push(`"errors":${write(errors)}`);
  if (data instanceof WrittenData) parts.push(`"data":${recoded(data, encoding)}`);
  else if (data !== undefined) parts.push(`"data":${write(data)}`);
  if (extensions !== undefined) parts.push(`"extensions":${write(extensions)}`);
  return `{${parts.join(',')}}`;
}

/** The answer's text as Apollo Server takes it. */
export function answerText(answer: Answer): string {
  return writeAnswer(answer, 'utf8');
}

function recoded(data: WrittenData, encoding: WireEncoding): string {
  if (data.encoding === encoding) return data.text;
  return encoding === 'utf8' ? fromByteString(data.text) : wireText(data.text, encoding);
}
