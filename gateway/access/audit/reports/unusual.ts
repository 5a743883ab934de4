import type { SeenLine } from './seen-lines.ts';

/** A day on which somebody read in a way that should be asked about. */
export interface UnusualDay {
  readonly day: string;
  readonly who: string;
  readonly roles: readonly string[];
  /** Distinct records of the day, at night, and of offices that are not the reader's. */
  readonly records: number;
  readonly atNight: number;
  readonly ofOtherOffices: number;
  readonly because: readonly ('much' | 'at night' | 'of another office')[];
}

/** Office hours, generously: who reads before or after, or on a Sunday, reads at night. */
const MORNING = '06:00';
const EVENING = '20:00';
/** Fewer records than these are never much; beyond, four times what is usual for a day in the same roles is. */
const NEVER_MUCH = 50;
const TIMES_USUAL = 4;

interface Day {
  readonly day: string;
  readonly who: string;
  readonly roles: readonly string[];
  readonly records: Set<string>;
  readonly atNight: Set<string>;
  readonly ofOthers: Set<string>;
}

/** The days of each reader that stand out, those with most records first. */
export async function unusualDays(lines: AsyncIterable<SeenLine>): Promise<readonly UnusualDay[]> {
  const days = new Map<string, Day>();
  for await (const line of lines) note(line, days);
  const usual = usualByRoles([...days.values()]);
  return [...days.values()]
    .flatMap((day) => {
      const because = reasons(day, usual.get(rolesKey(day)) ?? 0);
      return because.length === 0 ? [] : [told(day, because)];
    })
    .sort((one, other) => other.records - one.records);
}

function note(line: SeenLine, days: Map<string, Day>): void {
  const { at, who, records, sources } = line;
  const key = `${at.slice(0, 10)} ${who.subject}`;
  let day = days.get(key);
  if (day === undefined) {
    day = {
      day: at.slice(0, 10),
      who: who.subject,
      roles: who.roles,
      records: new Set<string>(),
      atNight: new Set<string>(),
      ofOthers: new Set<string>(),
    };
    days.set(key, day);
  }
  const time = at.slice(11, 16);
  const sunday = new Date(`${at.slice(0, 10)}T00:00:00Z`).getUTCDay() === 0;
  const night = time < MORNING || time >= EVENING || sunday;
  // Of a page over several offices it is not known which record is whose: all count.
  const others = who.offices.length > 0 && sources.some((source) => !isWithin(source, who.offices));
  for (const [type, ids] of Object.entries(records)) {
    for (const id of ids) {
      const record = `${type} ${id}`;
      day.records.add(record);
      if (night) day.atNight.add(record);
      if (others) day.ofOthers.add(record);
    }
  }
}

/** Whether it is one of the offices or lies under one: `H12` has `H12.NC`. */
function isWithin(source: string, offices: readonly string[]): boolean {
  return offices.some((office) => source === office || source.startsWith(`${office}.`));
}

function reasons({ records, atNight, ofOthers }: Day, usual: number): UnusualDay['because'] {
  const much = records.size > Math.max(NEVER_MUCH, TIMES_USUAL * usual);
  return [
    ...(much ? (['much'] as const) : []),
    ...(atNight.size > 0 ? (['at night'] as const) : []),
    ...(ofOthers.size > 0 ? (['of another office'] as const) : []),
  ];
}

/** The median of records of a day, by roles. */
function usualByRoles(days: readonly Day[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number[]>();
  for (const day of days) {
    const known = counts.get(rolesKey(day));
    if (known === undefined) counts.set(rolesKey(day), [day.records.size]);
    else known.push(day.records.size);
  }
  return new Map([...counts].map(([roles, sizes]) => [roles, medianOf(sizes)]));
}

function medianOf(sizes: readonly number[]): number {
  const sorted = [...sizes].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function rolesKey({ roles }: Pick<Day, 'roles'>): string {
  return [...roles].sort().join();
}

function told(day: Day, because: UnusualDay['because']): UnusualDay {
  const { records, atNight, ofOthers, roles, who } = day;
  return {
    day: day.day,
    who,
    roles,
    because,
    records: records.size,
    atNight: atNight.size,
    ofOtherOffices: ofOthers.size,
  };
}
