import { z } from 'zod';
import { runCommand } from '../../service/settings/arguments.ts';
import { onestopKind } from '../../subgraphs/onestop/context.ts';
import { proceduresKind } from '../../subgraphs/procedures/context.ts';
import { mappingSchema } from '../../subgraphs/sources/mapping/schema/mapping-schema.ts';
import { vicKind } from '../../subgraphs/vic/context.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

const KINDS = {
  procedures: mappingSchema(proceduresKind.entities, {}),
  vic: mappingSchema(vicKind.entities, {}),
  onestop: mappingSchema(onestopKind.entities, { ...onestopKind.extra }),
};

await runCommand(
  {
    usage: 'npm run mapping-schema -- [--check]',
    about: 'Writes schema/mapping.*.json: what editors complete and check in mapping files.',
    settings: checkSettings,
  },
  async ({ check }) => {
    for (const [name, mapping] of Object.entries(KINDS)) {
      const { required, ...schema } = z.toJSONSchema(mapping, { io: 'input', reused: 'ref' });
      // What a file does not say itself, the file that it includes may say.
      const anyOf = [{ required }, { required: ['include'] }];
      const text = `${JSON.stringify({ ...schema, anyOf }, null, 2)}\n`;
      await writeGenerated(inRepository(`schema/mapping.${name}.json`), text, check);
    }
  },
);
