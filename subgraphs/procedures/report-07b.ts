import { fault } from '../../service/errors/faults.ts';
import type { Source } from '../sources/database/source.ts';
import { isMissing, type OnUnavailable } from '../sources/fan-out/answers.ts';
import type { Freshness } from '../sources/fan-out/origins.ts';
import type { Dimension } from '../sources/model/dimension.ts';
import type { Reading } from '../sources/reading/request-reading.ts';
import {
  assertAddsUp,
  byKey,
  type Identity,
  totalOf,
} from '../sources/statistics/report-columns.ts';
import type { Columns07b, Report07b } from './reported-07b.ts';
import type { Report07bRows } from './types.generated.ts';

type Column = keyof Columns07b;

interface Arguments {
  readonly by: Report07bRows;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
}

const FORM = 'Biểu số II.07b/VPCP/KSTT, Thông tư 01/2020/TT-VPCP';

const RULE =
  'Procedures in force, each once, by its level of competence; through one-stop: at least one agency offers it there; of internal workflows the catalogue keeps none (quy trình nội bộ: không có dữ liệu)';

const THROUGH_ONE_STOP: Dimension = {
  kind: 'children',
  child: 'offerings',
  classes: [
    {
      name: 'YES',
      where: { kind: 'test', field: 'throughOneStop', test: { op: 'eq', value: true } },
    },
  ],
  of: ([name]) => name ?? null,
};

const OF_LEVEL: Readonly<Record<string, readonly [all: Column, oneStop: Column]>> = {
  PROVINCE: ['provinceProcedures', 'provinceOneStop'],
  DISTRICT: ['districtProcedures', 'districtOneStop'],
  COMMUNE: ['communeProcedures', 'communeOneStop'],
};

const NOTHING: Columns07b = {
  procedures: 0,
  provinceProcedures: 0,
  districtProcedures: 0,
  communeProcedures: 0,
  oneStop: 0,
  provinceOneStop: 0,
  districtOneStop: 0,
  communeOneStop: 0,
  unknownLevel: 0,
};

const IDENTITIES: readonly Identity<Column>[] = [
  [
    '3 = 4 + 5 + 6',
    'procedures',
    ['provinceProcedures', 'districtProcedures', 'communeProcedures'],
  ],
  ['7 = 8 + 9 + 10', 'oneStop', ['provinceOneStop', 'districtOneStop', 'communeOneStop']],
];

const inOrder = byKey((one, other) => one.localeCompare(other, 'vi'));

/** Report II.07b over catalogues, counted by them or their copies. Throws REPORT_INCONSISTENT where one of them does not add up. */
export async function report07b(
  reading: Reading,
  catalogues: readonly Source[],
  { by, freshness, onUnavailable }: Arguments,
): Promise<Report07b> {
  const { results, answers } = await reading.tallies(catalogues, {
    entity: 'procedure',
    by: [
      ...(by === 'FIELD' ? [{ kind: 'field', field: 'fieldName' } as const] : []),
      { kind: 'field', field: 'level' },
      THROUGH_ONE_STOP,
    ],
    where: null,
    freshness,
    onUnavailable,
  });
  const rows = new Map<string | null, Record<Column, number>>();
  for (const { source, result } of results) {
    const own = new Map<string | null, Record<Column, number>>();
    if (by === 'CATALOGUE') own.set(source.name, { ...NOTHING });
    for (const { keys, count } of result) {
      const [level, oneStop] = keys.slice(-2);
      const label = by === 'FIELD' ? (keys[0]?.toString() ?? null) : source.name;
      const counts = own.get(label) ?? { ...NOTHING };
      own.set(label, counts);
      const columns = OF_LEVEL[String(level)];
      if (columns === undefined) counts.unknownLevel += count;
      else {
        counts.procedures += count;
        counts[columns[0]] += count;
        if (oneStop === null) continue;
        counts.oneStop += count;
        counts[columns[1]] += count;
      }
    }
    for (const [label, counts] of own) {
      checkSums(source.name, counts);
      rows.set(label, totalOf(NOTHING, [rows.get(label) ?? NOTHING, counts]));
    }
  }
  const sorted = [...rows].sort(([one], [other]) => inOrder(one, other));
  return {
    form: FORM,
    rule: RULE,
    rows: sorted.map(([label, counts], index) => ({ number: index + 1, label, counts })),
    total: totalOf(
      NOTHING,
      sorted.map(([, counts]) => counts),
    ),
    partial: answers.some(isMissing),
    sources: answers,
  };
}

/** Throws REPORT_INCONSISTENT. */
function checkSums(source: string, counts: Columns07b): void {
  assertAddsUp(source, counts, IDENTITIES);
  if (counts.oneStop > counts.procedures)
    throw fault('REPORT_INCONSISTENT', { source, identity: '7 ≤ 3' });
}
