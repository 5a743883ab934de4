import { describe, expect, it } from '@jest/globals';
import { watchActivity } from '../../../service/telemetry/activity.ts';
import { statements } from '../../../service/telemetry/events.ts';

describe('watchActivity', () => {
  it('counts a minute, and knows the slowest of an hour or two', () => {
    let now = 7_200_000;
    const activity = watchActivity(() => now);
    const ends = (ms: number) => {
      const event = { source: 'NC', from: 'LIVE', outcome: 'ok', waitedMs: 0, rows: 1 } as const;
      statements.tell({ ...event, ms, sql: `select ${ms}` });
    };

    ends(30);
    now += 59_000;
    ends(10);
    const both = activity.of('NC');
    now += 1_000;
    const one = activity.of('NC');
    now += 3_600_000;
    const none = activity.of('NC');
    now += 3_600_000;
    const forgotten = activity.of('NC');
    activity.close();
    ends(50);

    expect(both).toEqual({ perMinute: 2, slowest: { ms: 30, sql: 'select 30' } });
    expect(one.perMinute).toBe(1);
    expect(none).toEqual({ perMinute: 0, slowest: { ms: 30, sql: 'select 30' } });
    expect(forgotten).toEqual({ perMinute: 0, slowest: undefined });
    expect(activity.of('VIC')).toEqual({ perMinute: 0, slowest: undefined });
  });
});
