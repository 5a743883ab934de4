import { type Answer, ask as askFor } from '../../scripts/trials/cases/ask.ts';
import type { Subgraph } from '../../service/graphql/subgraph.ts';

/** One operation on a subgraph, as a client would ask it; what a test says of the data is its check. */
export async function ask(
  subgraph: Subgraph,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer & { readonly data: any }> {
  return askFor(subgraph, query, variables, headers);
}
