import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { openCopies } from '../../../subgraphs/sources/copy/copies.ts';
import { openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';
import type { CopyProgress } from '../../../subgraphs/sources/copy/writing/copying.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import { withOneCopy } from '../../../subgraphs/sources/reading/one-copy.ts';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import {
  type CopiedOffice,
  mapping,
  OFFICE,
  openCopiedOffice,
} from '../../support/offices/copied-office.ts';
import { runs } from '../../support/run/runs.ts';

jest.setTimeout(120_000);

const RUNS = runs(8, 2);

/** Whoever writes a row also writes a number into it that only grows; a step, into itself. */
const TOLD = mapping('  changed: sua').replace(
  '    parent: hoso\n',
  '    parent: hoso\n    changed: sua\n',
);

/** Steps refer to what many dossiers have in common. */
const SHARED = TOLD.replace('    parent: hoso\n', '    parent: { hoso: tt }\n');

let office: CopiedOffice;
afterEach(async () => {
  await office.close();
});

/** What a copy of all rows would give, beside. */
async function whole(): Promise<unknown> {
  await office.copy({ full: true });
  return office.copied();
}

/** Which steps stand in the newest copy, and what each refers to, also what no dossier shows. */
async function keptSteps(): Promise<readonly string[]> {
  const log = pino({ level: 'silent' });
  const [source] = openSources({
    directory: office.sources,
    kind: onestopKind,
    environment: { DIR: dirname(office.sources) },
    log,
  });
  if (source?.mapping == null) throw new TypeError('No source');
  const copies = openCopies([source.mapping], { store: openStore(office.kept, 'onestop'), log });
  await copies.refresh();
  const copy = copies.of(source.code);
  const [dossiers] = (await copy?.tables('dossier')) ?? [];
  const { schema = '', table = '' } = dossiers?.children['steps']?.mapping.table ?? {};
  const sql = `SELECT _parent, _key FROM "${schema}"."${table}"`;
  const rows = (await copy?.read({ sql, bindings: [] })) ?? [];
  await Promise.all([copies, source].map((one) => one.close()));
  return rows.map((row) => row.join(' ')).sort();
}

type Write = (sua: number) => string;

/** Any writing of rows that the numbers tell of. */
const writes: fc.Arbitrary<Write> = (() => {
  const id = fc.integer({ min: 1, max: 250 });
  const word = fc.constantFrom('mới', 'sửa', 'thêm');
  return fc.oneof(
    fc.tuple(id, word).map(
      ([row, text]): Write =>
        (sua) =>
          `UPDATE hoso SET so = so || '${text}', sua = ${sua} WHERE id = ${row * 5}`,
    ),
    // Between others, and behind all.
    fc.tuple(id, word).map(
      ([row, text]): Write =>
        (sua) =>
          `INSERT OR REPLACE INTO hoso SELECT ${row}, '${text}', 2, 'Lê', NULL, NULL, NULL, '2016-09-01 00:00:00', 0, ${sua}`,
    ),
    fc.tuple(id, word).map(
      ([row, text]): Write =>
        (sua) =>
          `INSERT OR REPLACE INTO hoso SELECT ${row + 5_000}, '${text}', 6, 'Lý', NULL, NULL, NULL, '2016-09-02 00:00:00', 0, ${sua}`,
    ),
    // For us it is gone, or comes back.
    fc.tuple(id, fc.constantFrom(0, 1)).map(
      ([row, gone]): Write =>
        (sua) =>
          `UPDATE hoso SET xoa = ${gone}, sua = ${sua} WHERE id = ${row * 5}`,
    ),
    fc.tuple(id, word).map(
      ([row, text]): Write =>
        (sua) =>
          `INSERT INTO buoc (hoso, ten, tu, sua) VALUES (${row * 5}, '${text}', NULL, ${sua})`,
    ),
    fc.tuple(id, word).map(
      ([row, text]): Write =>
        (sua) =>
          `UPDATE buoc SET ten = '${text}', sua = ${sua} WHERE hoso = ${row * 5}`,
    ),
    // To another dossier, to one that may not be there, to none.
    fc
      .tuple(
        fc.integer({ min: 1, max: 100 }),
        fc.oneof(id.map(String), fc.constantFrom('1', '2', '6', 'NULL')),
      )
      .map(
        ([step, to]): Write =>
          (sua) =>
            `UPDATE buoc SET hoso = ${to}${Number(to) > 6 ? ' * 5' : ''}, sua = ${sua} WHERE id IN (${step * 20}, ${step * 20 + 1})`,
      ),
    // To what other dossiers have in common.
    fc.tuple(id, fc.constantFrom(1, 2, 6)).map(
      ([row, status]): Write =>
        (sua) =>
          `UPDATE hoso SET tt = ${status}, sua = ${sua} WHERE id = ${row * 5}`,
    ),
  );
})();

describe.each(await copyStores({ inCi: 'one' }))(
  'a copy $kept of what has changed',
  ({ url, empty, drop }) => {
    beforeEach(empty);
    afterAll(drop);

    it('does not wait for a moment that somebody’s clock has told ahead', async () => {
      office = openCopiedOffice({ url, rows: 50, yaml: mapping('  changed: nhan') });
      await office.copy();
      const insert = (id: number, day: string): string =>
        `INSERT INTO hoso VALUES (${id}, 'XX-${id}', 1, 'Lê', NULL, NULL, NULL, '${day} 08:00:00', 0, 0)`;
      office.change(insert(9_001, '2099-01-01'));
      // Each pass reads from the mark before the last one.
      for (let pass = 0; pass < 3; pass += 1) await office.copy();
      office.change(insert(9_002, '2016-12-01'));
      await office.copy();
      const copied = await office.copied();

      expect(copied).toEqual(await whole());
      expect(JSON.stringify(copied)).toContain('XX-9002');
    });

    it('is what a copy of all rows is', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(TOLD, SHARED),
          fc.array(fc.array(writes, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
          async (yaml, passes) => {
            await empty();
            office = openCopiedOffice({ url, rows: 100, yaml });
            try {
              await office.copy();
              let sua = 10_000;
              for (const pass of passes) {
                office.change(...pass.map((write) => write((sua += 1))));
                await office.copy();
              }
              const changed = [await office.copied(), await keptSteps()];
              expect(changed).toEqual([await whole(), await keptSteps()]);
            } finally {
              await office.close();
            }
          },
        ),
        // Looking for a smaller example takes longer than a test may.
        { numRuns: RUNS, endOnFailure: true },
      );
    });

    it.each([
      ['another', '20', { 'XX-1': [], 'XX-2': ['10', '20'] }],
      ['none', 'NULL', { 'XX-1': [], 'XX-2': ['20'] }],
      ['one that does not exist for us', '30', { 'XX-1': [], 'XX-2': ['20'] }],
    ])('has a row once that moves to %s', async (_which, to, steps) => {
      office = openCopiedOffice({ url, rows: 2, yaml: TOLD });
      office.change(
        "INSERT INTO hoso (id, so, xoa) VALUES (30, 'XX-3', 1)",
        'UPDATE buoc SET id = id / 2 WHERE id IN (20, 40)',
      );
      await office.copy();
      office.change(`UPDATE buoc SET hoso = ${to}, sua = 9999 WHERE id = 10`);

      await office.copy();

      const copied = (await office.copied()) as readonly any[];
      const under = copied.map(({ code, steps }) => [
        code,
        steps.map((one: any) => one.source.localKey).sort(),
      ]);
      expect(Object.fromEntries(under)).toEqual(steps);
    });

    it('reads anew what comes in the place of a row that moves away from very many', async () => {
      office = openCopiedOffice({ url, rows: 3, yaml: TOLD });
      office.change(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
         INSERT INTO buoc SELECT 1000 + i, 10, 'Tiếp nhận', NULL, 1 FROM n`,
      );
      await office.copy();
      office.change('UPDATE buoc SET hoso = 20, sua = 9999 WHERE id IN (1001, 1002)');
      await office.copy();

      const changed = [await office.copied(), await keptSteps()];
      expect(changed).toEqual([await whole(), await keptSteps()]);
    });

    it('is made where all that hangs under a page of rows is more than a statement may give', async () => {
      const yaml = TOLD.replace("xa.db' }", "xa.db', limits: { rows: 1000 } }");
      office = openCopiedOffice({ url, rows: 100, yaml });
      office.change(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
         INSERT INTO buoc (hoso, ten, sua) SELECT id, 'Thẩm định', 1 FROM hoso, n`,
      );
      const whole = await office.copy().then(keptSteps);
      office.change('UPDATE hoso SET sua = 9999');

      const changed = await office.copy().then(keptSteps);

      expect([whole.length, changed]).toEqual([2_525, whole]);
    });

    it('keeps a row that the database has no longer until all are read', async () => {
      office = openCopiedOffice({ url, rows: 50, yaml: TOLD });
      await office.copy();
      office.change(
        'DELETE FROM hoso WHERE id = 10',
        "UPDATE hoso SET so = 'mới', sua = 999 WHERE id = 20",
      );

      const { rows } = await office.copy();
      const { rows: then } = await office.copy({ full: true });

      expect([rows, then]).toEqual([50, 49]);
    });

    it('finds what was written before the last change and committed behind it', async () => {
      office = openCopiedOffice({ url, rows: 50, yaml: TOLD });
      await office.copy();
      office.change("UPDATE hoso SET so = 'nhanh', sua = 1001 WHERE id = 20");
      await office.copy();
      office.change("UPDATE hoso SET so = 'chậm', sua = 1000 WHERE id = 30");
      await office.copy();

      expect(await office.copied()).toContainEqual(expect.objectContaining({ code: 'chậm' }));
    });

    it('reads under a twentieth of all rows where one in a hundred has changed', async () => {
      office = openCopiedOffice({ url, rows: 3_000, yaml: TOLD });
      const [source] = openSources({
        directory: office.sources,
        kind: onestopKind,
        environment: { DIR: dirname(office.sources) },
        log: pino({ level: 'silent' }),
      });
      if (source === undefined) throw new TypeError('No source');
      let read = 0;
      const counted: typeof source = {
        ...source,
        async read(statement, options) {
          const rows = await source.read(statement, options);
          read += rows.length;
          return rows;
        },
      };
      const copy = async (): Promise<number> => {
        read = 0;
        await copySource(counted, {
          store: openStore(office.kept, 'onestop'),
        });
        return read;
      };
      const all = await copy();
      office.change("UPDATE hoso SET so = 'mới', sua = 9999 WHERE id % 1000 = 0");
      const changed = await copy();
      await source.close();

      expect(all).toBeGreaterThan(6_000);
      expect(changed * 20).toBeLessThan(all);
    });

    it('gives way to one of all rows when it is time, and when the clock was set back', async () => {
      office = openCopiedOffice({ url, rows: 50, yaml: TOLD });
      const ways: boolean[] = [];
      const onProgress = ({ changes, done }: CopyProgress): void => {
        if (done) ways.push(changes);
      };
      await office.copy({ onProgress });
      await office.copy({ onProgress });
      await office.copy({ onProgress, fullEvery: 0 });
      await office.copy({ onProgress, full: true });
      const now = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2001, 0, 1));
      await office.copy({ onProgress });
      now.mockRestore();

      expect(ways).toEqual([false, true, false, false, false]);
    });

    it('leaves nothing when it is broken off, and is begun anew', async () => {
      office = openCopiedOffice({ url, rows: 50, yaml: TOLD });
      await office.copy();
      office.change("UPDATE hoso SET so = 'mới', sua = 999 WHERE id = 20");
      const stop = AbortSignal.abort(new Error('broken off'));

      await expect(office.copy({ signal: stop })).rejects.toThrow('broken off');
      await office.copy();

      expect(await office.copied()).toEqual(await whole());
    });

    it('is one of all rows in tables whose changes nothing tells', async () => {
      const rating = `rating:\n  table: danhgia\n  key: id\n  columns: { ratedAt: luc, score: { column: diem, codes: { '1': GOOD } } }\n`;
      office = openCopiedOffice({ url, rows: 50, yaml: TOLD + rating });
      office.change(
        'CREATE TABLE danhgia (id INTEGER PRIMARY KEY, luc TEXT, diem INT)',
        'INSERT INTO danhgia VALUES (1, NULL, 1), (2, NULL, 1)',
      );
      await office.copy();
      office.change('DELETE FROM danhgia WHERE id = 1');
      const said: CopyProgress[] = [];

      const { rows } = await office.copy({ onProgress: (progress) => said.push(progress) });

      expect(rows).toBe(51);
      expect(said.filter(({ done }) => done).map(({ table, changes }) => [table, changes])).toEqual(
        [
          ['dossier', true],
          ['rating', false],
        ],
      );
    });
  },
);

describe('a copy in a file of what has changed', () => {
  it('leaves no file behind where it is broken off, nor where its process was killed', async () => {
    office = openCopiedOffice({ rows: 50, yaml: TOLD });
    await office.copy();
    const files = () =>
      readdirSync(office.folder).filter((name) => /[.](?:changes|settled)[.]/u.test(name));
    const stop = AbortSignal.abort(new Error('broken off'));

    await expect(office.copy({ signal: stop })).rejects.toThrow('broken off');
    const afterBreaking = files();
    for (const left of ['changes', 'settled'])
      writeFileSync(join(office.folder, `${OFFICE}.${left}.duckdb`), 'half');
    await office.copy({ full: true });

    expect([afterBreaking, files()]).toEqual([[], []]);
  });

  it('is one of all rows where the copy before is broken', async () => {
    office = openCopiedOffice({ rows: 400, yaml: TOLD });
    const { place: path } = await office.copy();
    const bytes = readFileSync(path);
    for (let at = 800_000; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    office.change("UPDATE hoso SET so = 'mới', sua = 99999 WHERE id % 100 = 0");

    await office.copy();

    expect(await office.copied()).toEqual(await whole());
  });
});

const SERVERS = [
  { client: 'postgres', url: await serverUrl('postgres'), moment: 'timestamp(6)' },
  { client: 'mysql', url: await serverUrl('mysql'), moment: 'datetime(6)' },
] as const;

describe.each(SERVERS)('changes on $client', ({ client, url, moment }) => {
  const [TABLE, STEPS] = ['motcua_changed', 'motcua_changed_step'];
  const owner = (...sql: readonly string[]) => runAsOwner(client, url ?? '', sql);
  const drop = [`DROP TABLE IF EXISTS ${TABLE}`, `DROP TABLE IF EXISTS ${STEPS}`];
  const row = (key: string, code: string, at: number): string =>
    `INSERT INTO ${TABLE} VALUES ('${key}', '${code}', '2016-08-15 08:00:00.${String(at).padStart(6, '0')}')`;
  afterEach(async () => {
    if (url !== null) await owner(...drop);
  });

  (url === null ? it.skip : it)(
    'go by moments, and new rows stand in the order of its own keys',
    async () => {
      office = openCopiedOffice({
        rows: 1,
        yaml: `
source: { code: H12.XX, name: Xa Xôi }
office: { level: DISTRICT, unit: '971', agency: H12.26 }
database: { client: ${client}, url: '${url ?? ''}' }
dossier:
  table: ${TABLE}
  key: so
  changed: sua
  columns: { code: ma }
  steps: { table: ${STEPS}, parent: hoso, key: id, changed: id, columns: { name: ten } }
`,
      });
      const keys = ['b 1', 'B-2', 'ă3', 'a4', 'Z5', 'đ6', 'd7', '_8', 'z 9', 'E10'];
      await owner(
        ...drop,
        `CREATE TABLE ${TABLE} (so varchar(20) PRIMARY KEY, ma varchar(20), sua ${moment})`,
        `CREATE TABLE ${STEPS} (id int PRIMARY KEY, hoso varchar(20), ten varchar(20))`,
        ...keys.slice(0, 5).map((key, at) => row(key, 'cũ', at)),
        `INSERT INTO ${STEPS} VALUES (1, 'a4', 'một')`,
      );
      await office.copy();
      await owner(
        ...keys.slice(5).map((key, at) => row(key, 'mới', 10 + at)),
        `UPDATE ${TABLE} SET ma = 'sửa', sua = '2016-08-15 08:00:01' WHERE so = 'a4'`,
        `INSERT INTO ${STEPS} VALUES (2, 'Z5', 'hai')`,
      );

      const { rows } = await office.copy();
      const changed = await office.copied();

      expect(rows).toBe(keys.length);
      expect(changed).toEqual(await whole());
      expect(JSON.stringify(changed)).toMatch(/sửa.*hai|hai.*sửa/u);
    },
  );
});

describe('a new copy that comes while a request is answered', () => {
  it('is read by the next: rows and what hangs under them are of one moment', async () => {
    office = openCopiedOffice({ rows: 50, yaml: TOLD });
    await office.copy();
    const [source] = openSources({
      directory: office.sources,
      kind: onestopKind,
      environment: { DIR: dirname(office.sources) },
      log: pino({ level: 'silent' }),
    });
    if (source?.mapping == null) throw new TypeError('No source');
    const copies = openCopies([source.mapping], {
      store: openStore(office.kept, 'onestop'),
      log: pino({ level: 'silent' }),
    });
    await copies.refresh();
    const inRequest = withOneCopy({ ...source, copy: () => copies.of(source.code) });
    const before = inRequest.copy();
    await office.copy();
    await copies.refresh();

    expect(before).not.toBeNull();
    expect(inRequest.copy()).toBe(before);
    expect(copies.of(source.code)).not.toBe(before);
    await copies.close();
    await source.close();
  });
});
