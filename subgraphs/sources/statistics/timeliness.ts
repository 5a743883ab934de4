import type { Source } from '../database/source.ts';
import { localNow } from '../model/moment.ts';
import type { Predicate } from '../model/predicate.ts';

export const TIMELINESS = [
  'EARLY',
  'ON_TIME',
  'LATE',
  'NO_DUE_DATE',
  'NOT_FINISHED',
  'OVERDUE',
] as const;

export type Timeliness = (typeof TIMELINESS)[number];

/** Each field of `TimelinessCounts` of the graph, and the classes that must be told apart for it. */
const TOLD_BY: Readonly<Record<string, readonly Timeliness[]>> = {
  early: ['EARLY'],
  onTime: ['ON_TIME'],
  late: ['LATE'],
  noDueDate: ['NO_DUE_DATE'],
  notFinished: ['NOT_FINISHED'],
  overdue: ['OVERDUE'],
  // What is in no class is told where all are.
  untold: TIMELINESS,
  lateShare: ['EARLY', 'ON_TIME', 'LATE'],
};

/** The classes that must be told apart for some fields of `TimelinessCounts`. */
export function timelinessNeeded(fields: Iterable<string>): readonly Timeliness[] {
  const needed = new Set([...fields].flatMap((field) => TOLD_BY[field] ?? []));
  return TIMELINESS.filter((timeliness) => needed.has(timeliness));
}

/** Of what a row's timeliness is derived: two moments, and, where there are such, states in which nothing is to be done any more. */
export interface Promised {
  readonly finished: string;
  readonly due: string;
  readonly closed: Predicate | null;
}

/** The day of finishing against the day promised, time of day dropped, as a predicate; in none are those that closed without a day. */
export function timelinessRule(
  { finished, due, closed }: Promised,
  timeliness: Timeliness,
  today: string,
): Predicate {
  const against = (op: '<' | '=' | '>'): Predicate => ({
    kind: 'days',
    left: finished,
    op,
    right: due,
  });
  const overdue: Predicate = { kind: 'test', field: due, test: { op: 'lt', value: today } };
  const open = all(not(dated(finished)), ...(closed === null ? [] : [not(closed)]));
  switch (timeliness) {
    case 'EARLY':
      return against('<');
    case 'ON_TIME':
      return against('=');
    case 'LATE':
      return against('>');
    case 'NO_DUE_DATE':
      return all(dated(finished), not(dated(due)));
    case 'NOT_FINISHED':
      return all(open, not(overdue));
    case 'OVERDUE':
      return all(open, overdue);
  }
}

/** The day for which a source's rows are counted unless told otherwise: today, or the last of a database that nobody writes to any more. */
export function dayOfSource(
  source: Pick<Source, 'asOf'> | null,
  today: string = localNow(),
): string {
  return (source?.asOf ?? today).slice(0, 'yyyy-MM-dd'.length);
}

const NONE: readonly number[] = [...TIMELINESS, null].map(() => 0);

/** Rows by timeliness, null for those that have none; `TimelinessCounts` of the graph. */
export class TimelinessCounts {
  /** Of each in its place, of those without one behind all: statistics have thousands of these. */
  readonly #counts = [...NONE];

  add(timeliness: Timeliness | null, count: number): void {
    const place = placeOf(timeliness);
    this.#counts[place] = (this.#counts[place] ?? 0) + count;
  }

  of(timeliness: Timeliness | null): number {
    return this.#counts[placeOf(timeliness)] ?? 0;
  }

  parts(): ReadonlyMap<string, number> {
    return new Map(
      [...TIMELINESS, null].flatMap((timeliness) => {
        const count = this.of(timeliness);
        return count === 0 ? [] : [[String(timeliness), count] as const];
      }),
    );
  }

  get early(): number {
    return this.of('EARLY');
  }

  get onTime(): number {
    return this.of('ON_TIME');
  }

  get late(): number {
    return this.of('LATE');
  }

  get noDueDate(): number {
    return this.of('NO_DUE_DATE');
  }

  get notFinished(): number {
    return this.of('NOT_FINISHED');
  }

  get overdue(): number {
    return this.of('OVERDUE');
  }

  get untold(): number {
    return this.of(null);
  }

  /** Of those finished with a due day; null where there are none. */
  get lateShare(): number | null {
    const finished = this.early + this.onTime + this.late;
    return finished === 0 ? null : this.late / finished;
  }
}

function placeOf(timeliness: Timeliness | null): number {
  return timeliness === null ? TIMELINESS.length : TIMELINESS.indexOf(timeliness);
}

export function dated(field: string): Predicate {
  return not({ kind: 'test', field, test: { op: 'isNull' } });
}

export function all(...of: readonly Predicate[]): Predicate {
  return { kind: 'all', of };
}

export function not(of: Predicate): Predicate {
  return { kind: 'not', of };
}
