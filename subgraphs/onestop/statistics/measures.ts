import { printedKey } from '../../sources/model/code.ts';
import { OUTSIDE_CALENDAR, type WorkingDays } from '../calendar/working-calendar.ts';
import type { CountedGroups } from '../../sources/statistics/count-groups.ts';
import { Counts, knownParts, Tallied } from '../../sources/statistics/counts.ts';
import { Histogram } from '../../sources/statistics/histogram.ts';
import { type Timeliness, TimelinessCounts } from '../../sources/statistics/timeliness.ts';

export interface CountedDossiers extends CountedGroups<Measures> {
  /** By which a dossier is late. */
  readonly timelinessRule: string;
}

/** What some dossiers have in common; null for what they do not have, undefined for what nobody asked for. */
export interface Told {
  readonly timeliness?: Timeliness | null;
  readonly days?: number | null;
  readonly workingDays?: WorkingDays | null;
  readonly procedureField?: string | null;
}

/** By what counted dossiers are told apart beside their group. */
export type Breakdown = 'timeliness' | 'days' | 'workingDays' | 'applicants' | 'fees';

/** What is to be counted: the field is told of none. */
export type CountedApart = Breakdown | 'procedureField';

/** What is counted of some dossiers. Of what nobody asks for nothing is made: groups come by the thousand. */
export class Measures extends Counts<Breakdown> {
  count = 0;
  #timeliness: TimelinessCounts | undefined;
  #fees: Fees | undefined;
  #days: Tallied<number> | undefined;
  #workingDays: Tallied<number> | undefined;
  #outsideCalendar = 0;
  #applicants: Set<string> | undefined;
  #procedureFields: Set<string | null> | undefined;
  #withoutApplicant = 0;
  /** Of the days so far: made when all have been added, for groups are ordered by it. */
  #histogram: Histogram | undefined;
  readonly #calendarVersion: string;
  /** Dossiers that what is told of days is about at the least. */
  #least = 1;

  /** `calendarVersion`: by which working days are counted. */
  constructor(calendarVersion: string) {
    super();
    this.#calendarVersion = calendarVersion;
  }

  add(count: number, told: Told): void {
    const { timeliness, days, workingDays, procedureField } = told;
    this.count += count;
    this.#histogram = undefined;
    if (timeliness !== undefined) this.timeliness.add(timeliness, count);
    if (typeof days === 'number') (this.#days ??= new Tallied()).add(days, count);
    if (workingDays === OUTSIDE_CALENDAR) this.#outsideCalendar += count;
    else if (typeof workingDays === 'number')
      (this.#workingDays ??= new Tallied()).add(workingDays, count);
    if (procedureField !== undefined)
      (this.#procedureFields ??= new Set()).add(procedureField && printedKey(procedureField));
  }

  /** `applicant`: whose so many of them are, as a hash; null where nobody knows. */
  addApplicant(count: number, applicant: string | null): void {
    if (applicant === null) this.#withoutApplicant += count;
    else (this.#applicants ??= new Set()).add(applicant);
  }

  get timeliness(): TimelinessCounts {
    this.#timeliness ??= new TimelinessCounts();
    return this.#timeliness;
  }

  get fees(): Fees {
    this.#fees ??= new Fees();
    return this.#fees;
  }

  parts(): ReadonlyMap<Breakdown, ReadonlyMap<string, number>> {
    const ofDays = (known: number) => knownParts(known, this.count - known);
    return new Map([
      ['timeliness', this.timeliness.parts()],
      ['days', ofDays(this.handlingDays.count)],
      ['workingDays', this.#partsOfWorkingDays()],
      ['applicants', knownParts(this.applicants.distinct, this.#withoutApplicant)],
      ['fees', this.fees.parts()],
    ]);
  }

  #partsOfWorkingDays(): ReadonlyMap<string, number> {
    const known = this.handlingWorkingDays.days.count;
    const outside = this.#outsideCalendar;
    const parts = knownParts(known, this.count - known - outside);
    return outside === 0 ? parts : new Map([...parts, ['outside', outside]]);
  }

  /** The field of a procedure's dossiers, or all of them. */
  get procedureFields(): string {
    return JSON.stringify([...(this.#procedureFields ?? [])].sort());
  }

  keepExtremesBack(least: number): void {
    this.#least = least;
    this.#histogram = undefined;
  }

  /** How many different applicants they have, and how many dossiers nobody knows whose they are. */
  get applicants(): ApplicantCounts {
    return { distinct: this.#applicants?.size ?? 0, unknown: this.#withoutApplicant };
  }

  get handlingDays(): Histogram {
    this.#histogram ??= new Histogram(this.#days?.counts ?? NONE, this.#least);
    return this.#histogram;
  }

  get handlingWorkingDays(): WorkingHistogram {
    return {
      days: new Histogram(this.#workingDays?.counts ?? NONE, this.#least),
      outsideCalendar: this.#outsideCalendar,
      calendarVersion: this.#calendarVersion,
    };
  }
}

const NONE: ReadonlyMap<number, number> = new Map();

/** What was asked for dossiers, in whole đồng. */
export class Fees {
  paid = 0;
  paidCount = 0;
  due = 0;
  dueCount = 0;
  /** Payments of which nobody knows how much they are, or whether they were made. */
  unknown = 0;

  add(count: number, amount: number | null, paid: boolean | null): void {
    if (amount === null || paid === null) this.unknown += count;
    else if (paid) {
      this.paid += amount * count;
      this.paidCount += count;
    } else {
      this.due += amount * count;
      this.dueCount += count;
    }
  }

  parts(): ReadonlyMap<string, number> {
    const { paidCount: paid, dueCount: due, unknown } = this;
    return new Map(Object.entries({ paid, due, unknown }).filter(([, count]) => count > 0));
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
