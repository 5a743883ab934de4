import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import type { FaultAt, Variables } from './variables.ts';

type Path = readonly PropertyKey[];

type Block = Record<string, unknown>;

/** Aliases unfold to this many values at the most: a text of a few lines could fill the memory. */
const MOST_VALUES = 50_000;

/** What stops the reading of a text: nothing after it can be told. */
export class Stop extends Error {}

/** The plain values of a text’s nodes; it knows of each where it stands. */
export class PlainValues {
  readonly #variables: Variables;
  readonly #faultAt: FaultAt;
  readonly #anchors = new Map<string, Node>();
  /** What is being read: nothing within may repeat it. */
  readonly #open = new Set<Node>();
  /** By lists and blocks, where what they hold stands. */
  readonly #places = new WeakMap<object, Map<string, number>>();
  #count = 0;

  constructor(variables: Variables, faultAt: FaultAt) {
    this.#variables = variables;
    this.#faultAt = faultAt;
  }

  /** Throws a `Stop`. */
  read(node: unknown): unknown {
    this.#count += 1;
    if (isAlias(node)) return this.#readAlias(node);
    if (isScalar(node)) {
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
      const said = this.#expand(node);
      return node.type === Scalar.PLAIN ? plainScalar(said) : said;
    }
    if (!isMap(node) && !isSeq(node)) return null;
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    this.#open.add(node);
    const value = isSeq(node) ? this.#readList(node.items) : this.#readBlock(node.items);
    this.#open.delete(node);
    return value;
  }

  /** Where a value within one that was read stands; of one that is not there, where what would hold it does. */
  offsetOf(value: unknown, path: Path): number {
    let offset = 0;
    let at = value;
    for (const key of path) {
      if (typeof at !== 'object' || at === null) break;
      const place = this.#places.get(at)?.get(String(key));
      if (place === undefined) break;
      offset = place;
      at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
    }
    return offset;
  }

  #readAlias(node: Alias): unknown {
    const { source } = node;
    const target = this.#anchors.get(source);
    const offset = offsetOf(node);
    if (target === undefined) {
      this.#faultAt(
        offset,
        `“*${source}” repeats something that nothing before it is named`,
        `name it with “&${source}” further up, or put the text into quotes`,
      );
      return null;
    }
    if (this.#open.has(target)) {
      this.#faultAt(offset, `“*${source}” stands inside what it repeats`, 'take it out');
      throw new Stop();
    }
    if (this.#count > MOST_VALUES) {
      this.#faultAt(
        offset,
        `“*${source}” and its like unfold to more than ${MOST_VALUES} values`,
        'write out what is meant',
      );
      throw new Stop();
    }
    return this.read(target);
  }

  #readList(items: readonly unknown[]): readonly unknown[] {
    const place = new Map(items.map((item, index) => [String(index), offsetOf(item)]));
    const list = items.map((item) => this.read(item));
    this.#places.set(list, place);
    return list;
  }

  #readBlock(items: readonly { readonly key: unknown; readonly value: unknown }[]): Block {
    // Without a prototype, `__proto__` is a key like any other.
    const block = Object.create(null) as Block;
    const place = new Map<string, number>();
    this.#places.set(block, place);
    const merged: Readonly<Block>[] = [];
    for (const { key, value } of items) {
      const offset = offsetOf(key);
      if (!isScalar(key) || isBlank(key)) {
        this.#faultAt(offset, 'a key is empty or no plain text', 'write a name before the “:”');
      } else if (key.source === '<<' && key.type === Scalar.PLAIN) {
        merged.push(...this.#readMerged(value, offset));
      } else {
        const name = this.#expand(key);
        block[name] = this.read(value);
        place.set(name, offset);
      }
    }
    for (const source of merged) {
      for (const [name, value] of Object.entries(source)) {
        if (Object.hasOwn(block, name)) continue;
        block[name] = value;
        place.set(name, this.#places.get(source)?.get(name) ?? 0);
      }
    }
    return block;
  }

  /** The blocks that a “<<” takes in. */
  #readMerged(node: unknown, offset: number): readonly Readonly<Block>[] {
    return [this.read(node)].flat().filter((source): source is Readonly<Block> => {
      const isBlock = typeof source === 'object' && source !== null;
      if (!isBlock) {
        const what = '“<<” takes in something that is no block';
        this.#faultAt(offset, what, 'write <<: *name of a block');
      }
      return isBlock;
    });
  }

  #expand(node: Scalar): string {
    return this.#variables.expand(String(node.value), offsetOf(node));
  }
}

/** Whether nothing is said there. */
export function isBlank(node: unknown): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN && plainScalar(String(node.value)) === null;
}

function offsetOf(node: unknown): number {
  const { range } = node as { readonly range?: readonly number[] | null };
  return range?.[0] ?? 0;
}

function plainScalar(text: string): string | number | boolean | null {
  if (/^(?:~|null|Null|NULL)?$/u.test(text)) return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text;
}
