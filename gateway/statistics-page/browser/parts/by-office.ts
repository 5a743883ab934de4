import type { TimelinessCounts } from '../asking/answer.ts';
import { base, labelled, rowHeight, values } from '../drawing/axes.ts';
import {
  askOffices,
  type Counted,
  countedOffices,
  isMissing,
  onTimeShare,
} from './office-measures.ts';
import type { Part, View } from './part.ts';

const NOTHING = '–';
const CLASSES = ['early', 'onTime', 'late'] as const;

/** How much each office finished early, on time and late; one that did not answer has a bar that says so. */
export const byOffice: Part = {
  name: 'byOffice',
  ask: askOffices,
  show(answer, view) {
    const { words, format } = view;
    const counted = countedOffices(answer, view.offices, view.asked);
    if (counted === null || !answer.offices) return null;
    const order = (one: Counted): number => onTimeShare(one.measures) ?? (isMissing(one) ? -2 : -1);
    const sorted = [...counted].sort((one, other) => order(other) - order(one));
    const total = answer.offices.total;
    const cells = (measures: Counted['measures']): readonly (number | null)[] => [
      measures?.count ?? null,
      ...[...CLASSES, 'noDueDate' as const].map((one) => measures?.timeliness?.[one] ?? null),
      onTimeShare(measures),
    ];
    return {
      table: {
        columns: [
          { name: words.office, kind: 'text' },
          { name: words.figures.settled, kind: 'count' },
          { name: words.early, kind: 'count' },
          { name: words.onTime, kind: 'count' },
          { name: words.late, kind: 'count' },
          { name: words.noDueDate, kind: 'count' },
          { name: words.figures.onTimeShare, kind: 'share' },
        ],
        rows: sorted.map((one) => [nameOf(one, view), ...cells(one.measures)]),
        total: [words.total, ...cells(total)],
      },
      drawing: (look) => ({
        ...base(look),
        tooltip: {
          ...base(look).tooltip,
          valueFormatter: (value) => (typeof value === 'number' ? format.share(value) : ''),
        },
        xAxis: { ...values(format.share, look.colours), max: 1, interval: 0.25 },
        yAxis: labelled(
          sorted.map((one) => nameOf(one, view)),
          look,
        ),
        series: [
          ...CLASSES.map((name) => ({
            type: 'bar' as const,
            stack: 'all',
            name: words[name],
            barMaxWidth: 22,
            itemStyle: {
              color: {
                early: look.colours.first,
                onTime: look.colours.second,
                late: look.colours.bad,
              }[name],
            },
            data: sorted.map(({ measures }) => shareOf(name, measures?.timeliness) ?? '-'),
            // Of both before it, so that it stands where they end.
            ...(name === 'onTime' && {
              label: {
                show: true,
                position: 'insideRight' as const,
                color: look.colours.onSecond,
                formatter: ({ dataIndex }: { dataIndex: number }) => {
                  const share = onTimeShare(sorted[dataIndex]?.measures ?? null);
                  return share === null ? '' : format.share(share);
                },
              },
            }),
          })),
          {
            type: 'bar' as const,
            stack: 'all',
            name: words.missing,
            barMaxWidth: 22,
            itemStyle: { color: look.colours.lacking },
            label: {
              show: true,
              position: 'insideLeft' as const,
              color: look.colours.text,
              formatter: ({ dataIndex }: { dataIndex: number }) => whyNot(sorted[dataIndex], view),
            },
            tooltip: { show: false },
            data: sorted.map((one) => {
              if (one.measures?.timeliness) return '-';
              return isMissing(one) || one.measures
                ? 1
                : { value: 1, itemStyle: { color: 'transparent' } };
            }),
          },
        ],
        legend: { ...base(look).legend, data: CLASSES.map((name) => words[name]) },
      }),
      height: (look) => 60 + rowHeight(look) * Math.max(sorted.length, 2),
      summary: sorted
        .map((one) => {
          const share = onTimeShare(one.measures);
          return `${nameOf(one, view)}: ${share === null ? whyNot(one, view) : format.share(share)}`;
        })
        .join('; '),
      notes: [],
      sources: answer.offices.sources,
    };
  },
};

/** Its name, with the moment that its figures are of where they are not of now. */
function nameOf({ office, source }: Counted, { format }: View): string {
  const name = format.office(office.name);
  return source?.status === 'STALE' ? `${name} ◷ ${format.dayOf(source.asOf)}` : name;
}

/** Why there is no figure of it. */
function whyNot(one: Counted | undefined, { words }: View): string {
  if (one === undefined) return '';
  if (isMissing(one) && one.source) return words.status[one.source.status];
  return one.measures === null ? NOTHING : words.tooFew;
}

function shareOf(
  name: (typeof CLASSES)[number],
  counts: TimelinessCounts | null | undefined,
): number | null {
  if (!counts) return null;
  const all = counts.early + counts.onTime + counts.late;
  return all === 0 ? null : counts[name] / all;
}
