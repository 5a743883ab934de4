import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { GraphQLError } from 'graphql';
import { fault } from '../errors/faults.ts';

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
]);

/**
 * The body of a request as text, refused as soon as it passes the limit, which holds for the decompressed size too.
 * So is one that is not whole when the request's time is up. What is refused is read no further, but its connection stays for the answer: `sendAnswer` closes it.
 */
export function readBody(
  request: IncomingMessage,
  most: number,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const body = decoded(request);
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (refusal: GraphQLError) => {
      reject(refusal);
      request.unpipe();
      request.pause();
      if (body !== request) body.destroy();
    };
    signal.addEventListener('abort', () => {
      refuse(fault('REQUEST_CANCELLED'));
    });
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else refuse(fault('REQUEST_TOO_LARGE', { most }));
    });
    body.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    body.on('error', (cause: Error) => {
      // The request itself fails where its client leaves before the body is whole.
      const left = request.errored !== null;
      const reason = 'The body of the request cannot be read.';
      refuse(left ? fault('REQUEST_CANCELLED') : fault('BAD_REQUEST', { reason }, cause));
    });
    request.on('close', () => {
      if (!request.complete) reject(fault('REQUEST_CANCELLED'));
    });
  });
}

/** Time for a client that is still sending to read its answer: a closed connection may take that from it. */
const LINGER_MS = 1_000;
/** A string leaves in one piece with its head; of a longer body that would be one copy too many. */
const ONE_PIECE_BYTES = 16 * 1024;

/**
 * Sends an answer. Where the request was not read to its end, the rest is left unread: the client is told to close the
 * connection, and it is closed from here where the client does not.
 */
export function sendAnswer(
  response: ServerResponse,
  status: number,
  head: OutgoingHttpHeaders,
  body: Buffer,
): void {
  if (response.req.complete) {
    const piece = body.length <= ONE_PIECE_BYTES ? body.toString('latin1') : body;
    response.writeHead(status, head).end(piece, 'latin1');
    return;
  }
  response.writeHead(status, { ...head, connection: 'close' }).write(body);
  // To end the answer is to close the connection.
  const timer = setTimeout(() => response.end(), LINGER_MS);
  response.once('close', () => {
    clearTimeout(timer);
  });
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return request;
  const decoder = DECODERS.get(encoding);
  if (decoder === undefined) {
    throw fault('BAD_REQUEST', { reason: 'The content-encoding of the request is not known.' });
  }
  return request.pipe(decoder());
}
