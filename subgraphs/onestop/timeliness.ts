import { fault } from '../../service/errors/faults.ts';
import { reasonOf } from '../../service/errors/reasons.ts';
import type { Source } from '../sources/database/source.ts';
import { predicateOf } from '../sources/graph/arguments/where-input.ts';
import { dayOf } from '../sources/graph/values.ts';
import { coded, entity } from '../sources/model/entity.ts';
import {
  all,
  dated,
  dayOfSource,
  not,
  type Promised,
  TIMELINESS,
  type Timeliness,
  timelinessRule,
} from '../sources/statistics/timeliness.ts';
import type { Predicate } from '../sources/model/predicate.ts';

/** States in which an office has no more work with a dossier. */
const CLOSED = ['REJECTED_AT_INTAKE', 'WITHDRAWN', 'STOPPED', 'RESULT_READY', 'RETURNED'] as const;

/**
 * The day of finishing against the day promised, time of day dropped. A citizen who comes late does not make the office
 * late: returning is not finishing. Null where a closed dossier has no day of finishing.
 */
export function timelinessOf(
  dossier: {
    readonly finishedAt: string | null;
    readonly dueAt: string | null;
    readonly status: { readonly value: string | null } | null;
  },
  today: string,
): Timeliness | null {
  const finished = dayOf(dossier.finishedAt);
  const due = dayOf(dossier.dueAt);
  if (finished !== null) {
    if (due === null) return 'NO_DUE_DATE';
    return finished < due ? 'EARLY' : finished === due ? 'ON_TIME' : 'LATE';
  }
  if (CLOSED.some((state) => state === dossier.status?.value)) return null;
  return due !== null && due < today ? 'OVERDUE' : 'NOT_FINISHED';
}

/** The rule as classes that rows are counted by; each source's for the day given, or its own. */
export function timelinessClasses(
  asOf: string | null,
  sources: readonly Source[],
  names: readonly Timeliness[] = TIMELINESS,
): readonly { readonly name: Timeliness; readonly where: Predicate }[] {
  return names.map((name) => ({
    name,
    where: onDays(
      { kind: 'test', field: 'timeliness', test: { op: 'eq', value: name } },
      asOf,
      sources,
    ),
  }));
}

/** What `TimelinessFilter` of the graph asks, `today` where it names no day. Throws BAD_FILTER. */
export function timelinessFilter(
  { asOf, ...tests }: { readonly asOf?: string | null },
  sources: readonly Source[],
  today?: string,
): Predicate {
  const wanted = predicateOf({ timeliness: tests }, entity({ timeliness: coded(...TIMELINESS) }));
  if (wanted === null)
    throw fault('BAD_FILTER', { field: 'timeliness', reason: reasonOf('ASKS_NOTHING') });
  return onDays(wanted, asOf ?? null, sources, today);
}

/** Tests of timeliness, each source's for the day given, or its own. */
function onDays(
  wanted: Predicate,
  asOf: string | null,
  sources: readonly Source[],
  today?: string,
): Predicate {
  if (asOf !== null) return replaced(wanted, asOf);
  const dayAt = (source: Source): string => dayOfSource(source, today);
  const days = [...new Set(sources.map(dayAt))];
  const [only] = days;
  if (days.length === 1 && only !== undefined) return replaced(wanted, only);
  return any(
    ...days.map((day) => {
      const codes = sources.filter((source) => dayAt(source) === day).map(({ code }) => code);
      return all(
        { kind: 'test', field: 'office', test: { op: 'in', values: codes } },
        replaced(wanted, day),
      );
    }),
  );
}

/** Tests of timeliness as tests of what it is derived from. */
function replaced(predicate: Predicate, today: string): Predicate {
  switch (predicate.kind) {
    case 'all':
    case 'any':
      return { kind: predicate.kind, of: predicate.of.map((part) => replaced(part, today)) };
    case 'not':
      return not(replaced(predicate.of, today));
    case 'test': {
      const { test } = predicate;
      if (test.op === 'isNull') return all(not(dated('finishedAt')), CLOSED_STATES);
      const values = test.op === 'eq' ? [test.value] : test.op === 'in' ? test.values : [];
      return any(...values.map((value) => timelinessRule(PROMISED, value as Timeliness, today)));
    }
    case 'days':
      return predicate;
  }
}

const CLOSED_STATES: Predicate = {
  kind: 'test',
  field: 'status',
  test: { op: 'in', values: CLOSED },
};

/** The same rule as `timelinessOf`, as a predicate. */
const PROMISED: Promised = { finished: 'finishedAt', due: 'dueAt', closed: CLOSED_STATES };

function any(...of: readonly Predicate[]): Predicate {
  return { kind: 'any', of };
}
