import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(6, 3);
const SEED = Number(process.env['FUZZ_SEED'] ?? 2016);

/** Dossiers as an old program keeps them: days as text, some of no calendar; numbers of papers written as people write them. */
const dossier = fc.record({
  day: fc.constantFrom('15/01/2016', '29/02/2016', '31/02/2016', '01/04/2016', '', null),
  state: fc.constantFrom('TN', 'XL', 'TR'),
  paper: fc.constantFrom('079123456789', '079 123 456 789', '381234567', ' 381234567', '?', null),
  payments: fc.array(
    fc.record({
      amount: fc.constantFrom('20000', '20.000 đ', 'Không', 'hai mươi', null),
      paid: fc.constantFrom('1', '0', '9', null),
    }),
    { maxLength: 3 },
  ),
});
const rating = fc.record({
  day: fc.constantFrom('15/01/2016', '29/02/2016', '31/02/2016', null),
  score: fc.constantFrom('A', 'B', 'C', 'Z', null),
});
const [planted = []] = fc.sample(fc.array(dossier, { minLength: 70, maxLength: 70 }), {
  numRuns: 1,
  seed: SEED,
});
const [ratings = []] = fc.sample(fc.array(rating, { minLength: 40, maxLength: 40 }), {
  numRuns: 1,
  seed: SEED,
});

const quoted = (value: string | null): string => (value === null ? 'NULL' : `'${value}'`);
const SCORES: Readonly<Record<string, string>> = { A: 'veryGood', B: 'good', C: 'bad' };

const DOSSIERS = `{ dossiers(first: 500) { nodes {
  status { value } receivedOn applicant { idNumber } payments { amount paid } } } }`;

const MEASURES = {
  fees: 'fees { paid paidCount due dueCount unknown }',
  applicants: 'applicants { distinct unknown }',
  count: '',
} as const;
type Measure = keyof typeof MEASURES;

const GROUPINGS = {
  STATUS: (row: any): string | null => row.status.value,
  RECEIVED_DAY: (row: any): string | null => row.receivedOn,
  RECEIVED_MONTH: (row: any): string | null => row.receivedOn?.slice(0, 7) ?? null,
  RECEIVED_YEAR: (row: any): string | null => row.receivedOn?.slice(0, 4) ?? null,
} as const;
type By = keyof typeof GROUPINGS;

/** What the dossiers themselves come to. */
function measured(rows: readonly any[], measure: Measure): object {
  const papers = rows.map(({ applicant }) => applicant.idNumber);
  const payments = rows.flatMap((row) => row.payments);
  const known = payments.filter(({ amount, paid }) => amount !== null && paid !== null);
  const made = (paid: boolean) => known.filter((one) => one.paid === paid);
  const sum = (paid: boolean): number =>
    made(paid).reduce((all, { amount }) => Number(all) + Number(amount), 0);
  const told: Record<Measure, object> = {
    count: {},
    applicants: {
      applicants: {
        distinct: new Set(papers.filter((paper) => paper !== null)).size,
        unknown: papers.filter((paper) => paper === null).length,
      },
    },
    fees: {
      fees: {
        paid: sum(true),
        paidCount: made(true).length,
        due: sum(false),
        dueCount: made(false).length,
        unknown: payments.length - known.length,
      },
    },
  };
  return { count: rows.length, ...told[measure] };
}

function grouped<T>(rows: readonly T[], keysOf: (row: T) => unknown): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const keys = JSON.stringify(keysOf(row));
    groups.set(keys, [...(groups.get(keys) ?? []), row]);
  }
  return groups;
}

const DATABASES = [
  { client: 'sqlite', url: '' },
  { client: 'postgres', url: await serverUrl('postgres') },
  { client: 'mysql', url: await serverUrl('mysql') },
] as const;

describe.each(DATABASES)('statistics of $client', ({ client, url }) => {
  const test = url === null ? it.skip : it;
  const [hoso, thu, danhgia] = ['hoso', 'thu', 'danhgia'].map(
    (name) => `statistics_${name}_${process.pid}`,
  );
  let offices: Offices | undefined;
  let dossiers: readonly any[] = [];

  beforeAll(async () => {
    if (url === null) return;
    const statements = [
      `CREATE TABLE ${hoso} (id integer PRIMARY KEY, nhan varchar(20), tt varchar(5), giayto varchar(30))`,
      `CREATE TABLE ${thu} (id integer PRIMARY KEY, hoso integer, tien varchar(20), da varchar(5))`,
      `CREATE TABLE ${danhgia} (id integer PRIMARY KEY, ngay varchar(20), muc varchar(5))`,
      ...planted.map(
        ({ day, state, paper }, index) =>
          `INSERT INTO ${hoso} VALUES (${index + 1}, ${quoted(day)}, ${quoted(state)}, ${quoted(paper)})`,
      ),
      ...planted
        .flatMap(({ payments }, index) => payments.map((one) => ({ ...one, parent: index + 1 })))
        .map(
          ({ amount, paid, parent }, index) =>
            `INSERT INTO ${thu} VALUES (${index + 1}, ${parent}, ${quoted(amount)}, ${quoted(paid)})`,
        ),
      ...ratings.map(
        ({ day, score }, index) =>
          `INSERT INTO ${danhgia} VALUES (${index + 1}, ${quoted(day)}, ${quoted(score)})`,
      ),
    ];
    if (client !== 'sqlite') await runAsOwner(client, url, statements);
    offices = await openOffices([
      {
        file: 'a.yaml',
        yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: ${client}, url: "${client === 'sqlite' ? 'file:${DIR}/a.db' : url}" }
dossier:
  table: ${hoso}
  key: id
  columns:
    receivedAt: { column: nhan, date: dd/MM/yyyy }
    status: { column: tt, codes: { TN: RECEIVED, XL: PROCESSING, TR: RETURNED } }
    applicantIdNumber: giayto
  payments:
    table: ${thu}
    key: id
    parent: hoso
    columns:
      amount: { column: tien, money: text }
      paid: { column: da, flag: { true: ['1'], false: ['0'] } }
rating:
  table: ${danhgia}
  key: id
  columns:
    ratedAt: { column: ngay, date: dd/MM/yyyy }
    score: { column: muc, codes: { A: VERY_GOOD, B: GOOD, C: BAD } }
`,
        sql: client === 'sqlite' ? statements : [],
      },
    ]);
    const { data, errors } = await ask(offices.subgraph, DOSSIERS);
    expect(errors).toEqual([]);
    dossiers = data.dossiers.nodes;
    expect(dossiers).toHaveLength(planted.length);
  }, 60_000);
  afterAll(async () => {
    await offices?.close();
    if (url !== null && client !== 'sqlite')
      await runAsOwner(
        client,
        url,
        [hoso, thu, danhgia].map((table) => `DROP TABLE ${table}`),
      );
  });

  const groupBy = fc.uniqueArray(fc.constantFrom(...(Object.keys(GROUPINGS) as readonly By[])), {
    maxLength: 2,
  });
  const asked = fc.array(
    fc.record({
      groupBy,
      measure: fc.constantFrom(...(Object.keys(MEASURES) as readonly Measure[])),
    }),
    { minLength: 2, maxLength: 4 },
  );

  test('are what the dossiers and ratings come to, however many groupings are asked for at once', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (statistics) => {
        const from = offices!.logged.length;
        const { data, errors } = await ask(
          offices!.subgraph,
          `{ ${statistics
            .map(
              ({ groupBy: by, measure }, index) =>
                `s${index}: dossierStatistics(groupBy: [${by.join()}], first: 10000) {
                  groups { keys measures { count ${MEASURES[measure]} } } total { count } }`,
            )
            .join(' ')}
            ratingStatistics(groupBy: [RATED_MONTH]) {
              groups { keys measures { satisfaction { veryGood good bad count } } } } }`,
        );

        expect(errors).toEqual([]);
        for (const [index, { groupBy: by, measure }] of statistics.entries()) {
          const { groups, total } = data[`s${index}`];
          const wanted = grouped(dossiers, (row) => by.map((one) => GROUPINGS[one](row)));
          expect(total.count).toBe(dossiers.length);
          expect(groups).toHaveLength(wanted.size);
          for (const { keys, measures } of groups)
            expect(measures).toEqual(measured(wanted.get(JSON.stringify(keys)) ?? [], measure));
        }
        const rated = grouped(ratings, ({ day }) => [
          day === null || day.startsWith('31')
            ? null
            : day.split('/').reverse().slice(0, 2).join('-'),
        ]);
        expect(data.ratingStatistics.groups).toHaveLength(rated.size);
        for (const { keys, measures } of data.ratingStatistics.groups) {
          const own = rated.get(JSON.stringify(keys)) ?? [];
          const of = (name: string) =>
            own.filter(({ score }) => SCORES[score ?? ''] === name).length;
          expect(measures.satisfaction).toEqual({
            veryGood: of('veryGood'),
            good: of('good'),
            bad: of('bad'),
            count: own.length,
          });
        }
        expectShared(statistics, offices!.logged.slice(from));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  /** Counts of the same rows are one statement where the database has grouping sets. */
  function expectShared(
    statistics: readonly { readonly groupBy: readonly By[]; readonly measure: Measure }[],
    logged: Offices['logged'],
  ): void {
    const counts = logged.filter(({ sql }) =>
      new RegExp(`${hoso}.*count\\(\\*\\)|count\\(\\*\\).*${hoso}`, 'isu').test(String(sql)),
    );
    const ofFees = new Set(
      statistics.flatMap(({ measure, groupBy: by }) => (measure === 'fees' ? [by.join()] : [])),
    ).size;
    // Each has a key of its own.
    const ofHashes = statistics.filter(({ measure }) => measure === 'applicants').length;
    const plain = statistics.flatMap(({ measure, groupBy: by }) =>
      measure === 'applicants' ? [] : [by.join()],
    );
    const alone = new Set(plain).size;
    const isShared = client === 'postgres' && plain.some((by) => by !== '');
    expect(counts.length - ofFees - ofHashes).toBe(isShared ? Math.min(1, alone) : alone);
  }
});
