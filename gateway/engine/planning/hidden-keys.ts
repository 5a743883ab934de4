import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

/**
 * Whether entities are asked for by keys alone that no client sees (`@inaccessible`). Such a key bears what a client gave as an id:
 * it asks whether there is such an entity, where a key that is data of another subgraph says that there is.
 */
export function asksWhether(
  requires: readonly QueryPlanSelectionNode[] | undefined,
  schema: GraphQLSchema,
): boolean {
  const keys = (requires ?? []).flatMap((one) => {
    if (one.kind !== 'InlineFragment') return [];
    const type = schema.getType(one.typeCondition ?? '');
    const seen = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    return one.selections.flatMap((field) =>
      field.kind === 'Field' && field.name !== '__typename' ? [{ field, seen }] : [],
    );
  });
  return keys.length > 0 && keys.every(({ field, seen }) => !Object.hasOwn(seen, field.name));
}
