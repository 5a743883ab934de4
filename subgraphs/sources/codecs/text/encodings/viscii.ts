import iconv from 'iconv-lite';
import type { LegacyEncoding } from './legacy-encoding.ts';
import { singleByte } from './single-byte.ts';

/** The bytes that are letters: the upper half, and six control codes for capitals that found no room there (RFC 1456). */
const CODES = Uint8Array.of(
  ...[0x02, 0x05, 0x06, 0x14, 0x19, 0x1e],
  ...Array.from({ length: 128 }, (_, index) => 128 + index),
);

/** VISCII: one byte for each of the 134 letters. */
export const viscii: LegacyEncoding = singleByte(
  'TEXT_DECODED_VISCII',
  iconv.decode(Buffer.from(CODES), 'viscii'),
  CODES,
);
