import { execute, parse, validate } from 'graphql';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';

/** What a subgraph answers: plain data, and of each error what a client sees. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly code: unknown;
    readonly path: unknown;
  }[];
}

/** One operation on a subgraph in this process, as a client would ask it. Throws for an operation that is not valid. */
export async function ask(
  subgraph: Subgraph,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const document = parse(query);
  const faults = validate(subgraph.schema, document);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
  const { data, errors } = await execute({
    schema: subgraph.schema,
    document,
    variableValues: variables,
    contextValue: await subgraph.createContext({ headers }),
  });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
    errors: (errors ?? []).map(({ message, extensions, path }) => ({
      message,
      code: extensions['code'],
      path,
    })),
  };
}
