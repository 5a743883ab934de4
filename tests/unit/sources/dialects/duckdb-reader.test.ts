import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import {
  type FileReader,
  openReader,
} from '../../../../subgraphs/sources/dialects/duckdb/reader.ts';
import { openWriter } from '../../../../subgraphs/sources/dialects/duckdb/writer.ts';

describe('a reader of files of DuckDB', () => {
  let directory: string;
  let reader: FileReader;

  const write = async (name: string, texts: readonly string[]): Promise<string> => {
    const file = join(directory, `${name}.duckdb`);
    const writer = await openWriter(file, '100MB');
    await writer.table('rows', [{ name: 'x', type: 'text' }]);
    await writer.append(
      'rows',
      texts.map((text) => [text]),
    );
    await writer.close();
    return file;
  };
  const read = (alias: string, wanted: string | null) =>
    reader.read({
      sql: `SELECT x FROM "${alias}"."rows" WHERE x = $1 ORDER BY x`,
      bindings: [wanted],
    });

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-reader-'));
    reader = await openReader({ memory: '100MB', threads: 1 });
  });
  afterEach(() => {
    reader.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('tells how many rows a file’s tables have, of which some were deleted', async () => {
    const texts = Array.from({ length: 5_000 }, (_, index) => String(index));
    const file = await write('some', texts);
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run('DELETE FROM "rows" WHERE x LIKE \'%7\'');
    await connection.run('INSERT INTO "rows" VALUES (\'more\'), (NULL)');
    connection.closeSync();
    instance.closeSync();
    await reader.attach(file, 'some');
    await reader.attach(await write('none', []), 'none');

    const rowsIn = async (alias: string) => (await reader.factsOf(alias)).get('rows')?.rows;
    expect(await rowsIn('some')).toBe(4_502);
    expect(await rowsIn('none')).toBe(0);
  });

  it('never takes a column of moments for full that has none in a row, whatever was written and deleted', async () => {
    let files = 0;
    let told = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.integer(), { freq: 8 }), { maxLength: 40 }),
        fc.array(fc.nat(60), { maxLength: 20 }),
        fc.array(fc.option(fc.integer(), { freq: 8 }), { maxLength: 10 }),
        async (first, deleted, later) => {
          const alias = `m${++files}`;
          const file = join(directory, `${alias}.duckdb`);
          const instance = await DuckDBInstance.create(file);
          const connection = await instance.connect();
          const insert = async (moments: readonly (number | null)[], from: number) => {
            for (const [at, moment] of moments.entries())
              await connection.run(
                `INSERT INTO "a" VALUES (${from + at}, ${String(moment)}, 7, 'x')`,
              );
          };
          await connection.run(
            'CREATE TABLE "a" (n BIGINT, moment BIGINT, "same" BIGINT, t VARCHAR)',
          );
          await insert(first, 0);
          await connection.run('CHECKPOINT');
          for (const n of deleted) await connection.run(`DELETE FROM "a" WHERE n = ${n}`);
          await insert(later, 100);
          connection.closeSync();
          instance.closeSync();
          await reader.attach(file, alias);

          const { full, rows } = (await reader.factsOf(alias)).get('a') ?? {
            full: new Set(),
            rows: 0,
          };
          const left = [...first.filter((_moment, n) => !deleted.includes(n)), ...later];
          expect(rows).toBe(left.length);
          if (full.has('moment')) expect(left).not.toContain(null);
          expect(full).not.toContain('t');
          if (left.length > 0) told += Number(full.has('moment'));
          await reader.detach(alias);
        },
      ),
      { numRuns: 30, examples: [[[1, 2], [], []]] },
    );
    expect(told).toBeGreaterThan(0);
  });

  it('answers a statement anew for other values, and for none', async () => {
    await reader.attach(await write('one', ['a', 'b']), 'one');

    const answers = [];
    for (const wanted of ['a', null, 'b', 'a']) answers.push(await read('one', wanted));

    expect(answers).toEqual([[['a']], [], [['b']], [['a']]]);
  });

  it('finds the same by values that it plans with, whatever signs they have', async () => {
    const texts = [
      "'",
      "''",
      "a'b",
      '$1',
      '"',
      '"$1"',
      "' OR 1 = 1 --",
      '\\',
      "\\'",
      'ế 𡨸',
      'a\0b',
      '',
    ];
    await reader.attach(await write('one', texts), 'one');
    const sql = `SELECT x, x = $2, $3 FROM "one"."rows" AS "t$1" WHERE x = $1`;

    for (const text of texts)
      for (const other of [...texts, null]) {
        const asked = { sql, bindings: [text, other, 0.5] };
        const rows = await reader.read({ ...asked, scans: true });
        expect(rows).toEqual([[text, other === null ? null : text === other, expect.anything()]]);
        expect(rows.map((row) => row.map(String))).toEqual(
          (await reader.read(asked)).map((row) => row.map(String)),
        );
      }
  });

  it('answers many at a time, each with its own values', async () => {
    const texts = Array.from({ length: 40 }, (_unused, place) => `t${place}`);
    await reader.attach(await write('one', texts), 'one');

    const answers = await Promise.all(texts.map((text) => read('one', text)));

    expect(answers).toEqual(texts.map((text) => [[text]]));
  });

  it.each([0, 1, 2, 5, 50])(
    'goes on with others soon after statements are stopped, %d ms after they were asked',
    async (ms) => {
      const texts = Array.from({ length: 600 }, (_, index) => String(index));
      await reader.attach(await write('some', texts), 'some');
      const stop = new AbortController();
      const long = (which: number) =>
        reader.read(
          {
            sql: `SELECT COUNT(*) FROM "some"."rows" a, "some"."rows" b, "some"."rows" c WHERE a.x || b.x || c.x = '${which}'`,
            bindings: [],
            most: 1,
          },
          { signal: stop.signal },
        );

      const stopped = Promise.allSettled([long(1), long(2)]);
      await setTimeout(ms);
      stop.abort();
      await stopped;
      const next = await reader.read({ sql: 'SELECT 1', bindings: [] }, { timeout: 1_000 });

      expect(next).toEqual([[1]]);
    },
  );

  it('reads another file under a name that it has let go of', async () => {
    await reader.attach(await write('one', ['a']), 'copy');
    await read('copy', 'a');
    await reader.detach('copy');
    await expect(read('copy', 'a')).rejects.toBeInstanceOf(DatabaseFault);
    await reader.attach(await write('two', ['a', 'a']), 'copy');

    expect(await read('copy', 'a')).toEqual([['a'], ['a']]);
  });

  describe('with little memory', () => {
    const COPIES = ['one', 'two', 'three'];
    const NAMES = Array.from({ length: 3_000 }, (_unused, place) => `sở (${place})`);
    const over = (select: (alias: string) => string): string =>
      COPIES.map(select).join(' UNION ALL ');
    const grouped = 'SELECT x AS p, COUNT(*) AS r FROM "one"."rows" GROUP BY x';

    /** The shapes that look at every row, each by a text and by a list; and what they tell of the name at a place. */
    const SHAPES: Readonly<Record<string, readonly [string, (place: number) => unknown]>> = {
      'a count': ['SELECT COUNT(*) FROM "one"."rows" WHERE x <> $1', () => '2999'],
      'a count by a long list': [
        'SELECT COUNT(*) FROM "one"."rows" WHERE x IN ($1, $2, $3, $4, $5, $6)',
        () => '1',
      ],
      'counts of several copies by a long list': [
        `SELECT COUNT(n.c) FROM (${over((alias) => `SELECT CASE WHEN x IN ($1, $2, $3, $4, $5, $6) THEN 1 END AS c FROM "${alias}"."rows"`)}) n`,
        () => '3',
      ],
      'rows of several copies by a text': [
        `SELECT COUNT(*) FROM (${over((alias) => `SELECT x AS k, x <> $1 AS o FROM "${alias}"."rows"`)}) n GROUP BY k, o ORDER BY o, k LIMIT 1`,
        () => '3',
      ],
      'rows beside what hangs under them': [
        `SELECT COUNT(m.r) FROM "one"."rows" n LEFT JOIN (${grouped}) m ON m.p = n.x WHERE n.x <> $1`,
        () => '2999',
      ],
      'the first in an order': [
        'SELECT x FROM "one"."rows" WHERE x >= $1 ORDER BY x LIMIT 51',
        (place) => NAMES[place],
      ],
    };

    it.each(Object.entries(SHAPES))(
      'answers %s of 300 different texts, and what is asked after it',
      async (_shape, [sql, told]) => {
        reader.close();
        reader = await openReader({ memory: '48MB', threads: 1 });
        for (const alias of COPIES) await reader.attach(await write(alias, NAMES), alias);

        for (let place = 0; place < 300; place += 1) {
          const others = Array.from({ length: 5 }, (_unused, other) => `no (${place}, ${other})`);
          const bindings = sql.includes('$6') ? [NAMES[place], ...others] : [NAMES[place]];
          const [[first] = []] = await reader.read({ sql, bindings, scans: true });
          expect(first).toBe(told(place));
        }

        expect(await read('one', 'sở (1)')).toEqual([['sở (1)']]);
        expect(await held()).toBeLessThan(20 * 1024 * 1024);
      },
    );

    it('lets go of what it has prepared where a statement finds no room beside it', async () => {
      reader.close();
      reader = await openReader({ memory: '24MB', threads: 1 });
      await reader.attach(await write('one', NAMES), 'one');
      const [page] = SHAPES['the first in an order'] ?? [''];
      for (const name of NAMES.slice(0, 11))
        await reader.read({ sql: page, bindings: [name], scans: true });
      expect(await held()).toBeGreaterThan(8 * 1024 * 1024);

      const pairs = `SELECT 1 FROM "one"."rows" a, (SELECT x FROM "one"."rows" LIMIT 100) b WHERE b.x > $1 GROUP BY a.x, b.x`;
      const large = { sql: `SELECT COUNT(*) FROM (${pairs})`, bindings: [''] };

      expect(await reader.read(large)).toEqual([['300000']]);
      expect(await held()).toBeLessThan(1024 * 1024);
    });

    /** Bytes that DuckDB holds and cannot give back. */
    async function held(): Promise<number> {
      const sql = `SELECT SUM(memory_usage_bytes)::DOUBLE FROM duckdb_memory() WHERE tag NOT IN ('BASE_TABLE', 'METADATA', 'EXTERNAL_FILE_CACHE')`;
      const [[bytes] = []] = await reader.read({ sql, bindings: [] });
      return Number(bytes);
    }
  });
});
