import type { CompiledPlan } from '../fetching/plan.ts';

/** The subgraph that was to answer a field, by the internal names from the root to it; undefined where none was asked. */
export function answererOf({ steps }: CompiledPlan, fields: readonly string[]): string | undefined {
  let nearest = { depth: -1, subgraph: undefined as string | undefined };
  for (const { fetch } of steps) {
    const { root, entities, subgraph } = fetch;
    for (const question of root === undefined ? entities : [root]) {
      for (const path of question.paths) {
        const depth = path.length;
        const leads = path.every(({ field }, index) => field === fields[index]);
        const asks = question.fields.includes(fields[depth] ?? '');
        if (leads && asks && depth > nearest.depth) nearest = { depth, subgraph };
      }
    }
  }
  return nearest.subgraph;
}
