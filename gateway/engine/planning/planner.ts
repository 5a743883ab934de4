import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
  type Schema,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { withApplicableFragments } from './applicable-fragments.ts';
import { AccessRules } from '../rights/access-rules.ts';
import type { KnownNames } from '../document/field-names.ts';
import { LeafPlaces } from './compiling/leaf-places.ts';
import { leftOut } from './left-out.ts';
import { notPlannable } from './not-plannable.ts';
import { fetchPlanOf, withoutDocuments, type FetchPlan } from './plan-tree.ts';
import { OverrideLabels } from './override-labels.ts';
import { withApartRequirements } from './requirements/apart-requirements.ts';
import { ContextNames } from './requirements/context-names.ts';
import { FieldRequirements } from './requirements/field-requirements.ts';
import { RequiredArguments } from './requirements/required-arguments.ts';
import { reservedNames } from './requirements/reserved-names.ts';
import { ResolvableKeys, withResolvableKeysFirst } from './requirements/resolvable-keys.ts';
import { TypeConditions } from '../document/type-conditions.ts';
import { WideInterfaces } from './wide-interfaces.ts';

/** A supergraph, as those who compile its plans know it. */
export interface KnownSupergraph extends KnownNames {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly string[];
  readonly conditions: TypeConditions;
  /** What is demanded of who reads a field. */
  readonly access: AccessRules;
  readonly leafPlaces: LeafPlaces;
  readonly overrideLabels: OverrideLabels;
}

/**
 * Plans an operation; throws a `GraphQLError` where that cannot be done.
 * @param labels - Those of `@override` that are on.
 */
export type Planner = (operation: DocumentNode, labels: readonly string[]) => FetchPlan;

/**
 * Reads a supergraph; throws where it is faulty or links a feature that changes what may be answered.
 *
 * @param validated - Whether the same version has read it before without a fault: that need not be found out twice.
 */
export function readSupergraph(document: DocumentNode, validated = false): KnownSupergraph {
  const supergraph = built(document, !validated);
  return {
    schema: supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true }),
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name }) => name),
    conditions: new TypeConditions(supergraph.schema),
    access: new AccessRules(supergraph.schema),
    leafPlaces: new LeafPlaces(supergraph.schema),
    overrideLabels: new OverrideLabels(supergraph.schema),
    reserved: reservedNames(supergraph.schema),
    fieldNames: numberedFieldNames(supergraph.schema),
  };
}

/** The planner of a supergraph that has been read. */
export function createPlanner(supergraphSdl: string): Planner {
  const document = parse(supergraphSdl, { noLocation: true });
  const supergraph = built(document, false);
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  const wideInterfaces = new WideInterfaces(supergraph.schema, schema);
  const requiredArguments = new RequiredArguments(withResolvableKeysFirst(document));
  const graphs = supergraph.subgraphNameToGraphEnumValue();
  const contextNames = new ContextNames(
    requiredArguments.supergraph,
    new Map([...graphs].map(([name, graph]) => [graph, name])),
  );
  const planned =
    contextNames.supergraph === document ? supergraph : built(contextNames.supergraph, false);
  const requirements = new FieldRequirements(planned);
  const keys = new ResolvableKeys(planned, new TypeConditions(planned.schema));
  const planner = new QueryPlanner(planned, {
    // Fragments make a subgraph's text shorter, which is sent as it stands, and planning longer.
    reuseQueryFragments: false,
    // What follows here reads what is fetched, and changes it.
    exposeDocumentNodeInFetchNode: true,
    incrementalDelivery: { enableDefer: true },
    // Ways to one field multiply with every abstract type and subgraph above it: without a limit a short operation
    // over interface objects takes all memory. Beyond it, planning fails.
    debug: { pathsLimit: 1_000 },
  });
  return (operation, labels) => {
    const plan = planOf(wideInterfaces.spread(operation), labels);
    requirements.check(plan);
    const apart = withApartRequirements(plan, requirements, requiredArguments, keys);
    keys.check(apart);
    return withoutDocuments(contextNames.lookedFor(apart));
  };

  function planOf(operation: DocumentNode, labels: readonly string[]): FetchPlan {
    try {
      return fetching(operation, labels);
    } catch (error) {
      // The planner asserts what it has not thought of: most of that is to do with fragments.
      try {
        return fetching(withApplicableFragments(operation, schema), labels);
      } catch {
        // To a client that is an operation we cannot execute.
        throw notPlannable('This operation cannot be planned.', error as Error);
      }
    }
  }

  function fetching(operation: DocumentNode, labels: readonly string[]): FetchPlan {
    const plan = fetchPlanOf(
      planner.buildQueryPlan(operationFromDocument(apiSchema, operation, { validate: false }), {
        overrideConditions: new Map(labels.map((label) => [label, true])),
      }),
    );
    const missing = leftOut(plan, operation, schema);
    if (missing !== undefined) throw new Error(`The plan leaves out ${missing}.`);
    return plan;
  }
}

function built(document: DocumentNode, validateSupergraph: boolean): Supergraph {
  return Supergraph.build(document, { supportedFeatures: EXECUTABLE_FEATURES, validateSupergraph });
}

function numberedFieldNames(schema: Schema): ReadonlySet<string> {
  const names = [...schema.types()].flatMap((type) =>
    type.kind === 'ObjectType' || type.kind === 'InterfaceType'
      ? type.fields().map(({ name }) => name)
      : [],
  );
  return new Set(names.filter((name) => /__\d+_*$/.test(name)));
}

/** Those that the router executes, without the one that asks it to speak REST. */
const EXECUTABLE_FEATURES = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter((url) => !url.includes('/connect/')),
);
