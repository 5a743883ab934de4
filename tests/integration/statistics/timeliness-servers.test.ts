import { afterEach, describe, expect, it } from '@jest/globals';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { timelinessOf } from '../../../subgraphs/onestop/timeliness.ts';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';

const DAYS = ['2016-02-29', '2016-08-14', '2016-08-15', '2016-08-16', null];
const ROWS = DAYS.flatMap((due) => DAYS.map((finished) => ({ due, finished })));
const VALUES = ['EARLY', 'ON_TIME', 'LATE', 'NO_DUE_DATE', 'NOT_FINISHED', 'OVERDUE'];
const AS_OF = '2016-08-16';

/** How a column keeps a day: its type, what stands in it, and what the mapping says. */
interface Kept {
  readonly type: string;
  readonly write: (day: string) => string;
  readonly mapping: string;
}

const native: Kept = { type: 'NATIVE', write: (day) => `'${day} 16:45:00'`, mapping: '' };
const written: Kept = {
  type: 'varchar(10)',
  write: (day) => `'${day.split('-').reverse().join('/')}'`,
  mapping: ', date: dd/MM/yyyy',
};
const number: Kept = {
  type: 'int',
  write: (day) => day.replaceAll('-', ''),
  mapping: ', date: yyyyMMdd-integer',
};

const WAYS: readonly (readonly [string, Kept, Kept])[] = [
  ['native against native', native, native],
  ['text against native', written, native],
  ['number against text', number, written],
];

const DATABASES = [
  { client: 'sqlite', url: '' },
  { client: 'postgres', url: await serverUrl('postgres') },
  { client: 'mysql', url: await serverUrl('mysql') },
] as const;

describe.each(DATABASES)('timeliness in the SQL of $client', ({ client, url }) => {
  const test = url === null ? it.skip : it;
  let offices: Offices | undefined;
  afterEach(() => offices?.close());

  test.each(WAYS)('is what the graph tells, %s', async (_name, finished, due) => {
    if (url === null) return;
    const table = `timeliness_${process.pid}`;
    const moments = client === 'postgres' ? 'timestamp' : 'datetime';
    const type = ({ type: its }: Kept) => (its === 'NATIVE' ? moments : its);
    const value = ({ write }: Kept, day: string | null) => (day === null ? 'NULL' : write(day));
    const statements = [
      `DROP TABLE IF EXISTS ${table}`,
      `CREATE TABLE ${table} (id integer PRIMARY KEY, xong ${type(finished)}, hen ${type(due)})`,
      ...ROWS.map(
        (row, index) =>
          `INSERT INTO ${table} VALUES (${index + 1}, ${value(finished, row.finished)}, ${value(due, row.due)})`,
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
  table: ${table}
  key: id
  columns:
    finishedAt: { column: xong${finished.mapping} }
    dueAt: { column: hen${due.mapping} }
    receivedAt: { column: hen${due.mapping} }
`,
        sql: client === 'sqlite' ? statements : [],
      },
    ]);

    for (const wanted of VALUES) {
      const { data, errors } = await ask(
        offices.subgraph,
        `{ dossiers(first: 500, where: { timeliness: { asOf: "${AS_OF}", eq: ${wanted} } }) { nodes { id } totalCount } }`,
      );

      const truth = ROWS.flatMap((row, index) =>
        timelinessOf({ finishedAt: row.finished, dueAt: row.due, status: null }, AS_OF) === wanted
          ? [`A:${index + 1}`]
          : [],
      );
      expect(errors).toEqual([]);
      expect(data.dossiers.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(truth.sort());
      expect(data.dossiers.totalCount).toBe(truth.length);
    }
    // One for the page, one for the count: what SQL cannot decide alone would be read anew.
    const read = offices.logged.filter(({ msg }) => msg === 'A statement');
    expect(read).toHaveLength(2 * VALUES.length);

    const counted = await ask(
      offices.subgraph,
      `{ dossierStatistics(asOf: "${AS_OF}", groupBy: [TIMELINESS, FINISHED_MONTH]) {
        groups { keys measures { count handlingDays { count sum } } } } }`,
    );
    const groups = new Map<string, { count: number; days: number[] }>();
    for (const row of ROWS) {
      const timeliness = timelinessOf(
        { finishedAt: row.finished, dueAt: row.due, status: null },
        AS_OF,
      );
      const keys = JSON.stringify([timeliness, row.finished?.slice(0, 7) ?? null]);
      const group = groups.get(keys) ?? { count: 0, days: [] };
      groups.set(keys, group);
      group.count += 1;
      if (row.due !== null && row.finished !== null)
        group.days.push((Date.parse(row.finished) - Date.parse(row.due)) / 86_400_000);
    }
    expect(counted.errors).toEqual([]);
    const told = counted.data.dossierStatistics.groups;
    expect(told).toHaveLength(groups.size);
    for (const { keys, measures } of told) {
      const { count = 0, days = [] } = groups.get(JSON.stringify(keys)) ?? {};
      expect(measures).toEqual({
        count,
        handlingDays: {
          count: days.length,
          sum: days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0),
        },
      });
    }
    if (client !== 'sqlite') await runAsOwner(client, url, [`DROP TABLE ${table}`]);
  });
});
