import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';

/** What need not be a request, and what follows once its connection has gone over to WebSocket. */
export interface Bytes {
  readonly bytes: Buffer;
  readonly frames: readonly Buffer[];
  readonly leavesAfterMs: number;
}

/** A hostile client's request: whom it comes from, what it sends, and what it does with the answer. */
export interface HostileRequest {
  /** An address of the loopback: each is a client of its own to the graph. */
  readonly from: string;
  readonly body: string;
  /** Sends these in the place of a request and its body. */
  readonly bytes?: Bytes;
  readonly host?: string;
  /** Takes the head of the answer and reads no further. */
  readonly unread?: boolean;
  /** Sends its body a byte at a time, so many milliseconds apart. */
  readonly byteEveryMs?: number;
  /**
   * Sends it so many times on one connection without waiting for an answer, reads none, and leaves after so long; from any of so
   * many addresses, whose third numbers differ.
   */
  readonly pipelined?: {
    readonly count: number;
    readonly leavesAfterMs: number;
    readonly addresses: number;
  };
}

/**
 * What a request met: the status and the codes of its errors, `cut` where the connection was closed on it, `left` where it
 * was still waiting when the attack ended.
 */
export type Outcome = string;

/** `HTTP/1.1 200`. */
const STATUS_LINE_CHARS = 12;

/** For a client that has not read to see whether it was cut off. */
const LOOK_MS = 20;

/** Sends a request to a port of the loopback, on a connection of its own. */
export function send(port: number, hostile: HostileRequest, end: AbortSignal): Promise<Outcome> {
  const { from, body, host, unread = false, byteEveryMs, bytes, pipelined } = hostile;
  if (end.aborted) return Promise.resolve('left');
  if (bytes !== undefined) return sendBytes(port, from, bytes);
  if (pipelined !== undefined) return sendPipelined(port, hostile, pipelined, end);
  return new Promise((resolve) => {
    let status = '';
    let dripping: NodeJS.Timeout | undefined;
    const settle = (outcome: Outcome): void => {
      clearInterval(dripping);
      end.removeEventListener('abort', leave);
      resolve(outcome);
    };
    const outgoing = request({
      host: '127.0.0.1',
      port,
      localAddress: from,
      agent: false,
      method: 'POST',
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(host !== undefined && { host }),
      },
    });
    let unreadAnswer: IncomingMessage | undefined;
    const leave = (): void => {
      if (unreadAnswer === undefined) {
        settle(`${status}left`);
        outgoing.destroy();
        return;
      }
      // Who does not read does not see that the connection was closed.
      unreadAnswer.on('end', () => {
        settle(`${status}left`);
        outgoing.destroy();
      });
      unreadAnswer.resume();
    };
    end.addEventListener('abort', leave);
    outgoing.on('error', () => {
      settle(`${status}cut`);
    });
    outgoing.on('response', (response) => {
      status = `${response.statusCode ?? 0} `;
      response.on('error', () => {
        settle(`${status}cut`);
      });
      if (unread) {
        unreadAnswer = response;
        response.socket.on('close', () => {
          settle(`${status}cut`);
        });
        return;
      }
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        settle(`${status}${codesIn(Buffer.concat(pieces).toString())}`.trim());
      });
    });
    if (byteEveryMs === undefined) outgoing.end(body);
    else {
      let at = 0;
      dripping = setInterval(() => {
        if (at < body.length) outgoing.write(body.charAt(at));
        at += 1;
      }, byteEveryMs);
    }
  });
}

/**
 * Sends whatever bytes on a connection of their own, and frames where it goes over to WebSocket, and leaves after so long; what they
 * met is the status alone.
 */
export function sendBytes(
  port: number,
  from: string,
  { bytes, frames, leavesAfterMs }: Bytes,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: from });
    let outcome = 'cut';
    let head = '';
    socket.on('data', (chunk) => {
      if (head.length >= STATUS_LINE_CHARS) return;
      head += chunk.toString('latin1', 0, STATUS_LINE_CHARS);
      const [, status] = /^HTTP\/1\.1 (\d{3})/u.exec(head) ?? [];
      if (status === undefined) return;
      outcome = status;
      if (status === '101') for (const frame of frames) socket.write(frame);
    });
    socket.on('error', () => undefined).write(bytes);
    const leaving = setTimeout(() => {
      if (outcome === 'cut') outcome = 'left';
      socket.destroy();
    }, leavesAfterMs);
    socket.once('close', () => {
      clearTimeout(leaving);
      resolve(outcome);
    });
  });
}

function sendPipelined(
  port: number,
  { from, body }: HostileRequest,
  { count, leavesAfterMs, addresses }: NonNullable<HostileRequest['pipelined']>,
  end: AbortSignal,
): Promise<Outcome> {
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ].join('\r\n');
  return new Promise((resolve) => {
    const [first, second, third = '', fourth] = from.split('.');
    const other = Number(third) + Math.floor(Math.random() * addresses);
    const localAddress = [first, second, other, fourth].join('.');
    const socket = connect({ host: '127.0.0.1', port, localAddress }).pause();
    let outcome = 'cut';
    const leave = () => {
      outcome = 'left';
      socket.destroy();
    };
    // Who does not read does not see that the connection was closed.
    const look = () => {
      socket.resume();
      setTimeout(leave, LOOK_MS);
    };
    socket.on('error', () => undefined).write(`${head}\r\n\r\n${body}`.repeat(count));
    const leaving = setTimeout(leave, leavesAfterMs);
    end.addEventListener('abort', look);
    socket.once('close', () => {
      clearTimeout(leaving);
      end.removeEventListener('abort', look);
      resolve(outcome);
    });
  });
}

interface Answer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** The codes of an answer's errors, each once. */
function codesIn(text: string): string {
  if (!text.startsWith('{')) return '';
  const { errors = [] } = JSON.parse(text) as Answer;
  return [...new Set(errors.map(({ extensions }) => extensions?.code ?? 'without a code'))].join(
    '+',
  );
}
