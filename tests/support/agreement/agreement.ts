import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import type { BoundRootTable } from '../../../subgraphs/sources/compiler/bound-table.ts';
import { planRootRow } from '../../../subgraphs/sources/compiler/row-plan.ts';
import { compilePage } from '../../../subgraphs/sources/compiler/statements/page.ts';
import { decides } from '../../../subgraphs/sources/compiler/statements/select.ts';
import { createSource, type Source } from '../../../subgraphs/sources/database/source.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { countConnection, readConnection } from '../../../subgraphs/sources/fan-out/connection.ts';
import { compareText } from '../../../subgraphs/sources/fan-out/merge.ts';
import { readMapping } from '../../../subgraphs/sources/mapping/read-mapping.ts';
import { entity, integer } from '../../../subgraphs/sources/model/entity.ts';
import { momentKey } from '../../../subgraphs/sources/model/moment.ts';
import {
  type FilterValue,
  filterValue,
  matches,
  passes,
  type Predicate,
  type Test,
} from '../../../subgraphs/sources/model/predicate.ts';
import type { RawRow, RawValue } from '../../../subgraphs/sources/model/raw.ts';
import type { LiveClient } from './literals.ts';
import { pairsOf } from './pairs.ts';
import { mappingText, TABLE, tableStatements } from './table.ts';
import { runs } from '../run/runs.ts';

/** Raw values of each pair; fewer in CI, where all tests together have twenty minutes. */
const VALUES = runs(3_000, 300);
const SEED = Number(process.env['FUZZ_SEED'] ?? 2016);
/** Values that are looked for among all rows, at once. */
const SOUGHT = 45;
/**
 * Rows among which the values of every other are looked for: among all rows that would take the square of their number; a
 * fifth where a statement has more signs than `LONG`.
 */
const STRETCH = 100;
const LONG = 20_000;

/** What stands in a row, and what it is read as. */
interface Stored {
  readonly raw: RawRow;
  readonly row: Readonly<Record<string, unknown>>;
  readonly cleaned: ReadonlySet<string>;
}

/** Holds that for each pair of a column and a codec SQL says of every raw value what decoding says. */
export function describeAgreement(client: LiveClient, url: string | null): void {
  (url === null ? describe.skip : describe)(`${client}, seed ${SEED}`, () => {
    const pairs = pairsOf(client);
    const names = pairs.map(({ column, type, spec }, index): [string, number] => [
      `${column || 'no type'} as ${type.kind} ${spec}`.trim(),
      index,
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'motcua-agreement-'));
    const address = url === '' ? `file:${join(folder, 'rows.db')}` : String(url);
    let source: Source;
    let table: BoundRootTable;
    let stored: ReadonlyMap<string, Stored>;

    beforeAll(async () => {
      await runAsOwner(client, address, tableStatements(client, { values: VALUES, seed: SEED }));
      const file = join(folder, 'rows.yaml');
      writeFileSync(file, mappingText(client, address));
      const fields = {
        ...Object.fromEntries(pairs.map(({ type }, index) => [`f${index}`, type])),
        place: integer,
      };
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
      const rows = await source.read(pageOf({ columns: plan.columns, where: null }));
      stored = new Map(
        rows.map((raw) => {
          const row = plan.decodeAny(raw);
          const cleaned = row.repairs.flatMap(({ kind, field }) =>
            kind === 'IDENTIFIER_CLEANED' ? [field] : [],
          );
          return [
            String(raw[0]),
            {
              raw: raw.slice(1),
              row: row,
              cleaned: new Set(cleaned),
            },
          ];
        }),
      );
    }, 600_000);
    afterAll(async () => {
      await source.close();
      await runAsOwner(client, address, [`DROP TABLE ${TABLE}`]);
      rmSync(folder, { recursive: true, force: true });
    });

    const pageOf = (query: {
      readonly columns?: readonly string[];
      readonly where: Predicate | null;
      readonly order?: readonly { readonly field: string; readonly direction: 'ASC' | 'DESC' }[];
    }) =>
      compilePage(table, {
        columns: [],
        order: [],
        ...query,
        keys: [table.mapping.key],
        backwards: false,
        after: null,
        limit: VALUES + 1,
      });

    /** The keys of the rows that SQL finds, in the order given, but for those that are left to a look at the decoded rows. */
    async function keysWhere(
      where: Predicate | null,
      order: readonly { readonly field: string; readonly direction: 'ASC' | 'DESC' }[] = [],
    ): Promise<readonly string[]> {
      const keys = (await source.read(pageOf({ where, order }))).map(([key]) => String(key));
      return where === null || decides(table, where)
        ? keys
        : keys.filter((key) => matches(where, stored.get(key)!.row));
    }

    const columnOf = (field: string): number => Number(field.slice(1));
    const shown = (field: string, keys: readonly string[]): readonly unknown[] =>
      keys.slice(0, 6).map((key) => {
        const { raw, row } = stored.get(key)!;
        return [rawShown(raw[columnOf(field)] ?? null), row[field]];
      });

    /** SQL finds, and counts, just those rows that are meant. */
    async function expectFound(
      field: string,
      test: Test<FilterValue>,
      meant: readonly string[],
      negated = false,
    ): Promise<void> {
      const plain: Predicate = { kind: 'test', field, test };
      const where: Predicate = negated ? { kind: 'not', of: plain } : plain;
      const found = new Set(await keysWhere(where));
      const own = new Set(meant);
      const label = { test: shownTest(test), negated };
      expect({
        ...label,
        missed: shown(
          field,
          meant.filter((key) => !found.has(key)),
        ),
        others: shown(
          field,
          [...found].filter((key) => !own.has(key)),
        ),
      }).toEqual({ ...label, missed: [], others: [] });
      if (!decides(table, where) && VALUES > 20_000) return;
      const { total } = await countConnection(
        [source],
        { entity: 'row', where, freshness: 'LIVE', onUnavailable: 'FAIL' },
        {},
      );
      expect({ ...label, total }).toEqual({ ...label, total: meant.length });
    }

    /** Of a stretch of rows, SQL finds just those that hold what every other of them is read as. */
    async function expectOwnFound(
      field: string,
      values: Values,
      stretch: readonly string[],
      turn: number,
    ): Promise<void> {
      const named = values.distinctIn(stretch.filter((_key, place) => place % 2 === turn));
      if (named.length === 0) return;
      const within: readonly Predicate[] = [
        { kind: 'test', field: 'place', test: { op: 'gte', value: Number(stretch[0]) } },
        { kind: 'test', field: 'place', test: { op: 'lte', value: Number(stretch.at(-1)) } },
      ];
      const own: Predicate = { kind: 'test', field, test: { op: 'in', values: named } };
      const found = new Set(await keysWhere({ kind: 'all', of: [...within, own] }));
      const meant = new Set(values.equalTo(named));
      const wrong = stretch.filter((key) => found.has(key) !== meant.has(key));
      expect({ test: shownTest(own.test), wrong: shown(field, wrong) }).toEqual({
        test: shownTest(own.test),
        wrong: [],
      });
    }

    it('reads every row', () => {
      expect(stored.size).toBe(VALUES);
    });

    it('sieves by the field that is asked about what it keeps of whole rows', () => {
      const plan = planRootRow(table, new Set(Object.keys(table.mapping.fields)));
      for (const index of pairs.keys()) {
        const field = `f${index}`;
        const [value] = valuesIn(stored, field).distinct;
        const tests: readonly Test<FilterValue>[] = [
          { op: 'isNull' },
          ...(value === undefined ? [] : [{ op: 'eq', value } as const]),
        ];
        for (const test of tests) {
          const where: Predicate = { kind: 'test', field, test };
          const mayPass = plan.sieve(where)!;
          const wrong = [...stored].filter(
            ([key, { raw, row }]) => mayPass([key, ...raw]) !== matches(where, row),
          );
          expect({ field, test: shownTest(test), wrong: wrong.length }).toEqual({
            field,
            test: shownTest(test),
            wrong: 0,
          });
        }
      }
    });

    it.each(names)(
      'agrees with what is decoded: %s',
      async (_name, index) => {
        const field = `f${index}`;
        const mapped = table.mapping.fields[field];
        if (mapped === undefined || 'constant' in mapped) throw new Error('not mapped');
        const { codec } = mapped;
        const { kind } = mapped.type;
        const values = valuesIn(stored, field);
        const every = [...stored.keys()];
        const passing = (test: Test<FilterValue>, negated = false): readonly string[] =>
          every.filter((key) => passes(test, values.of(key)) !== negated);

        for (const negated of [false, true])
          await expectFound(field, { op: 'isNull' }, passing({ op: 'isNull' }, negated), negated);

        const asked = fc.sample(
          fc.shuffledSubarray(values.distinct, { minLength: values.distinct.length }),
          { numRuns: 1, seed: SEED },
        )[0]!;
        expect(asked.length).toBeGreaterThan(0);
        if (kind !== 'list') {
          const [value] = asked;
          await expectFound(
            field,
            { op: 'eq', value: value! },
            passing({ op: 'eq', value: value! }, true),
            true,
          );
          const sought = { op: 'in', values: asked.slice(0, SOUGHT) } as const;
          await expectFound(field, sought, values.equalTo(sought.values));
          const { sql } = pageOf({ where: { kind: 'test', field, test: sought } });
          const stretch = sql.length < LONG ? STRETCH : STRETCH / 5;
          for (let from = 0; from < VALUES; from += stretch)
            for (const turn of [0, 1])
              await expectOwnFound(field, values, every.slice(from, from + stretch), turn);
        }

        if (['moment', 'integer', 'decimal', 'money'].includes(kind)) {
          for (const [place, value] of boundaries(asked).entries())
            for (const op of place === 0 ? (['lt', 'gte'] as const) : (['lte', 'gt'] as const))
              await expectFound(field, { op, value }, passing({ op, value }));
        }

        if (codec.ordering !== undefined) {
          for (const direction of ['ASC', 'DESC'] as const) {
            const keys = await keysWhere(null, [{ field, direction }]);
            expect(new Set(keys).size).toBe(VALUES);
            const sorted = keys.map((key) => sortKey(values.of(key), kind));
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
              freshness: 'LIVE',
              onUnavailable: 'FAIL',
            },
            {},
          );
          seen.push(...page.edges.map(({ node }) => node.origin.key));
          cursor = (backwards ? page.pageInfo.startCursor : page.pageInfo.endCursor) ?? null;
          if (
            !(backwards ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage) ||
            seen.length > VALUES
          )
            break;
        }
        const known = new Set(seen);
        const missed = [...stored.keys()].filter((key) => !known.has(key));
        expect({ direction, rows: seen.length, missed: shown(field, missed) }).toEqual({
          direction,
          rows: VALUES,
          missed: [],
        });
      }
    }
  });
}

type Values = ReturnType<typeof valuesIn>;

/** The decoded values of one field. */
function valuesIn(stored: ReadonlyMap<string, Stored>, field: string) {
  const all = new Map([...stored].map(([key, { row }]) => [key, filterValue(row[field])]));
  const present = [...all].flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  // There is no end of ways to dot a number: it is looked up in those in use.
  const dotted = new Set(
    present.flatMap(({ key, value }) => (stored.get(key)!.cleaned.has(field) ? [value] : [])),
  );
  // Values of another beginning are never equal.
  const alike = new Map<string, (typeof present)[number][]>();
  for (const one of present) {
    const others = alike.get(beginning(one.value));
    if (others === undefined) alike.set(beginning(one.value), [one]);
    else others.push(one);
  }
  const distinctIn = (keys: readonly string[]): FilterValue[] =>
    [...new Set(keys.flatMap((key) => all.get(key) ?? []))].filter((value) => !dotted.has(value));
  return {
    of: (key: string) => all.get(key) ?? null,
    distinctIn,
    distinct: distinctIn([...all.keys()]),
    /** The rows that hold a value equal to one of these. */
    equalTo: (wanted: readonly FilterValue[]): readonly string[] => [
      ...new Set(
        wanted.flatMap((value) =>
          (alike.get(beginning(value)) ?? []).flatMap((one) =>
            passes({ op: 'eq', value }, one.value) ? [one.key] : [],
          ),
        ),
      ),
    ],
  };
}

function beginning(value: FilterValue): string {
  return String(value).slice(0, 'yyyy-MM-dd'.length);
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
