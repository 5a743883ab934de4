import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { fault } from './faults.ts';

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
]);

/**
 * The body of a request as text, refused as soon as it passes the limit, which holds for the decompressed size too.
 * The request is left alone when refused, for destroying it would take the connection from under the answer.
 */
export function readBody(request: IncomingMessage, most: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const body = decoded(request);
    const chunks: Buffer[] = [];
    let size = 0;
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else reject(fault('REQUEST_TOO_LARGE', { most }));
    });
    body.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    body.on('error', (cause: Error) => {
      reject(fault('BAD_REQUEST', { reason: 'The body of the request cannot be read.' }, cause));
    });
    request.on('close', () => {
      if (!request.complete) reject(fault('REQUEST_CANCELLED'));
    });
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
