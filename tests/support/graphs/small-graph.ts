import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { startStandalone } from '../../../scripts/run/standalone.ts';
import { inRepository, SUBGRAPHS } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { ServingConfig } from '../../../gateway/config.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { servingConfig, silent } from '../http/http-fixture.ts';
import { writeHalves } from '../withheld/sources.ts';

/** The whole graph in one process over two small databases a subgraph: each row refers to one of another database. */
export interface SmallGraph {
  readonly url: string;
  readonly directory: string;
  ask(query: string, variables?: object): Promise<any>;
  /** How many subscriptions have begun to wait for their first event. */
  begun(): number;
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
  let begun = 0;
  for (const { schema } of subgraphs)
    onWaiting(schema, () => {
      begun += 1;
    });
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
    begun: () => begun,
    async close() {
      await service.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Tells of each subscription as soon as its source has been asked for its first event. */
function onWaiting(schema: GraphQLSchema, tell: () => void): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const { subscribe } = field;
    field.subscribe = async (...args) => {
      const events = (await subscribe?.(...args)) as AsyncGenerator;
      const next = events.next.bind(events);
      events.next = () => {
        events.next = next;
        const first = next();
        tell();
        return first;
      };
      return events;
    };
  }
}
