import { z } from 'zod';
import { policySchema } from '../../service/access/policy-schema.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { CLASSES, VOCABULARY } from '../run/policy-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

await runCommand(
  {
    usage: 'npm run policy-schema -- [--check]',
    about: 'Writes schema/policy.json: what editors complete and check in a policy.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const schema = z.toJSONSchema(policySchema(VOCABULARY, CLASSES), {
      io: 'input',
      reused: 'ref',
    });
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    await writeGenerated(inRepository('schema/policy.json'), text, check);
  },
);
