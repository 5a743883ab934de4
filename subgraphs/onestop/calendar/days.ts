const A_DAY = 86_400_000;

const WEEKDAYS = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
] as const;

/** A day of the calendar, `yyyy-MM-dd`, so many days on. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * A_DAY).toISOString().slice(0, 'yyyy-MM-dd'.length);
}

export function weekdayOf(day: string): (typeof WEEKDAYS)[number] | undefined {
  return WEEKDAYS[new Date(day).getUTCDay()];
}

/** Whether the calendar has such a day. */
export function isDay(written: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(written) && addDays(written, 0) === written;
}
