import { describe, expect, it } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import { compileByKeys } from '../../../../subgraphs/sources/compiler/statements/by-keys.ts';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { byHalves } from '../../../../subgraphs/sources/reading/by-halves.ts';
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

  it('are not asked for again where it is the rows that are too many', async () => {
    let times = 0;
    const failed: (readonly string[])[] = [];
    await byHalves(
      named('K', 8),
      () => {
        times += 1;
        return Promise.reject(fault('FILTER_TOO_BROAD', { source: 'A' }));
      },
      (some) => failed.push(some),
    );

    expect([times, failed.length]).toEqual([1, 1]);
  });
});
