import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import type { HttpService } from '../../../service/http/http-service.ts';
import { openProvince, post, type Province } from '../../support/graphs/province.ts';

jest.setTimeout(60_000);

let province: Province;
let services: Readonly<Record<'compiled' | 'stock', HttpService>>;

beforeAll(async () => {
  province = await openProvince();
  services = {
    compiled: await province.standalone('compiled'),
    stock: await province.standalone('stock'),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(services).map((service) => service.close()));
  province.close();
});

function exported(service: HttpService, parameters: object): Promise<Response> {
  return fetch(`${service.url}/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
}

function linesOf(text: string): any[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const STATUSES = 'status: { in: [AWAITING_SUPPLEMENT, WITHDRAWN] }';
const FIELDS = 'code receivedOn office { name } procedure { name }';

describe.each(['compiled', 'stock'] as const)('an export through the %s engine', (engine) => {
  it('has every row of a list once, as the list has it', async () => {
    const { data } = await post(
      services[engine],
      `{ dossiers(first: 500, where: { ${STATUSES} }) { nodes { ${FIELDS} } pageInfo { hasNextPage } } }`,
    );
    const response = await exported(services[engine], {
      query: `query Waiting($where: DossierFilter) { dossiers(where: $where) { nodes { ...Row } } }
        fragment Row on Dossier { ${FIELDS} }`,
      variables: { where: { status: { in: ['AWAITING_SUPPLEMENT', 'WITHDRAWN'] } } },
      format: 'ndjson',
      page: 20,
    });
    const lines = linesOf(await response.text());
    const { manifest } = lines.pop();

    expect(data.dossiers.pageInfo.hasNextPage).toBe(false);
    expect(data.dossiers.nodes.length).toBeGreaterThan(60);
    expect(lines).toEqual(data.dossiers.nodes);
    expect(manifest).toMatchObject({ rows: lines.length, complete: true, partial: false });
    expect(manifest.sources).toHaveLength(10);
  });

  it('has every group of a statistic, and says where it was asked for fewer', async () => {
    const by = 'groupBy: [RECEIVED_DAY, PROCEDURE]';
    const { data } = await post(
      services[engine],
      `{ dossierStatistics(${by}) { groupCount groups { keys } total { count } } }`,
    );
    const { groupCount, groups, total } = data.dossierStatistics;
    expect(groupCount).toBeGreaterThan(groups.length);

    const ask = async (more: string) => {
      const query = `{ dossierStatistics(${by}${more}) { groups { keys measures { count } } } }`;
      const lines = linesOf(
        await (await exported(services[engine], { query, format: 'ndjson' })).text(),
      );
      return { manifest: lines.pop().manifest, lines };
    };
    const whole = await ask('');
    const some = await ask(', first: 3');

    expect(whole.manifest).toMatchObject({ rows: groupCount, complete: true });
    const counts: readonly number[] = whole.lines.map(({ measures }) => measures.count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total.count);
    expect(some.lines).toEqual(whole.lines.slice(0, 3));
    expect(some.manifest).toMatchObject({ rows: 3, complete: false });
  });

  it('has a report in the form that its ministry prints', async () => {
    const columns = `procedures provinceProcedures districtProcedures communeProcedures
      oneStop provinceOneStop districtOneStop communeOneStop`;
    const query = `{ report07b(by: FIELD) { rows { number label counts { ${columns} } } total { procedures oneStop } } }`;
    const { data } = await post(services[engine], query);
    const asForm = { format: 'xlsx', layout: 'form' };

    const response = await exported(services[engine], { query, ...asForm });
    const { sheets } = await readXlsx(Buffer.from(await response.arrayBuffer()));
    const cells = sheets[0]?.rows ?? [];
    const numbers = cells.findIndex(([first]) => first === '(1)');
    const rows: readonly any[] = data.report07b.rows;
    const { total } = data.report07b;
    const lacking = await exported(services[engine], {
      query: '{ report07b { rows { number label counts { procedures } } } }',
      ...asForm,
    });

    expect(cells[3]?.[0]).toBe('TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH');
    expect(
      cells.slice(numbers + 1, numbers + 1 + rows.length).map((row) => row.slice(0, 4)),
    ).toEqual(
      rows.map(({ number, label, counts }: any) => [
        ...[number, label, counts.procedures, counts.provinceProcedures],
      ]),
    );
    const sums = cells[numbers + 1 + rows.length] ?? [];
    expect([sums[0], sums[2], sums[6]]).toEqual(['Tổng cộng', total.procedures, total.oneStop]);
    expect(sheets[0]?.merges?.length).toBeGreaterThan(8);
    expect(lacking.status).toBe(400);
    expect(await lacking.text()).toContain('counts.provinceProcedures');
  });

  it('has a report’s rows, its columns named by their way', async () => {
    const query = `{ report06a(from: "2016-01-01", to: "2016-06-30") {
      rows { number label counts { received settled pending } } total { received } } }`;
    const { data } = await post(services[engine], query);
    const asked = new URLSearchParams({ query, separator: 'tab' });
    const response = await fetch(`${services[engine].url}/export?${asked.toString()}`);

    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="report06a.csv"',
    );
    expect((await response.text()).split('\r\n')).toEqual([
      'number\tlabel\tcounts.received\tcounts.settled\tcounts.pending',
      ...data.report06a.rows.map(({ number, label, counts }: any) =>
        [number, label, counts.received, counts.settled, counts.pending].join('\t'),
      ),
      '',
    ]);
  });

  it.each([
    ['{ dossiers { nodes { wrong } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ dossiers(offices: ["H99"]) { nodes { code } } }', 'BAD_USER_INPUT'],
    [
      '{ dossiers { nodes { linked { linked { linked { steps { name } } } } } } }',
      'COST_ESTIMATED_TOO_EXPENSIVE',
    ],
  ])('of %s is refused as the graph refuses it', async (query, code) => {
    const response = await exported(services[engine], { query });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});

describe('an export while an office is down', () => {
  it('is refused, or has the other offices’ rows and says so in its name', async () => {
    const file = join(province.directory, 'demo/nam-can.db');
    renameSync(file, `${file}.away`);
    const service = await province.standalone('compiled');
    const asked = { query: '{ dossiers { nodes { code office { code } } } }', format: 'ndjson' };

    const refused = await exported(service, asked);
    const partial = await exported(service, { ...asked, partial: 'yes' });
    const lines = linesOf(await partial.text());
    await service.close();

    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'EXPORT_PARTIAL', details: { sources: 'H12.NC' } } }],
    });
    expect(partial.headers.get('content-disposition')).toContain('"dossiers-partial.ndjson"');
    const { manifest } = lines.pop();
    expect(manifest).toMatchObject({ rows: lines.length, complete: true, partial: true });
    expect(new Set(lines.map(({ office }) => office.code)).size).toBe(9);
  });
});
