/** How much may wait; one that waits alone may be as large as it is. */
export interface QueueLimits {
  readonly events: number;
  readonly bytes: number;
}

/** What waits to be taken, in the order in which it came; gone through once, by one. */
export class EventQueue<Event> implements AsyncIterable<Event> {
  readonly #limits: QueueLimits;
  #waiting: { readonly event: Event; readonly bytes: number }[] = [];
  #bytes = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Answers whether there is room for it. */
  push(event: Event, bytes: number): boolean {
    const { length } = this.#waiting;
    const { events: most, bytes: mostBytes } = this.#limits;
    if (length >= most || (length > 0 && this.#bytes + bytes > mostBytes)) return false;
    if (!this.#ended) this.#add(event, bytes);
    return true;
  }

  /** Nothing comes any more, but for the last, if there is one; what waits is still given. */
  end(last?: Event): void {
    if (this.#ended) return;
    if (last !== undefined) this.#add(last, 0);
    this.#ended = true;
    this.#wake?.();
  }

  /** What waits is not given any more. */
  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event> {
    for (;;) {
      const first = this.#waiting.shift();
      if (first !== undefined) {
        this.#bytes -= first.bytes;
        yield first.event;
      } else if (this.#ended) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  #add(event: Event, bytes: number): void {
    this.#waiting.push({ event, bytes });
    this.#bytes += bytes;
    this.#wake?.();
  }
}
