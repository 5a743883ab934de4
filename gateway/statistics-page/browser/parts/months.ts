import type { Statistics } from '../asking/answer.ts';
import { monthsBetween } from '../days.ts';
import { base, categories, values } from '../drawing/axes.ts';
import { type Asked, commonVariables, inPeriod, MOST_GROUPS, type Part, SOURCES } from './part.ts';

/** What comes in and what is finished, month by month. */
export const months: Part = {
  name: 'months',
  ask: (asked) => ({
    fields: {
      received: `dossierStatistics(offices: $offices, where: $received, groupBy: [RECEIVED_MONTH], first: ${monthsIn(asked)}, asOf: $asOf) { groups { keys measures { count } } groupCount total { count } ${SOURCES} }`,
      settled: `dossierStatistics(offices: $offices, where: $finished, groupBy: [FINISHED_MONTH], first: ${monthsIn(asked)}, asOf: $asOf) { groups { keys measures { count } } groupCount total { count } ${SOURCES} }`,
    },
    variables: {
      ...commonVariables(asked),
      received: { type: 'DossierFilter', value: inPeriod(asked, 'receivedOn') },
      finished: { type: 'DossierFilter', value: inPeriod(asked, 'finishedOn') },
    },
  }),
  show({ received, settled }, { asked, words, format }) {
    if (!received || !settled) return null;
    const names = monthsBetween(asked.from, asked.to);
    const [came, went] = [countsIn(names, received), countsIn(names, settled)];
    return {
      table: {
        columns: [
          { name: words.month, kind: 'text' },
          { name: words.figures.received, kind: 'count' },
          { name: words.figures.settled, kind: 'count' },
        ],
        rows: names.map((name, place) => [name, came[place] ?? null, went[place] ?? null]),
        total: [words.total, received.total.count, settled.total.count],
      },
      drawing: (look) => ({
        ...base(look),
        xAxis: categories(names.map(format.month), look),
        yAxis: { ...values(format.count, look.colours), minInterval: 1 },
        series: [
          {
            type: 'bar',
            name: words.figures.received,
            data: came.map((count) => count ?? '-'),
            itemStyle: { color: look.colours.second },
            barMaxWidth: 36,
          },
          {
            type: 'line',
            name: words.figures.settled,
            data: went.map((count) => count ?? '-'),
            itemStyle: { color: look.colours.first },
            lineStyle: { width: 2.5 },
            symbol: 'circle',
            symbolSize: 7,
          },
        ],
      }),
      height: () => 360,
      summary: `${words.figures.received}: ${format.count(received.total.count)}. ${words.figures.settled}: ${format.count(settled.total.count)}`,
      notes: [],
      sources: [...received.sources, ...settled.sources],
    };
  },
};

/** Months of the period; more than a page can draw are not asked for. */
function monthsIn({ from, to }: Asked): number {
  return Math.min(Math.max(1, monthsBetween(from, to).length), MOST_GROUPS);
}

/** The count of each month; of one that no group has nought, unless there are dossiers in groups that are not told. */
function countsIn(
  names: readonly string[],
  { groups, total }: Statistics,
): readonly (number | null)[] {
  const counts = new Map(groups.map(({ keys: [month], measures }) => [month, measures.count]));
  const told = groups.reduce((sum, { measures }) => sum + measures.count, 0);
  const other = told === total.count ? 0 : null;
  return names.map((name) => counts.get(name) ?? other);
}
