import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Variables } from './arguments.ts';
import { Errors, type Execution, isPromise } from './execution.ts';
import { type Fields, fieldsOf, executeFields } from './fields.ts';
import { shapeOf } from './query-shape.ts';
import type { Fragments } from './selections.ts';

/** Executes a query for a root, a context and variables as they came. */
export type CompiledQuery = (
  rootValue: unknown,
  contextValue: unknown,
  variables: Variables,
) => ExecutionResult | Promise<ExecutionResult>;

/** As graphql-js has it where nothing is said. */
const MOST_COERCION_ERRORS = 50;

/** What queries were compiled to, each form of one for values of its conditions. */
export type Forms = LRUCache<string, Fields>;

/** Fields of all forms that are kept, and of one that is: each takes some 2 KB. What is wider is compiled anew each time. */
const MOST_KEPT = 20_000;
const MOST_OF_ONE = 2_000;

export function createForms(): Forms {
  return new LRUCache({ maxSize: MOST_KEPT, maxEntrySize: MOST_OF_ONE });
}

/** Null where it is left to graphql-js. `name`: its own among all whose forms are kept. */
export function compileQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  forms: Forms,
  name: string,
): CompiledQuery | null {
  const type = schema.getQueryType();
  if (type == null || operation.operation !== OperationTypeNode.QUERY) return null;
  const { selectionSet, variableDefinitions = [] } = operation;
  const fragments = fragmentsOf(document);
  const shape = shapeOf(schema, type, selectionSet, fragments);

  function fieldsFor(root: GraphQLObjectType, variables: Variables): Fields {
    const values = shape.conditions.map((one) => [one, variables[one]] as const);
    const form = `${name} ${values.map(([, value]) => String(value)).join()}`;
    const known = forms.get(form);
    if (known !== undefined) return known;
    const conditions = Object.fromEntries(values.filter(([one]) => one in variables));
    const fields = fieldsOf({ schema, fragments, operation, conditions }, root, [selectionSet]);
    forms.set(form, fields, { size: Math.max(shape.places, 1) });
    return fields;
  }

  return (rootValue, contextValue, inputs) => {
    const { coerced, errors: misfits } = getVariableValues(schema, variableDefinitions, inputs, {
      maxErrors: MOST_COERCION_ERRORS,
    });
    if (misfits !== undefined) return { errors: misfits };
    const errors = new Errors();
    const execution: Execution = {
      rootValue,
      contextValue,
      variableValues: coerced,
      knownArguments: new Map(),
      errors,
    };
    const failed = (error: unknown): ExecutionResult => {
      errors.add(error as GraphQLError, undefined);
      return { errors: errors.all, data: null };
    };
    const answered = (data: unknown): ExecutionResult => {
      const answer = { data: data as NonNullable<ExecutionResult['data']> };
      return errors.all.length === 0 ? answer : { errors: errors.all, ...answer };
    };
    try {
      const data = executeFields(fieldsFor(type, coerced), execution, rootValue, undefined);
      return isPromise(data) ? Promise.resolve(data).then(answered, failed) : answered(data);
    } catch (error) {
      return failed(error);
    }
  };
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return Object.fromEntries(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
}
