import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf } from '../../../subgraphs/onestop/reports/columns-06a.ts';
import { arrivals, outcomes, reported } from '../../../subgraphs/onestop/reports/rule-06a.ts';
import type { Tally } from '../../../subgraphs/sources/compiler/tally/plan.ts';
import { dimensionOf } from '../../../subgraphs/sources/model/dimension.ts';
import { matches } from '../../../subgraphs/sources/model/predicate.ts';
import { columns06a, type Reported } from '../../support/report-06a.ts';

const OFFICE = { name: 'Bộ phận Một cửa huyện Năm Căn' };

/** Few, so that they meet. */
const days = fc.constantFrom('2016-01-31', '2016-02-01', '2016-02-02', '2016-02-29', '2016-03-01');
const dossiers = fc.array(
  fc.record<Reported>({
    status: fc.constantFrom(
      ...['REGISTERED', 'RECEIVED', 'REJECTED_AT_INTAKE', 'PROCESSING', 'AWAITING_SUPPLEMENT'],
      ...['AWAITING_PAYMENT', 'WITHDRAWN', 'STOPPED', 'RESULT_READY', 'RETURNED', 'UNKNOWN'],
      null,
    ),
    channel: fc.constantFrom('IN_PERSON', 'ONLINE', 'POST', 'UNKNOWN', null),
    received: fc.option(days),
    due: fc.option(days),
    finished: fc.option(days),
  }),
  { maxLength: 40 },
);

/** A row as a source has it, some hour of the day with each of its days. */
function rowOf({ status, channel, received, due, finished }: Reported) {
  const at = (day: string | null, time: string) => day && `${day}T${time}`;
  return {
    status: { value: status },
    channel: { value: channel },
    receivedAt: at(received, '07:30:00'),
    dueAt: at(due, '17:00:00'),
    finishedAt: at(finished, '16:00:00'),
  };
}

describe('report 06a', () => {
  it('has every dossier in the columns that the form says, and adds up', () => {
    fc.assert(
      fc.property(dossiers, days, days, (some, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const tallies = some.map(rowOf).flatMap((row): Tally[] => {
          if (!matches(reported({ from, to }), row)) return [];
          const keys = [arrivals({ from, to }), outcomes({ from, to })].map((classes) =>
            dimensionOf({ kind: 'class', classes }, row),
          );
          return [{ keys, count: 1 }];
        });

        const [{ counts } = { counts: columns06a([], from, to) }] = columnsOf(OFFICE, tallies, 0);

        expect(counts).toEqual(columns06a(some, from, to));
      }),
    );
  });

  it.each<readonly [keys: Tally['keys'], identity: string]>([
    [[null, 'EARLY'], '3 = 4 + 5 + 6'],
    [['ONLINE', null], '3 = 7 + 11'],
    [['UNDATED', 'LATE'], '3 = 7 + 11'],
  ])('is refused where a dossier is only in %j, and names the office', (keys, identity) => {
    const whole = { keys: ['ONLINE', 'EARLY'], count: 5 };

    expect(() => columnsOf(OFFICE, [whole, { keys, count: 1 }], 0)).toThrow(
      expect.objectContaining({
        extensions: {
          code: 'REPORT_INCONSISTENT',
          details: { source: OFFICE.name, identity },
        },
      }),
    );
  });
});
