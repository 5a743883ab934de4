import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { untilBegin, untilEnd } from '../../../../subgraphs/sources/copy/hours.ts';

const A_MINUTE = 60_000;
const A_DAY = 1_440;

const minutes = fc.nat(A_DAY - 1);
const written = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
const hoursOf = (begin: number, end: number): string => `${written(begin)}-${written(end)}`;
const moment = (minute: number): string => `2016-08-15T${written(minute)}:00`;

/** The minutes of a day that lie within the hours, one by one. */
function within(begin: number, end: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = begin; ; at = (at + 1) % A_DAY) {
    if (found.size > 0 && at === end) return found;
    found.add(at);
    if (found.size === A_DAY) return found;
  }
}

describe('hours of copying', () => {
  it('begin and end at their minute, over midnight too', () => {
    fc.assert(
      fc.property(minutes, minutes, minutes, (begin, end, now) => {
        const inside = within(begin, end);
        let wait = 0;
        while (!inside.has((now + wait) % A_DAY)) wait += 1;
        expect(untilBegin(hoursOf(begin, end), moment(now))).toBe(wait * A_MINUTE);

        if (wait > 0) return;
        let left = 1;
        while ((now + left) % A_DAY !== end) left += 1;
        expect(untilEnd(hoursOf(begin, end), moment(now))).toBe(left * A_MINUTE);
      }),
    );
  });

  it('count seconds', () => {
    expect(untilBegin('18:00-06:00', '2016-08-15T17:59:30')).toBe(30_000);
    expect(untilEnd('18:00-06:00', '2016-08-15T05:59:59.5')).toBe(500);
  });
});
