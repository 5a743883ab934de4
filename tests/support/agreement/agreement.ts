import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { runAsOwner } from '../../scripts/demo/writers/owner.ts';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import { planRootRow, type RootRow } from '../../subgraphs/sources/compiler/row-plan.ts';
import { compileCount, compilePage } from '../../subgraphs/sources/compiler/statements.ts';
import { createSource, type Source } from '../../subgraphs/sources/database/source.ts';
import { dialects } from '../../subgraphs/sources/dialects/index.ts';
import { countConnection, readConnection } from '../../subgraphs/sources/fan-out/connection.ts';
import { readMapping } from '../../subgraphs/sources/mapping/read-mapping.ts';
import { entity } from '../../subgraphs/sources/model/entity.ts';
import { compareText } from '../../subgraphs/sources/fan-out/merge.ts';
import { momentKey } from '../../subgraphs/sources/model/moment.ts';
import {
  type FilterValue,
  filterValue,
  matches,
  type Predicate,
  type Test,
} from '../../subgraphs/sources/model/predicate.ts';
import type { RawRow, RawValue } from '../../subgraphs/sources/model/raw.ts';
import { type LiveClient, literalOf } from '../support/agreement/literals.ts';
import { pairsOf } from '../support/agreement/pairs.ts';
import { serverUrl } from '../support/servers.ts';

/** Raw values of each pair. */
const VALUES = Number(process.env['FUZZ_RUNS'] ?? 500);
const SEED = Number(process.env['FUZZ_SEED'] ?? 2016);
const TABLE = 'motcua_agreement';

const folder = mkdtempSync(join(tmpdir(), 'motcua-agreement-'));
const urls: (readonly [LiveClient, string])[] = [['sqlite', `file:${join(folder, 'rows.db')}`]];
for (const client of ['postgres', 'mysql'] as const) {
  const url = await serverUrl(client);
  if (url !== null) urls.push([client, url]);
}
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(urls)('%s, seed ' + String(SEED), (client, url) => {
  const pairs = pairsOf(client);
  const names = pairs.map(({ column, type, spec }, index): [string, number] => [
    `${column || 'no type'} as ${type.kind} ${spec}`.trim(),
    index,
  ]);
  let source: Source;
  let table: BoundRootTable;
  /** Every row: what stands in it, and what it is read as. */
  let stored: ReadonlyMap<string, { readonly raw: RawRow; readonly row: RootRow }>;

  beforeAll(async () => {
    await runAsOwner(client, url, tableStatements(client));
    const file = join(folder, `${client}.yaml`);
    writeFileSync(file, mappingText(client, url));
    const fields = Object.fromEntries(pairs.map(({ type }, index) => [`f${index}`, type]));
    const read = readMapping(file, { entities: { row: entity(fields) }, extra: {} }, {});
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const logged: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
    source = createSource(read.mapping, dialects[client], log);
    const [bound] = await source.tables('row').catch((cause: unknown) => {
      throw new Error(logged.join(''), { cause });
    });
    table = bound!;
    const plan = planRootRow(table, new Set(Object.keys(fields)));
    const { statement } = compilePage(table, {
      columns: plan.columns,
      where: null,
      order: [],
      keys: plan.keys,
      backwards: false,
      after: null,
      limit: VALUES + 1,
    });
    const rows = await source.read(statement);
    stored = new Map(
      rows.map((raw) => [String(raw[0]), { raw: raw.slice(1), row: plan.decode(raw) }]),
    );
  }, 600_000);
  afterAll(async () => {
    await source.close();
    await runAsOwner(client, url, [`DROP TABLE ${TABLE}`]);
  });

  const valueOf = (row: RootRow, field: string): FilterValue | null =>
    filterValue((row as unknown as Record<string, unknown>)[field]);

  /** The keys of the rows that a test finds, in the order given; its counts are held against them. */
  async function keysWhere(
    field: string,
    where: Predicate | null,
    direction?: 'ASC' | 'DESC',
  ): Promise<readonly string[]> {
    const plan = planRootRow(table, new Set([field]));
    const { statement, exact } = compilePage(table, {
      columns: plan.columns,
      where,
      order: direction === undefined ? [] : [{ field, direction }],
      keys: plan.keys,
      backwards: false,
      after: null,
      limit: VALUES + 1,
    });
    const rows = (await source.read(statement)).map((raw) => plan.decode(raw));
    const wanted =
      exact || where === null
        ? rows
        : rows.filter((row) => matches(where, row as unknown as Record<string, unknown>));
    return wanted.map(({ origin }) => origin.key);
  }

  const columnOf = (field: string): number => Number(field.slice(1));
  const shown = (field: string, keys: readonly string[]): readonly unknown[] =>
    keys.slice(0, 6).map((key) => {
      const { raw, row } = stored.get(key)!;
      return [
        rawShown(raw[columnOf(field)] ?? null),
        (row as unknown as Record<string, unknown>)[field],
      ];
    });

  /** SQL finds, and counts, just those rows whose decoded values pass. */
  async function expectFound(
    field: string,
    test: Test<FilterValue>,
    negated = false,
  ): Promise<void> {
    const plain: Predicate = { kind: 'test', field, test };
    const where: Predicate = negated ? { kind: 'not', of: plain } : plain;
    const found = new Set(await keysWhere(field, where));
    const meant = [...stored].flatMap(([key, { row }]) =>
      matches(where, row as unknown as Record<string, unknown>) ? [key] : [],
    );
    const missed = meant.filter((key) => !found.has(key));
    const own = new Set(meant);
    const others = [...found].filter((key) => !own.has(key));
    expect({
      test: shownTest(test),
      negated,
      missed: shown(field, missed),
      others: shown(field, others),
    }).toEqual({
      test: shownTest(test),
      negated,
      missed: [],
      others: [],
    });
    const { exact } = compileCount(table, where);
    if (!exact && VALUES > 20_000) return;
    const { total } = await countConnection(
      [source],
      { entity: 'row', where, onUnavailable: 'FAIL' },
      {},
    );
    expect({ test: shownTest(test), total }).toEqual({
      test: shownTest(test),
      total: meant.length,
    });
  }

  it('reads every row', () => {
    expect(stored.size).toBe(VALUES);
  });

  it.each(names)(
    'agrees with what is decoded: %s',
    async (_name, index) => {
      const field = `f${index}`;
      const mapped = table.mapping.fields[field];
      if (mapped === undefined || 'constant' in mapped) throw new Error('not mapped');
      const { codec } = mapped;
      const { kind } = mapped.type;

      await expectFound(field, { op: 'isNull' });
      await expectFound(field, { op: 'isNull' }, true);

      // There is no end of ways to dot a number: it is looked up in those in use.
      const dotted = new Set(
        [...stored.values()].flatMap(({ row }) =>
          row.repairs.some(
            (repair) => repair.field === field && repair.kind === 'IDENTIFIER_CLEANED',
          )
            ? (valueOf(row, field) ?? [])
            : [],
        ),
      );
      const values = [
        ...new Set([...stored.values()].flatMap(({ row }) => valueOf(row, field) ?? [])),
      ].filter((value) => !dotted.has(value));
      expect(values.length).toBeGreaterThan(0);
      const some = fc
        .sample(fc.shuffledSubarray(values, { minLength: Math.min(values.length, 90) }), {
          numRuns: 1,
          seed: SEED,
        })[0]!
        .slice(0, 90);
      if (kind !== 'list') {
        for (let at = 0; at < some.length; at += 45)
          await expectFound(field, { op: 'in', values: some.slice(at, at + 45) });
        for (const value of some.slice(0, 1)) await expectFound(field, { op: 'eq', value }, true);
      }

      if (['moment', 'integer', 'decimal', 'money'].includes(kind)) {
        for (const [place, value] of boundaries(some).entries())
          for (const op of place === 0 ? (['lt', 'gte'] as const) : (['lte', 'gt'] as const))
            await expectFound(field, { op, value });
      }

      if (codec.ordering !== undefined) {
        for (const direction of ['ASC', 'DESC'] as const) {
          const keys = await keysWhere(field, null, direction);
          expect(new Set(keys).size).toBe(VALUES);
          const sorted = keys.map((key) => sortKey(valueOf(stored.get(key)!.row, field), kind));
          const wrong = sorted.findIndex(
            (key, place) => place > 0 && !inOrder(sorted[place - 1]!, key, direction),
          );
          expect({
            direction,
            wrong: wrong < 0 ? [] : shown(field, keys.slice(wrong - 1, wrong + 1)),
          }).toEqual({ direction, wrong: [] });
        }
        if (kind === 'moment' || kind === 'code') await expectWalked(field);
      }
    },
    600_000,
  );

  /** Pages of the graph, one after another, hold every row once. */
  async function expectWalked(field: string): Promise<void> {
    for (const [direction, backwards] of [
      ['ASC', false],
      ['DESC', true],
    ] as const) {
      const seen: string[] = [];
      for (let cursor: string | null = null; ;) {
        const page = await readConnection(
          [source],
          {
            entity: 'row',
            fields: new Set([field]),
            where: null,
            order: [{ field, direction }],
            page: backwards ? { last: 500, before: cursor } : { first: 500, after: cursor },
            onUnavailable: 'FAIL',
          },
          {},
        );
        const keys = page.edges.map(({ node }) => node.origin.key);
        seen.push(...keys);
        cursor = (backwards ? page.pageInfo.startCursor : page.pageInfo.endCursor) ?? null;
        if (
          !(backwards ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage) ||
          seen.length > VALUES
        )
          break;
      }
      const missed = [...stored.keys()].filter((key) => !new Set(seen).has(key));
      expect({ direction, rows: seen.length, missed: shown(field, missed) }).toEqual({
        direction,
        rows: VALUES,
        missed: [],
      });
    }
  }
});

/** The table with one column for each pair, and a row for each value. */
function tableStatements(client: LiveClient): readonly string[] {
  const pairs = pairsOf(client);
  const values = pairs.map(({ values: of }, index) =>
    fc.sample(of, { numRuns: VALUES, seed: SEED + index }),
  );
  const rows = Array.from(
    { length: VALUES },
    (_, row) =>
      `(${[row + 1, ...values.map((column) => literalOf(client, column[row] ?? null))].join(', ')})`,
  );
  const inserts: string[] = [];
  for (let at = 0; at < rows.length; at += 250)
    inserts.push(`INSERT INTO ${TABLE} VALUES ${rows.slice(at, at + 250).join(', ')}`);
  return [
    ...(client === 'mysql' ? [`SET SESSION sql_mode = 'ALLOW_INVALID_DATES'`] : []),
    `DROP TABLE IF EXISTS ${TABLE}`,
    `CREATE TABLE ${TABLE} (id ${client === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'int PRIMARY KEY'}, ${pairs.map(({ column }, index) => `c${index} ${column}${/NULL/u.test(column) ? '' : client === 'sqlite' ? '' : ' NULL'}`).join(', ')})`,
    ...inserts,
  ];
}

function mappingText(client: LiveClient, url: string): string {
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
  ].join('\n');
}

/** Values to compare with: those that stand somewhere, and others close by. */
function boundaries(values: readonly FilterValue[]): readonly FilterValue[] {
  return values.slice(0, 3).map((value, place): FilterValue => {
    if (typeof value === 'number') return value + (place === 0 ? 0 : place);
    const day = String(value).slice(0, 10);
    return [value, `${day}T12:00:00.0000001`, day][place] ?? day;
  });
}

function sortKey(value: FilterValue | null, kind: string): FilterValue | null {
  return kind === 'moment' && value !== null ? momentKey(String(value)) : value;
}

function inOrder(
  one: FilterValue | null,
  other: FilterValue | null,
  direction: 'ASC' | 'DESC',
): boolean {
  if (other === null) return true;
  if (one === null) return false;
  const order =
    typeof one === 'string' && typeof other === 'string'
      ? compareText(one, other)
      : Number(one) - Number(other);
  return direction === 'ASC' ? order <= 0 : order >= 0;
}

function rawShown(raw: RawValue): unknown {
  return typeof raw === 'string'
    ? JSON.stringify(raw)
    : raw instanceof Uint8Array
      ? `X'${Buffer.from(raw).toString('hex')}'`
      : raw;
}

function shownTest(test: Test<FilterValue>): string {
  return JSON.stringify(test).slice(0, 200);
}
