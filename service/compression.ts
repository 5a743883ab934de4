import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** For answers made once and sent once: above this, brotli takes longer than the bytes it saves. */
const LIVE_QUALITY = 4;

/** Of br and gzip the one that a client likes better, if any (RFC 9110 §12.5.3); `identity` and `*` are not weighed. */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
  if (header === undefined) return undefined;
  const weights = new Map(header.toLowerCase().split(',').map(readOffer));
  const br = weights.get('br') ?? 0;
  const gzip = weights.get('gzip') ?? 0;
  if (br === 0 && gzip === 0) return undefined;
  return br >= gzip ? 'br' : 'gzip';
}

/** A coding and its weight; one that cannot be read counts as none given. */
function readOffer(offer: string): readonly [coding: string, weight: number] {
  const [coding = '', ...parameters] = offer.split(';').map((part) => part.trim());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = Number(given?.slice(2) ?? 1);
  return [coding, Number.isNaN(weight) ? 1 : weight];
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
