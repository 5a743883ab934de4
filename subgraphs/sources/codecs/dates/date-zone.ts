import { momentKey, timeOf } from '../../model/moment.ts';
import type { Comparison } from '../../model/condition.ts';
import { type Codec, type Pushed, UNDECIDED } from '../codec.ts';
import { amongMoments, pushDate } from './date-filter.ts';

/** What a source's clock must be put forward by to be the province's, in hours. */
export const LOCAL = 7;
const FIRST = '0001-01-01T00:00:00';

/** The last moment in UTC that is in the year 9999 here. */
export const LAST_IN_UTC = '9999-12-31T16:59:59.9999999';

/** Moments that were kept in UTC, as the province's clock shows them; a day alone is its start. */
export function fromUtc(inner: Codec<string>): Codec<string> {
  const { ordering, sortKey } = inner;
  return {
    arity: 1,
    decode: (raw) => {
      const reading = inner.decode(raw);
      return reading.value === null
        ? reading
        : { ...reading, value: shifted(reading.value, LOCAL * 60) };
    },
    encode: (value) => inner.encode(inUtc(value)),
    push: (test) => {
      const ask: Codec<string>['push'] = (its) => inner.push(its);
      const compare = (op: Comparison, value: string): Pushed =>
        ask({ op: OPS[op], value: inUtc(value) }) ?? UNDECIDED;
      return pushDate(test, {
        isNull: ask({ op: 'isNull' }) ?? UNDECIDED,
        among: (values) =>
          amongMoments(
            values.filter((value) => timeOf(value) === undefined || !isBefore(value)),
            (moments) => ask({ op: 'in', values: moments.map(inUtc) }) ?? UNDECIDED,
            compare,
          ),
        compare,
      });
    },
    ...(ordering === undefined || sortKey === undefined
      ? {}
      : { ordering, sortKey: { ...sortKey, toRaw: (value) => sortKey.toRaw(inUtc(value)) } }),
  };
}

const OPS = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;

function inUtc(value: string): string {
  return isBefore(value) ? FIRST : shifted(value, -LOCAL * 60);
}

/** Before the calendar begins in UTC, nothing is read. */
function isBefore(value: string): boolean {
  return momentKey(value) < momentKey(`0001-01-01T0${LOCAL}:00:00`);
}

/** The moment so many minutes later, its fraction as it is; what is in no calendar of four digits is no moment. */
export function shifted(value: string, minutes: number): string {
  const [clock = '', fraction] = (timeOf(value) ?? '00:00:00').split('.');
  const date = new Date(`${value.slice(0, 10)}T${clock}Z`);
  date.setUTCMinutes(date.getUTCMinutes() + minutes);
  const moved = date.toISOString().slice(0, 19);
  return fraction === undefined ? moved : `${moved}.${fraction}`;
}
