import { fault } from '../../../service/errors/faults.ts';
import { SpareMemory } from './spare-memory.ts';
import type { TextSpan } from '../../transport/answers/text-span.ts';
import type { WireEncoding } from '../../../service/wire-text.ts';

const INITIAL_BYTES = 64 * 1024;
/** Larger answers are handed over as they lie; copying smaller ones costs less than new memory for each. No more is kept. */
const COPIED_BYTES = 256 * 1024;

/** From so many bytes on, looking through a string and copying it are two calls that cost less than a loop. */
const LONG_BYTES = 64;
/** What keeps a byte string from being written as it is: what JSON escapes, and what is no byte. */
// eslint-disable-next-line no-control-regex
const NOT_AS_IT_IS = /[\u0000-\u001f"\\\u0100-\uffff]/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

const HEAD = Buffer.from('{"data":');
const END = 0x7d;

/** An answer's data as JSON, and all of the answer where it has nothing else. */
export interface Written {
  readonly data: Buffer;
  readonly answer: Buffer;
  /**
   * To be called once nobody reads it any more, or never: other answers are written into its memory then. Absent: it has nobody
   * else's.
   */
  readonly release?: () => void;
}

/**
 * Writes data as JSON in UTF-8, with its answer around it, into memory that it keeps, so that a thousand entities leave no garbage;
 * what was written last can be taken back. A string that an answer is glued together of would be a tree of ten thousand nodes, which is
 * flattened, measured and encoded before it can be sent.
 */
export class JsonWriter {
  readonly #holdsBytes: boolean;
  readonly #most: number;
  readonly #spare: SpareMemory;
  #memory = begun(INITIAL_BYTES);
  #length = HEAD.length;

  /**
   * @param encoding - The form of the strings that it is given.
   * @param most - Bytes; what would be longer is refused with `ANSWER_TOO_LARGE`.
   * @param spare - What large answers are written into.
   */
  constructor(encoding: WireEncoding, most = Infinity, spare = new SpareMemory()) {
    this.#holdsBytes = encoding === 'latin1';
    this.#most = most;
    this.#spare = spare;
  }

  /** Begins anew, with room for so many bytes as far as they would not be refused; answers its length then. */
  begin(expected: number): number {
    this.#length = HEAD.length;
    this.#reserve(Math.min(expected, this.#most));
    return this.#length;
  }

  /** In bytes, of the answer. */
  get length(): number {
    return this.#length;
  }

  /** Takes back what was written beyond a length. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** What was written, as its own; the writer begins anew. */
  take(): Written {
    if (this.#bytes > this.#most) this.#refuse();
    this.character(END);
    const memory = this.#memory;
    const answer = memory.subarray(0, this.#length);
    this.#length = HEAD.length;
    // Who reads slowly is counted for an answer's bytes, so that it holds on to not much more.
    const copied = answer.length <= COPIED_BYTES || answer.length * 2 < memory.length;
    const own = copied ? Buffer.from(answer) : answer;
    const written = { data: own.subarray(HEAD.length, -1), answer: own };
    if (memory.length <= COPIED_BYTES) return written;
    this.#memory = begun(INITIAL_BYTES);
    const release = () => {
      this.#spare.giveBack(memory);
    };
    if (!copied) return { ...written, release };
    release();
    return written;
  }

  /** One ASCII character. */
  character(code: number): void {
    this.#reserve(1);
    this.#memory[this.#length++] = code;
  }

  /** UTF-8 that is JSON already; mostly a few bytes, which a loop copies faster than a call. */
  bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#reserve(length);
    const memory = this.#memory;
    let at = this.#length;
    for (let i = 0; i < length; i++) memory[at++] = bytes[i] as number;
    this.#length = at;
  }

  /** JSON text, whose strings have the form that all strings here have. */
  text(text: string): void {
    const most = this.#holdsBytes ? text.length : text.length * 3;
    this.#reserve(most);
    this.#length += this.#memory.write(text, this.#length, this.#holdsBytes ? 'latin1' : 'utf8');
  }

  /** A JSON string. */
  string(value: string): void {
    const { length } = value;
    this.#reserve(length * 3 + 2);
    const memory = this.#memory;
    let at = this.#length;
    memory[at++] = QUOTE;
    if (this.#holdsBytes && length >= LONG_BYTES && !NOT_AS_IT_IS.test(value)) {
      at += memory.write(value, at, 'latin1');
      memory[at] = QUOTE;
      this.#length = at + 1;
      return;
    }
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i);
      if (unit < 0x80) {
        if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH) {
          this.text(JSON.stringify(value));
          return;
        }
        memory[at++] = unit;
      } else if (this.#holdsBytes && unit <= 0xff) {
        memory[at++] = unit;
      } else if (unit < 0x800) {
        memory[at++] = 0xc0 | (unit >> 6);
        memory[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        memory[at++] = 0xe0 | (unit >> 12);
        memory[at++] = 0x80 | ((unit >> 6) & 0x3f);
        memory[at++] = 0x80 | (unit & 0x3f);
      } else {
        // Surrogates: a pair is a character, a lone one has to be escaped.
        this.text(JSON.stringify(value));
        return;
      }
    }
    memory[at++] = QUOTE;
    this.#length = at;
  }

  /** A JSON string whose bytes lie in a body that came. */
  span({ body, start, end }: TextSpan): void {
    this.#reserve(end - start + 2);
    const memory = this.#memory;
    memory[this.#length++] = QUOTE;
    this.#length += body.copy(memory, this.#length, start, end);
    memory[this.#length++] = QUOTE;
  }

  /** An integer of 32 bits. */
  integer(value: number): void {
    if (value < 0) {
      this.text(String(value));
      return;
    }
    this.#reserve(10);
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.trunc(rest / 10)) digits += 1;
    const end = this.#length + digits;
    let rest = value;
    for (let at = end - 1; at >= this.#length; at--) {
      const tenth = Math.trunc(rest / 10);
      this.#memory[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#length = end;
  }

  /** Of the data. */
  get #bytes(): number {
    return this.#length - HEAD.length;
  }

  #refuse(): never {
    this.#memory = begun(INITIAL_BYTES);
    this.#length = HEAD.length;
    throw fault('ANSWER_TOO_LARGE', { most: this.#most });
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#memory.length) return;
    if (this.#bytes > this.#most) this.#refuse();
    const memory = this.#memory;
    this.#memory = this.#spare.take(Math.max(needed, memory.length * 2));
    memory.copy(this.#memory, 0, 0, this.#length);
    if (memory.length > COPIED_BYTES) this.#spare.giveBack(memory);
  }
}

/** Memory that an answer begins in. */
function begun(bytes: number): Buffer {
  const memory = Buffer.allocUnsafeSlow(bytes);
  HEAD.copy(memory);
  return memory;
}
