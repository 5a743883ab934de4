import { OUTSIDE_CALENDAR, type WorkingDays } from '../calendar/working-calendar.ts';
import type { Timeliness } from '../timeliness.ts';

/** What some dossiers have in common; null for what they do not have, or nobody asked for. */
export interface Told {
  readonly timeliness: Timeliness | null;
  readonly days: number | null;
  readonly workingDays: WorkingDays | null;
  /** Whose they are, as a hash; undefined where nobody asked. */
  readonly applicant: string | null | undefined;
}

/** By what counted dossiers are told apart beside their group. */
export const BREAKDOWNS = ['timeliness', 'days', 'workingDays', 'applicants'] as const;

export type Breakdown = (typeof BREAKDOWNS)[number];

/** What is counted of some dossiers; all of it can be added up over sources without a loss. */
export class Measures {
  count = 0;
  /** Dossiers by timeliness; null for those that have none. */
  readonly #timeliness = new Map<Timeliness | null, number>();
  /** Dossiers by days of handling. */
  readonly #days = new Map<number, number>();
  readonly #workingDays = new Map<number, number>();
  #outsideCalendar = 0;
  readonly #applicants = new Set<string>();
  #withoutApplicant = 0;
  /** Of the days so far: made when all have been added, for groups are ordered by it. */
  #histogram: Histogram | undefined;
  readonly #calendarVersion: string;
  readonly #keptBack = new Set<Breakdown>();
  /** Dossiers that what is told of days is about at the least. */
  #least = 1;

  /** `calendarVersion`: by which working days are counted. */
  constructor(calendarVersion: string) {
    this.#calendarVersion = calendarVersion;
  }

  add(count: number, { timeliness, days, workingDays, applicant }: Told): void {
    this.count += count;
    this.#histogram = undefined;
    addTo(this.#timeliness, timeliness, count);
    if (days !== null) addTo(this.#days, days, count);
    if (workingDays === OUTSIDE_CALENDAR) this.#outsideCalendar += count;
    else if (workingDays !== null) addTo(this.#workingDays, workingDays, count);
    if (applicant === null) this.#withoutApplicant += count;
    else if (applicant !== undefined) this.#applicants.add(applicant);
  }

  /** How many dossiers, or applicants, are in each part of a breakdown; of days and applicants, whether they are known. */
  parts(breakdown: Breakdown): ReadonlyMap<string, number> {
    switch (breakdown) {
      case 'timeliness':
        return new Map([...this.#timeliness].map(([part, count]) => [String(part), count]));
      case 'days':
        return known(this.handlingDays.count, this.count - this.handlingDays.count);
      case 'workingDays': {
        const { count } = this.handlingWorkingDays.days;
        return known(count, this.count - count);
      }
      case 'applicants':
        return known(this.#applicants.size, this.#withoutApplicant);
    }
  }

  /** Nobody is told it of them. */
  keepBack(breakdown: Breakdown): void {
    this.#keptBack.add(breakdown);
  }

  /** Nobody is told of days of fewer dossiers than this, such as the longest of all. */
  keepExtremesBack(least: number): void {
    this.#least = least;
    this.#histogram = undefined;
  }

  tells(breakdown: Breakdown): boolean {
    return !this.#keptBack.has(breakdown);
  }

  timely(timeliness: Timeliness | null): number {
    return this.#timeliness.get(timeliness) ?? 0;
  }

  /** Of those finished with a due day; null where there are none. */
  get lateShare(): number | null {
    const late = this.timely('LATE');
    const finished = this.timely('EARLY') + this.timely('ON_TIME') + late;
    return finished === 0 ? null : late / finished;
  }

  /** How many different applicants they have, and how many dossiers nobody knows whose they are. */
  get applicants(): ApplicantCounts {
    return { distinct: this.#applicants.size, unknown: this.#withoutApplicant };
  }

  get handlingDays(): Histogram {
    this.#histogram ??= new Histogram(this.#days, this.#least);
    return this.#histogram;
  }

  get handlingWorkingDays(): WorkingHistogram {
    return {
      days: new Histogram(this.#workingDays, this.#least),
      outsideCalendar: this.#outsideCalendar,
      calendarVersion: this.#calendarVersion,
    };
  }
}

export interface ApplicantCounts {
  readonly distinct: number;
  readonly unknown: number;
}

/** Working days of handling, and how many dossiers' could not be counted. */
export interface WorkingHistogram {
  readonly days: Histogram;
  readonly outsideCalendar: number;
  readonly calendarVersion: string;
}

function known(count: number, unknown: number): ReadonlyMap<string, number> {
  const parts = [['known', count] as const, ['unknown', unknown] as const];
  return new Map(parts.filter(([, its]) => its > 0));
}

function addTo<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Whole numbers and how often each is there. */
export class Histogram {
  readonly count: number;
  readonly #values: readonly (readonly [value: number, count: number])[];
  readonly #least: number;

  /** `least`: how many stand at the least on either side of a value that is told. */
  constructor(counts: ReadonlyMap<number, number>, least: number) {
    this.#least = least;
    this.#values = [...counts].sort(([a], [b]) => a - b);
    this.count = this.#values.reduce((sum, [, count]) => sum + count, 0);
  }

  get sum(): number | null {
    return this.count === 0
      ? null
      : this.#values.reduce((sum, [value, count]) => sum + value * count, 0);
  }

  get min(): number | null {
    return this.#at(1);
  }

  get max(): number | null {
    return this.#at(this.count);
  }

  get mean(): number | null {
    return this.sum === null ? null : this.sum / this.count;
  }

  get median(): number | null {
    const lower = this.#at(Math.ceil(this.count / 2));
    const upper = this.#at(Math.floor(this.count / 2) + 1);
    return lower === null || upper === null ? null : (lower + upper) / 2;
  }

  /** By nearest rank, `p` from 0 to 100. */
  percentile(p: number): number | null {
    return this.#at(Math.max(1, Math.ceil((p * this.count) / 100)));
  }

  /** The value in this place of all in order, from 1. */
  #at(rank: number): number | null {
    if (rank < this.#least || rank > this.count + 1 - this.#least) return null;
    let passed = 0;
    for (const [value, count] of this.#values) {
      passed += count;
      if (passed >= rank) return value;
    }
    return null;
  }
}
