import { runCommand } from '../../service/settings/arguments.ts';
import { crosswalkFiles } from '../demo/crosswalks.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

await runCommand(
  {
    usage: 'node --import tsx scripts/generate/demo-crosswalks.ts [--check]',
    about: 'Writes the demo offices’ crosswalks of procedures and agencies beside their mappings.',
    settings: checkSettings,
  },
  async ({ check }) => {
    for (const [name, text] of crosswalkFiles())
      await writeGenerated(inRepository(`subgraphs/onestop/sources/${name}`), text, check);
  },
);
