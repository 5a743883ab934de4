import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  appendFileSync,
  constants,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { openDayFiles } from '../../../../gateway/access/audit/day-files.ts';
import { keyFileIn } from '../../../../gateway/access/audit/settings.ts';
import { openSigningKey } from '../../../../gateway/access/audit/signing-key.ts';
import { openTrail } from '../../../../gateway/access/audit/trail.ts';
import { linesIn, openFolder, seen, trailFolder, verifyFolder } from '../../../support/trail.ts';
import { runs } from '../../../support/run/runs.ts';
import { until } from '../../../support/until.ts';

const RUNS = runs(150, 60);
const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-11-20T12:00:00+07:00');

let folder: ReturnType<typeof trailFolder>;
beforeEach(() => {
  folder = trailFolder();
});
afterEach(() => {
  folder.remove();
});

/** Three days with entries; answers the last checkpoint. */
async function threeDays(directory: string) {
  let now = NOON;
  const trail = await openFolder(directory, { clock: () => now });
  for (let day = 0; day < 3; day += 1) {
    await Promise.all([1, 2, 3].map((n) => trail.record(seen(`request-${day}-${n}`))));
    now += DAY_MS;
  }
  now -= DAY_MS;
  await trail.close();
  return (await verifyFolder(directory)).checkpoint!;
}

const filesIn = (directory: string) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => join(directory, name));

/** Whether this process has a file open so that a write is durable when it resolves (Linux). */
function writtenThrough(file: string): boolean {
  const open = readdirSync('/proc/self/fd').find((fd) => linkOf(`/proc/self/fd/${fd}`) === file);
  const [, flags = ''] = /^flags:\t(\d+)$/mu.exec(
    readFileSync(`/proc/self/fdinfo/${open}`, 'utf8'),
  )!;
  return (Number.parseInt(flags, 8) & constants.O_DSYNC) !== 0;
}

/** Hears of each `datasync`, of whatever file. */
async function watchSyncs() {
  const any = await open(folder.directory, 'r');
  const prototype = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  return jest.spyOn(prototype, 'datasync');
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

describe('a folder for the trail', () => {
  it('is refused in words where it is a file, or lies in none', async () => {
    const file = join(folder.directory, 'a-file');
    writeFileSync(file, '');

    await expect(openFolder(file)).rejects.toThrow(
      `The trail cannot be kept in “${file}” (AUDIT_DIR): a file is there.`,
    );
    await expect(openFolder(join(file, 'below'))).rejects.toThrow(
      'it is no folder, or lies in none',
    );
  });

  it('is taken from a process of before the last start of the machine, whoever has its number now', async () => {
    const lock = join(folder.directory, 'writer.pid');
    writeFileSync(lock, String(process.ppid));
    await expect(openFolder(folder.directory)).rejects.toThrow(
      `The process ${process.ppid} writes the trail in “${folder.directory}”`,
    );

    const before = Date.now() / 1_000 - uptime() - 60;
    utimesSync(lock, before, before);
    const trail = await openFolder(folder.directory);

    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
    await trail.close();
  });
});

describe('the trail', () => {
  it('has a line for each entry, in files by the day of Vietnam, and holds', async () => {
    await threeDays(folder.directory);

    const lines = await linesIn(folder.directory);
    const requests = lines.flatMap(({ text }) => /"request":"([^"]+)"/.exec(text)?.[1] ?? []);
    expect(requests).toHaveLength(9);
    expect(filesIn(folder.directory).map((file) => file.slice(-17))).toEqual([
      '2026-11-20.ndjson',
      '2026-11-21.ndjson',
      '2026-11-22.ndjson',
    ]);
    expect(await verifyFolder(folder.directory)).toMatchObject({ lines: 13 });
    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('keeps its key for its owner alone', async () => {
    await threeDays(folder.directory);

    expect(statSync(join(folder.directory, 'trail.key')).mode & 0o777).toBe(0o600);
    expect(statSync(filesIn(folder.directory)[0]!).mode & 0o777).toBe(0o600);
  });

  (process.platform === 'linux' ? it : it.skip)(
    'has each write durable before it resolves, in a file that is new and in one that is gone on with',
    async () => {
      const now = NOON + 2 * DAY_MS;
      for (const clock of [() => now, () => now, () => now + DAY_MS]) {
        const trail = await openFolder(folder.directory, { clock });
        await trail.record(seen('one'));
        expect(writtenThrough(filesIn(folder.directory).at(-1)!)).toBe(true);
        await trail.close();
      }
    },
  );

  it('makes each batch durable by itself where the system has no flag for that', async () => {
    const syncs = await watchSyncs();
    try {
      const trail = await openFolder(folder.directory, { clock: () => NOON, writeThrough: 0 });
      for (const [index, request] of ['one', 'two'].entries()) {
        await trail.record(seen(request));
        expect(syncs).toHaveBeenCalledTimes(index + 1);
      }
      syncs.mockRejectedValueOnce(new Error('the disk is gone'));
      await expect(trail.record(seen('lost'))).rejects.toThrow('the disk is gone');
      await trail.record(seen('three'));
      await trail.close();
    } finally {
      syncs.mockRestore();
    }

    const told = (await linesIn(folder.directory)).map(({ text }) => text).join('');
    expect(told).toContain('three');
    expect(told).not.toContain('lost');
    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('goes on where it was closed, by another process too', async () => {
    await threeDays(folder.directory);
    const trail = await openFolder(folder.directory, { clock: () => NOON + 2 * DAY_MS + 1 });
    await trail.record(seen('later'));
    await trail.close();

    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('loses what a crash has left half written, of which no answer was sent', async () => {
    await threeDays(folder.directory);
    const last = filesIn(folder.directory).at(-1)!;
    appendFileSync(last, '{"n":14,"at":"2026-11-22T12:0');

    const trail = await openFolder(folder.directory, { clock: () => NOON + 2 * DAY_MS });
    await trail.record(seen('after'));
    await trail.close();

    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('begins a day anew of which nothing was durable', async () => {
    await threeDays(folder.directory);
    writeFileSync(join(folder.directory, '2026-11-23.ndjson'), '{"n":14,');

    const trail = await openFolder(folder.directory, { clock: () => NOON + 3 * DAY_MS });
    await trail.record(seen('after'));
    await trail.close();

    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('takes nothing where another process has written behind its back', async () => {
    const trail = await openFolder(folder.directory, { clock: () => NOON });
    await trail.record(seen('mine'));
    appendFileSync(filesIn(folder.directory)[0]!, 'theirs\n');

    await expect(trail.record(seen('mine too'))).rejects.toThrow('another process');
    await expect(trail.close()).rejects.toThrow('another process');
  });

  it('takes nothing where its file was removed, which would be lost with the process', async () => {
    const trail = await openFolder(folder.directory, { clock: () => NOON });
    await trail.record(seen('mine'));
    rmSync(filesIn(folder.directory)[0]!);

    await expect(trail.record(seen('mine too'))).rejects.toThrow('was removed');
    await expect(trail.close()).rejects.toThrow('was removed');
  });

  it('is signed at its end where it could not be a minute before', async () => {
    const days = await openDayFiles(folder.directory);
    const intervals = jest.spyOn(globalThis, 'setInterval');
    let isAway = false;
    const errors: unknown[] = [];
    const trail = openTrail({
      store: {
        ...days,
        append: (link) => (isAway ? Promise.reject(new Error('away')) : days.append(link)),
      },
      key: openSigningKey(keyFileIn(folder.directory)),
      onError: (error) => errors.push(error),
    });
    const [minute] = intervals.mock.calls[0]!;
    intervals.mockRestore();

    await trail.record(seen('mine'));
    isAway = true;
    minute();
    await until(() => errors.length === 1);
    isAway = false;
    await trail.close();

    expect((await linesIn(folder.directory)).at(-1)?.text).toContain('"kind":"checkpoint"');
    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('is shortened by whole days, and says so', async () => {
    await threeDays(folder.directory);
    const now = NOON + 2 * DAY_MS;
    const trail = await openFolder(folder.directory, { clock: () => now, keepDays: 1 });
    await trail.shorten();
    await trail.close();

    expect(filesIn(folder.directory)).toHaveLength(2);
    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
  });

  it('does not hold where its first day was taken away by another hand', async () => {
    await threeDays(folder.directory);
    rmSync(filesIn(folder.directory)[0]!);

    expect((await verifyFolder(folder.directory)).broken?.reason).toContain('are missing');
  });

  it('does not hold where its end was cut off behind a checkpoint that was noted', async () => {
    const noted = await threeDays(folder.directory);
    const last = filesIn(folder.directory).at(-1)!;
    writeFileSync(last, readFileSync(last, 'utf8').split('\n').slice(0, 2).join('\n') + '\n');

    expect(await verifyFolder(folder.directory)).not.toHaveProperty('broken');
    expect((await verifyFolder(folder.directory, noted)).broken?.reason).toContain('ends before');
  });

  it('names the first line that was changed, left out, put in, or moved, wherever that is', async () => {
    const noted = await threeDays(folder.directory);
    const whole = filesIn(folder.directory).map((file) => readFileSync(file, 'utf8'));
    const lines = whole.flatMap((text, file) =>
      text
        .split('\n')
        .slice(0, -1)
        .map((_, line) => ({ file, line })),
    );

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lines),
        fc.constantFrom<keyof typeof change>('byte', 'drop', 'double', 'swap'),
        fc.nat(10_000),
        async ({ file, line }, how, at) => {
          const changed = whole.map((text) => text.split('\n').slice(0, -1));
          change[how](changed[file]!, line, at);
          const texts = changed.map((one) => one.map((text) => `${text}\n`).join(''));
          filesIn(folder.directory).forEach((name, index) => {
            writeFileSync(name, texts[index]!);
          });

          const { broken } = await verifyFolder(folder.directory, noted);
          expect(broken !== undefined).toBe(texts.join() !== whole.join());
          if (broken === undefined || how === 'drop') return;
          const first = changed[file]!.findIndex(
            (text, index) => whole[file]!.split('\n')[index] !== text,
          );
          expect(broken.place).toBe(`${filesIn(folder.directory)[file]!}:${first + 1}`);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

/** What somebody might do to the lines of a file. */
const change = {
  byte(lines: string[], line: number, at: number) {
    const text = lines[line]!;
    const place = at % text.length;
    const other = text[place] === '0' ? '1' : '0';
    lines[line] = text.slice(0, place) + other + text.slice(place + 1);
  },
  drop(lines: string[], line: number) {
    lines.splice(line, 1);
  },
  double(lines: string[], line: number) {
    lines.splice(line, 0, lines[line]!);
  },
  swap(lines: string[], line: number, at: number) {
    const other = at % lines.length;
    [lines[line], lines[other]] = [lines[other]!, lines[line]!];
  },
};
