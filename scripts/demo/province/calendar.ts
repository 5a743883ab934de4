/** Days off of civil servants in 2016 beside Saturdays and Sundays (TB 4659/TB-LĐTBXH of 13/11/2015). */
const DAYS_OFF: ReadonlySet<string> = new Set([
  '2016-01-01',
  ...['08', '09', '10', '11', '12'].map((day) => `2016-02-${day}`),
  '2016-04-18',
  '2016-05-02',
  '2016-05-03',
  '2016-09-02',
]);

/** Those of the year after, in which dossiers fall due that came at the end of this one. */
const DAYS_OFF_AFTER: ReadonlySet<string> = new Set([
  '2017-01-02',
  ...['01-26', '01-27', '01-30', '01-31', '02-01'].map((day) => `2017-${day}`),
  '2017-04-06',
  '2017-05-01',
  '2017-05-02',
  '2017-09-04',
]);

/** The year that the demo province lives in. */
const YEAR = 2016;

/** The working days of the year; the first ones of the next follow, for due days that fall there. */
const WORKING_DAYS: readonly string[] = Array.from({ length: 366 + 200 }, (_unused, index) =>
  new Date(Date.UTC(YEAR, 0, 1 + index)).toISOString().slice(0, 10),
).filter((day) => !DAYS_OFF.has(day) && ![0, 6].includes(new Date(day).getUTCDay()));

const PLACE_OF = new Map(WORKING_DAYS.map((day, place) => [day, place]));

/** The 251 working days of 2016. */
export const workingDaysOfYear = WORKING_DAYS.filter((day) => day.startsWith(String(YEAR)));

/** The working day so many after this one, which is a working day itself and does not count. */
export function workingDayAfter(day: string, count: number): string {
  const place = PLACE_OF.get(day);
  const after = place === undefined ? undefined : WORKING_DAYS[place + count];
  if (after === undefined) throw new Error(`no working day ${count} after ${day}`);
  return after;
}

const DUE_DAYS = WORKING_DAYS.filter((day) => !DAYS_OFF_AFTER.has(day));

/** The due day counted anew, which the graph knows for whole days alone. */
export function dueDayAfter(day: string | null, limitDays: number | null): string | null {
  if (day === null || limitDays === null || !Number.isInteger(limitDays)) return null;
  // A receipt that a broken date has moved to a day off, or out of the year.
  if (!day.startsWith(String(YEAR))) return null;
  const place = DUE_DAYS.findLastIndex((working) => working <= day);
  return DUE_DAYS[place + limitDays] ?? null;
}
