import {
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedOutputType,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { Variables } from './arguments.ts';

export type FieldNodes = readonly [FieldNode, ...(readonly FieldNode[])];

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** What decides which selections count: the operation's fragments, and the values of the variables that its conditions name. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly conditions: Variables;
}

/** The fields selected of an object of a type, by the names that they have in the answer (GraphQL, CollectFields). */
export function collectFields(
  selecting: Selecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, FieldNodes> {
  const { schema, fragments, conditions } = selecting;
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const spread = new Set<string>();
  const isFor = (condition: NamedTypeNode | undefined): boolean => {
    if (condition === undefined) return true;
    const its = typeFromAST(schema, condition);
    return its === type || (isAbstractType(its) && schema.isSubType(its, type));
  };
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD && spread.has(selection.name.value)) continue;
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const nodes = fields.get(name);
        if (nodes === undefined) fields.set(name, [selection]);
        else nodes.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (isFor(selection.typeCondition)) collect(selection.selectionSet);
      } else {
        spread.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment !== undefined && isFor(fragment.typeCondition)) collect(fragment.selectionSet);
      }
    }
  };
  sets.forEach(collect);
  return fields;
}

/** A field of a type by its name, those that every type or the query has among them. */
export function definitionOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return type.getFields()[name];
}

/** By `@skip` and `@include`. Throws a `GraphQLError` where a variable has no value that they take. */
function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false;
}

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
