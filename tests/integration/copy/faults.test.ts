import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fileFault } from '../../../subgraphs/sources/copy/keeping/files/file-fault.ts';
import { openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { openWriter } from '../../../subgraphs/sources/dialects/duckdb/writer.ts';
import { ask } from '../../support/ask.ts';
import {
  type CopiedOffice,
  mapping,
  OFFICE,
  openCopiedOffice,
} from '../../support/offices/copied-office.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';

jest.setTimeout(60_000);

const COUNT = `{ dossiers(first: 1, freshness: COPY) { totalCount partial sources { from asOf status message } } }`;
const AUTO = `{ dossiers(first: 500) { totalCount partial nodes { id } sources { from status } } }`;

let office: CopiedOffice;

afterEach(async () => {
  await office.close();
});

const generation = (which: number): string => join(office.folder, `${OFFICE}.${which}.duckdb`);
const warnings = (logged: readonly Record<string, unknown>[]): readonly unknown[] =>
  logged.filter(({ level }) => level === 40).map(({ msg }) => msg);

/** `npm run copy` over the office, in a shell that first says `before`. */
function command(before = ''): ChildProcess {
  const run = `${before} exec node --import tsx scripts/run/copy.ts --source ${OFFICE} --sources ${office.sources} --copy-dir ${office.copies}`;
  return spawn('sh', ['-c', run], {
    env: { ...process.env, DIR: join(office.sources, '..'), COPY_URL: office.kept.url },
  });
}

async function ended(child: ChildProcess) {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (data) => (out += String(data)));
  child.stderr?.on('data', (data) => (err += String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out, err };
}

async function wholeCopies(): Promise<readonly unknown[]> {
  const store = openStore(office.kept, 'onestop');
  return store.list().finally(() => store.close());
}

/** Breaks a copy off when so many rows are in it. */
function breakOff(at: number): Promise<unknown> {
  const stop = new AbortController();
  return office.copy({
    signal: stop.signal,
    onProgress: ({ rows }) => {
      if (rows >= at) stop.abort(new Error('broken off'));
    },
  });
}

describe.each(await copyStores({ inCi: 'one' }))('kept $kept,', ({ url, empty, drop }) => {
  beforeEach(async () => {
    await empty();
    office = openCopiedOffice({ url });
  });
  afterAll(drop);

  describe('a copy that is broken off', () => {
    it('is read by nobody, and goes on where it stopped', async () => {
      await expect(breakOff(1_000)).rejects.toThrow('broken off');
      expect(await wholeCopies()).toEqual([]);

      const from: number[] = [];
      await office.copy({ onProgress: ({ rows }) => from.push(rows) });

      expect(from[0]).toBe(1_000);
      const resumed = await office.copied();
      await office.copy();
      expect(resumed).toEqual(await office.copied());
    });

    it('by its process’s death does so too, and holds up nobody', async () => {
      const script = `
      import { pino } from 'pino';
      import { onestopKind } from './subgraphs/onestop/context.ts';
      import { openStore } from './subgraphs/sources/copy/keeping/open-store.ts';
      import { copySource } from './subgraphs/sources/copy/writing/copy-source.ts';
      import { openSources } from './subgraphs/sources/database/opening/open-sources.ts';
      const [source] = openSources({ directory: ${JSON.stringify(office.sources)}, kind: onestopKind, environment: process.env, log: pino({ level: 'silent' }) });
      await copySource(source, { store: openStore(${JSON.stringify(office.kept)}, 'onestop'),
        onProgress: ({ rows }) => { if (rows >= 1_000) process.kill(process.pid, 'SIGKILL'); } });`;
      const died = await new Promise<{ signal?: unknown } | null>((resolve) =>
        execFile(
          'node',
          ['--import', 'tsx', '--input-type=module', '-e', script],
          { env: { ...process.env, DIR: join(office.sources, '..') } },
          (error) => {
            resolve(error);
          },
        ),
      );
      expect(died?.signal).toBe('SIGKILL');

      const from: number[] = [];
      await office.copy({ onProgress: ({ rows }) => from.push(rows) });

      expect(from[0]).toBe(1_000);
      const resumed = await office.copied();
      await office.copy();
      expect(resumed).toEqual(await office.copied());
    });

    it('because the source dies leaves the old copy, and goes on when it is back', async () => {
      await office.copy();
      const before = await office.copied();
      const dies = office.copy({
        onProgress: ({ rows }) => {
          if (rows === 0 && existsSync(office.database))
            office.change('ALTER TABLE buoc RENAME TO buoc_di');
        },
      });

      await expect(dies).rejects.toMatchObject({ extensions: { code: 'DATABASE_UNAVAILABLE' } });
      expect(await office.copied()).toEqual(before);

      office.change('ALTER TABLE buoc_di RENAME TO buoc');
      await office.copy();
      expect(await office.copied()).toEqual(before);
    });

    it('under another mapping begins anew', async () => {
      await expect(breakOff(1_000)).rejects.toThrow('broken off');
      office.remap(mapping().replace("'2': PROCESSING", "'2': AWAITING_PAYMENT"));

      const from: number[] = [];
      await office.copy({ onProgress: ({ rows }) => from.push(rows) });

      expect(from[0]).toBe(0);
      expect(JSON.stringify(await office.copied())).toContain('AWAITING_PAYMENT');
    });
  });

  describe('two processes that copy one source', () => {
    it('are told apart: the second says so, and exits with 1', async () => {
      await office.copy();
      const store = openStore(office.kept, 'onestop');
      const held = await store.hold(OFFICE);

      const { code, err } = await ended(command());
      await held.letGo();
      await store.close();

      expect(code).toBe(1);
      expect(err).toMatch(
        new RegExp(`another process \\(${process.pid}[^)]*\\) is copying this source`, 'u'),
      );
    });
  });

  describe('a copy under another mapping', () => {
    it('is not read, and the source is', async () => {
      await office.copy();
      office.remap(mapping().replace("'2': PROCESSING", "'2': AWAITING_PAYMENT"));

      const { subgraph, logged } = await office.open();
      const { data } = await ask(subgraph, AUTO);
      const copied = await ask(subgraph, COUNT);

      expect(data.dossiers).toMatchObject({
        totalCount: 1_200,
        sources: [{ from: 'LIVE', status: 'OK' }],
      });
      expect(copied.errors).toMatchObject([{ code: 'NO_COPY' }]);
      expect(warnings(logged)).toEqual([
        'The copy was made under another mapping of the source: it is not read',
      ]);
      await subgraph.close();
    });
  });

  describe('a clock that is set back', () => {
    it('changes nothing of which copy is the newest', async () => {
      await office.copy();
      office.change("UPDATE hoso SET so = 'mới' WHERE id = 10");
      const now = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2001, 0, 1));
      await office.copy();
      now.mockRestore();

      expect(await office.copied()).toContainEqual(expect.objectContaining({ code: 'mới' }));
    });
  });
});

describe('kept in files,', () => {
  beforeEach(() => {
    office = openCopiedOffice();
  });

  describe('a disk without room', () => {
    it('is said, costs no copy that was there, and is gone on from when it has room', async () => {
      await office.copy();
      const before = await office.copied();

      // The process may write files of 150 KB, and no more.
      const full = await ended(command("trap '' XFSZ; ulimit -f 300;"));

      expect(full.err).toContain('there is no room on the disk');
      expect(full.code).toBe(1);
      expect(await office.copied()).toEqual(before);
      expect(existsSync(generation(2))).toBe(false);
      expect(await office.copy()).toMatchObject({ generation: 2, rows: 1_200 });
      expect(await office.copied()).toEqual(before);
    });

    it('costs no copy that is whole, where only what lays it out anew finds none', async () => {
      const inTheWay = join(office.folder, `${OFFICE}.settled.duckdb`);

      await office.copy({
        onProgress: () => {
          mkdirSync(inTheWay, { recursive: true });
        },
      });

      rmdirSync(inTheWay);
      const rows = await office.copied();
      await office.copy({ full: true });
      expect(await office.copied()).toEqual(rows);
      expect(existsSync(generation(2))).toBe(true);
    });

    it('is told from a source that another process holds', () => {
      const said = 'IO Error: Could not write file "/copies/H12.XX.lock": No space left on device';

      expect(fileFault('H12.XX.lock', new Error(said)).message).toContain('no room on the disk');
    });

    it('does not hold the source where changes cannot be removed, before a copy or after it', async () => {
      const left = join(office.folder, `${OFFICE}.changes.duckdb`);
      mkdirSync(left, { recursive: true });
      await expect(office.copy()).rejects.toMatchObject({
        name: 'CopyFault',
        message: expect.stringContaining(left),
      });
      rmdirSync(left);

      const copied = await office.copy({
        onProgress: () => {
          mkdirSync(left, { recursive: true });
        },
      });
      rmdirSync(left);

      expect(copied.rows).toBeGreaterThan(0);
      expect(await office.copy()).toMatchObject({ source: OFFICE });
    });

    it('and a folder that cannot be made are no stack traces', async () => {
      writeFileSync(office.copies, 'a file');
      await expect(office.copy()).rejects.toMatchObject({
        name: 'CopyFault',
        message: expect.stringContaining('cannot be written'),
      });
    });
  });

  describe('a copy that cannot be read', () => {
    const broken: readonly (readonly [string, (file: string) => Promise<void> | void, string])[] = [
      [
        'no file of DuckDB',
        (file) => {
          writeFileSync(file, 'xin chào');
        },
        'is none that can be opened',
      ],
      [
        'empty',
        (file) => {
          writeFileSync(file, '');
        },
        'is none that can be opened',
      ],
      [
        'cut off',
        (file) => {
          truncateSync(file, Math.floor(statSync(file).size / 2));
        },
        'broken',
      ],
      ['rotten', rot, 'is broken'],
      ['of another version', otherVersion, 'is of another version'],
    ];

    it.each(broken)(
      'because it is %s is left, said once, for the one before',
      async (_what, spoil, why) => {
        await office.copy();
        const before = await office.copied();
        office.change("UPDATE hoso SET so = 'mới'");
        copyFileSync(generation(1), generation(2));
        await spoil(generation(2));

        const { subgraph, logged } = await office.open();
        const walk = async () =>
          (
            await ask(
              subgraph,
              `{ dossiers(first: 500, freshness: COPY) { nodes { code receivedAt } } }`,
            )
          ).data;
        await walk();
        const answer = await walk();

        expect(answer.dossiers.nodes.map(({ code }: { code: string }) => code)).toEqual(
          (before as readonly { code: string }[]).slice(0, 500).map(({ code }) => code),
        );
        expect(warnings(logged)).toEqual([
          expect.stringMatching(new RegExp(`${why}|is none`, 'u')),
        ]);
        await subgraph.close();
      },
    );

    it('in the making of its file begins anew', async () => {
      await office.copy();
      writeFileSync(join(office.folder, `${OFFICE}.unfinished.duckdb`), '');

      expect(await office.copy()).toMatchObject({ generation: 2, rows: 1_200 });
    });
  });
});

/** Every block but the file's head is turned about. */
function rot(file: string): void {
  const bytes = readFileSync(file);
  for (let at = 300_000; at < bytes.length; at += 997) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

async function otherVersion(file: string): Promise<void> {
  const writer = await openWriter(file, '100MB');
  await writer.query(`UPDATE _copy SET manifest = REPLACE(manifest, '"version":', '"version":9')`);
  await writer.close();
}
