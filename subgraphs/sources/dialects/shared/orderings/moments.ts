import type { Comparison, Ordering } from '../../../model/condition.ts';
import type { ColumnCondition, ColumnRef, Fragment } from '../../dialect.ts';
import { type Boundary, floorBoundary, momentOnGrid, readMoment } from '../moment.ts';
import { glue, list, name, NEVER } from '../fragment.ts';
import type { Words } from '../words.ts';
import type { Sorted } from './sorted.ts';

/** Dates and moments of the database's own types. */
export function moments(
  { moment }: Words,
  column: ColumnRef,
  { none: raws, most }: Extract<Ordering, { kind: 'moment' }>,
): Sorted {
  const { info } = column;
  const grain = moment.grain(info);
  const bare = name(column.reference);
  const { inside = null, outside = null } = moment.calendar?.(column) ?? {};
  const inCalendar =
    moment.sorted?.(column) ??
    (inside === null ? bare : glue`CASE WHEN ${inside} THEN ${bare} END`);
  const sentinels = raws.flatMap((raw) => {
    const onGrid = momentOnGrid(raw, grain);
    return onGrid === null || moment.holds?.(onGrid, info) === false ? [] : [onGrid];
  });
  const boundaryOf = (op: Comparison, raw: string): Boundary =>
    floorBoundary({ value: readMoment(raw) ?? '', op }, grain);
  const compared = (op: Comparison, raw: string): Fragment =>
    moment.compare(column, boundaryOf(op, raw));
  const noneOf = (moments: readonly string[]): readonly Fragment[] =>
    moments.length === 0
      ? []
      : [
          glue`${moment.sorted === undefined ? bare : inCalendar} NOT IN (${list(
            moments.map((one) => moment.bound(one, info)),
            ', ',
          )})`,
        ];
  const early = most === undefined ? [] : [compared('<=', most)];
  const conditions = [...noneOf(sentinels), ...early];
  /** Without the sentinels; a long expression is not said twice. */
  const told =
    moment.sorted === undefined
      ? { sorted: inCalendar, conditions }
      : {
          sorted: sentinels.reduce(
            (sorted, one) => glue`NULLIF(${sorted}, ${moment.bound(one, info)})`,
            inCalendar,
          ),
          conditions: early,
        };
  const sortedOnly = {
    sorted:
      told.conditions.length === 0
        ? told.sorted
        : glue`CASE WHEN ${list(told.conditions, ' AND ')} THEN ${told.sorted} END`,
    compare(op: Comparison, raw: string | number): ColumnCondition {
      const bound = readMoment(String(raw));
      if (bound === null) return NEVER;
      // What the comparison leaves out anyway need not be left out again.
      const within = sentinels.filter((one) => isWithin(readMoment(one) ?? '', op, bound));
      const parts = [
        compared(op, String(raw)),
        ...(inside === null ? [] : [inside]),
        ...noneOf(within),
        ...early,
      ];
      const all = parts.length === 1 ? list(parts, '') : glue`(${list(parts, ' AND ')})`;
      const near = moment.near?.(column, boundaryOf(op, String(raw)));
      return { ...all, seek: 'range', ...(near && { near }) };
    },
  };
  if (moment.sorted !== undefined) {
    const walk = moment.walk?.(column);
    return walk === undefined ? sortedOnly : { ...sortedOnly, order: { ...sortedOnly, walk } };
  }
  const none = [
    glue`${bare} IS NULL`,
    ...(sentinels.length === 0
      ? []
      : [
          glue`${bare} IN (${list(
            sentinels.map((one) => moment.bound(one, info)),
            ', ',
          )})`,
        ]),
    ...(outside === null ? [] : [outside]),
    ...(most === undefined ? [] : [compared('>', most)]),
  ];
  const read = [glue`${bare} IS NOT NULL`, ...(inside === null ? [] : [inside]), ...conditions];
  return {
    ...sortedOnly,
    readable: glue`(${list(read, ' AND ')})`,
    ...(inside !== null && outside === null ? {} : { unreadable: glue`(${list(none, ' OR ')})` }),
    order: {
      sorted: bare,
      compare: (op, raw) => (readMoment(String(raw)) === null ? NEVER : compared(op, String(raw))),
    },
  };
}

function isWithin(moment: string, op: Comparison, bound: string): boolean {
  return moment === bound ? op.endsWith('=') : op.startsWith('<') === moment < bound;
}
