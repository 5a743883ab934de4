import {
  getNamedType,
  GraphQLIncludeDirective,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { definitionOf, type Fragments } from './selections.ts';

/** What a query is made of, as far as it tells before it is executed. */
export interface QueryShape {
  /** The variables that its conditions name. */
  readonly conditions: readonly string[];
  /** Fields at the most, each once for each type that an object may be of wherever it is asked for. */
  readonly places: number;
}

export function shapeOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  fragments: Fragments,
): QueryShape {
  const conditions = new Set<string>();
  const counted = new Map<SelectionSetNode, Map<GraphQLObjectType, number>>();

  const placesOf = (one: SelectionNode, its: GraphQLObjectType): number => {
    for (const { name, arguments: given = [] } of one.directives ?? [])
      if (name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name)
        for (const { value } of given)
          if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
    switch (one.kind) {
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragments[one.name.value];
        return fragment === undefined ? 0 : placesIn(fragment.selectionSet, its);
      }
      case Kind.INLINE_FRAGMENT:
        return placesIn(one.selectionSet, its);
      case Kind.FIELD: {
        const inner = one.selectionSet;
        const field = definitionOf(schema, its, one.name.value);
        if (inner === undefined || field === undefined) return 1;
        const of: GraphQLNamedOutputType = getNamedType(field.type);
        if (!isCompositeType(of)) return 1;
        const possible = isAbstractType(of) ? schema.getPossibleTypes(of) : [of];
        return possible.reduce((sum, each) => sum + placesIn(inner, each), 1);
      }
    }
  };
  const placesIn = (selected: SelectionSetNode, its: GraphQLObjectType): number => {
    const known = counted.get(selected) ?? new Map<GraphQLObjectType, number>();
    counted.set(selected, known);
    const places =
      known.get(its) ?? selected.selections.reduce((sum, one) => sum + placesOf(one, its), 0);
    known.set(its, places);
    return places;
  };

  return { places: placesIn(set, type), conditions: [...conditions] };
}
