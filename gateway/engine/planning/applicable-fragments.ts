import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { JUST_THERE } from './plannable-document.ts';
import { fragmentsOf } from '../document/selection-sets.ts';
import { onType } from './wide-interfaces.ts';

/** Fragments by type can multiply with every level of fields, and planning takes a tenth of a millisecond for each. */
const MOST_SELECTIONS = 2_000;

/**
 * The same operation with fragments on object types alone, none of which can never apply. Between a fragment on an
 * abstract type and an interface object the planner (2.14) finds no way, and it refuses fragments that each overlap with
 * the one around and all together with nothing, though these are valid (§5.5.2.3). Throws where that is too long.
 */
export function withApplicableFragments(
  document: DocumentNode,
  schema: GraphQLSchema,
): DocumentNode {
  const [operation] = document.definitions as readonly [OperationDefinitionNode];
  const root = schema.getRootType(operation.operation);
  const fragments = fragmentsOf(document);
  let left = MOST_SELECTIONS;

  function selectionSet(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode {
    const selections = selectionsOf(set, parent);
    return selections.length === 0 ? JUST_THERE : { ...set, selections };
  }

  function selectionsOf(
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
  ): readonly SelectionNode[] {
    return set.selections.flatMap((node) => {
      left -= 1;
      if (left < 0) throw new RangeError('Too many fragments by type.');
      if (node.kind === Kind.FIELD) return [field(node, parent)];
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (fragment === undefined) return [];
      const type = schema.getType(fragment.typeCondition?.name.value ?? parent.name);
      return isCompositeType(type) ? onTypes(fragment.selectionSet, type, parent) : [];
    });
  }

  /** The selections of a fragment, where these are asked of its type within another. */
  function onTypes(
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    parent: GraphQLCompositeType,
  ): readonly SelectionNode[] {
    if (isWithin(parent, type)) return selectionsOf(set, parent);
    return possibleTypes(parent)
      .filter((one) => isWithin(one, type))
      .flatMap((one) => {
        const selections = selectionsOf(set, one);
        return selections.length === 0 ? [] : [onType(one.name, selections)];
      });
  }

  function field(node: FieldNode, parent: GraphQLCompositeType): FieldNode {
    if (node.selectionSet === undefined || isUnionType(parent)) return node;
    const declared = parent.getFields()[node.name.value];
    const type = declared && schema.getType(getNamedType(declared.type).name);
    if (!isCompositeType(type)) return node;
    return { ...node, selectionSet: selectionSet(node.selectionSet, type) };
  }

  function possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
  }

  function isWithin(inner: GraphQLCompositeType, outer: GraphQLCompositeType): boolean {
    if (inner === outer) return true;
    return isAbstractType(outer) && !isUnionType(inner) && schema.isSubType(outer, inner);
  }

  if (!root) throw new TypeError(`The schema has no ${operation.operation} type.`);
  return {
    ...document,
    definitions: [{ ...operation, selectionSet: selectionSet(operation.selectionSet, root) }],
  };
}
