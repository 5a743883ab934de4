import { readFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import type { DocumentNode } from 'graphql';
import { runCommand } from '../../service/settings/arguments.ts';
import { readSharedSdl, readSubgraphSdl } from '../../subgraphs/sources/graph/subgraph-sdl.ts';
import { importShared } from './import-shared.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository, SUBGRAPHS } from '../run/subgraph-names.ts';

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

/** The types of an SDL and of the resolvers that answer it. */
async function typesOf(
  schema: DocumentNode,
  { contextType, mappers = {} }: { contextType: string; mappers?: Record<string, string> },
): Promise<string> {
  const types = await codegen({
    filename: '',
    schema,
    documents: [],
    config: {
      federation: true,
      contextType,
      mappers,
      scalars: SCALARS,
      strictScalars: true,
      useTypeImports: true,
      enumsAsTypes: true,
      immutableTypes: true,
    },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  return `${types}\n`;
}

await runCommand(
  {
    usage: 'npm run codegen -- [--check]',
    about:
      'Writes the types of schema/shared.graphql and, by subgraphs/*/models.ts, of each subgraph’s own SDL: *.generated.ts.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const shared = await typesOf(readSharedSdl(), { contextType: 'unknown' });
    await writeGenerated(
      inRepository('subgraphs/sources/graph/shared-types.generated.ts'),
      shared,
      check,
    );
    for (const { name } of SUBGRAPHS) {
      const models = await readFile(inRepository(`subgraphs/${name}/models.ts`), 'utf8');
      const types = await typesOf(readSubgraphSdl(name), {
        contextType: './context.ts#Context',
        mappers: mappersIn(models),
      });
      await writeGenerated(
        inRepository(`subgraphs/${name}/types.generated.ts`),
        importShared(types, shared, '../sources/graph/shared-types.generated.ts'),
        check,
      );
    }
  },
);
