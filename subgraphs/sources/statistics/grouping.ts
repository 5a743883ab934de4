import type { Dimension, Unit } from '../model/dimension.ts';
import type { FilterValue } from '../model/predicate.ts';

/** How one value of the graph's `groupBy` is read, and what of the dimension's value is its key. */
export interface Grouping {
  readonly dimension: Dimension;
  readonly key: (value: FilterValue | null) => string | null;
  /** Keys are printed codes: one that is written in capitals and in small letters is one group, as it is to a filter. */
  readonly isPrinted?: true;
}

/** What groupings of some rows are called: those by a field, by a printed code, and by a stretch of a moment, `RECEIVED_MONTH`. */
export interface GroupingNames {
  readonly fields: Readonly<Record<string, string>>;
  readonly printed?: Readonly<Record<string, string>>;
  readonly moments: Readonly<Record<string, string>>;
}

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

export function groupingOf(by: string, { fields, printed, moments }: GroupingNames): Grouping {
  const field = fields[by];
  if (field !== undefined) return groupedBy({ kind: 'field', field });
  const code = printed?.[by];
  if (code !== undefined) return { ...groupedBy({ kind: 'field', field: code }), isPrinted: true };
  const [moment = '', period = ''] = by.split('_');
  const { unit, key } = PERIODS[period] ?? { unit: 'day', key: (day: string) => day };
  return {
    dimension: { kind: 'period', field: moments[moment] ?? '', unit },
    key: (value) => (value === null ? null : key(String(value))),
  };
}

/** The dimension's value is the key. */
export function groupedBy(dimension: Dimension): Grouping {
  return { dimension, key: (value) => (value === null ? null : String(value)) };
}

/** A key of a grouping, and what is coarser and can be grouped by too: of a month its quarter and its year. */
export function levelsOf(by: string, key: string | null): readonly (string | null)[] {
  if (key === null) return [null];
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
