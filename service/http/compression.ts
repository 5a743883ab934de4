import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'gzip';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** For answers made once and sent once: above this, brotli takes longer than the bytes it saves. */
const LIVE_QUALITY = 4;

/** As long as a client says nothing else, the better of two comes first. */
const PREFERRED: readonly Encoding[] = ['br', 'gzip'];

/** What @types/negotiator does not know yet of version 1. */
interface Preferring {
  encoding(
    available: readonly string[],
    options: { readonly preferred: readonly string[] },
  ): string | undefined;
}

/** Of br and gzip the one that a client likes better, if it takes any before the plain text (RFC 9110 §12.5.3). */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
  if (header === undefined) return undefined;
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': header } });
  const wanted = negotiator.encoding([...PREFERRED, 'identity'], { preferred: PREFERRED });
  return PREFERRED.find((encoding) => encoding === wanted);
}

/** Compresses off the main thread. */
export function compress(
  body: Buffer,
  encoding: Encoding,
  quality = LIVE_QUALITY,
): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(body);
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
