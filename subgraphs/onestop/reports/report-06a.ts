import type { Source } from '../../sources/database/source.ts';
import { isMissing, type OnUnavailable } from '../../sources/fan-out/answers.ts';
import type { Freshness } from '../../sources/fan-out/origins.ts';
import type { Dimension } from '../../sources/model/dimension.ts';
import type { Reading } from '../../sources/reading/request-reading.ts';
import { oneSpelling } from '../../sources/statistics/one-spelling.ts';
import { byKey } from '../../sources/statistics/report-columns.ts';
import type { Report06aRows } from '../types.generated.ts';
import { columnsOf, total } from './columns-06a.ts';
import type { Columns06a, Period, Report06a } from './reported.ts';
import { arrivals, outcomes, reported } from './rule-06a.ts';
import { assertPeriod } from '../period.ts';

interface Arguments extends Period {
  readonly by: Report06aRows;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
}

/** The forms that were in force in 2016 are not known to us. */
const FORM = 'Biểu số 06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP';

const RULE =
  'Days by the calendar (so sánh theo ngày); states as they are now; a dossier without a due day counts as on time, and so does one that waits for a supplement or was withdrawn or stopped (without a day for that: in the period in which it was received); not yet received and refused at intake: left out';

const ROWS: Readonly<Record<Report06aRows, readonly Dimension[]>> = {
  OFFICE: [],
  FIELD: [{ kind: 'field', field: 'procedureFieldCode' }],
  PROCEDURE: [{ kind: 'field', field: 'procedureCode' }],
};

/** Report 06a over offices, counted by them or their copies. Throws REPORT_INCONSISTENT where one of them does not add up. */
export async function report06a(
  reading: Reading,
  offices: readonly Source[],
  { from, to, by, freshness, onUnavailable }: Arguments,
): Promise<Report06a> {
  assertPeriod(from, to);
  const period = { from, to };
  const dimensions = ROWS[by];
  const { results, answers } = await reading.tallies(offices, {
    entity: 'dossier',
    by: [
      ...dimensions,
      { kind: 'class', classes: arrivals(period) },
      { kind: 'class', classes: outcomes(period) },
    ],
    where: reported(period),
    freshness,
    onUnavailable,
  });

  const spelt =
    by === 'FIELD'
      ? oneSpelling(
          results.flatMap(({ result }) => result),
          0,
        )
      : null;
  const counted = results.flatMap(({ source, result }) =>
    columnsOf(source, result, dimensions.length).map(({ key, counts }) => ({
      key: key === null ? null : (spelt?.(key) ?? key),
      counts,
      source,
    })),
  );
  const rows =
    by === 'OFFICE'
      ? results.map(({ source: { code, name } }) => ({
          key: code,
          label: name,
          counts: total(
            counted.filter(({ source }) => source.code === code).map(({ counts }) => counts),
          ),
        }))
      : addedByKey(counted);
  return {
    ...period,
    form: FORM,
    rule: RULE,
    rows: rows.map(({ key, label, counts }, index) => ({
      number: index + 1,
      label,
      officeCode: by === 'OFFICE' ? key : null,
      procedureCode: by === 'PROCEDURE' ? key : null,
      counts,
    })),
    total: total(rows.map(({ counts }) => counts)),
    partial: answers.some(isMissing),
    sources: answers,
  };
}

const inOrder = byKey((one, other) => (one < other ? -1 : 1));

/** What all offices have counted under each key, in the keys' order; what has none comes last. */
function addedByKey(
  counted: readonly { readonly key: string | null; readonly counts: Columns06a }[],
): { readonly key: string | null; readonly label: string | null; readonly counts: Columns06a }[] {
  const groups = new Map<string | null, Columns06a[]>();
  for (const { key, counts } of counted) groups.set(key, [...(groups.get(key) ?? []), counts]);
  return [...groups]
    .sort(([one], [other]) => inOrder(one, other))
    .map(([key, counts]) => ({ key, label: key, counts: total(counts) }));
}
