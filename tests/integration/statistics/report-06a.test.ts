import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { ask } from '../../support/ask.ts';
import { type CopiedProvince, openCopiedProvince } from '../../support/graphs/copied-province.ts';
import { columns06a, type Reported } from '../../support/report-06a.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(30, 8);

jest.setTimeout(120_000);

interface Dossier extends Reported {
  readonly office: string;
  readonly field: string | null;
  readonly procedure: string | null;
}

let province: CopiedProvince;
let dossiers: readonly Dossier[];

beforeAll(async () => {
  province = await openCopiedProvince();
  dossiers = await allDossiers();
});
afterAll(() => province.close());

async function allDossiers(): Promise<readonly Dossier[]> {
  const nodes: any[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data } = await ask(
      province.subgraph,
      `query ($after: String) { dossiers(first: 500, after: $after, freshness: LIVE) {
        nodes { office { code } procedure { code } procedureFieldCode status { value } channel receivedOn dueOn finishedOn }
        pageInfo { endCursor hasNextPage } } }`,
      { after },
    );
    nodes.push(...data.dossiers.nodes);
    after = data.dossiers.pageInfo.endCursor;
    more = data.dossiers.pageInfo.hasNextPage;
  }
  return nodes.map((node) => ({
    office: node.office.code,
    field: node.procedureFieldCode,
    procedure: node.procedure?.code ?? null,
    status: node.status.value,
    channel: node.channel,
    received: node.receivedOn,
    due: node.dueOn,
    finished: node.finishedOn,
  }));
}

const COLUMNS = `{ received receivedOnline receivedOtherwise carriedOver settled settledEarly settledOnTime settledLate
  pending pendingInTime pendingOverdue undated }`;

const REPORT = `query ($from: Date!, $to: Date!, $offices: [ID!], $by: Report06aRows!, $freshness: Freshness!) {
  report06a(from: $from, to: $to, offices: $offices, by: $by, freshness: $freshness) {
    rows { number label office { code name } procedure { code } counts ${COLUMNS} } total ${COLUMNS} partial } }`;

const days = fc
  .date({
    min: new Date('2015-06-01T00:00:00Z'),
    max: new Date('2017-06-01T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

describe('report06a', () => {
  it('is what the dossiers themselves come to, counted by sources and by copies', async () => {
    await fc.assert(
      fc.asyncProperty(
        days,
        days,
        fc.option(fc.subarray([...province.offices], { minLength: 1 })),
        fc.constantFrom('OFFICE', 'FIELD', 'PROCEDURE'),
        fc.constantFrom('LIVE', 'COPY'),
        async (one, other, offices, by, freshness) => {
          const [from, to] = one < other ? [one, other] : [other, one];
          const { data, errors } = await ask(province.subgraph, REPORT, {
            from,
            to,
            offices,
            by,
            freshness,
          });
          const asked = dossiers.filter(({ office }) => offices?.includes(office) ?? true);
          const keyOf = ({ office, field, procedure }: Dossier): string | null =>
            by === 'OFFICE' ? office : by === 'FIELD' ? field : procedure;

          expect(errors).toEqual([]);
          const { rows, total, partial } = data.report06a;
          expect(partial).toBe(false);
          expect(total).toEqual(columns06a(asked, from, to));
          expect(rows.map(({ number }: any) => number)).toEqual(
            rows.map((_: any, at: number) => at + 1),
          );
          for (const { office, label, counts } of rows) {
            const key = by === 'OFFICE' ? office.code : label;
            const own = asked.filter((dossier) => keyOf(dossier) === key);
            expect([key, counts]).toEqual([key, columns06a(own, from, to)]);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('calls nothing undated that the report of another period has in its columns', async () => {
    const undatedIn = async (from: string, to: string, freshness: string): Promise<number> => {
      const given = { from, to, offices: null, by: 'OFFICE', freshness };
      const { data } = await ask(province.subgraph, REPORT, given);
      return data.report06a.total.undated;
    };

    const ever = await undatedIn('1900-01-01', '2100-12-31', 'COPY');

    await fc.assert(
      fc.asyncProperty(days, fc.constantFrom('LIVE', 'COPY'), async (from, freshness) => {
        expect(await undatedIn(from, '2100-12-31', freshness)).toBeLessThanOrEqual(ever);
      }),
      { numRuns: RUNS },
    );
  });

  it('has a row for an office without dossiers, and its name', async () => {
    const { data } = await ask(province.subgraph, REPORT, {
      from: '1990-01-01',
      to: '1990-12-31',
      offices: null,
      by: 'OFFICE',
      freshness: 'LIVE',
    });
    const { rows } = data.report06a;

    expect(rows.map(({ office }: any) => office.code)).toEqual(province.offices);
    expect(rows.every(({ label, office }: any) => label === office.name)).toBe(true);
    expect(rows.every(({ counts }: any) => counts.received === 0)).toBe(true);
  });

  it.each([
    ['from: "2016-02-01", to: "2016-01-01"', 'BAD_USER_INPUT'],
    ['from: "2016-01-01", to: "2016-02-01", offices: ["H99"]', 'BAD_USER_INPUT'],
  ])('refuses %s', async (given, code) => {
    const { errors } = await ask(province.subgraph, `{ report06a(${given}) { partial } }`);
    expect(errors).toMatchObject([{ code }]);
  });
});
