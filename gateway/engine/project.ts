import type { Data, Path } from './data.ts';
import { isObject } from './data.ts';
import type { Entry, Selection, ValueShape } from './selection.ts';

/** A place where what a subgraph answered does not fit the schema. */
export interface Violation {
  readonly message: string;
  readonly path: Path;
}

/** What writing answers where a null was found that may not stand there, so that the parent becomes null. */
const BUBBLE = '';
const NULL = 'null';

/** Writes the client's answer as JSON text, in the client's field order and with the null propagation of §6.4.4. */
export class Projection {
  readonly violations: Violation[] = [];
  readonly #introspection: ReadonlyMap<string, string>;
  readonly #path: (string | number)[] = [];

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
      let written: string;
      if (value === null || value === undefined) {
        if (shape.nonNull) {
          this.#path.push(entry.responseKey);
          this.#violation(`Cannot return null for non-nullable field ${entry.coordinate}.`);
          this.#path.pop();
          return BUBBLE;
        }
        written = NULL;
      } else {
        this.#path.push(entry.responseKey);
        written = this.#value(value, shape);
        this.#path.pop();
        if (written === BUBBLE) {
          if (shape.nonNull) return BUBBLE;
          written = NULL;
        }
      }
      text += entry.prefix + written;
    }
    return text + '}';
  }

  /** The text of a value that is there; `BUBBLE` where it turns out to be none. */
  #value(value: unknown, shape: ValueShape): string {
    if (shape.leaf !== undefined) return this.#leaf(value, shape);
    if (shape.item !== undefined) return this.#list(value, shape.item);
    if (shape.selection !== undefined && isObject(value))
      return this.#object(value, shape.selection);
    return this.#invalid();
  }

  #list(value: unknown, item: ValueShape): string {
    if (!Array.isArray(value)) return this.#invalid();
    let text = '[';
    let valid = true;
    for (let i = 0; i < value.length; i++) {
      const element: unknown = value[i];
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

  #leaf(value: unknown, { leaf, enumValues }: ValueShape): string {
    switch (leaf) {
      case 'String':
      case 'ID':
        if (typeof value === 'string') return JSON.stringify(value);
        if (leaf === 'ID' && Number.isInteger(value)) return String(value);
        break;
      case 'Int':
        if (Number.isInteger(value)) return String(value);
        break;
      case 'Float':
        if (Number.isFinite(value)) return String(value);
        break;
      case 'Boolean':
        if (typeof value === 'boolean') return value ? 'true' : 'false';
        break;
      case 'Enum':
        if (typeof value === 'string' && enumValues?.has(value) === true) return `"${value}"`;
        break;
      default: {
        const text = JSON.stringify(value) as string | undefined;
        if (text !== undefined) return text;
      }
    }
    return this.#invalid();
  }

  #invalid(): string {
    this.#violation('A subgraph answered a value that is not of the field’s type.');
    return BUBBLE;
  }

  #violation(message: string): void {
    this.violations.push({ message, path: [...this.#path] });
  }
}
