import type { Data } from '../data.ts';
import type { RepresentationPicker, TypedPicker } from './representations.ts';

/** Entities, and what stands for them in a request: equal ones have one representation. */
export interface Entities {
  readonly representations: readonly Data[];
  readonly entities: readonly Data[];
  /** For each entity, which representation is its. */
  readonly indices: readonly number[];
}

/** Grows entity by entity. */
export class Gathering implements Entities {
  readonly representations: Data[] = [];
  readonly entities: Data[] = [];
  readonly indices: number[] = [];
  readonly #picker: RepresentationPicker;
  readonly #deduplicates: boolean;
  /** By type, the representations made so far: indices by key. */
  readonly #known = new Map<unknown, OfType>();
  #typename: unknown;
  #ofType: OfType | undefined;

  constructor(picker: RepresentationPicker, deduplicates: boolean) {
    this.#picker = picker;
    this.#deduplicates = deduplicates;
  }

  add(entity: Data): void {
    const { picker, indices } = this.#typed(entity['__typename']);
    const key = this.#deduplicates ? picker.keyOf(entity) : undefined;
    let index = this.#deduplicates ? indices.get(key) : undefined;
    if (index === undefined) {
      const representation = picker.pick(entity);
      if (representation === undefined) return;
      index = this.representations.push(representation) - 1;
      if (this.#deduplicates) indices.set(key, index);
    }
    this.entities.push(entity);
    this.indices.push(index);
  }

  /** Lists mostly hold one type, so the last one is at hand. */
  #typed(typename: unknown): OfType {
    if (this.#ofType !== undefined && this.#typename === typename) return this.#ofType;
    let ofType = this.#known.get(typename);
    if (ofType === undefined) {
      ofType = { picker: this.#picker.forType(typename), indices: new Map() };
      this.#known.set(typename, ofType);
    }
    this.#typename = typename;
    this.#ofType = ofType;
    return ofType;
  }
}

interface OfType {
  readonly picker: TypedPicker;
  readonly indices: Map<unknown, number>;
}
