import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { GroupCommit } from '../../../../gateway/access/audit/group-commit.ts';

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

describe('a group commit', () => {
  it('commits what comes in one turn together, and what comes meanwhile with the next', async () => {
    const batches: (readonly number[])[] = [];
    const group = new GroupCommit<number>(async (items) => {
      batches.push(items);
      await wait(20);
    });

    const first = [group.add(1), group.add(2)];
    await wait(5);
    const second = [group.add(3), group.add(4)];
    await Promise.all([...first, ...second]);

    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('begins no two batches within 5 ms, however fast they are', async () => {
    let begun = 0;
    const group = new GroupCommit<number>(() => {
      begun = performance.now();
      return Promise.resolve();
    });

    // From before the first: whoever is held up between a beginning and its note of it would make one gap short, and not all together.
    const from = performance.now();
    for (let n = 0; n < 10; n += 1) await group.add(n);

    // The event loop's clock, which timers go by, may be behind by a millisecond.
    expect(begun - from).toBeGreaterThan(9 * 3.5);
  });

  it('has nothing to wake up for behind one that came alone', async () => {
    const group = new GroupCommit<number>(() => Promise.resolve());

    const timers = countTimers();
    await group.add(1);

    expect(countTimers()).toBe(timers);
  });

  it('rejects all of a batch that fails, and goes on with the next', async () => {
    let fails = true;
    const group = new GroupCommit<number>(() =>
      fails ? Promise.reject(new Error('full')) : Promise.resolve(),
    );

    const lost = await Promise.allSettled([group.add(1), group.add(2)]);
    fails = false;

    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(group.add(3)).resolves.toBeUndefined();
    await group.idle();
  });
});
