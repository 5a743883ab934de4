import { tallyValues } from './tally-values.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';
import { share } from '../report/text-table.ts';

/** Whether moments are kept in local time or in UTC, by the hours of an office. */
export interface HourEvidence {
  readonly zone: 'UTC' | 'LOCAL' | 'UNSURE';
  readonly said: string;
}

/** Moments with a time of day from which the hours can be told. */
const ENOUGH = 30;
const OFFSET = 7;
const ZONED = /:\d\d(?:\.\d+)? ?(?:Z|[+-]\d\d:?(?:\d\d)?)$/u;

/** Offices work from 7 to 17. Null where there are too few moments, or days alone. */
export function hourEvidence(sample: ColumnSample): HourEvidence | null {
  let [timed, local, shifted] = [0, 0, 0];
  for (const [value, count] of tallyValues(sample).counts) {
    // What has a zone of its own says nothing of the others.
    const [, hour, rest] = ZONED.test(value)
      ? []
      : (/^\d{4}-\d\d-\d\d[T ](\d\d):(\d\d:?\d*)/u.exec(value) ?? []);
    if (hour === undefined || (hour === '00' && /^00(?::00)?$/u.test(rest ?? ''))) continue;
    timed += count;
    if (isOffice(Number(hour))) local += count;
    if (isOffice((Number(hour) + OFFSET) % 24)) shifted += count;
  }
  if (timed < ENOUGH) return null;
  const said = `${share(local, timed)} of the times lie between 7 and 17 as they stand, ${share(shifted, timed)} seven hours later`;
  if (shifted / timed > 0.8 && local / timed < 0.6) return { zone: 'UTC', said };
  if (local / timed > 0.8 && shifted / timed < 0.6) return { zone: 'LOCAL', said };
  return { zone: 'UNSURE', said };
}

function isOffice(hour: number): boolean {
  return hour >= 7 && hour < 17;
}
