import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createInProcessTransport } from '../../../gateway/transport/in-process.ts';
import type { SubgraphTransport } from '../../../gateway/transport/transport.ts';
import { inRepository, type SubgraphName, SUBGRAPHS } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import { mask } from '../../../service/errors/mask.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import type { SubgraphOptions } from '../../../subgraphs/sources/graph/source-subgraph.ts';
import { servingConfig, silent } from '../http/http-fixture.ts';
import type { GraphAnswer } from './judge.ts';

const NAMES = SUBGRAPHS.map(({ name }) => name);

/** One gateway, over subgraphs that are opened anew for what befalls them: no breaker remembers the question before. */
export interface FreshGraph {
  /** Asks while something befalls these subgraphs, all unless told; the others have nothing to remember, and stay open. */
  ask(query: string, befallen?: readonly SubgraphName[]): Promise<GraphAnswer>;
  close(): Promise<void>;
}

/** Starts the gateway over the mapping files in a folder for each subgraph below `directory`. */
export async function startFreshGraph(
  directory: string,
  access: Pick<SubgraphOptions, 'policy' | 'identities'> = {},
): Promise<FreshGraph> {
  const open = new Map<SubgraphName, Subgraph>();
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

  async function reopen(name: SubgraphName): Promise<void> {
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
    open.set(name, subgraph);
  }

  async function close(names: readonly SubgraphName[]): Promise<void> {
    await Promise.all(names.flatMap((name) => open.get(name)?.close() ?? []));
    for (const name of names) open.delete(name);
  }

  return {
    async ask(query, befallen = NAMES) {
      await close(befallen);
      // One after another: jest's module loader does not take concurrent dynamic imports.
      for (const name of NAMES) if (!open.has(name)) await reopen(name);
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const answer = (await response.json()) as GraphAnswer;
      await close(befallen);
      return answer;
    },
    async close() {
      await close(NAMES);
      await gateway.close();
    },
  };
}
