import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDayFiles } from '../../../gateway/access/audit/day-files.ts';
import type { SeenEntry } from '../../../gateway/access/audit/entry.ts';
import { openSigningKey } from '../../../gateway/access/audit/signing-key.ts';
import { openTrail } from '../../../gateway/access/audit/trail.ts';
import { medianOf } from '../percentiles.ts';
import { readThreadsMs } from '../process-cost.ts';
import { markdownTable } from '../table.ts';

const TURNS = 15;
const BATCHES = 100;
/** Between two batches: longer than one waits for the next, so that each is alone. */
const PAUSE_MS = 7;
const TOGETHER = 8;

/** A page of ten records. */
const ENTRY: SeenEntry = {
  kind: 'seen',
  request: '0d6f2c1e-4f4e-4b39-8d1f-3f6f0c0f8a11',
  who: { subject: 'bench#reader-1', kind: 'person', roles: ['officer'], offices: ['H12.NC'] },
  from: '127.0.0.1',
  via: 'graphql',
  operation: 'Page',
  hash: '0'.repeat(64),
  records: { Dossier: Array.from({ length: 10 }, (_, n) => `H12.NC:160104001${n}`) },
  rows: 10,
  classes: ['name', 'phone'],
  masked: [],
  searched: [],
  sources: ['H12.NC'],
};

interface Way {
  readonly name: string;
  /** Lines of one batch. */
  readonly lines: number;
  readonly write: () => unknown;
}

/**
 * CPU of one line in a process that does nothing else, in a table: of the trail, alone and together with others, and of as many bytes that
 * one thread writes and flushes with nothing around it. What waking up costs without any of it is taken off.
 */
export async function lineCosts(directory: string): Promise<string> {
  await mkdir(directory);
  const trail = openTrail({
    store: await openDayFiles(directory),
    key: openSigningKey(join(directory, 'trail.key')),
    onError: (error) => {
      throw error;
    },
  });
  const bare = openSync(join(directory, 'bare'), 'w');
  const bytes = Buffer.from(JSON.stringify(ENTRY));
  const ways: readonly Way[] = [
    { name: 'nothing', lines: 1, write: () => undefined },
    {
      name: 'write, fdatasync',
      lines: 1,
      write() {
        writeSync(bare, bytes);
        fdatasyncSync(bare);
      },
    },
    { name: 'a line alone', lines: 1, write: () => trail.record(ENTRY) },
    {
      name: `${TOGETHER} together, each`,
      lines: TOGETHER,
      write: () => Promise.all(Array.from({ length: TOGETHER }, () => trail.record(ENTRY))),
    },
  ];
  const costs = ways.map((): number[] => []);
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [place, { write }] of ways.entries()) {
      const before = readThreadsMs(process.pid);
      for (let batch = 0; batch < BATCHES; batch += 1) {
        await wait(PAUSE_MS);
        await write();
      }
      costs[place]?.push((readThreadsMs(process.pid) - before) / BATCHES);
    }
  }
  await trail.close();
  closeSync(bare);
  const [waking = []] = costs;
  const rows = ways.map(({ name, lines }, place) => {
    const own = (costs[place] ?? []).map((cost, turn) => (cost - (waking[turn] ?? NaN)) / lines);
    return [name, medianOf(own).toFixed(3), Math.min(...own).toFixed(3)];
  });
  return markdownTable(['CPU-ms of a line', 'median', 'least'], rows.slice(1));
}
