import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigFault } from '../../../service/settings/config.ts';
import { describeFault } from '../../../service/yaml/written-fault.ts';
import { text } from '../../sources/mapping/scalars.ts';
import { checkedYaml } from '../../../service/yaml/checked-yaml.ts';
import { FileFault, readTextFile } from '../../../service/yaml/text-file.ts';
import { isDay, weekdayOf } from './days.ts';
import { type CalendarYear, WorkingCalendar } from './working-calendar.ts';

/** The calendar that comes with the graph. */
const OWN = fileURLToPath(new URL('./civil-servants.yaml', import.meta.url));

const day = z.string().refine(isDay, { message: 'is no day such as 2016-02-08' });
const workday = day.refine((written) => !isWeekend(written), {
  message: 'is a Saturday or Sunday, which is off anyway',
});
const days = (one: z.ZodType<string>) => z.array(one).default([]);

const yearSchema = z.strictObject({
  source: text().describe('The notice or law that the days are taken from'),
  until: day.optional().describe('The last day that is known, where that is not 31 December'),
  holiday: days(workday),
  compensatory: days(workday),
  swappedOff: days(workday),
  swappedWork: days(
    day.refine(isWeekend, { message: 'is worked on anyway: it is no Saturday or Sunday' }),
  ),
});

const calendarSchema = z.strictObject({
  version: text(z.string().min(1)),
  years: z
    .record(z.string().regex(/^\d{4}$/, 'write a year such as 2016'), yearSchema)
    .check(({ value, issues }) => {
      for (const [year, { until, ...kinds }] of Object.entries(value))
        for (const [kind, listed] of Object.entries({ ...kinds, until: until ? [until] : [] })) {
          const foreign = Array.isArray(listed)
            ? listed.find((one) => !one.startsWith(`${year}-`))
            : undefined;
          if (foreign !== undefined)
            issues.push({
              code: 'custom',
              path: [year, kind],
              input: foreign,
              message: `has ${foreign}, which is no day of ${year}`,
            });
        }
    }),
});

/**
 * The working days of civil servants; `file` adds years to those that come with the graph, or takes their place. Throws a
 * `ConfigFault` with a line for each thing that is wrong with the file.
 */
export function readWorkingCalendar(file?: string): WorkingCalendar {
  const own = readYears(OWN);
  if (file === undefined) return new WorkingCalendar(own.version, own.years);
  const added = readYears(file);
  return new WorkingCalendar(added.version, new Map([...own.years, ...added.years]));
}

function readYears(file: string): {
  readonly version: string;
  readonly years: ReadonlyMap<number, CalendarYear>;
} {
  const checked = checkedYaml(readCalendarFile(file), {
    file: basename(file),
    schema: calendarSchema,
    forms: 'write a list of days',
  });
  if ('faults' in checked) throw new ConfigFault(checked.faults.map(describeFault));
  const years = Object.entries(checked.value.years).map(([year, said]) => {
    const off = [...said.holiday, ...said.compensatory, ...said.swappedOff];
    return [Number(year), { off, worked: said.swappedWork, until: said.until }] as const;
  });
  return { version: checked.value.version, years: new Map(years) };
}

function readCalendarFile(file: string): string {
  try {
    return readTextFile(file);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    throw new ConfigFault([`The calendar ${file} ${fault.message}: ${fault.mend}.`]);
  }
}

function isWeekend(written: string): boolean {
  return weekdayOf(written) === 'SATURDAY' || weekdayOf(written) === 'SUNDAY';
}
