import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { readWorkingCalendar } from '../../../subgraphs/onestop/calendar/read-calendar.ts';
import { recomputeDue } from '../../../subgraphs/onestop/calendar/recomputed-due.ts';
import { OUTSIDE_CALENDAR } from '../../../subgraphs/onestop/calendar/working-calendar.ts';

const calendar = readWorkingCalendar();

const folder = mkdtempSync(join(tmpdir(), 'motcua-calendar-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(text: string): string {
  const file = join(folder, 'calendar.yaml');
  writeFileSync(file, text);
  return file;
}

describe('the working days of civil servants', () => {
  // ../shared/domain.md §2.7, by the law's way of counting.
  it.each([
    ['2016-02-05', 3, '2016-02-17'],
    ['2016-02-05', 10, '2016-02-26'],
    ['2016-04-15', 3, '2016-04-21'],
    ['2016-04-15', 10, '2016-05-04'],
    ['2016-04-28', 3, '2016-05-05'],
    ['2016-04-28', 10, '2016-05-16'],
    // A Saturday on which people work, for the Monday before.
    ['2024-04-26', 1, '2024-05-02'],
    ['2024-05-03', 1, '2024-05-04'],
    // Over the end of a year.
    ['2025-12-31', 1, '2026-01-05'],
  ])('%s and %i days: %s', (from, days, due) => {
    expect(recomputeDue(calendar, from, days)).toEqual({
      date: due,
      rule: expect.stringContaining('receipt is not counted'),
      calendarVersion: 'VN-2016-2026',
    });
  });

  it('are 251 in 2016', () => {
    expect(calendar.between('2016-01-01', '2016-12-31')).toBe(251);
  });

  it('are swapped for as many others', () => {
    const file = inRepository('subgraphs/onestop/calendar/civil-servants.yaml');
    const { years } = parse(readFileSync(file, 'utf8')) as {
      years: Record<string, { swappedOff?: string[]; swappedWork?: string[] }>;
    };
    const swapped = (kind: 'swappedOff' | 'swappedWork') =>
      Object.values(years).flatMap((year) => year[kind] ?? []);
    expect(swapped('swappedOff')).toHaveLength(6);
    expect(swapped('swappedWork')).toHaveLength(6);
  });

  it('are counted to where counting on leads', () => {
    const days = fc
      .integer({ min: 0, max: 3_900 })
      .map((after) => new Date(Date.UTC(2016, 0, 1 + after)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = calendar.after(from, count);
        fc.pre(to !== null);
        expect(calendar.between(from, to)).toBe(count);
        expect(calendar.between(to, from)).toBe(-count);
        // No day in between is as far.
        const before = new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
        expect(calendar.between(from, before)).toBe(count - 1);
      }),
    );
  });

  it('are not guessed where no year is known, nor after the day until which one is', () => {
    expect(calendar.after('2015-12-31', 1)).toBeNull();
    expect(calendar.between('2015-12-31', '2016-01-04')).toBe(OUTSIDE_CALENDAR);
    expect(calendar.after('2026-11-20', 1)).toBe('2026-11-23');
    expect(calendar.after('2026-11-20', 2)).toBeNull();
    expect(calendar.between('2026-11-20', '2026-11-24')).toBe(OUTSIDE_CALENDAR);
  });
});

describe('a calendar of the operator', () => {
  it('adds years, or takes their place', () => {
    const own = readWorkingCalendar(
      written(`version: Cà Mau 2
years:
  2016: { source: own, holiday: [2016-01-04] }
  2028: { source: own, compensatory: [2028-01-03] }`),
    );
    expect(own.version).toBe('Cà Mau 2');
    expect(own.after('2016-01-01', 1)).toBe('2016-01-05');
    expect(own.after('2028-01-01', 1)).toBe('2028-01-04');
    // Nobody knows 2027.
    expect(own.between('2026-11-20', '2028-01-04')).toBe(OUTSIDE_CALENDAR);
    expect(own.after('2020-01-22', 1)).toBe('2020-01-30');
  });

  it.each([
    ['years: {}', ['calendar.yaml:1: “version” is missing']],
    [
      'version: 1\nyears:\n  2016: { source: x, holiday: [2016-02-30] }',
      ['calendar.yaml:3: “years.2016.holiday.0” is no day'],
    ],
    [
      'version: 1\nyears:\n  2016: { source: x, holiday: [2016-02-06] }',
      ['is a Saturday or Sunday'],
    ],
    [
      'version: 1\nyears:\n  2016: { source: x, swappedWork: [2016-02-08] }',
      ['is worked on anyway'],
    ],
    [
      'version: 1\nyears:\n  2016: { source: x, holiday: [2017-02-08] }',
      ['“years.2016.holiday” has 2017-02-08, which is no day of 2016'],
    ],
    [
      'version: 1\nyears:\n  2016: { source: x, holliday: [2016-02-08] }',
      ['has no key “holliday”', 'holiday'],
    ],
    ['version: [', ['calendar.yaml:']],
  ])('that is wrong is told with its line: %s', (text, said) => {
    for (const part of said) expect(() => readWorkingCalendar(written(text))).toThrow(part);
  });

  it('that is not there is told by its name', () => {
    expect(() => readWorkingCalendar('/nowhere/calendar.yaml')).toThrow(
      '/nowhere/calendar.yaml does not exist',
    );
  });
});
