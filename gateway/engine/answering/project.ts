import { sentence } from '../../../service/errors/faults.ts';
import type { Data, Path } from '../fetching/data.ts';
import { isObject } from '../fetching/data.ts';
import type { JsonWriter, Written } from './json-writer.ts';
import type { Entry, Selection, ValueShape } from '../document/selection.ts';
import { writeLeaf } from './write-leaf.ts';

/** A place where what a subgraph answered does not fit the schema, or that is closed to whoever asks. */
export interface Violation {
  readonly message: string;
  /** What it is where it is no subgraph's fault. */
  readonly code?: 'UNAUTHORIZED_FIELD';
  readonly path: Path;
  /** The same in internal names, without indices. */
  readonly fields: readonly string[];
  /** Where it is a null that may not stand there: at which field. */
  readonly isNull?: { readonly field: string };
}

/** Where in an answer something is to come later. */
export interface LaterPlace {
  /** The deferral that it is of. */
  readonly deferral: string;
  readonly data: Data;
  /** What comes, of that object. */
  readonly selection: Selection;
  readonly path: Path;
  /** The fields that lead to it. */
  readonly entries: readonly Entry[];
  /** Bytes that were written before. */
  readonly at: number;
}

const NULL = Buffer.from('null');
const [OBJECT, OBJECT_END, LIST, LIST_END, COMMA] = Buffer.from('{}[],') as unknown as Delimiters;
type Delimiters = readonly [number, number, number, number, number];

/** Noted of one answer: more than are told, for some are explained by other errors. */
const MOST_VIOLATIONS = 10_000;

const WRONG_TYPE = 'A subgraph answered a value that is not of the field’s type.';

/** What is written in a fraction of a millisecond. */
const PIECE_BYTES = 16 * 1024;

/** What is written bit by bit; in the end whether it is a value that may stand there. */
type Steps = Generator<undefined, boolean, undefined>;

/**
 * Writes the client's answer in the client's field order and with the null propagation of §6.4.4: what writes a value
 * answers whether it is one that may stand there; where not, its parent takes back what was written and is null.
 */
export class Projection {
  readonly violations: Violation[] = [];
  /** Where something of what was written, and not taken back, comes later. */
  readonly later: LaterPlace[] = [];
  readonly #writer: JsonWriter;
  readonly #introspection: ReadonlyMap<string, Uint8Array>;
  readonly #absent: ReadonlySet<Data>;
  readonly #path: (string | number)[];
  /** The fields that lead to what is being written. */
  readonly #entries: Entry[];
  /** Bytes from which on it may pause. */
  #pausesAt = Infinity;

  /**
   * @param introspection - The JSON of the root fields that tell of the schema, by response key.
   * @param absent - Entities that a client asked for by an id and that do not exist: where their own fields would have to be, the
   * answer is null, and nobody has failed.
   * @param at - Where what is written stands in the answer; absent: it is all of it.
   */
  constructor(
    writer: JsonWriter,
    introspection: ReadonlyMap<string, Uint8Array>,
    absent: ReadonlySet<Data>,
    at?: Pick<LaterPlace, 'path' | 'entries'>,
  ) {
    this.#writer = writer;
    this.#introspection = introspection;
    this.#absent = absent;
    this.#path = at === undefined ? [] : [...at.path];
    this.#entries = at === undefined ? [] : [...at.entries];
  }

  /**
   * The JSON of `data`, with its answer around it.
   *
   * @param expected - About how many bytes that will be, if it is known.
   */
  write(root: Data, selection: Selection, expected = 0): Written {
    const start = this.#writer.begin(expected);
    if (!this.#object(root, selection)) this.#nullAt(start);
    return this.#writer.take();
  }

  /**
   * The same, in pieces of some kilobytes: between two of them, behind an item of a list that lies in no other, it waits where
   * `pause` says so, and its writer is nobody else's meanwhile.
   *
   * @param pause - Undefined where it may go on at once.
   */
  writeInSlices(
    root: Data,
    selection: Selection,
    expected: number,
    pause: () => Promise<void> | undefined,
  ): Written | Promise<Written> {
    const start = this.#writer.begin(expected);
    this.#pausesAt = start + PIECE_BYTES;
    return this.#goOn(this.#objectInSteps(root, selection), start, pause);
  }

  #goOn(
    steps: Steps,
    start: number,
    pause: () => Promise<void> | undefined,
  ): Written | Promise<Written> {
    for (;;) {
      const { done, value: written } = steps.next();
      if (done === true) {
        if (!written) this.#nullAt(start);
        return this.#writer.take();
      }
      const paused = pause();
      if (paused !== undefined) return paused.then(() => this.#goOn(steps, start, pause));
    }
  }

  *#objectInSteps(data: Data, selection: Selection): Steps {
    const entries = this.#entriesOf(data, selection);
    if (entries === undefined) return false;
    this.#writer.character(OBJECT);
    for (const entry of entries) {
      this.#writer.bytes(entry.prefix);
      const value = isMade(entry) ? null : data[entry.source];
      const isLong = typeof value === 'object' && value !== null && entry.shape.leaf === undefined;
      if (!(isLong ? yield* this.#fieldInSteps(value, entry) : this.#entry(data, entry)))
        return false;
    }
    this.#writer.character(OBJECT_END);
    return true;
  }

  *#fieldInSteps(value: object, entry: Entry): Steps {
    const start = this.#enter(entry);
    return this.#leave(yield* this.#valueInSteps(value, entry.shape), value, entry, start);
  }

  *#valueInSteps(value: object, shape: ValueShape): Steps {
    if (shape.selection !== undefined && isObject(value))
      return yield* this.#objectInSteps(value, shape.selection);
    if (shape.item === undefined || !Array.isArray(value)) return this.#value(value, shape);
    this.#writer.character(LIST);
    let valid = true;
    for (let i = 0; i < value.length; i++) {
      if (!this.#itemAt(value, i, shape.item)) valid = false;
      if (this.#writer.length < this.#pausesAt) continue;
      yield;
      this.#pausesAt = this.#writer.length + PIECE_BYTES;
    }
    this.#writer.character(LIST_END);
    return valid;
  }

  #entriesOf(data: Data, selection: Selection): readonly Entry[] | undefined {
    const entries = selection.entriesFor(data['__typename']);
    if (entries === undefined)
      this.#violation(`Unknown type of an object where ${selection.type.name} is expected.`);
    return entries;
  }

  #object(data: Data, selection: Selection): boolean {
    const entries = this.#entriesOf(data, selection);
    if (entries === undefined) return false;
    const writer = this.#writer;
    writer.character(OBJECT);
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      writer.bytes(entry.prefix);
      if (!this.#entry(data, entry)) return false;
    }
    writer.character(OBJECT_END);
    return true;
  }

  #entry(data: Data, entry: Entry): boolean {
    const { constant, introspection, shape } = entry;
    if (constant !== undefined) {
      this.#writer.bytes(constant);
      if (entry.later !== undefined) this.#comesLater(data, entry.later);
      return true;
    }
    if (introspection !== undefined) {
      this.#writer.bytes(this.#introspection.get(entry.responseKey) ?? NULL);
      return true;
    }
    if (entry.closed) return this.#closed(entry);
    const value = data[entry.source];
    if (value === null || value === undefined) return this.#missing(data, entry);
    return shape.leaf === undefined ? this.#field(value, entry) : this.#leafField(value, entry);
  }

  #comesLater(data: Data, later: NonNullable<Entry['later']>): void {
    this.later.push({
      ...later,
      data,
      path: [...this.#path],
      entries: [...this.#entries],
      at: this.#writer.length,
    });
  }

  #closed(entry: Entry): boolean {
    this.#violation(sentence('UNAUTHORIZED_FIELD', 'en', {}), entry, {
      code: 'UNAUTHORIZED_FIELD',
    });
    if (entry.shape.nonNull) return false;
    this.#writer.bytes(NULL);
    return true;
  }

  #missing(data: Data, entry: Entry): boolean {
    if (!entry.shape.nonNull) {
      this.#writer.bytes(NULL);
      return true;
    }
    if (!this.#isAbsent(data)) this.#nullViolation(entry.coordinate, entry);
    return false;
  }

  #isAbsent(value: unknown): boolean {
    return this.#absent.size > 0 && this.#absent.has(value as Data);
  }

  /** Leaves are most of an answer: their path is made only where they are wrong. */
  #leafField(value: unknown, entry: Entry): boolean {
    if (writeLeaf(this.#writer, value, entry.shape)) return true;
    this.#violation(WRONG_TYPE, entry);
    if (entry.shape.nonNull) return false;
    this.#writer.bytes(NULL);
    return true;
  }

  #field(value: unknown, entry: Entry): boolean {
    const start = this.#enter(entry);
    return this.#leave(this.#value(value, entry.shape), value, entry, start);
  }

  /** Where what is written of the field begins. */
  #enter(entry: Entry): number {
    this.#path.push(entry.responseKey);
    this.#entries.push(entry);
    return this.#writer.length;
  }

  #leave(written: boolean, value: unknown, entry: Entry, start: number): boolean {
    this.#path.pop();
    this.#entries.pop();
    if (written) return true;
    if (entry.shape.nonNull) {
      if (this.#isAbsent(value)) this.#nullViolation(entry.coordinate, entry);
      return false;
    }
    this.#nullAt(start);
    return true;
  }

  /** Writes a value that is there; false where it turns out to be none. */
  #value(value: unknown, shape: ValueShape): boolean {
    let written = false;
    if (shape.leaf !== undefined) written = writeLeaf(this.#writer, value, shape);
    else if (shape.item !== undefined && Array.isArray(value)) return this.#list(value, shape.item);
    else if (shape.selection !== undefined && isObject(value))
      return this.#object(value, shape.selection);
    if (!written) this.#violation(WRONG_TYPE);
    return written;
  }

  /** Writes to the end whatever its items are, so that every error is found. */
  #list(value: readonly unknown[], item: ValueShape): boolean {
    const writer = this.#writer;
    writer.character(LIST);
    let valid = true;
    for (let i = 0; i < value.length; i++) if (!this.#itemAt(value, i, item)) valid = false;
    writer.character(LIST_END);
    return valid;
  }

  #itemAt(list: readonly unknown[], at: number, shape: ValueShape): boolean {
    if (at > 0) this.#writer.character(COMMA);
    this.#path.push(at);
    const valid = this.#item(list[at], shape);
    this.#path.pop();
    return valid;
  }

  #item(value: unknown, shape: ValueShape): boolean {
    const start = this.#writer.length;
    const isThere = value !== null && value !== undefined;
    if (isThere && this.#value(value, shape)) return true;
    if (shape.nonNull && (!isThere || this.#isAbsent(value)))
      this.#nullViolation(`${this.#entries.at(-1)?.coordinate ?? ''}[]`);
    this.#nullAt(start);
    return !shape.nonNull;
  }

  #nullAt(start: number): void {
    this.#writer.truncate(start);
    this.#writer.bytes(NULL);
    // What has become null has nothing that could come later.
    while ((this.later.at(-1)?.at ?? start) > start) this.later.pop();
  }

  /** @param field - Its coordinate, with brackets where it is an item of its list. */
  #nullViolation(field: string, at?: Entry): void {
    const message = `Cannot return null for non-nullable field ${field}.`;
    this.#violation(message, at, { isNull: { field } });
  }

  #violation(message: string, at?: Entry, more?: Pick<Violation, 'code' | 'isNull'>): void {
    if (this.violations.length >= MOST_VIOLATIONS) return;
    const path = [...this.#path];
    const fields = this.#entries.map(({ source }) => source);
    if (at !== undefined) {
      path.push(at.responseKey);
      fields.push(at.source);
    }
    this.violations.push({ message, path, fields, ...more });
  }
}

/** Whether nothing of the data stands there. */
function isMade({ constant, introspection, closed }: Entry): boolean {
  return constant !== undefined || introspection !== undefined || closed;
}
