import { z } from 'zod';
import { type Counted, countTable } from '../count/count-table.ts';
import { KINDS } from '../kinds.ts';
import { withMapped } from '../mapped/open-mapped.ts';
import { counted, textTable } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import { subcommand } from '../subcommand.ts';
import { file, kind } from './mapping-settings.ts';
import { refusedCode } from './preview.ts';
import { json } from './settings.ts';

interface CountedTable {
  readonly code: string;
  readonly table: string;
  readonly rows: readonly Counted[];
}

export const count = subcommand(
  {
    name: 'count',
    line: 'rows by fields and periods, to lay beside the old program’s screen',
    usage: 'npm run connect -- count FILE [--by FIELD,PERIOD] [--json]',
    about:
      'Counts all dossiers, documents or procedures of a mapping by fields, and by day, month or year: month alone is that of receipt, dueAt.month that of the due day. The database counts; no row is read where it can tell rows apart itself.',
    bare: 'file',
    settings: z.object({
      file,
      kind,
      by: z
        .string()
        .default('')
        .transform((words) => words.split(',').filter((word) => word !== ''))
        .meta({
          flag: 'by',
          give: 'fields and periods with commas between, such as status,month',
          about: 'what rows are told apart by: fields, and day, month or year',
        }),
      json,
    }),
    examples: [
      'npm run connect -- count sources/nam-can.yaml --by status,month',
      'npm run connect -- count sources/nam-can.yaml --by dueAt.year',
    ],
  },
  async ({ config, surroundings }) =>
    withMapped(
      { path: config.file, kind: config.kind },
      surroundings.environment,
      async (sources) => {
        const tables: CountedTable[] = [];
        for (const { source, entities, kind: its } of sources) {
          for (const table of entities?.[KINDS[its].root] ?? []) {
            const rows = await countTable(source, table, config.by);
            tables.push({ code: source.code, table: table.mapping.table.table, rows });
          }
        }
        if (config.json) surroundings.out(`${JSON.stringify(tables, null, 2)}\n`);
        else for (const one of tables) surroundings.out(textOf(one, config.by));
        return refusedCode(sources, surroundings);
      },
    ),
);

function textOf({ code, table, rows }: CountedTable, by: readonly string[]): string {
  const all = rows.reduce((sum, one) => sum + one.rows, 0);
  const lines = rows.map((one) => [...one.keys.map((key) => plain(key)), counted(one.rows)]);
  return `${code} ${table}: ${counted(all)} rows\n${by.length === 0 ? '' : textTable([...by, 'rows'], lines, '  ')}`;
}
