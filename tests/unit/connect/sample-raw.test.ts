import { describe, expect, it } from '@jest/globals';
import type { Table } from '../../../connect/reach/catalogue.ts';
import type { Reached } from '../../../connect/reach/reach.ts';
import { sampleRaw } from '../../../connect/reach/sample-raw.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import type { Statement } from '../../../subgraphs/sources/dialects/dialect.ts';

/** What is sampled of a table with so many rows, of which its database tells another number, or none. */
async function sampled(rows: number, told: number | null) {
  const keys = Array.from({ length: rows }, (_row, index) => [index]);
  const reached = {
    dialect: dialects.sqlite,
    login: { options: {} },
    database: {
      read({ sql, most = Infinity }: Statement) {
        const sorted = sql.includes(' desc') ? keys.toReversed() : keys;
        return Promise.resolve(sorted.slice(0, most));
      },
    },
  } as unknown as Reached;
  const table = {
    name: { table: 'HoSo' },
    columns: [{ name: 'MaHS', type: 'int', kind: 'number', unicode: false }],
    indexes: [{ columns: ['MaHS'], unique: true }],
    rows: told,
  } as unknown as Table;
  const { columns, whole } = await sampleRaw(reached, table);
  const values = columns.flatMap((column) => column.values);
  return { rows: values.length, different: new Set(values).size, whole };
}

describe('a sample of a table', () => {
  it.each([
    ['is not known', null],
    ['was told as more', 80_000],
  ])('has no row twice where how many there are %s', async (_how, told) => {
    const samples = [await sampled(30, told), await sampled(4_000, told)];

    expect(samples).toEqual([
      { rows: 30, different: 30, whole: true },
      { rows: 4_000, different: 4_000, whole: true },
    ]);
  });

  it('is of the first and the last rows of one that has more', async () => {
    const samples = [await sampled(6_000, 6_000), await sampled(6_000, 10)];

    expect(samples).toEqual([
      { rows: 5_000, different: 5_000, whole: false },
      { rows: 5_000, different: 5_000, whole: false },
    ]);
  });
});
