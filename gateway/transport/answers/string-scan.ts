const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTED = 0x20;

/** So many bytes of a string are gone through one by one: most end before. */
const BY_BYTE = 32;

/** Goes through JSON from string to string, chunk by chunk. What is no JSON outside of them is left for whoever reads that. */
export class StringScan {
  /** Where it has come to. */
  at = 0;
  /** Whether nothing in the string that it has come to is escaped, and no control character stands there. */
  plain = true;
  #chunk: Buffer = Buffer.alloc(0);
  /** The memory that the chunk lies in, four bytes at a time, and where the chunk begins in it. */
  #words: Int32Array = new Int32Array(0);
  #offset = 0;
  /** The next ones, as far as they were looked for; the chunk's length for none. */
  #quote = -1;
  #backslash = -1;

  /** Goes on in the next chunk. */
  enter(chunk: Buffer): void {
    // One byte further where the first one is escaped.
    this.at -= this.#chunk.length;
    this.#chunk = chunk;
    this.#words = new Int32Array(chunk.buffer, 0, chunk.buffer.byteLength >> 2);
    this.#offset = chunk.byteOffset;
    this.#quote = -1;
    this.#backslash = -1;
  }

  /** Goes into the next string; answers where its text begins, -1 at the chunk's end. */
  nextString(): number {
    const chunk = this.#chunk;
    let at = this.at;
    while (at < chunk.length && chunk[at] !== QUOTE) at += 1;
    if (at === chunk.length) {
      this.at = at;
      return -1;
    }
    this.at = at + 1;
    this.plain = true;
    return this.at;
  }

  /** Goes behind the string; answers where its text ends, -1 where it goes on in the next chunk. */
  skipString(): number {
    const chunk = this.#chunk;
    let at = this.#endOfRun(this.at);
    while (at < chunk.length) {
      const byte = chunk[at];
      if (byte === QUOTE) {
        this.at = at + 1;
        return at;
      }
      this.plain = false;
      at = this.#endOfRun(at + (byte === BACKSLASH ? 2 : 1));
    }
    this.at = at;
    return -1;
  }

  /** Where the next byte stands that is not text as it is: a quote, a backslash or a control character; the chunk's end for none. */
  #endOfRun(from: number): number {
    const chunk = this.#chunk;
    const { length } = chunk;
    const near = Math.min(from + BY_BYTE, length);
    for (let at = from; at < near; at++) if (!isText(chunk[at] as number)) return at;
    if (near >= length) return Math.max(from, length);
    if (this.#quote < near) this.#quote = indexIn(chunk, QUOTE, near);
    if (this.#backslash < near) this.#backslash = indexIn(chunk, BACKSLASH, near);
    return this.#controlBefore(Math.min(this.#quote, this.#backslash), near);
  }

  /** The first control character between two places; the second one for none. */
  #controlBefore(end: number, from: number): number {
    const chunk = this.#chunk;
    let at = this.#controlNear(end, from);
    while (at < end && (chunk[at] as number) >= FIRST_PRINTED) at += 1;
    return at;
  }

  /** A place before which there is none, and one within its next bytes unless those are the last. */
  #controlNear(end: number, from: number): number {
    const words = this.#words;
    const offset = this.#offset;
    const last = ((end + offset) >> 2) - 4;
    let at = (from + offset) >> 2;
    // The first word may begin with bytes before, which are text as well.
    while (
      at <= last &&
      ((controlsIn(words[at] as number) |
        controlsIn(words[at + 1] as number) |
        controlsIn(words[at + 2] as number) |
        controlsIn(words[at + 3] as number)) &
        0x80808080) ===
        0
    )
      at += 4;
    return Math.max(from, (at << 2) - offset);
  }
}

/** Whether a byte stands in a string as it is, and does not end it. */
function isText(byte: number): boolean {
  return byte >= FIRST_PRINTED && byte !== QUOTE && byte !== BACKSLASH;
}

function indexIn(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at === -1 ? chunk.length : at;
}

/**
 * Of a word's four bytes, the lowest that is a control character has its highest bit set, and none has where there is none
 * (“Determine if a word has a byte less than n”, Bit Twiddling Hacks).
 */
function controlsIn(word: number): number {
  return (word - 0x20202020) & ~word;
}
