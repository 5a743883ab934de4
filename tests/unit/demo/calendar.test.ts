import { describe, expect, it } from '@jest/globals';
import {
  dueDayAfter,
  workingDayAfter,
  workingDaysOfYear,
} from '../../../scripts/demo/province/calendar.ts';

describe('the calendar of 2016', () => {
  it('has 251 working days', () => {
    expect(workingDaysOfYear).toHaveLength(251);
  });

  it.each([
    ['2016-02-05', 3, '2016-02-17'],
    ['2016-04-15', 3, '2016-04-21'],
    ['2016-04-28', 3, '2016-05-05'],
    ['2016-04-28', 10, '2016-05-16'],
  ])('counts from %s %i working days to %s, the first day not counted', (from, days, due) => {
    expect(workingDayAfter(from, days)).toBe(due);
    expect(dueDayAfter(from, days)).toBe(due);
  });

  it('counts no part of a day anew, and goes on into the year after', () => {
    expect(dueDayAfter('2016-03-01', 0.5)).toBeNull();
    expect(dueDayAfter('2016-12-29', 5)).toBe('2017-01-06');
    expect(dueDayAfter('2017-01-03', 5)).toBeNull();
  });
});
