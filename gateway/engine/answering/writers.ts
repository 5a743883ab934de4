import { JsonWriter } from './json-writer.ts';
import { SpareMemory } from './spare-memory.ts';
import type { WireEncoding } from '../../../service/wire-text.ts';

/**
 * Lends writers, of which the last that came back is kept with its memory. Who writes has one to himself until he gives it back, whatever
 * he waits for meanwhile: nobody's answer is written into another's. One that was left in the middle is not given back.
 */
export class Writers {
  readonly #encoding: WireEncoding;
  readonly #most: number;
  readonly #spare = new SpareMemory();
  #free: JsonWriter | undefined;

  /** As of `JsonWriter`. */
  constructor(encoding: WireEncoding, most = Infinity) {
    this.#encoding = encoding;
    this.#most = most;
  }

  lend(): JsonWriter {
    const writer = this.#free ?? new JsonWriter(this.#encoding, this.#most, this.#spare);
    this.#free = undefined;
    return writer;
  }

  giveBack(writer: JsonWriter): void {
    this.#free = writer;
  }
}
