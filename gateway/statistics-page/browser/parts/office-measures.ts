import type { Answer, Measures, Office, SourceAnswer } from '../asking/answer.ts';
import type { Question } from '../asking/ask.ts';
import { type Asked, commonVariables, inPeriod, MOST_GROUPS, SOURCES } from './part.ts';

/** What was finished in the period, by office: two pictures have it in common, and the figures above them. */
export function askOffices(asked: Asked): Question {
  return {
    fields: {
      offices:
        `dossierStatistics(offices: $offices, where: $finished, groupBy: [OFFICE], first: ${MOST_GROUPS}, asOf: $asOf) {
    groups { keys measures { ...measured } }
    groupCount
    total { ...measured }
    ${SOURCES}
  }`.replaceAll(
          '...measured',
          'count timeliness { early onTime late noDueDate notFinished overdue lateShare } handlingDays { median mean p90: percentile(p: 90) }',
        ),
    },
    variables: {
      ...commonVariables(asked),
      finished: { type: 'DossierFilter', value: inPeriod(asked, 'finishedOn') },
    },
  };
}

/** An office, what was counted of it, and how it took part. */
export interface Counted {
  readonly office: Office;
  /** Null where it did not answer, has nothing, or has so little that it is not told. */
  readonly measures: Measures | null;
  readonly source: SourceAnswer | undefined;
}

/** Every office that was asked, in the order of the graph; null where that was refused. */
export function countedOffices(
  { offices }: Answer,
  known: readonly Office[],
  asked: Asked,
): readonly Counted[] | null {
  if (!offices) return null;
  const measured = new Map(offices.groups.map(({ keys: [code], measures }) => [code, measures]));
  const sources = new Map(offices.sources.map((one) => [one.source, one]));
  return known
    .filter(({ code }) => asked.offices?.includes(code) ?? true)
    .map((office) => ({
      office,
      measures: measured.get(office.code) ?? null,
      source: sources.get(office.code),
    }));
}

/** Whether its figures are missing because it did not answer. */
export function isMissing({ source }: Counted): boolean {
  return source !== undefined && source.status !== 'OK' && source.status !== 'STALE';
}

/** Of those finished with a day promised, from 0 to 1; null where there are none, or it is not told. */
export function onTimeShare(measures: Measures | null): number | null {
  const lateShare = measures?.timeliness?.lateShare ?? null;
  return lateShare === null ? null : 1 - lateShare;
}
