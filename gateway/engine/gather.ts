import type { EntityQuestion } from './compile-fetch.ts';
import type { Data } from './data.ts';
import { objectsAt } from './places.ts';
import { representationKey } from './representations.ts';
import type { Run } from './run.ts';

/** The entities that a question concerns, and what is asked for each. */
export interface Gathered {
  readonly question: EntityQuestion;
  readonly representations: readonly Data[];
  readonly entities: readonly Data[];
  /** For each entity, which representation is its. */
  readonly indices: readonly number[];
}

/** Picks the representations of all entities at a question's places, each distinct one once. */
export function gather(question: EntityQuestion, run: Run): Gathered {
  const gathering = new Gathering(question, run.deduplicates);
  for (const path of question.paths) {
    for (const entity of objectsAt(run.root, path)) gathering.add(entity);
  }
  return gathering;
}

/** Grows entity by entity. */
export class Gathering implements Gathered {
  readonly question: EntityQuestion;
  readonly representations: Data[] = [];
  readonly entities: Data[] = [];
  readonly indices: number[] = [];
  readonly #known: Map<string, number> | undefined;

  constructor(question: EntityQuestion, deduplicates: boolean) {
    this.question = question;
    this.#known = deduplicates ? new Map() : undefined;
  }

  add(entity: Data): void {
    const representation = this.question.picker.pick(entity);
    if (representation === undefined) return;
    this.entities.push(entity);
    this.indices.push(this.#indexOf(representation));
  }

  #indexOf(representation: Data): number {
    if (this.#known === undefined) return this.representations.push(representation) - 1;
    const key = representationKey(representation);
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.representations.push(representation) - 1;
      this.#known.set(key, index);
    }
    return index;
  }
}
