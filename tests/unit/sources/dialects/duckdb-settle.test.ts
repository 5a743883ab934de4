import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settle } from '../../../../subgraphs/sources/dialects/duckdb/settle.ts';
import { openWriter } from '../../../../subgraphs/sources/dialects/duckdb/writer.ts';
import type { KeptColumn } from '../../../../subgraphs/sources/dialects/shared/kept/kept-column.ts';

const ROWS = 30_000;
const STATES = ['RETURNED', 'PROCESSING', null, 'RECEIVED'];

const COLUMNS: readonly KeptColumn[] = [
  { name: 'place', type: 'whole' },
  { name: 'state', type: 'coded', gathers: true },
];

/** Each table's rows as they lie in the file, and in how many stretches. */
async function laidOut(file: string, table: string) {
  const writer = await openWriter(file, '100MB');
  try {
    const rows = await writer.query(`SELECT place, state FROM "${table}" ORDER BY rowid`);
    const [[stretches] = []] = await writer.query(
      `SELECT COUNT(DISTINCT row_group_id) FROM pragma_storage_info('${table}')`,
    );
    return { rows: rows.map(([place, state]) => [Number(place), state]), stretches };
  } finally {
    await writer.abandon();
  }
}

describe('a file that is settled', () => {
  let directory: string;
  const file = (name: string): string => join(directory, `${name}.duckdb`);

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-settle-'));
    const writer = await openWriter(file('written'), '100MB');
    const rows = Array.from({ length: ROWS }, (_one, place) => [
      place,
      STATES[(place * 7) % STATES.length] ?? null,
    ]);
    for (const [table, columns] of [
      ['gathered', COLUMNS],
      ['other', COLUMNS.map(({ name, type }) => ({ name, type }))],
    ] as const) {
      await writer.table(table, columns);
      await writer.append(table, rows);
    }
    const gathered = writer.gathered();
    await writer.close();
    await settle(file('written'), file('settled'), { memory: '100MB', gathered });
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('holds the same rows, those of one state side by side and otherwise as they were written', async () => {
    const before = await laidOut(file('written'), 'gathered');
    const { rows } = await laidOut(file('settled'), 'gathered');

    const states = rows.map(([, state]) => state);
    expect(states.filter((state, at) => state !== states[at - 1])).toHaveLength(STATES.length);
    const ofState = (all: typeof rows) =>
      STATES.map((its) => all.filter(([, state]) => state === its));
    expect(ofState(rows)).toEqual(ofState(before.rows));
    expect((await laidOut(file('settled'), 'other')).rows).toEqual(before.rows);
  });

  it('is of short stretches, and stays so where some of its rows are replaced', async () => {
    const { stretches } = await laidOut(file('settled'), 'gathered');
    expect(Number(stretches)).toBeGreaterThanOrEqual(ROWS / 10_000);

    const writer = await openWriter(file('settled'), '100MB');
    await writer.table('gathered', COLUMNS);
    await writer.query('DELETE FROM gathered WHERE place % 100 = 1');
    await writer.append('gathered', [[1, 'RECEIVED']]);
    await writer.close();

    expect(Number((await laidOut(file('settled'), 'gathered')).stretches)).toBeGreaterThanOrEqual(
      Number(stretches),
    );
  });

  it('is readable by its owner alone', () => {
    expect(statSync(file('settled')).mode & 0o777).toBe(0o600);
  });
});
