import fc from 'fast-check';
import { type LiveClient, literalOf } from './literals.ts';
import { ACCENT_BLIND, pairsOf } from './pairs.ts';

export const TABLE = 'motcua_agreement';

/** Rows of one INSERT: a statement stays well below what MariaDB takes. */
const ROWS_AT_ONCE = 250;

/** The table with one column for each pair, and a row for each of so many values. */
export function tableStatements(
  client: LiveClient,
  { values, seed }: { readonly values: number; readonly seed: number },
): readonly string[] {
  const pairs = pairsOf(client);
  const columns = pairs.map(({ values: of }, index) =>
    fc.sample(of, { numRuns: values, seed: seed + index }),
  );
  const rows = Array.from(
    { length: values },
    (_, row) =>
      `(${[row + 1, ...columns.map((column) => literalOf(client, column[row] ?? null))].join(', ')})`,
  );
  const inserts: string[] = [];
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    inserts.push(`INSERT INTO ${TABLE} VALUES ${rows.slice(at, at + ROWS_AT_ONCE).join(', ')}`);
  return [
    ...(client === 'mysql' ? [`SET SESSION sql_mode = 'ALLOW_INVALID_DATES'`] : []),
    ...(client === 'postgres'
      ? [
          `CREATE COLLATION IF NOT EXISTS ${ACCENT_BLIND} (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
        ]
      : []),
    `DROP TABLE IF EXISTS ${TABLE}`,
    `CREATE TABLE ${TABLE} (id ${client === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'int PRIMARY KEY'}, ${pairs.map(({ column }, index) => `c${index} ${column}${/NULL/u.test(column) ? '' : client === 'sqlite' ? '' : ' NULL'}`).join(', ')})`,
    ...inserts,
    // Codes are looked up, and pages walked, along an index where there is one.
    ...pairs.flatMap(({ column, type }, index) =>
      ['code', 'moment'].includes(type.kind) && /char|date|time|int/iu.test(column)
        ? [`CREATE INDEX ${TABLE}_${index} ON ${TABLE} (c${index})`]
        : [],
    ),
  ];
}

export function mappingText(client: LiveClient, url: string): string {
  const fields = pairsOf(client).map(
    ({ spec }, index) => `    f${index}: { column: c${index}${spec === '' ? '' : `, ${spec}`} }`,
  );
  return [
    'source: { code: A, name: Một cửa A }',
    `database: { client: ${client}, url: ${JSON.stringify(url)}, statementTimeout: 60s, limits: { rows: 10000000, bytes: 1073741824 } }`,
    'row:',
    `  table: ${TABLE}`,
    '  key: id',
    '  columns:',
    ...fields,
    '    place: id',
  ].join('\n');
}
