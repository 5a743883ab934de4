import {
  constants,
  createReadStream,
  fstatSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ConfigFault, systemReason } from '../../../service/settings/config.ts';
import { BEGINNING, readLine, type Tip, tipAt } from './chain.ts';
import type { StoredLine, TrailStore } from './store.ts';

const NAME = /^(\d{4}-\d{2}-\d{2})\.ndjson$/;
const LOCK = 'writer.pid';
/** By how much the system's count of its time may be off. */
const CLOCK_MS = 2_000;
/** Of the end of a file, to find its last line: longer than any. */
const TAIL_BYTES = 16 * 1024 * 1024;
/**
 * Opens a file so that what is written is durable when the write resolves, as with `fdatasync` behind it, for one way to a thread and
 * back instead of two; 0 where the system has no such flag (Windows), and each write is followed by that.
 */
const WRITE_THROUGH = (constants as Partial<typeof constants>).O_DSYNC ?? 0;

/** The file that is written now. */
interface Current {
  readonly handle: FileHandle;
  readonly day: string;
  /** Where its last durable line ends. */
  size: number;
  /** Something may stand behind that which no one has been told is durable. */
  torn: boolean;
}

/** Reads a trail that is kept in files by day, whoever writes it. */
export async function* readDayFiles(
  directory: string,
  from = '',
  to = '9',
): AsyncGenerator<StoredLine> {
  for (const day of await daysIn(directory)) {
    if (day < from || day > to) continue;
    const file = fileOf(directory, day);
    let number = 0;
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
    for await (const text of lines) yield { text, place: `${file}:${(number += 1)}` };
  }
}

/**
 * Keeps a trail in files by day, which one process writes. What a crash left behind the last whole line was of an answer that was never
 * sent, and goes. Throws a `ConfigFault` where another process writes, or the last line cannot be read.
 *
 * @param writeThrough - This system's flag for it, or 0.
 */
export async function openDayFiles(
  directory: string,
  writeThrough = WRITE_THROUGH,
): Promise<TrailStore> {
  const flags = constants.O_RDWR | writeThrough;
  const opened = await openFolder(directory, flags);
  const { unlock } = opened;
  let { current, tip } = opened;

  async function fileFor(day: string): Promise<Current> {
    if (current?.day === day) return current;
    const handle = await open(
      fileOf(directory, day),
      flags | constants.O_CREAT | constants.O_EXCL,
      0o600,
    );
    await current?.handle.close();
    current = { handle, day, size: 0, torn: false };
    await syncDirectory(directory);
    return current;
  }

  return {
    async append(link) {
      const { lines, tip: next } = link(tip);
      if (lines.length === 0) return;
      const file = await fileFor(next.day);
      await mend(file);
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      file.torn = true;
      await writeAll(file.handle, bytes, file.size);
      if (writeThrough === 0) await file.handle.datasync();
      file.size += bytes.length;
      file.torn = false;
      tip = next;
    },
    read: (from, to) => readDayFiles(directory, from, to),
    async firstFrom(day) {
      const all = await daysIn(directory);
      const kept = all.find((one) => one >= day);
      return kept === undefined || kept === all[0] ? undefined : firstOf(directory, kept);
    },
    async removeBefore(line) {
      for (const day of (await daysIn(directory)).slice(0, -1)) {
        if (((await firstOf(directory, day)) ?? line) >= line) break;
        await rm(fileOf(directory, day));
      }
      await syncDirectory(directory);
    },
    async close() {
      await current?.handle.close();
      unlock();
    },
  };
}

/** The folder as this process's own, and where it goes on; throws a `ConfigFault` where it cannot. */
async function openFolder(directory: string, flags: number) {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const unlock = lock(directory);
    const current = await openLast(directory, flags);
    return {
      unlock,
      current,
      tip: current === undefined ? BEGINNING : await tipOf(current, directory),
    };
  } catch (error) {
    if (error instanceof ConfigFault) throw error;
    throw new ConfigFault([
      `The trail cannot be kept in “${directory}” (AUDIT_DIR): ${systemReason(error)}.`,
    ]);
  }
}

/** The number of a day's first line. */
async function firstOf(directory: string, day: string): Promise<number | undefined> {
  for await (const { text } of readDayFiles(directory, day, day)) return readLine(text)?.n;
  return undefined;
}

/** Takes away what a failed batch may have left; rejects where another process has written, or the file was taken away. */
async function mend(file: Current): Promise<void> {
  // Not by a thread: of an open file the kernel knows it, and the way there and back costs more than all else but the flush.
  const { size, nlink } = fstatSync(file.handle.fd);
  // What is written to it would be gone with this process.
  if (nlink === 0)
    throw new Error(`the trail of ${file.day} was removed: put it back, and start again`);
  if (size === file.size) return;
  if (!file.torn) throw new Error(`the trail of ${file.day} was written by another process`);
  await file.handle.truncate(file.size);
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

/** The last file with a line in it; one without is of a day whose first batch was never durable, and goes. */
async function openLast(directory: string, flags: number): Promise<Current | undefined> {
  for (const day of [...(await daysIn(directory))].reverse()) {
    const current = await openDay(directory, day, flags);
    if (current.size > 0) return current;
    await current.handle.close();
    await rm(fileOf(directory, day));
  }
  return undefined;
}

async function openDay(directory: string, day: string, flags: number): Promise<Current> {
  const handle = await open(fileOf(directory, day), flags);
  const { size } = await handle.stat();
  const tail = await readTail(handle, size);
  const end = size - tail.length + tail.lastIndexOf('\n') + 1;
  return { handle, day, size: end, torn: end < size };
}

async function tipOf(current: Current, directory: string): Promise<Tip> {
  await mend(current);
  const tail = await readTail(current.handle, current.size);
  const lines = tail.toString().split('\n').slice(0, -1);
  const last = readLine(lines.at(-1) ?? '');
  if (last === undefined) {
    throw new ConfigFault([
      `The last line of the trail in “${directory}” cannot be read: \`npm run audit -- verify\` tells what is wrong.`,
    ]);
  }
  const signed = lines.findLast((line) => line.includes('"kind":"checkpoint"'));
  return tipAt(last, readLine(signed ?? '')?.n ?? 0);
}

async function readTail(handle: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, TAIL_BYTES);
  const tail = Buffer.alloc(length);
  await handle.read(tail, 0, length, size - length);
  return tail;
}

/** The fault of who names a folder in which no gateway keeps its trail. */
export function noTrailAt(directory: string): ConfigFault {
  return new ConfigFault([
    `There is no trail at “${directory}”: --audit-dir (or AUDIT_DIR) says where a gateway keeps it.`,
  ]);
}

async function daysIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => {
    throw noTrailAt(directory);
  });
  return names.flatMap((name) => NAME.exec(name)?.[1] ?? []).sort();
}

function fileOf(directory: string, day: string): string {
  return join(directory, `${day}.ndjson`);
}

/** A new file's name is durable with its directory. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  await handle.sync();
  await handle.close();
}

/** Holds a directory for this process; what a process left that is no more does not count. */
function lock(directory: string): () => void {
  const file = join(directory, LOCK);
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== process.pid && isOfThisBoot(file) && isAlive(holder)) {
      throw new ConfigFault([
        `The process ${holder} writes the trail in “${directory}”: give each gateway a directory of its own (AUDIT_DIR), or one database (AUDIT_URL).`,
      ]);
    }
    writeFileSync(file, String(process.pid));
  }
  return () => {
    rmSync(file, { force: true });
  };
}

/** After a power cut the number of the one that wrote may be any other process's. */
function isOfThisBoot(file: string): boolean {
  return statSync(file).mtimeMs >= Date.now() - uptime() * 1_000 - CLOCK_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
