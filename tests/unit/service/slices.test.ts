import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Slices } from '../../../service/slices.ts';

/** Longer than a slice. */
const PIECE_MS = 3;

/** Slices by a clock of their own, on which nothing takes time but pieces of work. */
function slicesByClock() {
  let ms = 0;
  const slices = new Slices(() => ms);
  const done: string[] = [];
  /** Does pieces one after another, as the slices let it, and says of each whose it was. */
  const work = async (who: string, pieces: number, pieceMs = PIECE_MS): Promise<void> => {
    for (let piece = 0; piece < pieces; piece += 1) {
      const slice = slices.next(who);
      if (slice !== undefined) await slice;
      ms += pieceMs;
      done.push(who);
    }
  };
  return { slices, work, done };
}

describe('slices of the event loop', () => {
  it('lets go on at once while little has been done in the turn', () => {
    const { slices } = slicesByClock();

    expect([slices.next('a'), slices.next('a'), slices.next('b')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('lets others have the loop between two pieces', async () => {
    const { work, done } = slicesByClock();
    const working = work('a', 3);

    const turns: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await nextTurn();
      turns.push(done.length);
    }
    await working;

    expect(turns).toEqual([2, 3, 3, 3]);
  });

  it('lets whoever has had least go on first, however many pieces of another wait', async () => {
    const { work, done } = slicesByClock();
    // One piece uses up the turn, so that the others wait.
    await work('first', 1);
    const many = Array.from({ length: 10 }, () => work('greedy', 1));
    await nextTurn();
    await nextTurn();
    const before = done.length;
    const few = work('modest', 1);
    await Promise.all([...many, few]);

    expect(before).toBeLessThan(5);
    expect(done.indexOf('modest')).toBe(before);
  });

  it('lets no row of newcomers go ahead of who has had little', async () => {
    const { work, done } = slicesByClock();
    await work('first', 1);
    const steady = work('steady', 10);
    const newcomers: Promise<void>[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      newcomers.push(work(`newcomer ${turn}`, 1), work(`other ${turn}`, 1));
      await nextTurn();
    }
    const had = done.filter((who) => who === 'steady').length;
    await Promise.all([steady, ...newcomers]);

    expect(had).toBeGreaterThan(1);
  });

  it('lets as many small pieces go on in a turn as it has time for', async () => {
    const { work, done } = slicesByClock();
    await work('first', 1);
    const small = Array.from({ length: 8 }, (_, at) => work(`small ${at}`, 1, 0.5));

    const turns: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await nextTurn();
      turns.push(done.length - 1);
    }
    await Promise.all(small);

    expect(turns).toEqual([4, 8, 8]);
  });

  it('goes by the time that each has had, not by pieces', async () => {
    const { work, done } = slicesByClock();
    await work('first', 1);
    const working = [work('long', 10, 4), work('short', 10, 1)];

    await Promise.all(working);

    expect(done.lastIndexOf('short')).toBeLessThan(15);
  });

  it('puts nobody back for long who has held the loop for an hour', async () => {
    const { work, done } = slicesByClock();
    await work('first', 1);
    await Promise.all([work('long', 1, 3_600_000), work('other', 1)]);
    const before = done.length;
    await work('first', 1);
    const working = [work('other', 200), work('long', 1)];

    await Promise.all(working);

    expect(done.lastIndexOf('long') - before).toBeLessThan(60);
  });

  it('gives every piece its slice in the end', async () => {
    const { work, done } = slicesByClock();

    await Promise.all(['a', 'b', 'c'].map((who) => work(who, 5)));

    expect([...done].sort()).toEqual(['a', 'b', 'c'].flatMap((who) => new Array(5).fill(who)));
  });
});
