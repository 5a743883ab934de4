import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { isRecord } from '../../../service/json.ts';
import { TextSpan } from './text-span.ts';
import type { LeafPlace } from '../transport.ts';

/** An answer's JSON without its long texts, in whose places marks stand: a byte string, and the texts by the numbers in the marks. */
export interface ShortenedJson {
  readonly text: string;
  readonly spans: readonly TextSpan[];
}

/** From so many bytes on, it pays to leave a text where it lies. */
const LONG_BYTES = 256;
/** Where so much of an answer has been gone through and less than half of it was long texts, it is read as a whole. */
const LOOKED_AT = 8_192;
/** What stands in the place of a long text; nobody outside can know it, so that no subgraph writes it itself. */
const MARK = `~${randomBytes(12).toString('base64url')}:`;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTED = 0x20;

/**
 * Takes the long texts out of a body of JSON, unread: what is left is JSON where the body is. Undefined where that does not pay, or
 * where the body is no UTF-8: it is to be read as a whole.
 */
export function withoutLongTexts(body: Buffer): ShortenedJson | undefined {
  if (body.length < LOOKED_AT) return undefined;
  const scan = new StringScan(body);
  const spans: TextSpan[] = [];
  let text = '';
  let cut = 0;
  let written = 0;
  for (;;) {
    const start = scan.nextString();
    if (start === -1) break;
    const plain = scan.skipString();
    const end = scan.at - 1;
    if (plain && end - start >= LONG_BYTES) {
      text += `${body.toString('latin1', written, start)}${MARK}${spans.length}`;
      spans.push(new TextSpan(body, start, end));
      written = end;
      cut += end - start;
    }
    if (scan.at >= LOOKED_AT && cut * 2 < scan.at) return undefined;
  }
  if (spans.length === 0 || !isUtf8(body)) return undefined;
  return { text: text + body.toString('latin1', written), spans };
}

/**
 * Puts the long texts into the data that was read of such JSON, at the places where texts were asked for. Answers whether all stood
 * there; where not, the answer is to be read as a whole.
 */
export function putBack(
  data: unknown,
  spans: readonly TextSpan[],
  places: readonly LeafPlace[],
): boolean {
  return putInto(data, spans, places) === spans.length;
}

function putInto(value: unknown, spans: readonly TextSpan[], places: readonly LeafPlace[]): number {
  let put = 0;
  if (Array.isArray(value)) {
    for (const item of value) put += putInto(item, spans, places);
    return put;
  }
  if (!isRecord(value)) return 0;
  for (const { key, within } of places) {
    const inner = value[key];
    if (within !== undefined) put += putInto(inner, spans, within);
    else if (Array.isArray(inner)) put += putIntoTexts(inner, spans);
    else {
      const span = spanOf(inner, spans);
      if (span === undefined) continue;
      value[key] = span;
      put += 1;
    }
  }
  return put;
}

function putIntoTexts(texts: unknown[], spans: readonly TextSpan[]): number {
  let put = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    const span = spanOf(text, spans);
    if (Array.isArray(text)) put += putIntoTexts(text, spans);
    else if (span !== undefined) {
      texts[i] = span;
      put += 1;
    }
  }
  return put;
}

function spanOf(text: unknown, spans: readonly TextSpan[]): TextSpan | undefined {
  if (typeof text !== 'string' || !text.startsWith(MARK)) return undefined;
  return spans[Number(text.slice(MARK.length))];
}

/** Goes through a body of JSON from string to string. What is no JSON outside of them is left for whoever reads that. */
class StringScan {
  /** Where it has come to. */
  at = 0;
  readonly #body: Buffer;
  /** The memory that the body lies in, four bytes at a time, and where the body begins in it. */
  readonly #words: Int32Array;
  readonly #offset: number;

  constructor(body: Buffer) {
    this.#body = body;
    this.#words = new Int32Array(body.buffer, 0, body.buffer.byteLength >> 2);
    this.#offset = body.byteOffset;
  }

  /** Goes into the next string; answers where its text begins, -1 at the body's end. */
  nextString(): number {
    const body = this.#body;
    let at = this.at;
    while (at < body.length && body[at] !== QUOTE) at += 1;
    this.at = at + 1;
    return at < body.length ? at + 1 : -1;
  }

  /** Goes behind the string; answers whether it is one, and nothing in it is escaped. */
  skipString(): boolean {
    const body = this.#body;
    let plain = true;
    for (let at = this.#endOfRun(this.at); at < body.length; at = this.#endOfRun(at)) {
      const byte = body[at];
      if (byte === QUOTE) {
        this.at = at + 1;
        return plain;
      }
      plain = false;
      at += byte === BACKSLASH ? 2 : 1;
    }
    this.at = body.length;
    return false;
  }

  /** Where the next byte stands that is not text as it is: a quote, a backslash or a control character; the body's length for none. */
  #endOfRun(from: number): number {
    const body = this.#body;
    const words = this.#words;
    const offset = this.#offset;
    const { length } = body;
    let at = from;
    while (at < length) {
      if (((at + offset) & 3) === 0) {
        while (at + 4 <= length && isText(words[(at + offset) >> 2] as number)) at += 4;
        if (at >= length) break;
      }
      const byte = body[at] as number;
      if (byte < FIRST_PRINTED || byte === QUOTE || byte === BACKSLASH) return at;
      at += 1;
    }
    return length;
  }
}

/** Each byte of a word has its highest bit set where the byte is below another, which is at most 0x80. */
function below(word: number, bytes: number): number {
  return (word - bytes) & ~word;
}

/** Whether none of a word's four bytes ends a run of text (“Determine if a word has a byte less than n”, Bit Twiddling Hacks). */
function isText(word: number): boolean {
  const ends =
    below(word, 0x20202020) |
    below(word ^ 0x22222222, 0x01010101) |
    below(word ^ 0x5c5c5c5c, 0x01010101);
  return (ends & 0x80808080) === 0;
}
