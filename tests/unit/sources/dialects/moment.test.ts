import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Comparison } from '../../../../subgraphs/sources/model/condition.ts';
import {
  floorBoundary,
  floorMoment,
  type Grain,
  momentOnGrid,
  readMoment,
} from '../../../../subgraphs/sources/dialects/shared/moment.ts';

describe('readMoment', () => {
  it('reads days and moments, and no day that is in no calendar', () => {
    const values = [
      '2016-02-29',
      '2016-08-15 10:05',
      '2016-08-15T10:05:07.12',
      '2015-02-29',
      '2016-08-15T24:00:00',
      '15/08/2016',
      '',
    ];

    expect(values.map(readMoment)).toEqual([
      '2016-02-29T00:00:00.000000000',
      '2016-08-15T10:05:00.000000000',
      '2016-08-15T10:05:07.120000000',
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('floorBoundary', () => {
  const grain = fc.constantFrom<Grain>('day', 'minute', 'tick', 0, 3, 6, 7);
  // Few days and seconds, so that values meet.
  const moment = fc
    .tuple(
      fc.integer({ min: 14, max: 16 }),
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 12_000_000 }),
    )
    .map(([day, minute, tenths]) => {
      const fraction = String(tenths % 10_000_000).padStart(7, '0');
      const second = String(Math.floor(tenths / 10_000_000)).padStart(2, '0');
      return readMoment(`2016-08-${day}T00:0${minute}:${second}.${fraction}`)!;
    });
  const COMPARE: Readonly<Record<Comparison, (a: string, b: string) => boolean>> = {
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
  };

  it('lets the same stored values through as the finer boundary would', () => {
    fc.assert(
      fc.property(
        grain,
        moment,
        moment,
        fc.constantFrom<Comparison>('<', '<=', '>', '>='),
        (kept, any, value, op) => {
          const stored = readMoment(floorMoment(any, kept))!;

          const boundary = floorBoundary({ value, op }, kept);

          expect(COMPARE[boundary.op](stored, readMoment(boundary.value)!)).toBe(
            COMPARE[op](stored, value),
          );
        },
      ),
    );
  });

  it('floors to the ticks that SQL Server’s datetime prints', () => {
    const floored = ['.000', '.0029', '.005', '.0069', '.007', '.999'].map((fraction) =>
      floorMoment(readMoment(`2016-08-15T10:00:00${fraction}`)!, 'tick').slice(19),
    );

    expect(floored).toEqual(['.000', '.000', '.003', '.003', '.007', '.997']);
  });

  it('knows what no stored value can equal', () => {
    const values = [
      '2016-08-15T10:00:00.003',
      '2016-08-15T10:00:00.004',
      '1900-01-01',
      '',
      0,
      null,
    ];

    expect(values.map((value) => momentOnGrid(value, 'tick'))).toEqual([
      '2016-08-15T10:00:00.003',
      null,
      '1900-01-01T00:00:00.000',
      null,
      null,
      null,
    ]);
  });
});
