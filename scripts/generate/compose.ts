import { print } from 'graphql';
import { composeSupergraph } from '../../gateway/supergraph/compose.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { readSubgraphSdl } from '../../subgraphs/sources/graph/subgraph-sdl.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository, SUBGRAPHS } from '../run/subgraph-names.ts';

await runCommand(
  {
    usage: 'npm run compose -- [--check]',
    about: 'Composes schema/*.graphql into schema/supergraph.graphql.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const supergraph = composeSupergraph(
      SUBGRAPHS.map(({ name, port }) => ({
        name,
        url: `http://127.0.0.1:${port}/graphql`,
        sdl: print(readSubgraphSdl(name)),
      })),
    );
    await writeGenerated(inRepository('schema/supergraph.graphql'), `${supergraph}\n`, check);
  },
);
