import { getNamedType, isAbstractType, isCompositeType, isUnionType, Kind } from 'graphql';
import type {
  DocumentNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../document/selection-sets.ts';
import type { Fragments } from '../document/selection-sets.ts';
import { renameIn, shapeOf } from '../fetching/merge.ts';
import type { MergeShape } from '../fetching/merge.ts';
import { compilePath } from '../fetching/entities/places.ts';
import { compileRewrites } from '../fetching/rewrites.ts';
import { operationOf, placedFetches } from './plan-tree.ts';
import type { FetchPlan, PlacedFetch } from './plan-tree.ts';

/**
 * A field of an operation that no fetch of its plan asks for, though every object at its place has it: the planner (2.14)
 * leaves out an object where it finds nothing that may be asked of it, and it would be answered as null. Fields of some
 * types only are not looked for, since a subgraph may never answer these.
 */
export function leftOut(
  plan: FetchPlan,
  document: DocumentNode,
  schema: GraphQLSchema,
): string | undefined {
  const [operation] = document.definitions as readonly [OperationDefinitionNode];
  const root = schema.getRootType(operation.operation);
  if (!root) return undefined;
  const fetched = emptyShape();
  for (const fetch of placedFetches(plan.node)) addTo(fetched, fetch);
  const context = { fragments: fragmentsOf(document), schema };
  return leftOutOf(operation.selectionSet, root, fetched, context);
}

function leftOutOf(
  { selections }: SelectionSetNode,
  parent: GraphQLCompositeType,
  fetched: MergeShape,
  context: { readonly fragments: Fragments; readonly schema: GraphQLSchema },
): string | undefined {
  const { fragments, schema } = context;
  for (const node of selections) {
    let found: string | undefined;
    if (node.kind === Kind.FIELD) {
      const { name, alias = name, selectionSet } = node;
      const field = isUnionType(parent) ? undefined : parent.getFields()[name.value];
      if (field === undefined) continue;
      if (!fetched.names.has(alias.value)) return `${parent.name}.${name.value}`;
      const type = schema.getType(getNamedType(field.type).name);
      const below = fetched.objects.get(alias.value) ?? emptyShape();
      found =
        selectionSet && isCompositeType(type)
          ? leftOutOf(selectionSet, type, below, context)
          : undefined;
    } else {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value ?? parent.name;
      if (fragment && alwaysHolds(condition, parent, schema)) {
        found = leftOutOf(fragment.selectionSet, parent, fetched, context);
      }
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

function alwaysHolds(
  condition: string,
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
): boolean {
  if (condition === parent.name) return true;
  const type = schema.getType(condition);
  return isAbstractType(type) && !isUnionType(parent) && schema.isSubType(type, parent);
}

/** Adds what a fetch asks to what is asked at all. */
function addTo(fetched: MergeShape, { node, path }: PlacedFetch): void {
  let at = fetched;
  for (const { field } of compilePath(path)) at = within(at, field);
  const { selectionSet } = operationOf(node);
  const [entities] = selectionSet.selections;
  const asked =
    node.requires !== undefined && entities?.kind === Kind.FIELD
      ? (entities.selectionSet ?? selectionSet)
      : selectionSet;
  shapeOf(asked, at);
  for (const rewrite of compileRewrites(node.outputRewrites)) renameIn(at, rewrite);
}

function within(shape: MergeShape, field: string): MergeShape {
  const known = shape.objects.get(field);
  if (known !== undefined) return known;
  const below = emptyShape();
  shape.objects.set(field, below);
  return below;
}

function emptyShape(): MergeShape {
  return { names: new Set(), objects: new Map() };
}
