import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createInProcessTransport } from '../../../gateway/transport/in-process.ts';
import type { SubgraphTransport } from '../../../gateway/transport/transport.ts';
import { inRepository, SUBGRAPHS } from '../../../scripts/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/subgraphs.ts';
import { mask } from '../../../service/errors/mask.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import type { SubgraphOptions } from '../../../subgraphs/sources/graph/source-subgraph.ts';
import { servingConfig, silent } from '../http-fixture.ts';
import type { GraphAnswer } from './judge.ts';

/** One gateway, over subgraphs that are opened anew for each question: no breaker remembers the one before. */
export interface FreshGraph {
  ask(query: string): Promise<GraphAnswer>;
  close(): Promise<void>;
}

/** Starts the gateway over the mapping files in a folder for each subgraph below `directory`. */
export async function startFreshGraph(
  directory: string,
  access: Pick<SubgraphOptions, 'policy' | 'identities'> = {},
): Promise<FreshGraph> {
  const now = new Map<string, SubgraphTransport>();
  const gateway = await startGateway({
    config: servingConfig({
      maxCost: 1e9,
      maxValues: 1e9,
      maxRunningCost: 1e9,
      maxRunningCostPerClient: 1e9,
    }),
    supergraph: fixedSupergraph(readFileSync(inRepository('schema/supergraph.graphql'), 'utf8')),
    connect: ({ name }) => ({
      execute: (request) => (now.get(name) as SubgraphTransport).execute(request),
      close: () => Promise.resolve(),
    }),
    log: silent,
  });

  async function opened(name: (typeof SUBGRAPHS)[number]['name']): Promise<Subgraph> {
    const subgraph = await createSubgraph(name, {
      sourcesDirectory: join(directory, name),
      environment: {},
      log: silent,
      ...access,
    });
    now.set(
      name,
      createInProcessTransport({
        schema: subgraph.schema,
        createContext: (headers, signal) => subgraph.createContext({ headers, signal }),
        deadlineMs: 15_000,
        formatError: (error) => mask(error.toJSON(), error),
      }),
    );
    return subgraph;
  }

  return {
    async ask(query) {
      const subgraphs: Subgraph[] = [];
      // One after another: jest's module loader does not take concurrent dynamic imports.
      for (const { name } of SUBGRAPHS) subgraphs.push(await opened(name));
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const answer = (await response.json()) as GraphAnswer;
      await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
      return answer;
    },
    close: () => gateway.close(),
  };
}
