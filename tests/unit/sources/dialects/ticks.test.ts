import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  momentOfTicks,
  ticksOf,
} from '../../../../subgraphs/sources/dialects/shared/kept/ticks.ts';

describe('a moment in steps of 100 ns', () => {
  it('is the moment again, whatever the year, the time of day and the parts of a second', () => {
    const moment = fc
      .tuple(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        fc.nat(9_999_999),
      )
      .map(([date, part]) => {
        const rest = String(part).padStart(7, '0').replace(/0+$/u, '');
        return `${date.toISOString().slice(0, 19)}${rest === '' ? '' : `.${rest}`}`;
      });
    fc.assert(
      fc.property(moment, (its) => {
        expect(momentOfTicks(String(ticksOf(its)))).toBe(its);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['0', '0001-01-01T00:00:00'],
    ['1', '0001-01-01T00:00:00.0000001'],
    ['3155378975999999999', '9999-12-31T23:59:59.9999999'],
  ])('%s is %s', (ticks, moment) => {
    expect(momentOfTicks(ticks)).toBe(moment);
  });
});
