import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../service/log.ts';
import type { Subgraph } from '../service/subgraph.ts';
import { inRepository, SUBGRAPHS, type SubgraphName } from './subgraph-names.ts';

export interface SubgraphParts {
  readonly sourcesDirectory: string;
  /** What `${NAME}` in mapping files stands for. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

/** Makes a subgraph by its name; only that one's code is loaded. */
export async function createSubgraph(name: SubgraphName, parts: SubgraphParts): Promise<Subgraph> {
  switch (name) {
    case 'procedures': {
      const { createProceduresSubgraph } = await import('../subgraphs/procedures/server.ts');
      return createProceduresSubgraph(parts);
    }
    case 'vic': {
      const { createVicSubgraph } = await import('../subgraphs/vic/server.ts');
      return createVicSubgraph(parts);
    }
    case 'onestop': {
      const { createOnestopSubgraph } = await import('../subgraphs/onestop/server.ts');
      return createOnestopSubgraph(parts);
    }
  }
}

/**
 * The folder of a subgraph's mapping files: the one of its name below the given one, or the one that comes with it.
 * A folder with mapping files directly in it is for `flat`.
 */
export function sourcesFor(
  name: SubgraphName,
  directory: string | undefined,
  flat: SubgraphName,
): string {
  const standard = inRepository(`subgraphs/${name}/sources`);
  if (directory === undefined) return standard;
  const below = SUBGRAPHS.filter((subgraph) => existsSync(join(directory, subgraph.name)));
  if (below.some((subgraph) => subgraph.name === name)) return join(directory, name);
  return below.length === 0 && name === flat ? directory : standard;
}
