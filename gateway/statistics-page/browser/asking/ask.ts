/** A variable of a document, as GraphQL types it. */
interface Variable {
  readonly type: string;
  readonly value: unknown;
}

/** Fields at the root of a document, by the names under which they are answered, and the variables that they have. */
export interface Question {
  readonly fields: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Variable>>;
}

/** What is sent to the graph. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** What came of it: data in part, and what was refused. */
export interface Told<T> {
  readonly data: T | null;
  readonly errors: readonly GraphError[];
}

/** One operation of several questions: a field or a variable that two have in common stands in it once. */
export function operationOf(name: string, questions: readonly Question[]): Operation {
  const fields = new Map(questions.flatMap((one) => Object.entries(one.fields)));
  const variables = new Map(questions.flatMap((one) => Object.entries(one.variables)));
  const declared = [...variables].map(([variable, { type }]) => `$${variable}: ${type}`);
  const head = declared.length === 0 ? '' : `(${declared.join(', ')})`;
  const body = [...fields].map(([alias, field]) => `  ${alias}: ${field}\n`).join('');
  return {
    query: `query ${name}${head} {\n${body}}\n`,
    variables: Object.fromEntries(
      [...variables].map(([variable, { value }]) => [variable, value] as const),
    ),
  };
}

export interface Asker {
  readonly endpoint: string;
  /** A token of who asks; undefined: whoever the gateway takes one without for. */
  readonly token: () => Promise<string | undefined>;
  readonly language: string;
  readonly signal: AbortSignal;
}

/** Asks the graph. Rejects where it cannot be reached, and when the signal ends it; whatever the graph says is told. */
export async function ask<T>(operation: Operation, asker: Asker): Promise<Told<T>> {
  const token = await asker.token();
  const response = await fetch(asker.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'accept-language': asker.language,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(operation),
    signal: asker.signal,
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<Told<T>>;
  return { data, errors };
}
