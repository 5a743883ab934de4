/**
 * How the code units of a string become bytes on the wire: `utf8` for a string as JavaScript means it, `latin1` for a
 * byte string, each code unit of which is one byte of the UTF-8 text already. What is only passed on is cheapest as a
 * byte string: it is never decoded nor encoded, its length is its size, and it takes half the memory where it holds
 * Vietnamese. JSON's own characters are ASCII, so that JSON can be read and written in either form.
 */
export type WireEncoding = 'utf8' | 'latin1';

// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/** The byte string of a text; lone surrogates become U+FFFD, as everywhere in UTF-8. */
export function toByteString(text: string): string {
  return ASCII.test(text) ? text : Buffer.from(text).toString('latin1');
}

/** The text of a byte string. */
export function fromByteString(bytes: string): string {
  return ASCII.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString();
}

/** A text in the form that goes with an encoding. */
export function wireText(text: string, encoding: WireEncoding): string {
  return encoding === 'latin1' ? toByteString(text) : text;
}

/** A JSON value with the strings in it in the form that goes with an encoding. */
export function wireValue<T>(value: T, encoding: WireEncoding): T {
  return encoding === 'latin1' ? overText(value, toByteString) : value;
}

/** The opposite of `wireValue`. */
export function fromWireValue<T>(value: T, encoding: WireEncoding): T {
  return encoding === 'latin1' ? overText(value, fromByteString) : value;
}

/** Converts a JSON value as text, which leaves alone what most values are: ASCII. */
function overText<T>(value: T, convert: (text: string) => string): T {
  const text = JSON.stringify(value);
  const converted = convert(text);
  return converted === text ? value : (JSON.parse(converted) as T);
}
