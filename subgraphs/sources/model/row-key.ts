import { textOfBytes, utf8Of } from './text/charset.ts';
import type { RawValue } from './raw.ts';
import { trimSigns, UNSEEN, WHITE_SPACE } from './text/white-space.ts';

/**
 * The key of a row is text: exactly what stands in its column. Databases compare keys, by their own rules; here two keys
 * are one only where they are the same text. In ids of the graph keys are without the white space at their ends, as long as
 * that leaves no two rows of a table alike.
 */

/** Stands before the hexadecimal digits of a key that is no text: bytes in an old encoding. */
const BYTES = '\u0001';

const UNPRINTED = ` ${WHITE_SPACE}${UNSEEN}`;

/** The key as it stands in the column, or null for none. */
export function readKey(raw: RawValue): string | null {
  if (raw === null) return null;
  if (typeof raw === 'boolean') return String(Number(raw));
  if (!(raw instanceof Uint8Array)) return String(raw);
  return utf8Of(raw) ?? writtenBytes(raw);
}

/** Bytes that are no text, as a key. */
export function writtenBytes(bytes: Uint8Array): string {
  return `${BYTES}${Buffer.from(bytes).toString('hex')}`;
}

/** The bytes of a key that is no text. What would be text if read is none of ours: somebody's key begins with that sign. */
export function bytesOfKey(key: string): Uint8Array | null {
  if (!key.startsWith(BYTES) || !/^(?:[0-9a-f]{2})+$/u.test(key.slice(1))) return null;
  const bytes = Buffer.from(key.slice(1), 'hex');
  return utf8Of(bytes) === null ? bytes : null;
}

/** The key without what nobody sees at its ends. */
export function trimKey(key: string): string {
  const bytes = bytesOfKey(key);
  return trimSigns(bytes === null ? key : textOfBytes(bytes), UNPRINTED);
}

/** Whether something that nobody sees stands at an end of the key. */
export function isPadded(key: string): boolean {
  return bytesOfKey(key) === null && trimKey(key) !== key;
}

/** The key as ids of the graph have it; `whole`, with what stands at its ends written as `%20`, `%0D`. */
export function printKey(key: string, whole: boolean): string {
  const bytes = bytesOfKey(key);
  const text = bytes === null ? key : textOfBytes(bytes);
  const inner = trimSigns(text, UNPRINTED);
  const printed = inner.replace(/%(?=[0-9A-F]{2})/gu, '%25');
  if (!whole || inner === text) return printed;
  const start = text.indexOf(inner);
  return `${escaped(text.slice(0, start))}${printed}${escaped(text.slice(start + inner.length))}`;
}

/** The key that an id of the graph means. */
export function parseKey(printed: string): string {
  return printed.replace(/(?:%[0-9A-F]{2})+/gu, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
}

function escaped(text: string): string {
  return Array.from(text, (sign) => encodeURIComponent(sign)).join('');
}
