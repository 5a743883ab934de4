/** Rows of one statement as they come, copied out of the driver's buffers, until there are more than may be. */
export class RowMeter {
  /** @type {unknown[][]} */
  rows = [];
  bytes = 0;
  #taken = 0;
  #caps;

  constructor(/** @type {import('./messages.ts').ReadCaps} */ caps) {
    this.#caps = caps;
  }

  /** The rows so far. */
  get count() {
    return this.#taken + this.rows.length;
  }

  get full() {
    return this.count > this.#caps.rows || this.bytes > this.#caps.bytes;
  }

  /** The rows since the last were taken. */
  take() {
    const { rows } = this;
    this.#taken += rows.length;
    this.rows = [];
    return rows;
  }

  add(/** @type {readonly unknown[]} */ row) {
    if (this.full) return;
    this.rows.push(
      row.map((value) => {
        if (typeof value === 'string') this.bytes += value.length;
        else if (value instanceof Uint8Array) this.bytes += value.byteLength;
        else this.bytes += 8;
        // A view would be posted with the whole buffer that it looks into.
        return value instanceof Uint8Array ? new Uint8Array(value) : value;
      }),
    );
  }
}
