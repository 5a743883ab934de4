import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, Kind, parse, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { TypeConditions } from './type-conditions.ts';

/** A supergraph, ready to plan operations. */
export interface Planner {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly string[];
  readonly conditions: TypeConditions;
  /** Field names that the planner may use with arguments of its own, see `FieldNames`. */
  readonly reserved: ReadonlySet<string>;
  plan(document: DocumentNode): QueryPlan;
}

/** Reads a supergraph; throws where it is faulty or links a feature that changes what may be answered. */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, {
    supportedFeatures: EXECUTABLE_FEATURES,
    validateSupergraph: true,
  });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    // Fragments make a subgraph's text shorter, which is sent as it stands, and planning longer.
    reuseQueryFragments: false,
  });
  return {
    schema: apiSchema.toGraphQLJSSchema(),
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name }) => name),
    conditions: new TypeConditions(supergraph.schema),
    reserved: reservedNames(supergraph.schema),
    plan(document) {
      try {
        const operation = operationFromDocument(apiSchema, document, { validate: false });
        return planner.buildQueryPlan(operation);
      } catch (error) {
        if (error instanceof GraphQLError) throw error;
        // The planner asserts what it has not thought of; to a client that is an operation we cannot execute.
        throw new GraphQLError('This operation cannot be planned.', {
          extensions: { code: 'PLANNING_FAILED' },
          originalError: error as Error,
        });
      }
    },
  };
}

/** Those that the router executes, without those that ask it to refuse fields to some clients, or to speak REST. */
const EXECUTABLE_FEATURES = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter(
    (url) => !/\/(?:authenticated|requiresScopes|policy|connect)\//.test(url),
  ),
);

/**
 * Fields that take arguments and stand in a `@requires`, which the planner asks for by their plain name with the
 * arguments written there; and the names that every JavaScript object answers to.
 */
function reservedNames(schema: Schema): ReadonlySet<string> {
  const reserved = new Set(Object.getOwnPropertyNames(Object.prototype));
  const takingArguments = new Set<string>();
  const required = new Set<string>();
  for (const type of schema.types()) {
    if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
    for (const field of type.fields()) {
      if (field.hasArguments()) takingArguments.add(field.name);
      for (const directive of field.appliedDirectives) {
        const { requires } = directive.arguments() as { requires?: unknown };
        if (directive.name !== 'join__field' || typeof requires !== 'string') continue;
        visit(parse(`{${requires}}`, { noLocation: true }), {
          [Kind.FIELD]: { enter: ({ name }) => void required.add(name.value) },
        });
      }
    }
  }
  for (const name of required) if (takingArguments.has(name)) reserved.add(name);
  return reserved;
}
