import { readFile } from 'node:fs/promises';
import { composeSupergraph } from '../gateway/supergraph/compose.ts';
import { runCommand } from '../service/arguments.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository, SUBGRAPHS } from './subgraph-names.ts';

await runCommand(
  {
    usage: 'npm run compose -- [--check]',
    about: 'Composes schema/*.graphql into schema/supergraph.graphql.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const subgraphs = SUBGRAPHS.map(async ({ name, port }) => ({
      name,
      url: `http://127.0.0.1:${port}/graphql`,
      sdl: await readFile(inRepository(`schema/${name}.graphql`), 'utf8'),
    }));
    const supergraph = composeSupergraph(await Promise.all(subgraphs));
    await writeGenerated(inRepository('schema/supergraph.graphql'), `${supergraph}\n`, check);
  },
);
