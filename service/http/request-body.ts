import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { GraphQLError } from 'graphql';
import { fault } from '../errors/faults.ts';
import { reasonOf, unfit } from '../errors/reasons.ts';
import { type RequestSignal, whenAborted } from '../request-controller.ts';

/** By their names in small letters; how a client writes them is its own affair, and the old name of gzip is one (RFC 9110 §8.4.1). */
const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
]);

/**
 * The body of a request as text, refused as soon as it passes the limit, which holds for the decompressed size too.
 * So is one that is not whole when the request's time is up, and one that is no UTF-8: what it meant nobody knows. What is
 * refused is read no further, but its connection stays for the answer: `Sending` closes it.
 */
function readBody(request: IncomingMessage, most: number, signal: RequestSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const body = decoded(request);
    const reading: Reading = { request, body, reject };
    const chunks: Buffer[] = [];
    let size = 0;
    whenAborted(signal, () => {
      refuse(reading, fault('REQUEST_CANCELLED'));
    });
    if (signal.aborted) return;
    // One that says how long it is need not be read to be too long.
    if (body === request && Number(request.headers['content-length']) > most) {
      refuse(reading, fault('REQUEST_TOO_LARGE', { most }));
      return;
    }
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else refuse(reading, fault('REQUEST_TOO_LARGE', { most }));
    });
    body.on('end', () => {
      const bytes = Buffer.concat(chunks);
      if (isUtf8(bytes)) resolve(withoutMark(bytes.toString()));
      else reject(unfit('NOT_UTF8'));
    });
    body.on('error', (cause: Error) => {
      // The request itself fails where its client leaves before the body is whole.
      const left = request.errored !== null;
      const reason = reasonOf('UNREADABLE_BODY');
      refuse(reading, left ? fault('REQUEST_CANCELLED') : fault('BAD_REQUEST', { reason }, cause));
    });
    request.on('close', () => {
      if (!request.complete) reject(fault('REQUEST_CANCELLED'));
    });
  });
}

/** What .NET and PowerShell write before a text is none of it (RFC 8259 §8.1). */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** A request, its body as it was before it was compressed, and whom to tell that it is refused. */
interface Reading {
  readonly request: IncomingMessage;
  readonly body: Readable;
  readonly reject: (refusal: GraphQLError) => void;
}

function refuse({ request, body, reject }: Reading, refusal: GraphQLError): void {
  reject(refusal);
  request.unpipe();
  request.pause();
  if (body !== request) body.destroy();
}

/**
 * The JSON in the body of a POST request; undefined for any other body. Rejects as `readBody` does, and with BAD_REQUEST where it
 * is no JSON, or as `parse` does.
 *
 * @param parse - Throws where a text is no JSON, or the fault that it is refused with.
 */
export async function readJson(
  request: IncomingMessage,
  most: number,
  signal: RequestSignal,
  parse: (json: string) => unknown = JSON.parse,
): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  const text = await readBody(request, most, signal);
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    throw unfit('INVALID_JSON');
  }
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding']?.toLowerCase();
  if (encoding === undefined || encoding === 'identity') return request;
  const decoder = DECODERS.get(encoding);
  if (decoder === undefined) {
    throw unfit('UNKNOWN_ENCODING');
  }
  return request.pipe(decoder());
}
