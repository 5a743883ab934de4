/** More answers than these are seldom sent at the same time. */
const MOST = 4;

/**
 * Memory that large answers were written in and that nobody reads any more, for the next ones: memory beside V8's heap has it collect
 * garbage, and its pages are to be had from the operating system. What is left here when V8 collects all of its heap goes with it.
 */
export class SpareMemory {
  #spare: WeakRef<Buffer>[] = [];

  /** Memory of so many bytes, or up to twice as many; what stands in it is to be written over. */
  take(bytes: number): Buffer {
    const at = this.#spare.findIndex((spare) => {
      const length = spare.deref()?.length ?? 0;
      return length >= bytes && length <= 2 * bytes;
    });
    const [spare] = at === -1 ? [] : this.#spare.splice(at, 1);
    return spare?.deref() ?? Buffer.allocUnsafeSlow(bytes);
  }

  /** Memory that nobody writes into or reads from any more. */
  giveBack(memory: Buffer): void {
    this.#spare = this.#spare.filter((spare) => spare.deref() !== undefined).slice(1 - MOST);
    this.#spare.push(new WeakRef(memory));
  }
}
