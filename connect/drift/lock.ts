import { z } from 'zod';
import type { MappedSource } from '../mapped/open-mapped.ts';
import { reportFields } from '../mapped/decode-fields.ts';
import { sampleTable } from '../mapped/sample-table.ts';
import { countTable } from '../count/count-table.ts';

/** What a database was like when its mapping was last held to be right. It holds no row’s value but codes. */
export const lockSchema = z.strictObject({
  tables: z.record(z.string(), z.strictObject({ rows: z.number() })),
  fields: z.record(
    z.string(),
    z.strictObject({
      /** Column → the database’s type. */
      types: z.record(z.string(), z.string()),
      /** Parts of the rows, from 0 to 1. */
      empty: z.number(),
      unreadable: z.number(),
      /** Codes that the list lacks. */
      unknown: z.array(z.string()),
    }),
  ),
});

export type Lock = z.infer<typeof lockSchema>;

const MOST_CODES = 200;

/** Looks at a mapped source as `check` does, and counts its rows. */
export async function lockOf({ source, entities }: MappedSource): Promise<Lock> {
  const lock: Lock = { tables: {}, fields: {} };
  for (const [entity, tables] of Object.entries(entities ?? {})) {
    for (const table of tables) {
      const name = table.mapping.name === null ? entity : `${entity} ${table.mapping.name}`;
      const sample = await sampleTable(source, name, table);
      const [all] = await countTable(source, table, []);
      lock.tables[name] = { rows: all?.rows ?? 0 };
      const types = new Map(
        [sample, ...sample.children].flatMap((one) =>
          [...one.table.columns].map(
            ([column, info]) => [`${one.name}.${column}`, info.type] as const,
          ),
        ),
      );
      for (const report of reportFields(sample)) {
        const owner = report.name.slice(0, report.name.lastIndexOf('.'));
        lock.fields[report.name] = {
          types: Object.fromEntries(
            report.columns.map((column) => [column, types.get(`${owner}.${column}`) ?? '?']),
          ),
          empty: part(report.empty, report.rows),
          unreadable: part(report.lost, report.rows - report.empty),
          unknown: report.losses
            .flatMap(({ kind, raw }) => (kind === 'CODE_UNKNOWN' && !report.personal ? [raw] : []))
            .slice(0, MOST_CODES)
            .sort(),
        };
      }
    }
  }
  return lock;
}

function part(some: number, all: number): number {
  return all === 0 ? 0 : Number((some / all).toFixed(4));
}
