import { addDays, weekdayOf } from './days.ts';

/** Days off and days swapped of one year; `until` where the rest of it is not known. */
export interface CalendarYear {
  readonly off: readonly string[];
  /** Saturdays and Sundays on which people work. */
  readonly worked: readonly string[];
  readonly until?: string | undefined;
}

/** A number of working days, or why there is none. */
export type WorkingDays = number | typeof OUTSIDE_CALENDAR;

export const OUTSIDE_CALENDAR = 'OUTSIDE_CALENDAR';

interface Place {
  /** Working days up to and with this day, since the stretch began. */
  readonly passed: number;
  /** The working days of an unbroken run of known days. */
  readonly stretch: string[];
}

/** Which days are worked on. Days are `yyyy-MM-dd`; what lies outside the years that are known is told as such, never guessed. */
export class WorkingCalendar {
  readonly version: string;
  readonly #places = new Map<string, Place>();

  constructor(version: string, years: ReadonlyMap<number, CalendarYear>) {
    this.version = version;
    let stretch: string[] = [];
    let next = '';
    for (const [year, { off, worked, until }] of [...years].sort(([a], [b]) => a - b)) {
      const first = `${year}-01-01`;
      if (first !== next) stretch = [];
      const last = until ?? `${year}-12-31`;
      for (let day = first; day <= last; day = addDays(day, 1)) {
        const weekend = weekdayOf(day) === 'SATURDAY' || weekdayOf(day) === 'SUNDAY';
        if (worked.includes(day) || (!weekend && !off.includes(day))) stretch.push(day);
        this.#places.set(day, { passed: stretch.length, stretch });
      }
      next = addDays(last, 1);
    }
  }

  /** The working day on which so many, 1 or more, have passed; `from` itself does not count. Null outside the calendar. */
  after(from: string, days: number): string | null {
    const place = this.#places.get(from);
    return place?.stretch[place.passed + days - 1] ?? null;
  }

  /** Working days after `from`, up to and with `to`; negative where `to` is the earlier. */
  readonly between = (from: string, to: string): WorkingDays => {
    const [start, end] = [this.#places.get(from), this.#places.get(to)];
    if (start === undefined || end === undefined || start.stretch !== end.stretch)
      return OUTSIDE_CALENDAR;
    return end.passed - start.passed;
  };
}
