import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureDemoData } from '../../../scripts/demo/ensure.ts';

describe('ensureDemoData', () => {
  let parent: string;
  let directory: string;
  const reported: number[] = [];
  const write = (options: { scale?: number; seed?: number } = {}) =>
    ensureDemoData({ directory, onProgress: ({ done }) => reported.push(done), ...options });

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'motcua-demo-'));
    directory = join(parent, 'demo');
    reported.length = 0;
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('writes all databases at once, and again only for another scale or seed', async () => {
    await write({ scale: 0.001 });
    const first = statSync(join(directory, 'vic.db')).ino;
    await write();
    await write({ scale: 0.001 });
    const same = statSync(join(directory, 'vic.db')).ino;
    await write({ scale: 0.001, seed: 3 });

    expect(same).toBe(first);
    expect(statSync(join(directory, 'vic.db')).ino).not.toBe(first);
    expect(readdirSync(parent)).toEqual(['demo']);
    expect(readdirSync(directory)).toHaveLength(14);
    expect(reported.at(-1)).toBe(548);
  }, 60_000);

  it('leaves a folder alone that holds something else', async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'mine.txt'), 'kept');

    await expect(write({ scale: 0.001 })).rejects.toThrow('name another folder');

    expect(existsSync(join(directory, 'mine.txt'))).toBe(true);
  });
});
