import { isUtf8 } from 'node:buffer';
import { toByteString, type WireEncoding } from '../../../service/wire-text.ts';

/** The JSON text in a body, in the form that goes with an encoding; what is no UTF-8 in it becomes U+FFFD. */
export function jsonText(body: Buffer, encoding: WireEncoding): string {
  if (encoding === 'utf8') return body.toString();
  return withCharactersUnescaped(
    isUtf8(body) ? body.toString('latin1') : toByteString(body.toString()),
  );
}

/** An escaped pair of surrogates, one escaped code unit, or anything else escaped. */
const ESCAPE = /\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|\\u([\da-f]{4})|\\[^u]/gi;

/**
 * A byte string of JSON in which escaped characters stand as bytes: reading it would otherwise make code units of them
 * that are no bytes. ASCII stays escaped, for it may have to be, and lone surrogates, which have no bytes.
 */
export function withCharactersUnescaped(bytes: string): string {
  if (!bytes.includes('\\u')) return bytes;
  return bytes.replace(ESCAPE, (escape, high?: string, low?: string, single?: string) => {
    if (high !== undefined && low !== undefined) {
      return toByteString(String.fromCharCode(parseInt(high, 16), parseInt(low, 16)));
    }
    const unit = single === undefined ? 0 : parseInt(single, 16);
    const isCharacter = unit > 0x7f && (unit < 0xd800 || unit > 0xdfff);
    return isCharacter ? toByteString(String.fromCharCode(unit)) : escape;
  });
}
