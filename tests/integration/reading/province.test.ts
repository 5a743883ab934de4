import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { offices } from '../../../scripts/demo/province/offices.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { openProvince, post, type Province } from '../../support/graphs/province.ts';

const examples = readdirSync(inRepository('schema/examples'))
  .filter((file) => file.endsWith('.graphql'))
  .sort()
  .map((file) => [file, readFileSync(inRepository(`schema/examples/${file}`), 'utf8')] as const);

/** What differs from one asking to the next: how long a source took, and as of when. */
function still(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      key === 'ms' || key === 'asOf' ? null : value,
    ),
  );
}

const PAGE_OF_50 = `{
  dossiers(first: 50, where: { status: { in: [RESULT_READY, RETURNED] } }) {
    nodes {
      code
      procedure { name }
      office { name }
      steps { name }
      resultDocument { subject issuer { name } }
    }
  }
}`;

describe('the demo province', () => {
  let province: Province;
  let standalone: HttpService;
  let others: readonly (readonly [string, HttpService])[];

  beforeAll(async () => {
    province = await openProvince();
    standalone = await province.standalone('compiled');
    others = [
      ['standalone, stock engine', await province.standalone('stock')],
      ['distributed, compiled engine', await province.distributed('compiled')],
      ['distributed, stock engine', await province.distributed('stock')],
    ];
  }, 120_000);
  afterAll(async () => {
    await Promise.all(
      [standalone, ...others.map(([, service]) => service)].map((one) => one.close()),
    );
    province.close();
  });

  it.each(examples)(
    'answers %s without an error, and the same however it runs',
    async (_file, query) => {
      const answer = await post(standalone, query);

      expect(answer.errors).toBeUndefined();
      for (const [how, service] of others) {
        expect([how, still(await post(service, query))]).toEqual([how, still(answer)]);
      }
    },
    30_000,
  );

  it('joins a dossier with its procedure, steps, office, and the decision with its signing agency', async () => {
    const { data } = await post(standalone, PAGE_OF_50);

    const whole = data.dossiers.nodes.filter(
      ({ procedure, steps, resultDocument }: any) =>
        procedure !== null && steps.length > 0 && resultDocument?.issuer?.name,
    );
    expect(data.dossiers.nodes).toHaveLength(50);
    expect(whole.length).toBeGreaterThan(20);
  });

  it('reads a page of 50 dossiers with one statement a table a source', async () => {
    province.logged.length = 0;

    await post(standalone, PAGE_OF_50);

    const statements = province.logged.flatMap(({ source, sql }) =>
      typeof sql === 'string'
        ? [
            `${String(source)} ${/ from (\S+)/u.exec(sql.replace(/from \(select .*? from/u, 'from'))?.[1] ?? sql}`,
          ]
        : [],
    );
    expect(statements.length).toBeGreaterThan(5);
    // Of the cancelled dossiers, which no index has in this order, those without the day come in the same statement.
    expect(statements.filter((one, place) => statements.indexOf(one) !== place)).toEqual([]);
  });

  it('sorts and reads no rows where only their number is asked for', async () => {
    province.logged.length = 0;

    const { data } = await post(standalone, '{ dossiers(first: 0) { totalCount partial } }');

    const statements = province.logged.flatMap(({ sql }) => (typeof sql === 'string' ? [sql] : []));
    expect(data.dossiers.totalCount).toBeGreaterThan(5_000);
    expect(statements.length).toBeGreaterThanOrEqual(offices.length);
    expect(statements.filter((sql) => !/^select COUNT\(\*\)/u.test(sql))).toEqual([]);
  });

  it('has the counts of the brief', async () => {
    const { data } = await post(
      standalone,
      `{
        catalogue { all: procedureCount province: procedureCount(level: PROVINCE) district: procedureCount(level: DISTRICT) commune: procedureCount(level: COMMUNE) }
        documentSystem { agencyCount userCount }
        oneStopOffices { code status }
      }`,
    );

    expect(data).toEqual({
      catalogue: { all: 1627, province: 1252, district: 233, commune: 142 },
      documentSystem: { agencyCount: 424, userCount: 6700 },
      oneStopOffices: offices
        .map(({ source }) => source)
        .sort()
        .map((code) => ({ code, status: 'OK' })),
    });
  });

  it('puts no value of a query and no personal data into the log', async () => {
    province.logged.length = 0;

    await post(
      standalone,
      '{ dossiers(where: { applicantName: { contains: "Nguyễn Bí Mật" } }) { nodes { id } } }',
    );

    expect(province.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(province.logged)).not.toMatch(/Nguyễn|Bí Mật/u);
  });
});
