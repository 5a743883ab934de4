import { z } from 'zod';
import { seenLines } from '../../gateway/access/audit/reports/seen-lines.ts';
import { subcommand } from '../../service/settings/arguments.ts';
import { storedLines, wantedSettings } from './trail-settings.ts';

export const search = subcommand(
  {
    usage:
      'npm run audit -- search [--record ID] [--who SUBJECT] [--class C] [--from DAY] [--to DAY]',
    about: 'Prints the lines that tell what was seen, as JSON.',
    settings: z.object(wantedSettings),
  },
  async (wanted) => {
    for await (const line of seenLines(storedLines(wanted), wanted)) {
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  },
);
