import { describe, expect, it } from '@jest/globals';
import { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { KeptReads } from '../../../../subgraphs/sources/dialects/shared/running/kept-reads.ts';
import type { RawRow } from '../../../../subgraphs/sources/model/raw.ts';

/** A database in one state, and how often it was read. */
function database(rows: readonly RawRow[], bytes = 8) {
  const kept = new KeptReads();
  const counts = { read: 0 };
  const read = (bindings: readonly unknown[], sql = 'SELECT 1') =>
    kept.read({ sql, bindings }, (state) => {
      if (state === 'one') return Promise.resolve({ rows: [], bytes: 0, state });
      counts.read += 1;
      return Promise.resolve({ rows, bytes, state: 'one' });
    });
  return { kept, counts, read };
}

describe('what is kept of reads', () => {
  it('is of the same text with the same values, and of no other database', async () => {
    const [one, other] = [database([[1]]), database([[2]])];
    const alike = ['1', 1, 1n, true, null, Uint8Array.of(1), 'A', '["A"]'];

    for (let turn = 0; turn < 2; turn += 1) for (const value of alike) await one.read([value]);
    await one.read(['A'], 'SELECT 2');

    expect(one.counts.read).toBe(alike.length + 1);
    expect((await other.read(['1'])).rows).toEqual([[2]]);
  });

  it('is nothing of an answer that would take an eighth of all there is room for', async () => {
    const [small, large] = [database([['x']], 1), database([['x'.repeat(1024 * 1024)]], 1024 ** 2)];

    for (let turn = 0; turn < 2; turn += 1) {
      await small.read([]);
      await large.read([]);
    }

    expect([small.counts.read, large.counts.read]).toEqual([1, 2]);
  });

  it('is bounded by what all of it takes, also where rows hold next to nothing', async () => {
    const rows = Array.from({ length: 20_000 }, (): RawRow => [null]);
    const { counts, read } = database(rows, 0);

    for (let asked = 0; asked < 40; asked += 1) await read([asked]);
    await read([0]);

    expect(counts.read).toBe(41);
  });

  it('is no fault', async () => {
    const { kept, read } = database([[1]]);
    const failing = kept.read({ sql: 'SELECT 1', bindings: [] }, () =>
      Promise.reject(new DatabaseFault('TIMEOUT')),
    );

    await expect(failing).rejects.toMatchObject({ reason: 'TIMEOUT' });
    expect((await read([])).rows).toEqual([[1]]);
  });
});
