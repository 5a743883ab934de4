import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { ConfigFault, systemReason } from '../../service/settings/config.ts';
import {
  openSources,
  type SourcesOptions,
} from '../../subgraphs/sources/database/opening/open-sources.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import type { OnestopOptions } from '../../subgraphs/onestop/server.ts';
import { inRepository, SUBGRAPHS, type SubgraphName } from './subgraph-names.ts';

/** Makes a subgraph by its name; only that one's code is loaded. */
export async function createSubgraph(
  name: SubgraphName,
  options: OnestopOptions,
): Promise<Subgraph> {
  switch (name) {
    case 'procedures': {
      const { createProceduresSubgraph } = await import('../../subgraphs/procedures/server.ts');
      return createProceduresSubgraph(options);
    }
    case 'vic': {
      const { createVicSubgraph } = await import('../../subgraphs/vic/server.ts');
      return createVicSubgraph(options);
    }
    case 'onestop': {
      const { createOnestopSubgraph } = await import('../../subgraphs/onestop/server.ts');
      return createOnestopSubgraph(options);
    }
  }
}

/** Opens a subgraph's sources, without the subgraph. */
export async function openSubgraphSources(
  name: SubgraphName,
  options: Omit<SourcesOptions<unknown>, 'kind'>,
): Promise<readonly Source[]> {
  switch (name) {
    case 'procedures': {
      const { proceduresKind } = await import('../../subgraphs/procedures/context.ts');
      return openSources({ ...options, kind: proceduresKind });
    }
    case 'vic': {
      const { vicKind } = await import('../../subgraphs/vic/context.ts');
      return openSources({ ...options, kind: vicKind });
    }
    case 'onestop': {
      const { onestopKind } = await import('../../subgraphs/onestop/context.ts');
      return openSources({ ...options, kind: onestopKind });
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
  checkFolder(directory);
  const below = SUBGRAPHS.filter((subgraph) => existsSync(join(directory, subgraph.name)));
  if (below.some((subgraph) => subgraph.name === name)) return join(directory, name);
  return below.length === 0 && name === flat ? directory : standard;
}

/** Throws where a folder that was given for mapping files has none. */
function checkFolder(directory: string): void {
  const why = whyNoSources(directory);
  if (why !== undefined)
    throw new ConfigFault([`--sources (or SOURCES_DIR) cannot be “${directory}”: ${why}.`]);
}

function whyNoSources(directory: string): string | undefined {
  const isMapping = (name: string): boolean => /\.ya?ml$/u.test(name);
  try {
    const names = readdirSync(directory);
    const below = SUBGRAPHS.flatMap(({ name }) =>
      names.includes(name) ? readdirSync(join(directory, name)) : [],
    );
    return [...names, ...below].some(isMapping) ? undefined : 'it has no mapping file (*.yaml)';
  } catch (error) {
    return systemReason(error);
  }
}
