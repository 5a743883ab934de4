import type { EntityQuestion } from '../plan.ts';
import { Gathering } from './gathering.ts';
import type { Entities } from './gathering.ts';
import { objectsAt } from './places.ts';
import type { Run } from '../run.ts';

/** The entities that a question concerns, and what is asked for each. */
export interface Gathered extends Entities {
  readonly question: EntityQuestion;
}

/**
 * Picks the representations of all entities at a question's places, each distinct one once. Subgraphs that are asked at
 * the same time by the same key share them.
 */
export function gather(question: EntityQuestion, run: Run): Gathered {
  const known = run.gatherings.get(question.gathering);
  if (known !== undefined) return gatheredFor(question, known);
  const gathering = new Gathering(question.picker, run.deduplicates);
  for (const path of question.paths) {
    for (const entity of objectsAt(run.root, path)) gathering.add(entity);
  }
  run.gatherings.set(question.gathering, gathering);
  return gatheredFor(question, gathering);
}

export function gatheredFor(
  question: EntityQuestion,
  { representations, entities, indices }: Entities,
): Gathered {
  return { question, representations, entities, indices };
}
