import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { type LiveClient, literalOf } from '../../support/agreement/literals.ts';
import { ask } from '../../support/ask.ts';
import { KEY_COLUMNS, type KeyColumn } from '../../support/keys/key-columns.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';
import { runs } from '../../support/run/runs.ts';

/** Keys that each table is offered; those that its database takes for one stand in it once. */
const KEYS = runs(60, 12);
const SEED = Number(process.env['FUZZ_SEED'] ?? 2016);
/** So that there are pages in the middle. */
const PAGE = Math.ceil(KEYS / 9);

const DATABASES = [
  { client: 'sqlite', url: '' },
  { client: 'postgres', url: await serverUrl('postgres') },
  { client: 'mysql', url: await serverUrl('mysql') },
] as const;

const ROW = 'id code steps { name }';
const WALK = `query ($office: [ID!], $first: Int, $after: String, $last: Int, $before: String) {
  dossiers(offices: $office, first: $first, after: $after, last: $last, before: $before) {
    nodes { ${ROW} }
    pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    sources { status }
  }
}`;

interface Row {
  readonly id: string;
  readonly code: string;
  readonly steps: readonly { readonly name: string }[];
}

describe.each(DATABASES)('keys of $client', ({ client, url }) => {
  const columns = KEY_COLUMNS[client].map((its, index): [string, number, KeyColumn] => [
    its.column || 'no type',
    index,
    its,
  ]);
  let offices: Offices;

  beforeAll(async () => {
    if (url === null) return;
    if (client !== 'sqlite')
      await runAsOwner(client, url, [
        ...prepared(client),
        ...columns.flatMap(([, index, column]) => tablesOf(client, index, column)),
      ]);
    offices = await openOffices(
      columns.map(([, index, column]) => ({
        file: `k${index}.yaml`,
        yaml: mappingOf(client, index, url),
        sql: client === 'sqlite' ? tablesOf(client, index, column) : [],
      })),
    );
  }, 120_000);
  afterAll(async () => {
    if (url === null) return;
    await offices.close();
    if (client !== 'sqlite')
      await runAsOwner(
        client,
        url,
        columns.flatMap(([, index]) => dropped(index)),
      );
  });

  (url === null ? it.skip : it).each(columns)(
    'stand for one row each, in both directions, by id and above its children: %s',
    async (_name, index, { refused = false }) => {
      const rows = await storedRows(client, url ?? '', index, offices.directory);
      const forwards = await walk(offices, `K${index}`, false);
      if (refused) {
        expect(forwards).toBe('MISCONFIGURED');
        return;
      }

      expect(rows.length).toBeGreaterThan(PAGE);
      const backwards = await walk(offices, `K${index}`, true);
      const found = await byIds(offices, typeof forwards === 'string' ? [] : forwards);

      const meant = rows.map((code) => ({ code, steps: [{ name: `Bước ${code}` }] })).sort(byCode);
      const plain = (its: readonly Row[] | string) =>
        typeof its === 'string'
          ? its
          : its.map(({ code, steps }) => ({ code, steps })).sort(byCode);
      expect(plain(forwards)).toEqual(meant);
      expect(plain(backwards)).toEqual(meant);
      expect(found).toEqual(forwards);
    },
    60_000,
  );
});

/** All rows by small pages, or why the office has none. */
async function walk(
  { subgraph }: Offices,
  office: string,
  backwards: boolean,
): Promise<readonly Row[] | string> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page = backwards ? { last: PAGE, before: cursor } : { first: PAGE, after: cursor };
    const { data, errors } = await ask(subgraph, WALK, { office: [office], ...page });
    expect(errors).toEqual([]);
    const { nodes, pageInfo, sources } = data.dossiers;
    if (sources[0].status !== 'OK') return sources[0].status;
    rows.push(...nodes);
    if (backwards) cursor = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
    else cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (cursor !== null && rows.length <= KEYS);
  return rows;
}

/** The rows that the ids mean, a batch at a time. */
async function byIds({ subgraph }: Offices, rows: readonly Row[]): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let at = 0; at < rows.length; at += 20) {
    const ids = rows.slice(at, at + 20).map(({ id }) => id);
    const { data, errors } = await ask(
      subgraph,
      `query (${ids.map((_id, place) => `$id${place}: ID!`).join(', ')}) {
        ${ids.map((_id, place) => `d${place}: dossier(id: $id${place}) { ${ROW} }`).join('\n')}
      }`,
      Object.fromEntries(ids.map((id, place) => [`id${place}`, id])),
    );
    expect(errors).toEqual([]);
    found.push(...ids.map((_id, place) => data[`d${place}`]));
  }
  return found;
}

/** What the database itself says stands in the table. */
async function storedRows(
  client: LiveClient,
  url: string,
  index: number,
  directory: string,
): Promise<readonly string[]> {
  const database = dialects[client].open({
    client,
    url: client === 'sqlite' ? `file:${directory}/k${index}.db` : url,
    statementTimeout: 5_000,
    connectTimeout: 5_000,
    pool: { max: 1 },
    limits: { rows: 1_000_000, bytes: 100_000_000, queue: 10, wait: 5_000, scannedRows: 1_000_000 },
    ...UNENCRYPTED,
  });
  try {
    const rows = await database.read({ sql: `select so from ${table(index)}`, bindings: [] });
    return rows.map(([so]) => String(so));
  } finally {
    await database.close();
  }
}

function byCode(one: { readonly code: string }, other: { readonly code: string }): number {
  return Number(one.code) - Number(other.code);
}

function table(index: number): string {
  return `motcua_key_${index}`;
}

function dropped(index: number): readonly string[] {
  return [`DROP TABLE IF EXISTS ${table(index)}_buoc`, `DROP TABLE IF EXISTS ${table(index)}`];
}

/** What the tables of a server need before them. */
function prepared(client: LiveClient): readonly string[] {
  return client === 'postgres'
    ? [
        'CREATE EXTENSION IF NOT EXISTS citext',
        `CREATE COLLATION IF NOT EXISTS motcua_level1 (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
        'DROP TYPE IF EXISTS motcua_key_label CASCADE',
        `CREATE TYPE motcua_key_label AS ENUM ('ab', 'AB', 'Đ', '1')`,
      ]
    : [];
}

/** A table of as many of the keys as its database tells apart, and a child of each. */
function tablesOf(
  client: LiveClient,
  index: number,
  { column, values }: KeyColumn,
): readonly string[] {
  const keys = fc.sample(values, { numRuns: KEYS, seed: SEED + index });
  const rows = keys.map((key, row) => `(${literalOf(client, key)}, ${row})`).join(', ');
  const into = `INTO ${table(index)} (khoa, so) VALUES ${rows}`;
  const insert = {
    sqlite: `INSERT OR IGNORE ${into}`,
    postgres: `INSERT ${into} ON CONFLICT DO NOTHING`,
    mysql: `INSERT IGNORE ${into}`,
  }[client];
  const words = client === 'mysql' ? `CONCAT('Bước ', so)` : `'Bước ' || so`;
  return [
    ...dropped(index),
    `CREATE TABLE ${table(index)} (khoa ${column} NOT NULL PRIMARY KEY, so int)`,
    insert,
    `CREATE TABLE ${table(index)}_buoc (khoa ${column} NOT NULL, ten varchar(20)${client === 'mysql' ? ' CHARACTER SET utf8mb4' : ''})`,
    `INSERT INTO ${table(index)}_buoc SELECT khoa, ${words} FROM ${table(index)}`,
  ];
}

function mappingOf(client: LiveClient, index: number, url: string): string {
  const address = client === 'sqlite' ? `file:\${DIR}/k${index}.db` : url;
  return `
source: { code: K${index}, name: Một cửa ${index} }
office: { level: DISTRICT }
database: { client: ${client}, url: "${address}", pool: { max: 1 } }
dossier:
  table: ${table(index)}
  key: khoa
  columns: { code: so }
  steps: { table: ${table(index)}_buoc, parent: khoa, columns: { name: ten } }
`;
}
