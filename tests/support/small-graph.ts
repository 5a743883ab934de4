import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone } from '../../scripts/standalone.ts';
import { inRepository, SUBGRAPHS } from '../../scripts/subgraph-names.ts';
import { createSubgraph } from '../../scripts/subgraphs.ts';
import type { ServingConfig } from '../../gateway/config.ts';
import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { servingConfig, silent } from './http-fixture.ts';
import { writeHalves } from './withheld/sources.ts';

/** The whole graph in one process over two small databases a subgraph: each row refers to one of another database. */
export interface SmallGraph {
  readonly url: string;
  readonly directory: string;
  ask(query: string, variables?: object): Promise<any>;
  close(): Promise<void>;
}

/** Starts it over databases of its own. */
export async function startSmallGraph(settings: Partial<ServingConfig> = {}): Promise<SmallGraph> {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-small-'));
  await writeHalves(directory);
  const subgraphs: Subgraph[] = [];
  // One after another: jest's module loader does not take concurrent dynamic imports.
  for (const { name } of SUBGRAPHS) {
    const sourcesDirectory = join(directory, name);
    subgraphs.push(await createSubgraph(name, { sourcesDirectory, environment: {}, log: silent }));
  }
  const service = await startStandalone({
    config: servingConfig(settings),
    subgraphs,
    supergraphSdl: readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'),
    examples: [],
    log: silent,
  });
  return {
    url: `${service.url}/graphql`,
    directory,
    async ask(query, variables = {}) {
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    async close() {
      await service.close();
      rmSync(directory, { recursive: true });
    },
  };
}
