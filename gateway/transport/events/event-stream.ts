import { TransportFault } from '../transport.ts';

/** One message of a stream of server-sent events (HTML standard, “Server-sent events”). */
interface Message {
  /** Its name; empty where it has none. */
  readonly event: string;
  readonly data: Buffer;
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;

/**
 * Reads the messages in the bytes of a stream, however these are cut; comments and fields that mean nothing here are passed by.
 *
 * @param maxBytes - Of one message; a larger one is a `TransportFault`.
 */
export async function* readMessages(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Message> {
  let event = '';
  let data: Buffer[] = [];
  let bytes = 0;
  for await (const line of readLines(chunks, maxBytes)) {
    if (line.length === 0) {
      if (data.length > 0 || event !== '') yield { event, data: joined(data) };
      event = '';
      data = [];
      bytes = 0;
      continue;
    }
    bytes += line.length;
    if (bytes > maxBytes) throw new TransportFault('SUBGRAPH_ANSWER_TOO_LARGE');
    const colon = line.indexOf(COLON);
    const name = line.toString('latin1', 0, colon === -1 ? line.length : colon);
    const value = colon === -1 ? NOTHING : valueIn(line, colon + 1);
    if (name === 'event') event = value.toString('utf8');
    if (name === 'data') data.push(value);
  }
}

const NOTHING = Buffer.alloc(0);
const LINE_BREAK = Buffer.from('\n');

function joined(lines: readonly Buffer[]): Buffer {
  const [first = NOTHING, ...more] = lines;
  return more.length === 0
    ? first
    : Buffer.concat([first, ...more.flatMap((line) => [LINE_BREAK, line])]);
}

function valueIn(line: Buffer, from: number): Buffer {
  return line.subarray(line[from] === SPACE ? from + 1 : from);
}

/** Lines end with LF, CR or both. */
async function* readLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let bytes = 0;
  let afterCr = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === LF && afterCr) {
        // It ended with the CR before it.
        from = at + 1;
      } else if (byte === LF || byte === CR) {
        yield Buffer.concat([...begun, chunk.subarray(from, at)]);
        begun = [];
        bytes = 0;
        from = at + 1;
      }
      afterCr = byte === CR;
    }
    if (from === chunk.length) continue;
    begun.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > maxBytes) throw new TransportFault('SUBGRAPH_ANSWER_TOO_LARGE');
  }
}
