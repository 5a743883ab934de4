import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { statements } from '../../../service/telemetry/events.ts';
import { ask } from '../../support/ask.ts';
import { type CopiedProvince, openCopiedProvince } from '../../support/graphs/copied-province.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(20, 6);

jest.setTimeout(120_000);

interface Dossier {
  readonly id: string;
  readonly keys: Readonly<Record<string, string | null>>;
  readonly timeliness: string | null;
  readonly days: number | null;
  readonly workingDays: number | null;
  readonly applicant: string | null;
  readonly payments: readonly { readonly amount: number | null; readonly paid: boolean | null }[];
}

let province: CopiedProvince;
let dossiers: readonly Dossier[];

beforeAll(async () => {
  province = await openCopiedProvince();
  dossiers = (await listed(null, DOSSIER)).map(readDossier);
});
afterAll(() => province.close());

const DOSSIER = `id office { code level } procedure { code } procedureFieldCode status { value } channel applicant { kind idNumber }
  timeliness currentAssignee payments { amount paid } receivedOn dueOn finishedOn returnedOn`;

/** Every dossier that passes, page by page. */
async function listed(where: unknown, fields: string): Promise<readonly any[]> {
  const nodes: any[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await ask(
      province.subgraph,
      `query ($where: DossierFilter, $after: String) {
        dossiers(where: $where, first: 500, after: $after, freshness: LIVE) {
          nodes { ${fields} } pageInfo { endCursor hasNextPage } } }`,
      { where, after },
    );
    expect(errors).toEqual([]);
    nodes.push(...data.dossiers.nodes);
    after = data.dossiers.pageInfo.endCursor;
    more = data.dossiers.pageInfo.hasNextPage;
  }
  return nodes;
}

/** What each grouping makes of a dossier, told from its days as the calendar has them. */
function readDossier(node: any): Dossier {
  const stretches = Object.fromEntries(
    ['received', 'due', 'finished', 'returned'].flatMap((moment) => {
      const day: string | null = node[`${moment}On`];
      const named = (unit: string, key: string | null) => [`${moment}_${unit}`.toUpperCase(), key];
      return [
        named('day', day),
        named('week', day && weekOf(day)),
        named('month', day && day.slice(0, 7)),
        named(
          'quarter',
          day &&
            `${day.slice(0, 4)}-Q${[1, 2, 3, 4][Math.floor((Number(day.slice(5, 7)) - 1) / 3)]}`,
        ),
        named('year', day && day.slice(0, 4)),
      ];
    }),
  );
  return {
    id: node.id,
    keys: {
      OFFICE: node.office.code,
      LEVEL: node.office.level,
      PROCEDURE: node.procedure?.code ?? null,
      PROCEDURE_FIELD: node.procedureFieldCode,
      STATUS: node.status.value,
      CHANNEL: node.channel,
      APPLICANT_KIND: node.applicant.kind,
      TIMELINESS: node.timeliness,
      ASSIGNEE: node.currentAssignee,
      ...stretches,
    },
    timeliness: node.timeliness,
    days:
      node.receivedOn === null || node.finishedOn === null
        ? null
        : (Date.parse(node.finishedOn) - Date.parse(node.receivedOn)) / 86_400_000,
    workingDays:
      node.receivedOn === null || node.finishedOn === null
        ? null
        : workedOn(node.receivedOn, node.finishedOn),
    applicant: node.applicant.idNumber,
    payments: node.payments,
  };
}

/** Days off beside weekends of the years that the demo's dossiers are in. */
const DAYS_OFF = `2016-01-01 2016-02-08 2016-02-09 2016-02-10 2016-02-11 2016-02-12 2016-04-18 2016-05-02 2016-05-03
  2016-09-02 2017-01-02 2017-01-26 2017-01-27 2017-01-30 2017-01-31 2017-02-01`;

/** Days on which people work after the one, up to the other; told by looking at each. Null outside 2016 and the January after. */
function workedOn(from: string, to: string): number | null {
  if ([from, to].some((day) => day < '2016-01-01' || day > '2017-03-31')) return null;
  if (to < from) return -(workedOn(to, from) ?? 0);
  let worked = 0;
  for (let day = Date.parse(from) + 86_400_000; day <= Date.parse(to); day += 86_400_000) {
    const named = new Date(day).toISOString().slice(0, 10);
    if (new Date(day).getUTCDay() % 6 !== 0 && !DAYS_OFF.includes(named)) worked += 1;
  }
  return worked;
}

/** ISO 8601, told by counting weeks from the first Monday's: the week with 4 January is the first. */
function weekOf(day: string): string {
  const monday = (of: number): number => of - ((new Date(of).getUTCDay() + 6) % 7) * 86_400_000;
  const own = monday(Date.parse(day));
  const years = [1, 0, -1].map((ahead) => Number(day.slice(0, 4)) + ahead);
  const year = years.find((one) => own >= monday(Date.UTC(one, 0, 4))) ?? 0;
  const week = Math.round((own - monday(Date.UTC(year, 0, 4))) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

const MEASURES = `measures { count share
  timeliness { early onTime late noDueDate notFinished overdue untold lateShare }
  handlingDays { count sum min max mean median p90: percentile(p: 90) p0: percentile(p: 0) p100: percentile(p: 100) }
  handlingWorkingDays { days { count sum min max median } outsideCalendar calendarVersion } }`;

const PUNCTUALITY = 'early onTime late noDueDate notFinished overdue untold lateShare'.split(' ');
const FEES = 'measures { count fees { paid paidCount due dueCount unknown } }';
const APPLICANTS = 'measures { count applicants { distinct unknown } }';

/** The same measures, from the dossiers themselves. */
function measured(some: readonly Dossier[], all: number) {
  const of = (timeliness: string | null): number =>
    some.filter((one) => one.timeliness === timeliness).length;
  const days = some.flatMap((one) => one.days ?? []).sort((a, b) => a - b);
  const sum = days.reduce((total, one) => total + one, 0);
  const due = of('EARLY') + of('ON_TIME') + of('LATE');
  const [first = null] = days;
  const working = some.flatMap((one) => one.workingDays ?? []).sort((a, b) => a - b);
  const [least = null] = working;
  const payments = some.flatMap((one) => one.payments);
  const asked = payments.filter(({ amount, paid }) => amount !== null && paid !== null);
  const made = (paid: boolean) => asked.filter((one) => one.paid === paid);
  const come = (paid: boolean) => made(paid).reduce((all, { amount }) => all + (amount ?? 0), 0);
  return {
    count: some.length,
    share: all === 0 ? null : some.length / all,
    timeliness: {
      early: of('EARLY'),
      onTime: of('ON_TIME'),
      late: of('LATE'),
      noDueDate: of('NO_DUE_DATE'),
      notFinished: of('NOT_FINISHED'),
      overdue: of('OVERDUE'),
      untold: of(null),
      lateShare: due === 0 ? null : of('LATE') / due,
    },
    handlingDays: {
      count: days.length,
      sum: first === null ? null : sum,
      min: first,
      max: days.at(-1) ?? null,
      mean: first === null ? null : sum / days.length,
      median: first === null ? null : medianOf(days),
      p90: days[Math.ceil(days.length * 0.9) - 1] ?? null,
      p0: first,
      p100: days.at(-1) ?? null,
    },
    handlingWorkingDays: {
      days: {
        count: working.length,
        sum: least === null ? null : working.reduce((total, one) => total + one, 0),
        min: least,
        max: working.at(-1) ?? null,
        median: least === null ? null : medianOf(working),
      },
      outsideCalendar: days.length - working.length,
      calendarVersion: 'VN-2016-2026',
    },
    applicants: {
      distinct: new Set(some.flatMap(({ applicant }) => applicant ?? [])).size,
      unknown: some.filter(({ applicant }) => applicant === null).length,
    },
    fees: {
      paid: come(true),
      paidCount: made(true).length,
      due: come(false),
      dueCount: made(false).length,
      unknown: payments.length - asked.length,
    },
  };
}

/** Of numbers in order, of which there is one at least. */
function medianOf(days: readonly number[]): number {
  const middle = days.length / 2;
  return ((days[Math.ceil(middle) - 1] ?? 0) + (days[Math.floor(middle)] ?? 0)) / 2;
}

/** The least number of days that p hundredths of them do not exceed, told by counting. */
function percentileOf(some: readonly Dossier[], p: number): number | null {
  const days = some.flatMap((one) => one.days ?? []).sort((a, b) => a - b);
  return (
    days.find((day) => days.filter((one) => one <= day).length * 100 >= p * days.length) ?? null
  );
}

const GROUPINGS = [
  ...['OFFICE', 'LEVEL', 'PROCEDURE', 'PROCEDURE_FIELD', 'STATUS', 'CHANNEL', 'APPLICANT_KIND'],
  ...['TIMELINESS', 'ASSIGNEE'],
  ...['RECEIVED', 'DUE', 'FINISHED', 'RETURNED'].flatMap((moment) =>
    ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'].map((unit) => `${moment}_${unit}`),
  ),
];

/** All fields, the stretches of one moment, and all dossiers as one group. */
const ONE_OF_EACH = ['', ...GROUPINGS.slice(0, 14)];
const SEVERAL = ONE_OF_EACH.slice(0, 9);

const wheres = fc.constantFrom<unknown>(
  null,
  { status: { eq: 'PROCESSING' } },
  { receivedOn: { gte: '2016-03-01', lt: '2016-10-01' } },
  { timeliness: { in: ['LATE', 'OVERDUE'] } },
  { or: [{ procedureCode: { isNull: true } }, { dueOn: { isNull: true } }] },
  { applicantName: { contains: 'nguyễn' } },
  { code: { eq: 'there is none' } },
);

describe('dossierStatistics', () => {
  it('are what the dossiers themselves come to, counted by sources and by copies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...GROUPINGS), { maxLength: 3 }),
        wheres,
        fc.constantFrom('LIVE', 'AUTO', 'COPY'),
        fc.oneof(
          fc.constantFrom(
            MEASURES,
            APPLICANTS,
            FEES,
            'measures { count }',
            'measures { count handlingDays { mean } }',
          ),
          // Only what is asked for is told apart.
          fc
            .subarray(PUNCTUALITY, { minLength: 1 })
            .map((fields) => `measures { count timeliness { ${fields.join(' ')} } }`),
        ),
        fc.integer({ min: 0, max: 100 }),
        async (groupBy, where: any, wanted, measures, p) => {
          // A copy knows nobody, by name or number.
          const isOpen = where?.applicantName === undefined && measures !== APPLICANTS;
          const freshness = isOpen ? wanted : 'AUTO';
          const own = groupBy.map((by) => `${by}: key(of: ${by})`).join(' ');
          const { data, errors } = await ask(
            province.subgraph,
            `query ($groupBy: [DossierGrouping!]!, $where: DossierFilter, $freshness: Freshness!, $p: Float = 50) {
              dossierStatistics(groupBy: $groupBy, where: $where, freshness: $freshness, first: 10000) {
                groups { keys ${own} ${measures} } groupCount total { count handlingDays { percentile(p: $p) } } partial } }`,
            { groupBy, where, freshness, p },
          );
          const passing = new Set((await listed(where, 'id')).map(({ id }) => id));
          const counted = dossiers.filter(({ id }) => passing.has(id));
          const keysOf = ({ keys }: Dossier) => groupBy.map((by) => keys[by] ?? null);
          const groups = new Map<string, Dossier[]>();
          for (const one of counted) {
            const place = JSON.stringify(keysOf(one));
            groups.set(place, [...(groups.get(place) ?? []), one]);
          }

          expect(errors).toEqual([]);
          const { dossierStatistics: found } = data;
          expect(found.total.count).toBe(counted.length);
          expect(found.groupCount).toBe(groups.size);
          expect(found.partial).toBe(false);
          for (const { keys, measures: told, ...one } of found.groups) {
            expect(measured(groups.get(JSON.stringify(keys)) ?? [], counted.length)).toMatchObject(
              told,
            );
            expect(groupBy.map((by) => one[by])).toEqual(keys);
          }
          expect(found.total.handlingDays.percentile).toBe(percentileOf(counted, p));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('are by copies, read in one statement, what they are by sources, each by itself', async () => {
    const statistic = (by: string, freshness: string) =>
      `${by || 'NOTHING'}: dossierStatistics(groupBy: [${by}], first: 10000, freshness: ${freshness}, onUnavailable: FAIL) {
        groups { keys measures { count timeliness { late } } } sources { source status rows } }`;
    // Of an office with two tables of dossiers.
    let ofOne = 0;
    const stop = statements.listen(({ source, from }) => {
      if (from === 'COPY' && source === 'H12.NC') ofOne += 1;
    });
    const asked = async (freshness: string, groupings: readonly string[]) => {
      const { data, errors } = await ask(
        province.subgraph,
        `{ ${groupings.map((by) => statistic(by, freshness)).join(' ')} }`,
      );
      expect(errors).toEqual([]);
      return data;
    };

    for (const by of ONE_OF_EACH)
      expect(await asked('COPY', [by])).toEqual(await asked('LIVE', [by]));
    const [each, all] = [ofOne, await asked('COPY', SEVERAL)];
    stop();

    expect(each).toBe(ONE_OF_EACH.length);
    expect(ofOne).toBe(each + 1);
    expect(all).toEqual(await asked('LIVE', SEVERAL));
  });

  it('are told apart, though they are asked for in one request', async () => {
    const { data } = await ask(
      province.subgraph,
      `{ all: dossierStatistics { total { handlingDays { sum } handlingWorkingDays { days { sum } } } }
        days: dossierStatistics { total { handlingDays { sum } } }
        workingDays: dossierStatistics { total { handlingWorkingDays { days { sum } } } } }`,
    );

    const { total } = data.all;
    expect(data.days.total).toEqual({ handlingDays: total.handlingDays });
    expect(data.workingDays.total).toEqual({ handlingWorkingDays: total.handlingWorkingDays });
    expect(total.handlingDays).not.toEqual(total.handlingWorkingDays.days);
  });

  it('come in the order and number that are asked for', async () => {
    const { data } = await ask(
      province.subgraph,
      `{ dossierStatistics(groupBy: [PROCEDURE], orderBy: [{ by: COUNT }], first: 5, having: { countAtLeast: 3 }) {
        groups { procedure { code } measures { count } } groupCount total { count } } }`,
    );
    const { groups, groupCount } = data.dossierStatistics;
    const counts = new Map<string | null, number>();
    for (const { keys } of dossiers)
      counts.set(keys['PROCEDURE'] ?? null, (counts.get(keys['PROCEDURE'] ?? null) ?? 0) + 1);
    const most = [...counts.values()].filter((count) => count >= 3).sort((a, b) => b - a);

    expect(groups.map((group: any) => group.measures.count)).toEqual(most.slice(0, 5));
    expect(groupCount).toBe(most.length);
    expect(data.dossierStatistics.total.count).toBe(dossiers.length);
  });

  it.each([
    [
      '{ dossierStatistics(groupBy: [OFFICE, STATUS, CHANNEL, LEVEL, ASSIGNEE]) { groupCount } }',
      'BAD_USER_INPUT',
    ],
    ['{ dossierStatistics(first: 10001) { groupCount } }', 'PAGE_TOO_LARGE'],
    ['{ dossierStatistics(first: -1) { groupCount } }', 'BAD_USER_INPUT'],
    ['{ dossierStatistics(offices: ["H99"]) { groupCount } }', 'BAD_USER_INPUT'],
    ['{ dossierStatistics { total { handlingDays { percentile(p: 101) } } } }', 'BAD_USER_INPUT'],
    [
      '{ dossierStatistics(groupBy: [OFFICE], offices: ["H12.NC"]) { groups { key(of: STATUS) } } }',
      'BAD_USER_INPUT',
    ],
  ])('refuse %s', async (asked, code) => {
    expect((await ask(province.subgraph, asked)).errors).toMatchObject([{ code }]);
  });
});

describe('ratingStatistics', () => {
  it('are what each office tells of its own', async () => {
    const period = 'from: "2016-02-01", to: "2016-10-31"';
    const { data, errors } = await ask(
      province.subgraph,
      `{ ratingStatistics(groupBy: [OFFICE], ${period}) {
          groups { office { code } measures { satisfaction { veryGood good bad count } } } total { count goodShare } }
        oneStopOffices { code satisfaction(${period}) { veryGood good bad count } } }`,
    );
    const rated = data.oneStopOffices.filter(
      (office: any) => (office.satisfaction?.count ?? 0) > 0,
    );
    const sum = (...scores: readonly string[]): number =>
      rated
        .flatMap(({ satisfaction }: any) => scores.map((score) => satisfaction[score]))
        .reduce((all: number, count: number) => all + count, 0);

    expect(errors).toEqual([]);
    const { groups, total } = data.ratingStatistics;
    expect(groups.map(({ office, measures }: any) => ({ code: office.code, ...measures }))).toEqual(
      rated.sort((a: any, b: any) => (a.code < b.code ? -1 : 1)),
    );
    expect(total).toEqual({
      count: sum('count'),
      goodShare: sum('veryGood', 'good') / sum('veryGood', 'good', 'bad'),
    });
  });
});
