import type { WorkingCalendar } from './working-calendar.ts';

/** The Civil Code does not count the first day (2005 art. 152; 2015 art. 147). */
const RULE = 'Working days; the day of receipt is not counted (BLDS)';

export interface RecomputedDue {
  readonly date: string;
  readonly rule: string;
  readonly calendarVersion: string;
}

/** The day on which so many working days after `from` have passed; null outside the calendar or for parts of days. */
export function recomputeDue(
  calendar: WorkingCalendar,
  from: string | null,
  workingDays: number | null,
): RecomputedDue | null {
  if (from === null || workingDays === null) return null;
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > 366) return null;
  const date = calendar.after(from, workingDays);
  return date === null ? null : { date, rule: RULE, calendarVersion: calendar.version };
}
