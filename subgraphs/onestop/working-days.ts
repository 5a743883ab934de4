/**
 * Days off of civil servants beside Saturdays and Sundays, by year. 2016: TB 4659/TB-LĐTBXH of 13/11/2015. A year that is
 * not here is not counted in, for a due day over an unknown Tết would be a guess.
 */
const DAYS_OFF: Readonly<Record<string, ReadonlySet<string>>> = {
  2016: new Set([
    '2016-01-01',
    '2016-02-08',
    '2016-02-09',
    '2016-02-10',
    '2016-02-11',
    '2016-02-12',
    '2016-04-18',
    '2016-05-02',
    '2016-05-03',
    '2016-09-02',
  ]),
};

const CALENDAR_VERSION = 'VN-2016';

/** The Civil Code does not count the first day (2005 art. 152; 2015 art. 147). */
const RULE = 'Working days; the day of receipt is not counted (BLDS)';

export interface RecomputedDue {
  readonly date: string;
  readonly rule: string;
  readonly calendarVersion: string;
}

/** The day on which so many working days after `from` have passed; null outside the calendar or for parts of days. */
export function recomputeDue(
  from: string | null,
  workingDays: number | null,
): RecomputedDue | null {
  if (from === null || workingDays === null) return null;
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > 366) return null;
  const date = new Date(`${from}T00:00:00Z`);
  for (let left = workingDays; left > 0;) {
    date.setUTCDate(date.getUTCDate() + 1);
    const working = isWorkingDay(date);
    if (working === null) return null;
    if (working) left -= 1;
  }
  return { date: isoDay(date), rule: RULE, calendarVersion: CALENDAR_VERSION };
}

function isWorkingDay(date: Date): boolean | null {
  const daysOff = DAYS_OFF[date.getUTCFullYear()];
  if (daysOff === undefined) return null;
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !daysOff.has(isoDay(date));
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
