import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Whether a text can stand in a character set; of a set that nobody knows here, only ASCII is sure. */
export function isEncodable(text: string, charset: string): boolean {
  if (ASCII.test(text)) return true;
  if (charset === 'bytes') return true;
  return (
    iconv.encodingExists(charset) && iconv.decode(iconv.encode(text, charset), charset) === text
  );
}

/**
 * The bytes that a text may stand as where a database knows no character set: UTF-8, and what a Windows program left, which
 * the codecs of old encodings read through Windows-1252.
 */
export function bytesOf(text: string): readonly Uint8Array[] {
  const utf8 = Buffer.from(text, 'utf8');
  if (ASCII.test(text)) return [utf8];
  const windows = windowsBytes(text);
  return windows === null ? [utf8] : [utf8, windows];
}

/** The text through Windows-1252, whose undefined bytes are control characters; null for signs that it lacks. */
export function windowsBytes(text: string): Uint8Array | null {
  const bytes = Array.from(text, (sign) => BYTES.get(sign) ?? -1);
  return bytes.includes(-1) ? null : Uint8Array.from(bytes);
}

/** Text of bytes: UTF-8 where it can be that, otherwise through Windows-1252. */
export function textOfBytes(bytes: Uint8Array): string {
  return utf8Of(bytes) ?? Array.from(bytes, (byte) => SIGNS[byte] ?? '').join('');
}

/** The text that the bytes are in UTF-8, or null where they are no text in it. */
export function utf8Of(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : null;
}

export const ASCII = /^[\0-\u007F]*$/u;

const SIGNS = Array.from({ length: 256 }, (_, byte) => {
  const sign = iconv.decode(Buffer.of(byte), 'windows1252');
  return sign === '\uFFFD' ? String.fromCharCode(byte) : sign;
});

const BYTES = new Map(SIGNS.map((sign, byte) => [sign, byte]));
