import { execute, parse, validate } from 'graphql';
import type { Subgraph } from '../../service/graphql/subgraph.ts';

/** One operation on a subgraph, as a client would ask it. */
export async function ask(
  subgraph: Subgraph,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<{ data: any; errors: readonly { message: string; code: unknown; path: unknown }[] }> {
  const document = parse(query);
  const faults = validate(subgraph.schema, document);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
  const { data, errors } = await execute({
    schema: subgraph.schema,
    document,
    variableValues: variables,
    contextValue: subgraph.createContext({ headers: {} }),
  });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: (errors ?? []).map(({ message, extensions, path }) => ({
      message,
      code: extensions['code'],
      path,
    })),
  };
}
