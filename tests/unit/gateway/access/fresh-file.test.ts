import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFreshFile } from '../../../../gateway/access/fresh-file.ts';
import { ConfigFault } from '../../../../service/settings/config.ts';
import { silent } from '../../../support/http/http-fixture.ts';

/** What the system says where a file may not be read, or too many are open. */
const TOO_MANY = Object.assign(new Error('EMFILE: too many open files'), { syscall: 'open' });

describe('a file that may change', () => {
  let folder: string;
  let file: string;
  let now = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-fresh-'));
    file = join(folder, 'keys.yaml');
    jest.spyOn(Date, 'now').mockImplementation(() => (now += 1_001));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  async function open(read: (text: string) => string) {
    writeFileSync(file, 'one');
    const error = jest.spyOn(silent, 'error');
    const fresh = await openFreshFile(file, read, silent);
    return { fresh, told: () => error.mock.calls.length };
  }

  it('is read at the next look where the system has refused it at this, and that is told once', async () => {
    let refusals = 0;
    const { fresh, told } = await open((text) => {
      if (text === 'another' && (refusals += 1) < 3) throw TOO_MANY;
      return text;
    });
    writeFileSync(file, 'another');

    expect([await fresh(), await fresh(), await fresh()]).toEqual(['one', 'one', 'another']);
    expect(told()).toBe(1);
  });

  it('stands as it was while what is written in it is wrong, which is read once', async () => {
    let reads = 0;
    const { fresh, told } = await open((text) => {
      reads += 1;
      if (text === 'wrong') throw new ConfigFault(['wrong']);
      return text;
    });
    writeFileSync(file, 'wrong');

    expect([await fresh(), await fresh()]).toEqual(['one', 'one']);
    expect([reads, told()]).toEqual([2, 1]);

    writeFileSync(file, 'right again');
    expect(await fresh()).toBe('right again');
  });
});
