import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Filters,
  LANGUAGES,
  LEVELS,
  MEASURES,
  misreadIn,
  readAddress,
  REPORT_ROWS,
  writeAddress,
} from '../../../gateway/statistics-page/browser/address.ts';
import {
  monthsBetween,
  periodOf,
  plusDays,
} from '../../../gateway/statistics-page/browser/days.ts';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const filters: fc.Arbitrary<Filters> = fc
  .record({
    offices: fc.uniqueArray(fc.constantFrom('H12.NC', 'H12.CM', 'H12.TT', 'Đ-1'), { maxLength: 3 }),
    level: fc.constantFrom('', ...LEVELS),
    field: fc.constantFrom('', 'LV113', 'HT'),
    measure: fc.constantFrom(...MEASURES),
    by: fc.constantFrom(...REPORT_ROWS),
    lang: fc.constantFrom('', ...LANGUAGES),
    period: fc.option(fc.tuple(day, day).map((days) => days.sort())),
  })
  .map(({ period, ...others }) => ({ ...others, from: period?.[0] ?? '', to: period?.[1] ?? '' }));

describe('the address of the page of statistics', () => {
  it('keeps whatever was chosen', () => {
    fc.assert(
      fc.property(filters, (chosen) => {
        expect(readAddress(writeAddress(chosen))).toEqual(chosen);
      }),
    );
  });

  it('tells what of it is not understood', () => {
    fc.assert(
      fc.property(filters, (chosen) => {
        expect(misreadIn(writeAddress(chosen))).toEqual([]);
      }),
    );
    expect(misreadIn('?from=2016-09-01&to=2016-02-01')).toEqual(['from', 'to']);
    expect(misreadIn('?from=2016-02-30&level=FOO&office=H12.NC&office=%20')).toEqual([
      'office',
      'level',
      'from',
    ]);
  });

  it('is short where nothing was chosen', () => {
    expect(writeAddress(readAddress(''))).toBe('');
    expect(writeAddress(readAddress('?office=H12.NC&measure=p90'))).toBe(
      '?office=H12.NC&measure=p90',
    );
  });

  it('leaves out what no choice of the page has', () => {
    const rotten =
      '?office=a"b&office=H12.NC&level=WORLD&field=<x>&from=2016-02-30&to=2016-03-01&measure=luck&by=LUCK&lang=xx';

    expect(readAddress(rotten)).toEqual(readAddress('?office=H12.NC'));
    expect(readAddress('?from=2016-05-01&to=2016-04-01')).toEqual(readAddress(''));
  });

  it('reads any text, and reads what it has read the same again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readAddress(text);
        expect(readAddress(writeAddress(read))).toEqual(read);
      }),
    );
  });
});

describe('the days of the page of statistics', () => {
  it('of quarters follow each other and make up the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), (year) => {
        const quarters = [1, 2, 3, 4].map((quarter) => periodOf(year, quarter));
        expect([quarters[0]?.[0], quarters[3]?.[1]]).toEqual(periodOf(year));
        for (const [place, [, to]] of quarters.slice(0, 3).entries())
          expect(plusDays(to, 1)).toBe(quarters[place + 1]?.[0]);
      }),
    );
  });

  it('lie in the months between them, each once and in order', () => {
    expect(monthsBetween('2015-11-30', '2016-02-01')).toEqual([
      '2015-11',
      '2015-12',
      '2016-01',
      '2016-02',
    ]);
    expect(monthsBetween('2016-02-02', '2016-01-01')).toEqual([]);
  });
});
