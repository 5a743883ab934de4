import { z } from 'zod';
import { seenLines, type SeenLine } from '../../gateway/access/audit/reports/seen-lines.ts';
import { seenColumns } from '../../gateway/access/audit/reports/texts.ts';
import { csv } from '../../gateway/export/formats/csv.ts';
import { subcommand } from '../../service/settings/arguments.ts';
import { storedLines, wantedSettings } from './trail-settings.ts';

const { from, to, auditDir, auditUrl } = wantedSettings;

export const exported = subcommand(
  {
    usage: 'npm run audit -- export [--from DAY] [--to DAY] [--format ndjson|csv] > FILE',
    about: 'Prints all lines of some days: as they stand, to be verified elsewhere, or as CSV.',
    settings: z.object({
      from,
      to,
      auditDir,
      auditUrl,
      format: z.enum(['ndjson', 'csv']).default('ndjson').meta({
        flag: 'format',
        give: 'ndjson or csv',
        about: 'lines as they stand, or a table of what was seen',
      }),
    }),
  },
  async ({ format, ...days }) => {
    if (format === 'ndjson') {
      for await (const { text } of storedLines(days)) process.stdout.write(`${text}\n`);
      return;
    }
    const table = csv('comma');
    const columns = Object.entries({
      ...seenColumns,
      records: ({ records }: SeenLine) => Object.values(records).flat().join(' '),
    }).map(([name, valueOf]) => ({
      name,
      kind: 'text' as const,
      valueOf: valueOf as (row: object) => string,
    }));
    process.stdout.write(table.begin(columns));
    for await (const line of seenLines(storedLines(days))) {
      process.stdout.write(table.rows([line], columns));
    }
  },
);
