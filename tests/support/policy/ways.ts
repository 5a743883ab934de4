import {
  getNamedType,
  getNullableType,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../ask.ts';

/** A test of one key of a filter input, as it is written in a query. */
export interface WrittenTest {
  readonly key: string;
  readonly op: string;
  readonly text: string;
}

const GROUPS = new Set(['and', 'or', 'not']);

/** Every test that a filter input of the schema knows, each with some value. */
export function everyTest(schema: GraphQLSchema, filter: string): readonly WrittenTest[] {
  const input = schema.getType(filter) as GraphQLInputObjectType;
  return Object.values(input.getFields())
    .filter(({ name }) => !GROUPS.has(name))
    .flatMap(({ name: key, type }) => {
      const tests = getNamedType(type) as GraphQLInputObjectType;
      return Object.values(tests.getFields())
        .filter(({ name }) => name !== 'asOf')
        .map(({ name: op, type: of }) => ({
          key,
          op,
          text: `{ ${key}: { ${op}: ${sample(of)} } }`,
        }));
    });
}

/** The values of an enum of the schema. */
export function valuesOf(schema: GraphQLSchema, name: string): readonly string[] {
  return (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name);
}

/** Many questions in one document, each answered by itself: its answer, or the code of its error. */
export async function askAll(
  subgraph: Subgraph,
  questions: readonly string[],
): Promise<readonly unknown[]> {
  const aliased = questions.map((question, at) => `q${at}: ${question}`);
  const { data, errors } = await ask(subgraph, `{ ${aliased.join('\n')} }`);
  return questions.map(
    (_question, at) =>
      errors.find(({ path }) => String(path).split(',')[0] === `q${at}`)?.code ??
      data?.[`q${at}`] ??
      null,
  );
}

function sample(type: GraphQLInputType): string {
  if (isListType(getNullableType(type))) return `[${sample(getNamedType(type))}]`;
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name ?? '';
  if (isInputObjectType(named)) throw new Error(`${named.name} is no test`);
  switch (named.name) {
    case 'Boolean':
      return 'true';
    case 'Date':
      return '"2016-08-01"';
    default:
      return '"1"';
  }
}
