import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { fault } from './faults.ts';

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

/** The body of a request as text, refused as soon as it passes the limit, which holds for the decompressed size too. */
export async function readBody(request: IncomingMessage, most: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > most) {
    throw fault('REQUEST_TOO_LARGE', { most });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(request)) {
    size += (chunk as Buffer).length;
    if (size > most) throw fault('REQUEST_TOO_LARGE', { most });
    chunks.push(chunk as Buffer);
  }
  return (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString('utf8') ?? '';
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return request;
  const decoder = DECODERS[encoding];
  if (decoder === undefined) {
    throw fault('BAD_REQUEST', { reason: 'The content-encoding of the request is not known.' });
  }
  const stream = decoder() as NodeJS.ReadWriteStream & Readable;
  request.on('error', (error) => stream.destroy(error));
  return request.pipe(stream);
}
