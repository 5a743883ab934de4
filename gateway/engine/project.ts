import type { Data, Path } from './data.ts';
import { isObject } from './data.ts';
import type { Entry, Selection, ValueShape } from './selection.ts';

/** A place where what a subgraph answered does not fit the schema. */
export interface Violation {
  readonly message: string;
  readonly path: Path;
  /** The same in internal names, without indices. */
  readonly fields: readonly string[];
}

/** What writing answers where a null was found that may not stand there, so that the parent becomes null. */
const BUBBLE = '';
const NULL = 'null';

const WRONG_TYPE = 'A subgraph answered a value that is not of the field’s type.';

/** Writes the client's answer as JSON text, in the client's field order and with the null propagation of §6.4.4. */
export class Projection {
  readonly violations: Violation[] = [];
  readonly #introspection: ReadonlyMap<string, string>;
  readonly #path: (string | number)[] = [];
  readonly #fields: string[] = [];

  /** @param introspection - The text of the root fields that tell of the schema, by response key. */
  constructor(introspection: ReadonlyMap<string, string>) {
    this.#introspection = introspection;
  }

  /** The text of `data`. */
  write(root: Data, selection: Selection): string {
    const text = this.#object(root, selection);
    return text === BUBBLE ? NULL : text;
  }

  #object(data: Data, selection: Selection): string {
    const entries = selection.entriesFor(data['__typename']);
    if (entries === undefined) {
      this.#violation(`Unknown type of an object where ${selection.type.name} is expected.`);
      return BUBBLE;
    }
    let text = '{';
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      if (entry.constant !== undefined) {
        text += entry.prefix + entry.constant;
        continue;
      }
      if (entry.introspection !== undefined) {
        text += entry.prefix + (this.#introspection.get(entry.responseKey) ?? NULL);
        continue;
      }
      const { shape } = entry;
      const value = data[entry.source];
      const written =
        value === null || value === undefined
          ? this.#missing(entry)
          : shape.leaf !== undefined
            ? this.#leafField(value, entry)
            : this.#field(value, entry);
      if (written === BUBBLE) return BUBBLE;
      text += entry.prefix + written;
    }
    return text + '}';
  }

  #missing(entry: Entry): string {
    if (!entry.shape.nonNull) return NULL;
    this.#violation(`Cannot return null for non-nullable field ${entry.coordinate}.`, entry);
    return BUBBLE;
  }

  /** Leaves are most of an answer: their path is made only where they are wrong. */
  #leafField(value: unknown, entry: Entry): string {
    const text = leafText(value, entry.shape);
    if (text !== BUBBLE) return text;
    this.#violation(WRONG_TYPE, entry);
    return entry.shape.nonNull ? BUBBLE : NULL;
  }

  #field(value: unknown, { shape, responseKey, source }: Entry): string {
    this.#path.push(responseKey);
    this.#fields.push(source);
    const text = this.#value(value, shape);
    this.#path.pop();
    this.#fields.pop();
    return text === BUBBLE && !shape.nonNull ? NULL : text;
  }

  /** The text of a value that is there; `BUBBLE` where it turns out to be none. */
  #value(value: unknown, shape: ValueShape): string {
    let text = BUBBLE;
    if (shape.leaf !== undefined) text = leafText(value, shape);
    else if (shape.item !== undefined && Array.isArray(value)) return this.#list(value, shape.item);
    else if (shape.selection !== undefined && isObject(value))
      return this.#object(value, shape.selection);
    if (text === BUBBLE) this.#violation(WRONG_TYPE);
    return text;
  }

  #list(value: readonly unknown[], item: ValueShape): string {
    let text = '[';
    let valid = true;
    for (let i = 0; i < value.length; i++) {
      const element = value[i];
      this.#path.push(i);
      let written = NULL;
      if (element !== null && element !== undefined) {
        written = this.#value(element, item);
      } else if (item.nonNull) {
        this.#violation('Cannot return null for a non-nullable list element.');
        written = BUBBLE;
      }
      this.#path.pop();
      if (written === BUBBLE) {
        if (item.nonNull) valid = false;
        written = NULL;
      }
      text += i === 0 ? written : ',' + written;
    }
    return valid ? text + ']' : BUBBLE;
  }

  #violation(message: string, at?: Entry): void {
    const path = [...this.#path];
    const fields = [...this.#fields];
    if (at !== undefined) {
      path.push(at.responseKey);
      fields.push(at.source);
    }
    this.violations.push({ message, path, fields });
  }
}

/** What `JSON.stringify` would have to escape: without any, quotes around are a good deal faster. */
// eslint-disable-next-line no-control-regex
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A leaf's text, or `BUBBLE` where the value is not of the type (§6.4.3 result coercion). */
function leafText(value: unknown, { leaf, enumValues }: ValueShape): string {
  switch (leaf) {
    case 'String':
    case 'ID':
      if (typeof value === 'string')
        return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
      return leaf === 'ID' && Number.isInteger(value) ? `"${String(value)}"` : BUBBLE;
    case 'Int':
      // 32 bits (§3.5.1): what is not one comes back another number.
      return value === ((value as number) | 0) ? String(value) : BUBBLE;
    case 'Float':
      return Number.isFinite(value) ? String(value) : BUBBLE;
    case 'Boolean':
      return typeof value === 'boolean' ? String(value) : BUBBLE;
    case 'Enum':
      return typeof value === 'string' && enumValues?.has(value) === true ? `"${value}"` : BUBBLE;
    default:
      return jsonText(value) ?? BUBBLE;
  }
}

/** Undefined for what JSON does not know: `JSON.stringify` writes null for a number too large, and does not tell of others. */
function jsonText(value: unknown): string | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
}
