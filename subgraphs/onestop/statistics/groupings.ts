import type { Source } from '../../sources/database/source.ts';
import type { Dimension, Unit } from '../../sources/model/dimension.ts';
import type { FilterValue } from '../../sources/model/predicate.ts';
import { timelinessClasses } from '../timeliness.ts';
import type { OfficeExtra } from '../context.ts';
import type { DossierGrouping } from '../types.generated.ts';

/** How one value of the graph's `groupBy` is read, and what of the dimension's value is its key. */
export interface Grouping {
  readonly dimension: Dimension;
  readonly key: (value: FilterValue | null) => string | null;
}

const FIELDS: Readonly<Record<string, string>> = {
  OFFICE: 'office',
  LEVEL: 'level',
  PROCEDURE: 'procedureCode',
  PROCEDURE_FIELD: 'procedureFieldCode',
  STATUS: 'status',
  CHANNEL: 'channel',
  APPLICANT_KIND: 'applicantKind',
  ASSIGNEE: 'currentAssignee',
};

const MOMENTS: Readonly<Record<string, string>> = {
  RECEIVED: 'receivedAt',
  DUE: 'dueAt',
  FINISHED: 'finishedAt',
  RETURNED: 'returnedAt',
};

/** Weeks and quarters are told from the days and months that they are made of. */
const PERIODS: Readonly<
  Record<string, { readonly unit: Unit; readonly key: (period: string) => string }>
> = {
  DAY: { unit: 'day', key: (day) => day },
  WEEK: { unit: 'day', key: isoWeek },
  MONTH: { unit: 'month', key: (month) => month },
  QUARTER: { unit: 'month', key: quarter },
  YEAR: { unit: 'year', key: (year) => year },
};

export function groupingOf(
  by: DossierGrouping,
  asOf: string | null,
  sources: readonly Source[],
): Grouping {
  if (by === 'TIMELINESS')
    return { dimension: { kind: 'class', classes: timelinessClasses(asOf, sources) }, key: textOf };
  const field = FIELDS[by];
  if (field !== undefined) return { dimension: { kind: 'field', field }, key: textOf };
  const [moment = '', period = ''] = by.split('_');
  const { unit, key } = PERIODS[period] ?? { unit: 'day', key: (day: string) => day };
  return {
    dimension: { kind: 'period', field: MOMENTS[moment] ?? '', unit },
    key: (value) => (value === null ? null : key(String(value))),
  };
}

/** A key of a grouping, and what is coarser and can be grouped by too: of a month its quarter and its year. */
export function levelsOf(
  by: DossierGrouping,
  key: string | null,
  sources: readonly Pick<Source<OfficeExtra>, 'code' | 'extra'>[],
): readonly (string | null)[] {
  if (key === null) return [null];
  if (by === 'OFFICE')
    return [key, sources.find(({ code }) => code === key)?.extra.office?.level ?? null];
  switch (by.split('_')[1]) {
    case 'DAY': {
      const month = key.slice(0, 'yyyy-MM'.length);
      return [key, isoWeek(key), month, quarter(month), key.slice(0, 'yyyy'.length)];
    }
    case 'MONTH':
      return [key, quarter(key), key.slice(0, 'yyyy'.length)];
    case 'QUARTER':
      return [key, key.slice(0, 'yyyy'.length)];
    default:
      return [key];
  }
}

function textOf(value: FilterValue | null): string | null {
  return value === null ? null : String(value);
}

/** `2016-W33`: weeks begin on Monday, and belong to the year that their Thursday is in (ISO 8601). */
function isoWeek(day: string): string {
  const thursday = new Date(`${day}T00:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = String(thursday.getUTCFullYear()).padStart(4, '0');
  const days = (thursday.getTime() - Date.parse(`${year}-01-01T00:00:00Z`)) / 86_400_000;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

function quarter(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}
