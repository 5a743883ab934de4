import { readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import { runCommand } from '../service/arguments.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository, SUBGRAPHS } from './subgraph-names.ts';

/** What graphql-js hands to resolvers and takes from them for our scalars. */
const SCALARS = {
  ID: { input: 'string', output: 'string' },
  Date: 'string',
  DateTime: 'string',
  Money: 'number',
  JSON: 'unknown',
  _Any: 'unknown',
  _FieldSet: 'string',
};

/** A type whose row type stands in models.ts is resolved from that: `Dossier` from `DossierModel`. */
function mappersIn(models: string): Record<string, string> {
  const names = models.matchAll(/^export (?:interface|type) (\w+)Model\b/gm);
  return Object.fromEntries(
    [...names].map(([, name = '']) => [name, `./models.ts#${name}Model`] as const),
  );
}

await runCommand(
  {
    usage: 'npm run codegen -- [--check]',
    about: 'Writes subgraphs/*/types.generated.ts from schema/*.graphql and subgraphs/*/models.ts.',
    settings: checkSettings,
  },
  async ({ check }) => {
    for (const { name } of SUBGRAPHS) {
      const sdl = await readFile(inRepository(`schema/${name}.graphql`), 'utf8');
      const models = await readFile(inRepository(`subgraphs/${name}/models.ts`), 'utf8').catch(
        () => '',
      );
      const filename = inRepository(`subgraphs/${name}/types.generated.ts`);
      const types = await codegen({
        filename,
        schema: parse(sdl),
        documents: [],
        config: {
          federation: true,
          contextType: './context.ts#Context',
          mappers: mappersIn(models),
          scalars: SCALARS,
          strictScalars: true,
          useTypeImports: true,
          enumsAsTypes: true,
          immutableTypes: true,
        },
        plugins: [{ typescript: {} }, { resolvers: {} }],
        pluginMap: { typescript, resolvers },
      });
      await writeGenerated(filename, `${types}\n`, check);
    }
  },
);
