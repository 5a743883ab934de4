import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import { compileByKeys } from '../../../../subgraphs/sources/compiler/statements/by-keys.ts';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';
import type { Source } from '../../../../subgraphs/sources/database/source.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { byHalves, tooManyRows } from '../../../../subgraphs/sources/database/by-halves.ts';
import { fault } from '../../../../service/errors/faults.ts';
import { codeTable } from '../../../support/code-table.ts';

const named = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_one, at) => `${prefix}${at}`);

/** A table of SQL Server of which who asks has the rows of so many codes. */
function seenWith(codes: number): BoundRootTable {
  const whole = { ...codeTable('Moi'), dialect: dialects.mssql };
  const rows: Predicate = {
    kind: 'test',
    field: 'code',
    test: { op: 'in', values: named('HS-', codes) },
  };
  return {
    ...whole,
    rights: { whole, rows, closed: new Set(), unsaid: new Set(), withheld: null },
  };
}

/** How many values each statement has by which all keys are asked for, and what could not be asked for. */
async function asked(table: BoundRootTable, keys: readonly string[]) {
  const [statements, failed, found]: [number[], unknown[], string[]] = [[], [], []];
  await byHalves(
    keys,
    (some) => {
      const pairs = some.map((key, place) => ({ place, key }));
      const statement = compileByKeys(table, { keys: ['ID'], columns: [] }, pairs);
      statements.push(statement?.bindings.length ?? 0);
      found.push(...some);
      return Promise.resolve();
    },
    (_some, error) => failed.push(error),
  );
  return { statements, failed, found };
}

describe('many keys asked for at once', () => {
  it.each([0, 50, 100, 1_000, 2_000])(
    'leave room for the %d codes that rules of rows name',
    async (codes) => {
      const keys = named('K', 2_000);

      const { statements, failed, found } = await asked(seenWith(codes), keys);

      expect(failed).toEqual([]);
      expect(found).toEqual(keys);
      expect(Math.max(...statements)).toBeLessThanOrEqual(2_090);
    },
  );

  it('are refused where the rules alone are too many, each once', async () => {
    const { failed, found } = await asked(seenWith(2_091), named('K', 4));

    expect(found).toEqual([]);
    expect(failed).toHaveLength(4);
  });

  it('are not asked for again where fewer would fail as well', async () => {
    let times = 0;
    const failed: (readonly string[])[] = [];
    await byHalves(
      named('K', 8),
      () => {
        times += 1;
        return Promise.reject(fault('DATABASE_TIMEOUT', { source: 'A' }));
      },
      (some) => failed.push(some),
    );

    expect([times, failed.length]).toEqual([1, 1]);
  });
});

describe('many look-ups at once', () => {
  const MOST = 1_000;
  const source = { name: 'A' } as unknown as Source;

  /** Looks up all, each of which finds so many rows; how often a statement was asked for, and the places of those that failed. */
  async function lookUp(rows: readonly number[]) {
    const [found, failed]: [number[], number[]] = [[], []];
    let statements = 0;
    await byHalves(
      [...rows.keys()],
      (some) => {
        statements += 1;
        const all = some.reduce((sum, place) => sum + (rows[place] ?? 0), 0);
        if (all > MOST) return Promise.reject(tooManyRows(source));
        found.push(...some);
        return Promise.resolve();
      },
      (some, error) => {
        expect(error).toMatchObject({ extensions: { code: 'FILTER_TOO_BROAD' } });
        failed.push(...some);
      },
    );
    return { found, failed, statements };
  }

  it('fail where they find too much by themselves, and none beside them', async () => {
    const busy = fc.oneof(
      { arbitrary: fc.nat({ max: 20 }), weight: 40 },
      { arbitrary: fc.integer({ min: MOST - 100, max: MOST + 100 }), weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(busy, { maxLength: 150 }), async (rows) => {
        fc.pre(rows.filter((count) => count > MOST - 200).length <= 4);

        const { found, failed } = await lookUp(rows);

        const places = [...rows.keys()];
        const isTooBroad = (place: number): boolean => (rows[place] ?? 0) > MOST;
        expect(failed).toEqual(places.filter(isTooBroad));
        expect(found).toEqual(places.filter((place) => !isTooBroad(place)));
      }),
    );
  });

  it.each([150, 2_000])('of %d cost no more statements where all are too busy', async (count) => {
    const { found, failed, statements } = await lookUp(named('K', count).map(() => MOST + 1));

    expect([found.length, failed.length]).toEqual([0, count]);
    expect(statements).toBeLessThanOrEqual(40 + Math.ceil(Math.log2(count)));
  });

  it('are all answered where each of forty finds as much as one may', async () => {
    const { found, statements } = await lookUp(named('K', 40).map(() => MOST));

    expect(found).toHaveLength(40);
    expect(statements).toBe(79);
  });
});
