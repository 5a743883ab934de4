import { fault } from '../../service/errors/faults.ts';
import type { Source } from '../sources/database/source.ts';
import { localNow } from '../sources/model/moment.ts';
import { predicateOf } from '../sources/graph/where-input.ts';
import { dayOf } from '../sources/graph/values.ts';
import { coded, entity } from '../sources/model/entity.ts';
import type { Predicate } from '../sources/model/predicate.ts';

const TIMELINESS = ['EARLY', 'ON_TIME', 'LATE', 'NO_DUE_DATE', 'NOT_FINISHED', 'OVERDUE'] as const;

export type Timeliness = (typeof TIMELINESS)[number];

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

/** The day for which a source's dossiers are counted unless told otherwise: today, or the last of a database that nobody writes to any more. */
export function dayOfSource(source: Pick<Source, 'asOf'> | null): string {
  return (source?.asOf ?? localNow()).slice(0, 'yyyy-MM-dd'.length);
}

/** The rule as classes that rows are counted by; each source's for the day given, or its own. */
export function timelinessClasses(
  asOf: string | null,
  sources: readonly Source[],
): readonly { readonly name: Timeliness; readonly where: Predicate }[] {
  return TIMELINESS.map((name) => ({
    name,
    where: onDays(
      { kind: 'test', field: 'timeliness', test: { op: 'eq', value: name } },
      asOf,
      sources,
    ),
  }));
}

/** What `TimelinessFilter` of the graph asks. Throws BAD_FILTER. */
export function timelinessFilter(
  { asOf, ...tests }: { readonly asOf?: string | null },
  sources: readonly Source[],
): Predicate {
  const wanted = predicateOf({ timeliness: tests }, entity({ timeliness: coded(...TIMELINESS) }));
  if (wanted === null)
    throw fault('BAD_FILTER', { field: 'timeliness', reason: 'it asks nothing' });
  return onDays(wanted, asOf ?? null, sources);
}

/** Tests of timeliness, each source's for the day given, or its own. */
function onDays(wanted: Predicate, asOf: string | null, sources: readonly Source[]): Predicate {
  if (asOf !== null) return replaced(wanted, asOf);
  const days = [...new Set(sources.map(dayOfSource))];
  const [only] = days;
  if (days.length === 1 && only !== undefined) return replaced(wanted, only);
  return any(
    ...days.map((day) => {
      const codes = sources.filter((source) => dayOfSource(source) === day).map(({ code }) => code);
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
      return any(...values.map((value) => rule(value as Timeliness, today)));
    }
    case 'days':
      return predicate;
  }
}

/** The same rule as `timelinessOf`, as a predicate. */
function rule(timeliness: Timeliness, today: string): Predicate {
  const finishedAgainstDue = (op: '<' | '=' | '>'): Predicate => ({
    kind: 'days',
    left: 'finishedAt',
    op,
    right: 'dueAt',
  });
  const overdue: Predicate = {
    kind: 'test',
    field: 'dueAt',
    test: { op: 'lt', value: today },
  };
  const open = all(not(dated('finishedAt')), not(CLOSED_STATES));
  switch (timeliness) {
    case 'EARLY':
      return finishedAgainstDue('<');
    case 'ON_TIME':
      return finishedAgainstDue('=');
    case 'LATE':
      return finishedAgainstDue('>');
    case 'NO_DUE_DATE':
      return all(dated('finishedAt'), not(dated('dueAt')));
    case 'NOT_FINISHED':
      return all(open, not(overdue));
    case 'OVERDUE':
      return all(open, overdue);
  }
}

const CLOSED_STATES: Predicate = {
  kind: 'test',
  field: 'status',
  test: { op: 'in', values: CLOSED },
};

function dated(field: string): Predicate {
  return not({ kind: 'test', field, test: { op: 'isNull' } });
}

function all(...of: readonly Predicate[]): Predicate {
  return { kind: 'all', of };
}

function any(...of: readonly Predicate[]): Predicate {
  return { kind: 'any', of };
}

function not(of: Predicate): Predicate {
  return { kind: 'not', of };
}
