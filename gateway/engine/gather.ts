import type { EntityQuestion } from './compile-fetch.ts';
import type { Data } from './data.ts';
import { objectsAt } from './places.ts';
import type { RepresentationPicker, TypedPicker } from './representations.ts';
import type { Run } from './run.ts';

/** The entities that a question concerns, and what is asked for each. */
export interface Gathered extends Entities {
  readonly question: EntityQuestion;
}

interface Entities {
  readonly representations: readonly Data[];
  readonly entities: readonly Data[];
  /** For each entity, which representation is its. */
  readonly indices: readonly number[];
}

/**
 * Picks the representations of all entities at a question's places, each distinct one once. Subgraphs that are asked at
 * the same time by the same key share them.
 */
export function gather(question: EntityQuestion, run: Run): Gathered {
  let found = run.gatherings.get(question.gathering);
  if (found === undefined) {
    found = new Gathering(question.picker, run.deduplicates);
    for (const path of question.paths) {
      for (const entity of objectsAt(run.root, path)) found.add(entity);
    }
    run.gatherings.set(question.gathering, found);
  }
  return gatheredFor(question, found);
}

export function gatheredFor(
  question: EntityQuestion,
  { representations, entities, indices }: Entities,
): Gathered {
  return { question, representations, entities, indices };
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
