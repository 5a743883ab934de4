import { base, labelled, rowHeight, values } from '../drawing/axes.ts';
import { commonVariables, inPeriod, type Part, SOURCES } from './part.ts';

const MOST = 12;

/** How long the procedures take that are asked for most. */
export const procedures: Part = {
  name: 'procedures',
  ask: (asked) => ({
    fields: {
      procedures: `dossierStatistics(offices: $offices, where: $finished, groupBy: [PROCEDURE], orderBy: [{ by: COUNT }], first: ${MOST}, asOf: $asOf) {
    groups { keys procedure { code name } measures { count handlingDays { median p90: percentile(p: 90) } } }
    groupCount
    total { count }
    ${SOURCES}
  }`,
    },
    variables: {
      ...commonVariables(asked),
      finished: { type: 'DossierFilter', value: inPeriod(asked, 'finishedOn') },
    },
  }),
  show({ procedures: found }, { words, format }) {
    if (!found) return null;
    const rows = found.groups.map(({ keys: [code = null], procedure, measures }) => ({
      code: procedure?.code ?? code,
      name: procedure?.name ?? code ?? words.unknown,
      count: measures.count,
      median: measures.handlingDays?.median ?? null,
      p90: measures.handlingDays?.p90 ?? null,
    }));
    return {
      table: {
        columns: [
          { name: words.code, kind: 'text' },
          { name: words.procedure, kind: 'text' },
          { name: words.figures.settled, kind: 'count' },
          { name: words.measures.median, kind: 'days' },
          { name: words.measures.p90, kind: 'days' },
        ],
        rows: rows.map(({ code, name, count, median, p90 }) => [code, name, count, median, p90]),
      },
      drawing: (look) => ({
        ...base(look),
        xAxis: values(format.days, look.colours),
        yAxis: labelled(
          rows.map(({ name }) => name),
          look,
        ),
        series: [
          {
            type: 'bar',
            name: words.measures.p90,
            data: rows.map(({ p90 }) => p90 ?? '-'),
            itemStyle: { color: look.colours.second },
            barWidth: 16,
          },
          {
            type: 'bar',
            name: words.measures.median,
            data: rows.map(({ median }) => median ?? '-'),
            itemStyle: { color: look.colours.first },
            barWidth: 8,
            // In the middle of the other, not beside it.
            barGap: '-75%',
            z: 3,
          },
        ],
      }),
      height: (look) => 70 + rowHeight(look) * Math.max(rows.length, 2),
      summary: rows
        .map(
          ({ name, median }) =>
            `${name}: ${median === null ? '–' : format.days(median)} ${words.days}`,
        )
        .join('; '),
      notes:
        found.groupCount > rows.length
          ? [words.firstProcedures(rows.length, found.groupCount)]
          : [],
      sources: found.sources,
    };
  },
};
