import { parse, print } from 'graphql';
import type { CompiledFetch, Question } from '../../fetching/plan.ts';
import type { CompiledPlan } from '../../fetching/plan.ts';
import type { Step } from '../../fetching/entities/places.ts';

/** A compiled plan as text that a person can read: each request, what it waits for, and what it asks. */
export function planText({ steps }: CompiledPlan): string {
  if (steps.length === 0) return 'Nothing is fetched.\n';
  const numbers = new Map(steps.map((step, index) => [step, index + 1]));
  return steps
    .map((step) => {
      const before = steps.filter(({ next }) => next.includes(step)).map((one) => numbers.get(one));
      const when = before.length === 0 ? 'at once' : `after ${before.join(', ')}`;
      const merged = step.fetch.merged > 1 ? `, ${step.fetch.merged} fetches in one request` : '';
      return [
        `${numbers.get(step) ?? 0}. ${step.fetch.subgraph}, ${when}${merged}`,
        ...placesOf(step.fetch).map((line) => `   ${line}`),
        ...print(parse(step.fetch.operation.text))
          .split('\n')
          .map((line) => `     ${line}`),
        '',
      ].join('\n');
    })
    .join('\n');
}

function placesOf({ root, entities, context }: CompiledFetch): readonly string[] {
  if (root !== undefined) return [`root fields${at(root)}`];
  const ancestors = context.map(({ variable }) => `$${variable} from an ancestor`);
  return [...entities.map((question) => `${question.key}${at(question)}`), ...ancestors];
}

function at({ paths }: Question): string {
  const texts = paths.map(pathText).filter((text) => text !== '');
  return texts.length === 0 ? '' : ` at ${texts.join(' and ')}`;
}

/** `users[].reviews[].author`. */
function pathText(path: readonly Step[]): string {
  return path.map(({ field, lists }) => field + '[]'.repeat(lists)).join('.');
}
