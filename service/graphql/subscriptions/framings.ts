/** How a client that asks by HTTP reads results that come one by one. */
export interface Framing {
  /** The media type. */
  readonly type: string;
  /** What comes at once, before anything has happened. */
  readonly first: Buffer;
  /** @param json - A result. */
  readonly result: (json: Buffer) => Buffer;
  /** What says that the stream is alive, and nothing else. */
  readonly alive: Buffer;
  readonly end: Buffer;
}

/** Server-sent events, by graphql-sse's “distinct connections mode”. A result has no line breaks: JSON is written without. */
const eventStream: Framing = {
  type: 'text/event-stream; charset=utf-8',
  first: Buffer.from(':\n\n'),
  result: (json) => Buffer.concat([Buffer.from('event: next\ndata: '), json, Buffer.from('\n\n')]),
  alive: Buffer.from(':\n\n'),
  end: Buffer.from('event: complete\ndata:\n\n'),
};

const PART = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
const DELIMITER = '\r\n--graphql';

/** Apollo's multipart protocol for subscriptions over HTTP; a delimiter ends each part, so that it can be read at once. */
const multipart: Framing = {
  type: 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
  first: Buffer.from(DELIMITER),
  result: (json) =>
    Buffer.concat([Buffer.from(`${PART}{"payload":`), json, Buffer.from(`}${DELIMITER}`)]),
  alive: Buffer.from(`${PART}{}${DELIMITER}`),
  end: Buffer.from('--\r\n'),
};

/** What an `accept` header says of results that come one by one. */
export interface TakesResults {
  readonly framing: Framing;
  /** Whether an answer that is whole is to come in that form, too: its client reads no other. */
  readonly only: boolean;
}

/** Undefined where its client takes no results one by one. */
export function takesResults(accept = ''): TakesResults | undefined {
  const ranges = accept.toLowerCase().split(',');
  const only = !ranges.some((range) => /application\/(?:[\w-]+\+)?json|\*\/\*/u.test(range));
  if (ranges.some((range) => /^\s*text\/event-stream\s*(?:;|$)/u.test(range)))
    return { framing: eventStream, only };
  // What is no subscription has a form of its own in parts, or is whole.
  if (/multipart\/mixed[^,]*subscriptionspec="?1\.0/u.test(accept.toLowerCase()))
    return { framing: multipart, only: false };
  return undefined;
}
