import { isUtf8 } from 'node:buffer';

/** The bytes of an answer, in the chunks that they came in. */
export class Body {
  readonly chunks: readonly Buffer[];
  readonly length: number;

  constructor(chunks: readonly Buffer[]) {
    this.chunks = chunks;
    this.length = chunks.reduce((sum, { length }) => sum + length, 0);
  }

  /** All of them in one place. */
  whole(): Buffer {
    const [first] = this.chunks;
    return this.chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.chunks);
  }

  /** The same without what some servers write before a text of theirs, which is none of it (RFC 8259 §8.1). */
  withoutMark(): Body {
    const [first, ...others] = this.chunks;
    if (first?.[0] !== MARK[0] || first?.subarray(0, MARK.length).equals(MARK) !== true)
      return this;
    return new Body([first.subarray(MARK.length), ...others]);
  }

  isUtf8(): boolean {
    /** Of a character that may go on in the next chunk. */
    let begun: Buffer = NOTHING;
    for (const chunk of this.chunks) {
      const from = begun.length === 0 ? 0 : continuedUntil(chunk);
      if (from > 0) begun = Buffer.concat([begun, chunk.subarray(0, from)]);
      // No character is as long: nothing more of it is gathered, chunk after chunk.
      if (begun.length > LONGEST_CHARACTER) return false;
      if (from === chunk.length) continue;
      const to = lastBegins(chunk);
      if (!isUtf8(begun) || !isUtf8(chunk.subarray(from, to))) return false;
      begun = chunk.subarray(to);
    }
    return isUtf8(begun);
  }
}

const MARK = Buffer.from('\ufeff');
const NOTHING = Buffer.alloc(0);
const LONGEST_CHARACTER = 4;

/** Where the bytes end that only continue a character. */
function continuedUntil(chunk: Buffer): number {
  let at = 0;
  while (at < LONGEST_CHARACTER && isContinuation(chunk[at])) at += 1;
  return at;
}

/** Where the last character begins, if it has several bytes: whether all of them are there is not asked. Otherwise the end. */
function lastBegins(chunk: Buffer): number {
  let at = chunk.length - 1;
  while (at > chunk.length - LONGEST_CHARACTER && isContinuation(chunk[at])) at -= 1;
  return (chunk[at] ?? 0) >= 0xc0 ? at : chunk.length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
