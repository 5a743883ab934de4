import { randomBytes } from 'node:crypto';
import { isRecord } from '../../../service/json.ts';
import type { Body } from './body.ts';
import { StringScan } from './string-scan.ts';
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

/** By the places of an operation's texts: how many of its next answers are read as a whole, since few long texts were found in one. */
const unlooked = new WeakMap<readonly LeafPlace[], number>();
const LEFT_ALONE = 15;

/**
 * Takes the long texts out of a body of JSON, unread: what is left is JSON where the body is. Undefined where that does not pay, or
 * where the body is no UTF-8: it is to be read as a whole.
 */
export function withoutLongTexts(
  body: Body,
  places: readonly LeafPlace[],
): ShortenedJson | undefined {
  if (body.length < LOOKED_AT) return undefined;
  const left = unlooked.get(places) ?? 0;
  if (left > 0) {
    unlooked.set(places, left - 1);
    return undefined;
  }
  const shortening = new Shortening();
  if (!body.chunks.every((chunk) => shortening.goThrough(chunk))) {
    unlooked.set(places, LEFT_ALONE);
    return undefined;
  }
  const { spans } = shortening;
  if (spans.length === 0 || !body.isUtf8()) return undefined;
  return { text: shortening.text(), spans };
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

/** A body of JSON that its long texts are taken out of. */
class Shortening {
  readonly spans: TextSpan[] = [];
  readonly #scan = new StringScan();
  readonly #kept = new KeptText();
  /** Of a string that goes on in the next chunk, what has come of it. */
  #begun: Buffer[] = [];
  /** Bytes of the chunks before, and how many were taken out. */
  #before = 0;
  #cut = 0;

  /** Answers whether it pays. */
  goThrough(chunk: Buffer): boolean {
    const scan = this.#scan;
    const kept = this.#kept;
    scan.enter(chunk);
    let written = 0;
    let start = this.#begun.length > 0 ? 0 : scan.nextString();
    while (start !== -1) {
      const end = scan.skipString();
      if (end === -1) {
        kept.add(chunk, written, start);
        written = chunk.length;
        this.#begun.push(chunk.subarray(start));
        break;
      }
      if (this.#begun.length > 0) {
        this.#endBegun(chunk.subarray(0, end));
        written = end;
      } else if (scan.plain && end - start >= LONG_BYTES) {
        kept.add(chunk, written, start);
        this.#takeOut(new TextSpan(chunk, start, end));
        written = end;
      }
      const seen = this.#before + scan.at;
      if (seen >= LOOKED_AT && this.#cut * 2 < seen) return false;
      start = scan.nextString();
    }
    kept.add(chunk, written, chunk.length);
    this.#before += chunk.length;
    return true;
  }

  /** What is left, once all of the body was gone through; of a string that has no end, its quote: that is no JSON either. */
  text(): string {
    return this.#kept.take();
  }

  #endBegun(last: Buffer): void {
    const text = Buffer.concat([...this.#begun, last]);
    this.#begun = [];
    if (this.#scan.plain && text.length >= LONG_BYTES)
      this.#takeOut(new TextSpan(text, 0, text.length));
    else this.#kept.add(text, 0, text.length);
  }

  #takeOut(span: TextSpan): void {
    this.#kept.addAscii(`${MARK}${this.spans.length}`);
    this.spans.push(span);
    this.#cut += span.end - span.start;
  }
}

/** Memory for the pieces of one text at a time, for it is written without a pause. */
const PIECES = Buffer.allocUnsafeSlow(64 * 1024);

/** Writes a byte string of thousands of pieces: one by one they would be a tree of strings. */
class KeptText {
  #text = '';
  #length = 0;

  add(bytes: Buffer, from: number, to: number): void {
    this.#reserve(to - from);
    if (to - from > PIECES.length) {
      this.#text += bytes.toString('latin1', from, to);
      return;
    }
    let at = this.#length;
    for (let i = from; i < to; i++) PIECES[at++] = bytes[i] as number;
    this.#length = at;
  }

  addAscii(text: string): void {
    this.#reserve(text.length);
    let at = this.#length;
    for (let i = 0; i < text.length; i++) PIECES[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  take(): string {
    this.#flush();
    return this.#text;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes > PIECES.length) this.#flush();
  }

  #flush(): void {
    this.#text += PIECES.toString('latin1', 0, this.#length);
    this.#length = 0;
  }
}
