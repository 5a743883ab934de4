import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
  type Schema,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { withApartRequirements } from './apart-requirements.ts';
import { withApplicableFragments } from './applicable-fragments.ts';
import { AccessRules } from '../rights/access-rules.ts';
import type { KnownNames } from '../document/field-names.ts';
import { FieldRequirements } from './field-requirements.ts';
import { ArgumentConflicts } from './argument-conflicts.ts';
import { TypeConditions } from '../document/type-conditions.ts';
import { WideInterfaces } from './wide-interfaces.ts';

/** A supergraph, ready to plan operations. */
export interface Planner extends KnownNames {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly string[];
  readonly conditions: TypeConditions;
  /** What is demanded of who reads a field. */
  readonly access: AccessRules;
  plan(document: DocumentNode): QueryPlan;
}

/** Reads a supergraph; throws where it is faulty or links a feature that changes what may be answered. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: EXECUTABLE_FEATURES,
    validateSupergraph: true,
  });
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  const wideInterfaces = new WideInterfaces(supergraph.schema, schema);
  const conflicts = new ArgumentConflicts(supergraph.schema);
  const requirements = new FieldRequirements(supergraph);
  const planner = new QueryPlanner(supergraph, {
    // Fragments make a subgraph's text shorter, which is sent as it stands, and planning longer.
    reuseQueryFragments: false,
    // Compiling reads what is fetched; parsing it again would take as long as compiling.
    exposeDocumentNodeInFetchNode: true,
    // Ways to one field multiply with every abstract type and subgraph above it: without a limit a short operation
    // over interface objects takes all memory. Beyond it, planning fails.
    debug: { pathsLimit: 1_000 },
  });
  return {
    schema,
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name }) => name),
    conditions: new TypeConditions(supergraph.schema),
    access: new AccessRules(supergraph.schema),
    reserved: conflicts.reserved,
    fieldNames: numberedFieldNames(supergraph.schema),
    plan(document) {
      conflicts.check(document);
      const plan = planned(wideInterfaces.spread(document));
      requirements.check(plan);
      return withApartRequirements(plan, requirements);
    },
  };

  function planned(document: DocumentNode): QueryPlan {
    try {
      return built(document);
    } catch (error) {
      // The planner asserts what it has not thought of: most of that is to do with fragments.
      try {
        return built(withApplicableFragments(document, schema));
      } catch {
        // To a client that is an operation we cannot execute.
        throw new GraphQLError('This operation cannot be planned.', {
          extensions: { code: 'PLANNING_FAILED' },
          originalError: error as Error,
        });
      }
    }
  }

  function built(document: DocumentNode): QueryPlan {
    return planner.buildQueryPlan(operationFromDocument(apiSchema, document, { validate: false }));
  }
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
