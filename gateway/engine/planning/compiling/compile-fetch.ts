import type { FetchNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { LeafPlace, SubgraphOperation } from '../../../transport/transport.ts';
import { compileContext } from '../../fetching/entities/contextual-arguments.ts';
import type { CompiledFetch, EntityQuestion } from '../../fetching/plan.ts';
import { asksWhether } from '../hidden-keys.ts';
import { groupBy } from '../../../../service/group-by.ts';
import { mergedOperation, partsOf } from './merged-operation.ts';
import type { EntitiesPart } from './merged-operation.ts';
import type { LeafKind, LeafPlaces } from './leaf-places.ts';
import { renameIn, shapeOf } from '../../fetching/merge.ts';
import { compilePath } from '../../fetching/entities/places.ts';
import { operationOf } from '../plan-tree.ts';
import type { PlacedFetch } from '../plan-tree.ts';
import { clientVariable } from '../plannable-document.ts';
import { RepresentationPicker } from '../../fetching/entities/representations.ts';
import { compileRewrites } from '../../fetching/rewrites.ts';
import { fieldsIn } from '../../document/selection-sets.ts';
import type { TypeConditions } from '../../document/type-conditions.ts';

/** What all fetches of a plan are compiled with. */
export interface FetchContext {
  readonly conditions: TypeConditions;
  readonly leafPlaces: LeafPlaces;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** The values of variables that a client does not give, by their names in the plan. */
  readonly constants: ReadonlyMap<string, unknown>;
}

/** Compiles fetches from one subgraph at one time into one request: a single one of root fields, or any of entities. */
export function compileFetch(
  fetches: readonly [PlacedFetch, ...PlacedFetch[]],
  shared: FetchContext,
): CompiledFetch {
  const { conditions, leafPlaces, constants } = shared;
  const [{ node }] = fetches;
  const context = compileContext(node.contextRewrites);
  const provided = new Set(['representations', ...context.map(({ variable }) => variable)]);
  const common = {
    subgraph: node.serviceName,
    deferral: fetches[0].deferral,
    variables: [...new Set(fetches.flatMap(({ node: { variableUsages } }) => variableUsages ?? []))]
      .filter((name) => !provided.has(name))
      .map((name) => ({
        name,
        client: clientVariable(name),
        ...(constants.has(name) && { otherwise: constants.get(name) }),
      })),
    context,
    merged: fetches.length,
    apart: fetches.length === 1 ? NOTHING_MERGED : compileLater(fetches, shared),
  };
  const { operationName } = node;
  if (node.requires === undefined) {
    const planned = operationOf(node);
    const operation = withoutRootFragment(planned);
    const text = operation === planned ? node.operation : stripIgnoredCharacters(print(operation));
    return {
      ...common,
      operation: asked(text, operationName, (kind) => leafPlaces.of(kind, operation)),
      root: {
        key: 'data',
        paths: fetches.map(({ path }) => compilePath(path)),
        ...takenIn(node, operation.selectionSet),
      },
      entities: [],
    };
  }
  const alike = groupBy(fetches, sameQuestion);
  const operations = alike.map(([first]) => operationOf(first.node)) as [OperationDefinitionNode];
  const parts = partsOf(operations);
  return {
    ...common,
    operation: asked(
      alike.length === 1 ? node.operation : mergedOperation(operations),
      operationName,
      (kind) => entityPlaces(kind, operations, parts, leafPlaces),
    ),
    root: undefined,
    entities: alike.map((same, index): EntityQuestion => {
      const { key, variable, selectionSet } = parts[index] as EntitiesPart;
      const [first] = same;
      const { requires, inputRewrites } = first.node;
      return {
        key,
        variable,
        paths: same.map(({ path }) => compilePath(path)),
        whether: asksWhether(requires, shared.schema),
        gathering: JSON.stringify([same.map(({ path }) => path), requires, inputRewrites]),
        picker: new RepresentationPicker(first.node, conditions),
        ...takenIn(first.node, selectionSet),
      };
    }),
  };
}

/** Root fields that are deferred come in a fragment on the root type, which the subgraph itself may call otherwise. */
function withoutRootFragment(operation: OperationDefinitionNode): OperationDefinitionNode {
  const [only, ...others] = operation.selectionSet.selections;
  if (only?.kind !== Kind.INLINE_FRAGMENT || others.length > 0) return operation;
  return { ...operation, selectionSet: only.selectionSet };
}

const NOTHING_MERGED = () => [];

/** Apart from `compileFetch`, so that the planner's nodes are kept in memory for merged fetches only, and none that they come after. */
function compileLater(fetches: readonly PlacedFetch[], shared: FetchContext) {
  const alone = fetches.map((fetch) => ({ ...fetch, after: [] }));
  return () => alone.map((fetch) => compileFetch([fetch], shared));
}

/** The places of each operation, below the key that it has in the merged one. */
function entityPlaces(
  kind: LeafKind,
  operations: readonly OperationDefinitionNode[],
  parts: readonly EntitiesPart[],
  leafPlaces: LeafPlaces,
): readonly LeafPlace[] | undefined {
  const places = operations.flatMap((operation, index) =>
    (leafPlaces.of(kind, operation) ?? []).map((place) => ({
      ...place,
      key: (parts[index] as EntitiesPart).key,
    })),
  );
  return places.length > 0 ? places : undefined;
}

function asked(
  text: string,
  name: string | undefined,
  placesOf: (kind: LeafKind) => readonly LeafPlace[] | undefined,
): SubgraphOperation {
  const exact = placesOf('exact');
  const texts = placesOf('texts');
  return {
    text,
    ...(name !== undefined && { name }),
    ...(exact && { exact }),
    ...(texts && { texts }),
  };
}

function takenIn(node: FetchNode, selectionSet: SelectionSetNode) {
  const rewrites = compileRewrites(node.outputRewrites);
  const shape = shapeOf(selectionSet);
  for (const rewrite of rewrites) renameIn(shape, rewrite);
  const fields = fieldsIn(selectionSet)
    .filter(({ name }) => name.value !== '__typename')
    .map(({ alias, name }) => (alias ?? name).value);
  return { rewrites, shape, fields };
}

/** The same for fetches whose entities may be asked for together. */
function sameQuestion({ node }: PlacedFetch): string {
  const { operation, operationName, requires, inputRewrites } = node;
  const anonymous = operationName === undefined ? operation : operation.replace(operationName, '');
  return JSON.stringify([anonymous, requires, inputRewrites]);
}
