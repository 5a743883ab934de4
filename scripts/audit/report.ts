import { z } from 'zod';
import { seenLines, type SeenLine } from '../../gateway/access/audit/reports/seen-lines.ts';
import { brokenGlass } from '../../gateway/access/audit/reports/broken-glass.ts';
import {
  glassColumns,
  seenColumns,
  stoppedColumns,
  tableText,
  unusualColumns,
} from '../../gateway/access/audit/reports/texts.ts';
import { stoppedReaders } from '../../gateway/access/audit/reports/stopped-readers.ts';
import { unusualDays } from '../../gateway/access/audit/reports/unusual.ts';
import { subcommand } from '../../service/settings/arguments.ts';
import { storedLines, wantedSettings } from './trail-settings.ts';

export const report = subcommand(
  {
    usage:
      'npm run audit -- report --record ID | --who SUBJECT | --unusual yes | --glass yes | --stopped yes [--from DAY] [--to DAY]',
    about:
      'Tells who saw one dossier, what one officer saw, or what reading should be asked about.',
    settings: z.object({
      ...wantedSettings,
      unusual: z.enum(['yes', 'no']).default('no').meta({
        flag: 'unusual',
        give: 'yes or no',
        about: 'whether only days are told that stand out: much, at night, of another office',
      }),
      glass: z.enum(['yes', 'no']).default('no').meta({
        flag: 'glass',
        give: 'yes or no',
        about: 'whether it is told where glass was broken, why, and how much was seen through it',
      }),
      stopped: z.enum(['yes', 'no']).default('no').meta({
        flag: 'stopped',
        give: 'yes or no',
        about: 'whether it is told who was stopped: more was asked for than their role is shown',
      }),
    }),
  },
  async ({ unusual, glass, stopped, ...wanted }) => {
    if (stopped === 'yes') {
      process.stdout.write(tableText(await stoppedReaders(storedLines(wanted)), stoppedColumns));
      return;
    }
    if (glass === 'yes') {
      process.stdout.write(tableText(await brokenGlass(storedLines(wanted)), glassColumns));
      return;
    }
    const lines = seenLines(storedLines(wanted), wanted);
    const text =
      unusual === 'yes'
        ? tableText(await unusualDays(lines), unusualColumns)
        : tableText(await all(lines), seenColumns);
    process.stdout.write(text);
  },
);

async function all(lines: AsyncIterable<SeenLine>): Promise<readonly SeenLine[]> {
  const rows: SeenLine[] = [];
  for await (const line of lines) rows.push(line);
  return rows;
}
