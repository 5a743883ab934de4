import { z } from 'zod';
import type { SourceContext } from '../sources/graph/source-subgraph.ts';
import type { MappingKind } from '../sources/mapping/read-mapping.ts';
import { text } from '../sources/mapping/scalars.ts';
import type { WorkingCalendar } from './calendar/working-calendar.ts';
import type { CountTry } from './tries.ts';
import { onestopEntities } from './entities.ts';

/** What a one-stop's mapping says of the office itself. */
export interface OfficeExtra {
  readonly office: {
    readonly level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE';
    readonly unit?: string | undefined;
    readonly agency?: string | undefined;
  };
}

export const onestopKind: MappingKind<OfficeExtra> = {
  entities: onestopEntities,
  extra: {
    office: z
      .strictObject({
        level: z.enum(['PROVINCE', 'DISTRICT', 'COMMUNE']).describe('Whose one-stop it is'),
        unit: text().optional().describe('General Statistics Office code of the unit it serves'),
        agency: text().optional().describe('Identifier of the agency it belongs to'),
      })
      .describe('Which one-stop the source is of'),
  },
  common: { office: ({ code }) => code, level: (_source, { office }) => office.level },
};

export interface Context extends SourceContext<OfficeExtra> {
  /** Which days civil servants work on. */
  readonly calendar: WorkingCalendar;
  /** Counts a try at the second factor of a receipt. */
  readonly countTry: CountTry;
}
