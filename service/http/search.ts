import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { unfit } from '../errors/reasons.ts';

/** Bytes that only mean something together with others, written out or as they are, which curl and old programs send. */
const BEYOND_ASCII = /%[89a-f][\da-f]|[\u0080-\u00ff]/iu;

/**
 * What stands behind a request's address, from its `?`, in ASCII. Throws BAD_REQUEST where its bytes are no UTF-8: something else would be
 * looked for than was meant. Node tells an address byte by byte, each as a character of its own.
 */
export function searchOf({ url = '' }: IncomingMessage): string {
  const mark = url.indexOf('?');
  const search = mark === -1 ? '' : url.slice(mark);
  if (!BEYOND_ASCII.test(search)) return search;
  const bytes = search.replaceAll(/%([\da-f]{2})/giu, (_written, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  if (!isUtf8(Buffer.from(bytes, 'latin1'))) throw unfit('ADDRESS_NOT_UTF8');
  return search.replaceAll(
    /[\u0080-\u00ff]/gu,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
