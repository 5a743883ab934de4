import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Variables } from './arguments.ts';
import { Errors, type Execution, isPromise } from './execution.ts';
import { type Fields, fieldsOf, executeFields } from './fields.ts';
import { conditionsOf, type Fragments } from './selections.ts';

/** Executes a query for a root, a context and variables as they came. */
export type CompiledQuery = (
  rootValue: unknown,
  contextValue: unknown,
  variables: Variables,
) => ExecutionResult | Promise<ExecutionResult>;

/** As graphql-js has it where nothing is said. */
const MOST_COERCION_ERRORS = 50;

/** Ways in which `@skip` and `@include` may choose for which fields are kept. */
const MOST_CHOICES = 16;

export function compileQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | null {
  const type = schema.getQueryType();
  if (type == null) return null;
  const fragments = fragmentsOf(document);
  const deciding = conditionsOf(operation, fragments);
  const choices = new Map<string, Fields>();

  function fieldsFor(variables: Variables): Fields {
    const choice = deciding.map((name) => String(variables[name])).join();
    const known = choices.get(choice);
    if (known !== undefined) return known;
    const conditions = Object.fromEntries(
      deciding.flatMap((name) => (name in variables ? [[name, variables[name]]] : [])),
    );
    const its = { schema, fragments, operation, conditions };
    const fields = fieldsOf(its, type as NonNullable<typeof type>, [operation.selectionSet]);
    const [oldest] = choices.keys();
    if (choices.size >= MOST_CHOICES && oldest !== undefined) choices.delete(oldest);
    choices.set(choice, fields);
    return fields;
  }

  return (rootValue, contextValue, inputs) => {
    const { coerced, errors: misfits } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      inputs,
      { maxErrors: MOST_COERCION_ERRORS },
    );
    if (misfits !== undefined) return { errors: misfits };
    const errors = new Errors();
    const execution: Execution = {
      rootValue,
      contextValue,
      variableValues: coerced,
      known: new Map(),
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
      const data = executeFields(fieldsFor(coerced), execution, rootValue, undefined);
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
