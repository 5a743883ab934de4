import type { Comparison } from '../../model/condition.ts';

/**
 * Legacy date-times are local and the province has one zone, without summer time since 1975. Types with a zone are read
 * and compared in it, never in the machine's.
 */
export const LOCAL_OFFSET = '+07:00';

/**
 * How finely a column keeps a moment: to the day, the minute, so many digits of a second, or, as SQL Server's `datetime`,
 * in ticks of 1/300 s that are printed as milliseconds ending in 0, 3 or 7.
 */
export type Grain = 'day' | 'minute' | 'tick' | number;

const MOMENT =
  /^(\d{4}-(\d{2})-(\d{2}))(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?)?$/u;

/** `yyyy-MM-ddTHH:mm:ss` with a fraction of nine digits, or null for text that is no moment of the calendar. */
export function readMoment(value: string): string | null {
  const parts = MOMENT.exec(value);
  if (parts === null) return null;
  const [, day = '', month, , hours = '00', minutes = '00', seconds = '00', fraction = ''] = parts;
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() + 1 !== Number(month)) return null;
  return `${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(9, '0')}`;
}

export interface Boundary {
  readonly value: string;
  readonly op: Comparison;
}

/**
 * A boundary that may come from a finer database, laid on the column's own grid. Stored values lie on it, so what is later
 * than the boundary is later than its floor, and what is earlier is at or before the floor.
 */
export function floorBoundary({ value, op }: Boundary, grain: Grain): Boundary {
  const floor = floorMoment(value, grain);
  if (readMoment(floor) === value) return { value: floor, op };
  return { value: floor, op: op === '>=' ? '>' : op === '<' ? '<=' : op };
}

/** The latest moment on the grid that is not after the value, as `readMoment` gave it. */
export function floorMoment(value: string, grain: Grain): string {
  switch (grain) {
    case 'day':
      return value.slice(0, 10);
    case 'minute':
      return `${value.slice(0, 16)}:00`;
    case 'tick': {
      const last = Number(value[22]);
      return `${value.slice(0, 22)}${last < 3 ? 0 : last < 7 ? 3 : 7}`;
    }
    default:
      return value.slice(0, grain === 0 ? 19 : 20 + grain);
  }
}

/** The value on the column's grid, or null where no stored value can equal it. */
export function momentOnGrid(value: unknown, grain: Grain): string | null {
  const read = typeof value === 'string' ? readMoment(value) : null;
  if (read === null) return null;
  const floor = floorMoment(read, grain);
  return readMoment(floor) === read ? floor : null;
}
