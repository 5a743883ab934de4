import {
  REPORT_COLUMNS,
  type ReportColumn,
  type ReportRow,
  type SourceAnswer,
} from '../asking/answer.ts';
import { base, labelled, rowHeight, values } from '../drawing/axes.ts';
import { type Part, SOURCES, type View } from './part.ts';

const MOST_DRAWN = 15;

/** How what was to be settled ended, from left to right. */
const ENDS: readonly (readonly [ReportColumn, 'first' | 'second' | 'bad' | 'open' | 'worse'])[] = [
  ['settledEarly', 'first'],
  ['settledOnTime', 'second'],
  ['settledLate', 'bad'],
  ['pendingInTime', 'open'],
  ['pendingOverdue', 'worse'],
];

const NUMBERED: readonly ReportColumn[] = REPORT_COLUMNS;

/** The ministry's report 06a: its thirteen columns as the table, and what became of the dossiers as the picture. */
export const report: Part = {
  name: 'report',
  ask: ({ offices, from, to, by }) => ({
    fields: {
      report: `report06a(offices: $offices, from: $from, to: $to, by: $by, onUnavailable: PARTIAL) {
    form
    rows { number label office { code } procedure { code name } counts { ...columns } }
    total { ...columns }
    ${SOURCES}
  }`.replaceAll('...columns', NUMBERED.join(' ')),
    },
    variables: {
      offices: { type: '[ID!]', value: offices },
      from: { type: 'Date!', value: from },
      to: { type: 'Date!', value: to },
      by: { type: 'Report06aRows!', value: by },
    },
  }),
  show({ report: found }, view) {
    if (!found) return null;
    const { words, format, filters } = view;
    const sources = new Map(found.sources.map((one) => [one.source, one]));
    const rows = found.rows.map((row) => ({ ...row, name: nameOf(row, sources, view) }));
    const drawn = [...rows]
      .sort((one, other) => other.counts.received - one.counts.received)
      .slice(0, MOST_DRAWN);
    const lacking = byOffice(rows, found.sources, view);
    const names = [...drawn.map(({ name }) => name), ...lacking];
    const nameOfEnd = (column: ReportColumn): string =>
      `${words.reportUnder[column.startsWith('settled') ? 'settled' : 'pending']}: ${words.reportColumns[column]}`;
    return {
      table: {
        columns: [
          { name: words.number, kind: 'count' },
          { name: words.reportRows[filters.by], kind: 'text' },
          ...NUMBERED.map((column) => ({
            name: words.reportColumns[column],
            kind: 'count' as const,
            under: words.reportUnder[headOf(column)],
          })),
        ],
        rows: rows.map(({ number, name, counts }) => [
          number,
          name,
          ...NUMBERED.map((column) => counts[column]),
        ]),
        total: ['', words.total, ...NUMBERED.map((column) => found.total[column])],
        numbered: true,
      },
      drawing: (look) => ({
        ...base(look),
        legend: { ...base(look).legend, type: 'plain' },
        grid: { ...base(look).grid, top: look.narrow ? 130 : 60 },
        xAxis: { ...values(format.count, look.colours), minInterval: 1 },
        yAxis: labelled(names, look),
        series: ENDS.map(([column, colour]) => ({
          type: 'bar' as const,
          stack: 'received',
          name: nameOfEnd(column),
          data: drawn.map(({ counts }) => counts[column]),
          itemStyle: { color: look.colours[colour] },
          barMaxWidth: 22,
        })),
      }),
      height: (look) => (look.narrow ? 150 : 90) + rowHeight(look) * Math.max(names.length, 2),
      summary: `${words.total}: ${NUMBERED.map((column) => `${words.reportUnder[headOf(column)]}, ${words.reportColumns[column]}: ${format.count(found.total[column])}`).join('; ')}`,
      notes: [
        found.form,
        ...(filters.field === '' ? [] : [words.reportAllFields]),
        ...(rows.length > drawn.length ? [words.firstRows(drawn.length, rows.length)] : []),
      ],
      sources: found.sources,
    };
  },
};

/** Which of the form's three heads a column stands under. */
function headOf(column: ReportColumn): 'received' | 'settled' | 'pending' {
  if (column.startsWith('settled')) return 'settled';
  return column.startsWith('pending') ? 'pending' : 'received';
}

function nameOf(
  { label, office, procedure }: ReportRow,
  sources: ReadonlyMap<string, SourceAnswer>,
  { words, format }: View,
): string {
  const source = office ? sources.get(office.code) : undefined;
  const name = procedure?.name ?? (label === null ? words.unknown : format.office(label));
  return source?.status === 'STALE' ? `${name} ◷ ${format.dayOf(source.asOf)}` : name;
}

/** Where rows are offices, those that have none because they did not answer, each with why. */
function byOffice(
  rows: readonly ReportRow[],
  sources: readonly SourceAnswer[],
  { filters, words, format }: View,
): readonly string[] {
  if (filters.by !== 'OFFICE') return [];
  const there = new Set(rows.map(({ office }) => office?.code));
  return sources
    .filter(({ source }) => !there.has(source))
    .map(({ name, status }) => `${format.office(name)} ✕ ${words.status[status]}`);
}
