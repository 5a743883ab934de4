import type { Answer, Statistics } from '../asking/answer.ts';
import { plusDays } from '../days.ts';
import { base, categories, values } from '../drawing/axes.ts';
import { type Asked, commonVariables, ofProcedures, type Part, SOURCES } from './part.ts';

/** The least and most days since it was received, of each class of age; the last has no most. */
const AGES: readonly (readonly [least: number, most?: number])[] = [
  [0, 5],
  [6, 10],
  [11, 30],
  [31, 90],
  [91],
];

const isOpen = (asked: Asked): object => ({
  timeliness: { in: ['NOT_FINISHED', 'OVERDUE'], asOf: asked.asOf },
  ...ofProcedures(asked),
});

/** What is counted, by its name: all that is open, each class of age, and what has none: received nobody knows when, or after that day. */
function filtersOf(asked: Asked): Readonly<Record<string, object>> {
  const open = isOpen(asked);
  return {
    open,
    ...Object.fromEntries(
      AGES.map(([least, most], place) => [
        `age${place}`,
        {
          ...open,
          receivedOn: {
            lte: plusDays(asked.asOf, -least),
            ...(most !== undefined && { gte: plusDays(asked.asOf, -most) }),
          },
        },
      ]),
    ),
    ageless: { ...open, not: { receivedOn: { lte: asked.asOf } } },
  };
}

/** What is not finished, by how long ago it was received. A class is counted by itself, so that it may be told where its days may not. */
export const backlog: Part = {
  name: 'backlog',
  ask(asked) {
    const filters = Object.entries(filtersOf(asked));
    return {
      fields: Object.fromEntries(
        filters.map(([name]) => [
          name,
          `dossierStatistics(offices: $offices, where: $${name}, first: 1, asOf: $asOf) { groupCount groups { keys } total { count timeliness { early onTime late noDueDate notFinished overdue lateShare } } ${SOURCES} }`,
        ]),
      ),
      variables: {
        ...commonVariables(asked),
        ...Object.fromEntries(
          filters.map(([name, value]) => [name, { type: 'DossierFilter', value }]),
        ),
      },
    };
  },
  show(answer, { asked, words, format }) {
    const ages = agesIn(answer);
    if (ages.every((one) => one === undefined)) return null;
    const { ageless } = answer;
    const isOfAges = !ageless || ageless.total.count === 0;
    const names = isOfAges ? words.ages : [...words.ages, words.unknown];
    const all = isOfAges ? ages : [...ages, ageless];
    const totals = all.map((one) => one?.total);
    const inTime = totals.map((one) => one?.timeliness?.notFinished ?? null);
    const overdue = totals.map((one) => one?.timeliness?.overdue ?? null);
    const counts = totals.map((one) => one?.count ?? null);
    const open = openIn(answer);
    // What may not be told apart is drawn as one.
    const whole = counts.map((count, place) => (totals[place]?.timeliness ? null : count));
    const series = [
      { name: words.inTime, data: inTime, colour: 'second' as const },
      { name: words.overdue, data: overdue, colour: 'bad' as const },
      { name: words.open, data: whole, colour: 'open' as const },
    ].filter(({ data }, place) => place < 2 || data.some((count) => count !== null));
    return {
      table: {
        columns: [
          { name: words.age, kind: 'text' },
          { name: words.open, kind: 'count' },
          { name: words.inTime, kind: 'count' },
          { name: words.overdue, kind: 'count' },
        ],
        rows: names.map((name, place) => [
          name,
          counts[place] ?? null,
          inTime[place] ?? null,
          overdue[place] ?? null,
        ]),
        total: [words.total, open.open, open.inTime, open.overdue],
      },
      drawing: (look) => ({
        ...base(look),
        xAxis: categories(names, look),
        yAxis: { ...values(format.count, look.colours), minInterval: 1 },
        series: series.map(({ name, data, colour }) => ({
          type: 'bar' as const,
          stack: 'open',
          name,
          data: data.map((count) => count ?? '-'),
          itemStyle: { color: look.colours[colour] },
          barMaxWidth: 64,
        })),
      }),
      height: () => 340,
      summary: names
        .map((name, place) => `${name}: ${told(counts[place] ?? null, format.count, words.tooFew)}`)
        .join('; '),
      notes: [
        words.asOf(format.day(asked.asOf)),
        ...(counts.includes(null) ? [`${words.tooFew}: ${untold(names, counts)}`] : []),
      ],
      sources: [answer.open, ...all].flatMap((one) => one?.sources ?? []),
    };
  },
};

/** How many are open, and how many of them in time and overdue; null where a class of age is not told, which they would tell. */
export function openIn(answer: Answer): {
  readonly open: number | null;
  readonly inTime: number | null;
  readonly overdue: number | null;
} {
  const ages = agesIn(answer);
  const all = answer.open?.total;
  const isTold = ages.every((one) => one !== undefined);
  const apart = isTold && ages.every((one) => one.total.timeliness) ? all?.timeliness : null;
  return {
    open: isTold ? (all?.count ?? null) : null,
    inTime: apart?.notFinished ?? null,
    overdue: apart?.overdue ?? null,
  };
}

function agesIn(answer: Answer): readonly (Statistics | undefined)[] {
  return AGES.map((_age, place) => answer[`age${place}`] ?? undefined);
}

function untold(names: readonly string[], counts: readonly (number | null)[]): string {
  return names.filter((_name, place) => (counts[place] ?? null) === null).join(', ');
}

function told(count: number | null, write: (count: number) => string, other: string): string {
  return count === null ? other : write(count);
}
