import type { Measures } from '../asking/answer.ts';
import { type MeasureName, MEASURES } from '../address.ts';
import type { Format } from '../words/format.ts';
import { readableOn } from '../drawing/contrast.ts';
import { base } from '../drawing/axes.ts';
import { FONT } from '../drawing/look.ts';
import { askOffices, countedOffices, isMissing, onTimeShare } from './office-measures.ts';
import type { Part } from './part.ts';
import { COLUMNS, ROWS, TILES } from './tiles.ts';

const VALUES: Readonly<Record<MeasureName, (measures: Measures) => number | null>> = {
  onTimeShare,
  count: ({ count }) => count,
  late: ({ timeliness }) => timeliness?.late ?? null,
  median: ({ handlingDays }) => handlingDays?.median ?? null,
  mean: ({ handlingDays }) => handlingDays?.mean ?? null,
  p90: ({ handlingDays }) => handlingDays?.p90 ?? null,
};

const KINDS: Readonly<Record<MeasureName, 'share' | 'count' | 'days'>> = {
  onTimeShare: 'share',
  count: 'count',
  late: 'count',
  median: 'days',
  mean: 'days',
  p90: 'days',
};

/** The districts as tiles about where they lie, coloured by any measure; what did not answer is grey and says so. */
export const districts: Part = {
  name: 'districts',
  ask: askOffices,
  show(answer, { asked, filters, offices, words, format }) {
    const counted = countedOffices(answer, offices, asked);
    if (counted === null || !answer.offices) return null;
    const { measure } = filters;
    const write: Format['count'] = format[KINDS[measure]];
    const byUnit = new Map(counted.map((one) => [one.office.unitCode, one]));
    const tiles = TILES.flatMap((tile) => {
      const one = byUnit.get(tile.unit);
      if (one === undefined) return [];
      const value = one.measures === null ? null : VALUES[measure](one.measures);
      const name = districtName(format.office(one.office.name));
      const stale = one.source?.status === 'STALE';
      // What is said of the figure, or in its place.
      const remarks = [
        ...(isMissing(one) && one.source ? [words.status[one.source.status]] : []),
        ...(stale ? [`◷ ${format.dayOf(one.source.asOf)}`] : []),
      ];
      const figure = value === null ? '' : write(value);
      return [{ ...tile, one, name, value, figure, remark: remarks.join(' ') }];
    });
    const known = tiles.flatMap(({ value }) => value ?? []);
    return {
      table: {
        columns: [
          { name: words.district, kind: 'text' },
          ...MEASURES.map((name) => ({ name: words.measures[name], kind: KINDS[name] })),
        ],
        rows: tiles.map(({ name, one: { measures } }) => [
          name,
          ...MEASURES.map((of) => (measures === null ? null : VALUES[of](measures))),
        ]),
      },
      drawing: (look) => {
        const { colours, narrow } = look;
        const axis = { type: 'category' as const, show: false };
        const [least, most] = [Math.min(...known), Math.max(...known)];
        const isBad = measure !== 'count' && measure !== 'onTimeShare';
        const [lowest, highest] = isBad
          ? [colours.lowestBad, colours.bad]
          : [colours.lowest, colours.first];
        const colourOn = (value: number): string =>
          readableOn(lowest, highest, (value - least) / (most - least || 1), [
            colours.onLowest,
            colours.onHighest,
          ]);
        return {
          ...base(look),
          legend: { show: false },
          tooltip: { show: false },
          grid: { top: 4, left: 4, right: 4, bottom: 44 },
          xAxis: { ...axis, data: placesTo(COLUMNS) },
          yAxis: { ...axis, data: placesTo(ROWS), inverse: true },
          visualMap: {
            show: known.length > 0,
            min: least,
            max: most > least ? most : least + 1,
            calculable: false,
            orient: 'horizontal',
            left: 'center',
            bottom: 0,
            itemHeight: 140,
            text: known.length > 0 ? [write(most), write(least)] : [],
            textStyle: { color: colours.text, fontFamily: FONT },
            inRange: { color: [lowest, highest] },
          },
          series: {
            type: 'heatmap',
            itemStyle: { borderColor: colours.background, borderWidth: 4, borderRadius: 8 },
            label: {
              show: true,
              formatter: ({ dataIndex }) => {
                const { name = '', figure = '', remark = '' } = tiles[dataIndex] ?? {};
                return [
                  `{name|${name}}`,
                  figure === '' && remark !== '' ? '' : `{value|${figure || '–'}}`,
                  remark === '' ? '' : `{remark|${remark}}`,
                ]
                  .filter((line) => line !== '')
                  .join('\n');
              },
              rich: {
                name: { fontFamily: FONT, fontSize: narrow ? 11 : 13, lineHeight: 18 },
                value: {
                  fontFamily: FONT,
                  fontSize: narrow ? 12 : 15,
                  fontWeight: 'bold',
                  lineHeight: 18,
                },
                remark: { fontFamily: FONT, fontSize: 11, lineHeight: 15 },
              },
            },
            data: tiles.map(({ column, row, value }) =>
              value === null
                ? {
                    value: [column, row, 0],
                    visualMap: false,
                    itemStyle: { color: colours.lacking },
                    label: { color: colours.text },
                  }
                : { value: [column, row, value], label: { color: colourOn(value) } },
            ),
          },
        };
      },
      height: () => 360,
      summary: `${words.measures[measure]}: ${tiles.map(({ name, figure, remark }) => `${name} ${figure} ${remark}`.trim()).join('; ')}`,
      notes: [],
      sources: answer.offices.sources,
    };
  },
};

function districtName(name: string): string {
  return name.replace(/^(?:huyện|thành phố|thị xã) +/iu, '');
}

function placesTo(count: number): string[] {
  return Array.from({ length: count }, (_none, place) => String(place));
}
