import { momentKey, splitMoment, timeOf } from '../../model/moment.ts';
import { type DateForm, formsOf } from './date-format.ts';
import { readNative } from './date-native.ts';
import { LOCAL, shifted } from './date-zone.ts';

/** A moment, and how far its clock is ahead of UTC, where it says so: `+07:00`, `+0700`, `+07`, `Z`. */
const MOMENT =
  /^(?<clock>\d{4}-\d{2}-\d{2}[T ][\d:.]+) ?(?<zone>Z|(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?)?$/u;
/** XML writes a zone behind a day, too, which stays the day that it is. */
const DAY = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/u;

/** No zone of the world is further ahead of UTC, or behind it. */
const FURTHEST = 14 * 60;

/**
 * ISO 8601 as programs write it into JSON and XML: days, and moments with or without seconds, a fraction and a zone. A zone in
 * the value is the value's own; `utc` says whether a moment without one is kept in UTC. Of many zones SQL makes no order.
 */
export function isoForms(utc: boolean): readonly DateForm[] {
  return [...formsOf('yyyy-MM-dd', 2000), zonedForm(utc)];
}

function zonedForm(utc: boolean): DateForm {
  return {
    timed: true,
    read(text) {
      const moment = DAY.exec(text)?.[1] ?? readZoned(text, utc ? 0 : LOCAL * 60);
      return moment === null ? null : splitMoment(moment);
    },
    write(moment) {
      const [clock = '', fraction = ''] = momentKey(moment).split('.');
      const kept = fraction.replace(/0+$/u, '');
      return timeOf(moment) === undefined ? [] : [`${clock}${kept && `.${kept}`}+07:00`];
    },
    none: NONE,
    // A moment can be written in each zone.
    unlisted: true,
  };
}

/** The moment by the province's clock; `usual` is how many minutes a clock without a zone is ahead of UTC. */
function readZoned(text: string, usual: number): string | null {
  const { clock = '', zone, sign, hours, minutes = '0' } = MOMENT.exec(text)?.groups ?? {};
  const moment = readNative(clock);
  if (moment === null) return null;
  const ahead = Number(hours ?? 0) * 60 + Number(minutes);
  if (ahead > FURTHEST || Number(minutes) > 59) return null;
  const own = zone === undefined ? usual : sign === '-' ? -ahead : ahead;
  return own === LOCAL * 60 ? moment : shifted(moment, LOCAL * 60 - own);
}

/** What programs write for none: the first moment that .NET knows, and 1 January 1900, whatever the zone. */
const NONE: readonly string[] = ['0001-01-01', '1900-01-01'].flatMap((day) =>
  ['', '.000', '.0000000'].flatMap((fraction) =>
    ['', 'Z', '+00:00', '+07:00'].map((zone) => `${day}T00:00:00${fraction}${zone}`),
  ),
);
