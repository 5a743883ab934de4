/**
 * A long text that is only passed on: its bytes, as they lie in the body that they came in. They are UTF-8, and stand between a JSON
 * string's quotes as they are. It stands in data in the place of a byte string, and never changes.
 */
export class TextSpan {
  readonly body: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(body: Buffer, start: number, end: number) {
    this.body = body;
    this.start = start;
    this.end = end;
  }

  /** The byte string, also for JSON that it becomes part of. */
  toJSON(): string {
    return this.body.toString('latin1', this.start, this.end);
  }
}
