import type { Answer } from './answer.ts';
import { ask, type Asker, type GraphError, operationOf, type Question } from './ask.ts';
import { PARTS } from '../parts/all.ts';
import type { Asked, Part } from '../parts/part.ts';

/** What the pictures were last asked, and what came of it. */
export class Counting {
  #answer: Answer = {};
  /** By picture: what it was asked, as text, and what was refused of it. */
  readonly #known = new Map<
    Part,
    { readonly asked: string; readonly errors: readonly GraphError[] }
  >();

  get answer(): Answer {
    return this.#answer;
  }

  errorsOf(part: Part): readonly GraphError[] {
    return this.#known.get(part)?.errors ?? [];
  }

  /** Pictures that have to be asked for anew. */
  changed(asked: Asked): readonly Part[] {
    return PARTS.filter((part) => this.#known.get(part)?.asked !== JSON.stringify(part.ask(asked)));
  }

  /** Asks in one operation for all that has changed. Rejects where the graph cannot be reached, and when the signal ends it. */
  async count(asked: Asked, asker: Asker): Promise<void> {
    const parts = this.changed(asked);
    if (parts.length === 0) return;
    const questions = parts.map((part) => part.ask(asked));
    const { data, errors } = await ask<Answer>(operationOf('Statistics', questions), asker);
    const refused = Object.fromEntries(
      questions.flatMap(({ fields }) => Object.keys(fields)).map((alias) => [alias, null]),
    );
    this.#answer = { ...this.#answer, ...refused, ...data };
    for (const [place, part] of parts.entries()) {
      const question = questions[place];
      if (question)
        this.#known.set(part, {
          asked: JSON.stringify(question),
          errors: errors.filter((error) => concerns(error, question)),
        });
    }
  }

  /** Forgets all, as another may see other things. */
  forget(): void {
    this.#answer = {};
    this.#known.clear();
  }
}

/** An error without a path is of the operation as a whole. */
function concerns({ path: [alias] = [] }: GraphError, { fields }: Question): boolean {
  return alias === undefined || alias in fields;
}
