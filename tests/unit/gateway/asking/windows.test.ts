import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Windows } from '../../../../gateway/asking/windows.ts';
import type { SharedStore } from '../../../../service/redis/shared-store.ts';

const WINDOW_S = 60;

/** What gateways share, kept in this process; it can be lost. */
function storeOf(): SharedStore & {
  lost: boolean;
  readonly keys: string[];
  readonly members: string[];
} {
  const numbers = new Map<string, number>();
  const sets = new Map<string, Set<string>>();
  return {
    lost: false,
    keys: [],
    members: [],
    get: () => Promise.resolve(undefined),
    set: () => Promise.resolve(true),
    add(key, amount) {
      if (this.lost) return Promise.resolve(undefined);
      this.keys.push(key);
      numbers.set(key, (numbers.get(key) ?? 0) + amount);
      return Promise.resolve(numbers.get(key));
    },
    addDistinct(key, members) {
      if (this.lost) return Promise.resolve(undefined);
      this.members.push(...members);
      const known = new Set([...(sets.get(key) ?? []), ...members]);
      sets.set(key, known);
      return Promise.resolve(known.size);
    },
    close: () => Promise.resolve(),
  };
}

function windowsAt(shared?: SharedStore, nameOf = (thing: string) => `name of ${thing}`) {
  const now = { s: 1_000 * WINDOW_S };
  const make = () =>
    new Windows({
      name: 'n',
      windowS: WINDOW_S,
      maxEntries: 100,
      shared,
      nameOf,
      clock: () => now.s * 1_000,
    });
  return { now, make, windows: make() };
}

const told = () => new Promise((resolve) => setImmediate(resolve));

describe('what is counted in windows', () => {
  it('never lets more be taken in one, nor refuses what would have had room after as long as it said', () => {
    const steps = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 50 }), amount: fc.integer({ min: 1, max: 12 }) }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 12, max: 30 }), (taken, most) => {
        const { now, windows } = windowsAt();
        const inWindow = new Map<number, number>();
        for (const { wait, amount } of taken) {
          now.s += wait;
          const { seconds } = windows.take('lan', amount, most);
          if (seconds > 0) {
            now.s += seconds;
            if (windows.take('lan', amount, most).seconds > 0) return false;
          }
          const window = Math.floor(now.s / WINDOW_S);
          inWindow.set(window, (inWindow.get(window) ?? 0) + amount);
        }
        return [...inWindow.values()].every((sum) => sum <= most);
      }),
    );
  });

  it('counts each by itself, and not at all where there is no bound', () => {
    const { windows } = windowsAt();

    expect(windows.take('lan', 10, 10).seconds).toBe(0);
    expect(windows.take('lan', 1, 10).seconds).toBeGreaterThan(0);
    expect(windows.take('minh', 10, 10).seconds).toBe(0);
    expect(windows.take('lan', 1_000, Infinity).seconds).toBe(0);
  });

  it('says which refusal is the first in a window', () => {
    const { windows } = windowsAt();
    windows.take('lan', 10, 10);

    const refusals = [1, 2].map(() => windows.take('lan', 1, 10).first);

    expect(refusals).toEqual([true, false]);
  });

  it('takes what was taken already for nothing more, in this window and the one before', async () => {
    const { now, windows } = windowsAt();
    const people = Array.from({ length: 10 }, (_, n) => `person ${n}`);
    await windows.takeDistinct('lan', people, 10);

    const again = await windows.takeDistinct('lan', people, 10);
    now.s += WINDOW_S;
    const later = await windows.takeDistinct('lan', people, 10);
    const other = await windows.takeDistinct('lan', ['somebody else'], 10);

    expect([again.seconds, later.seconds]).toEqual([0, 0]);
    expect(other.seconds).toBeGreaterThan(0);
  });

  it('knows those that were taken together last by one name, at once and within this window alone', async () => {
    const nameOf = jest.fn((thing: string) => `name of ${thing}`);
    const { now, windows } = windowsAt(undefined, nameOf);
    const people = Array.from({ length: 10 }, (_, n) => `person ${n}`);
    await windows.takeDistinct('lan', people, 10);

    nameOf.mockClear();
    const again = windows.takeDistinct('lan', people, 10);
    const named = nameOf.mock.calls.length;
    now.s += WINDOW_S;
    await windows.takeDistinct('lan', people, 10);
    now.s += WINDOW_S;
    const other = windows.takeDistinct('lan', ['somebody else'], 10);

    expect(again).toEqual({ seconds: 0, first: false });
    expect(named).toBe(1);
    expect(other).toMatchObject({ first: true });
  });

  it.each([
    ['beside each other', ['an', 'h'], ['a', 'nh']],
    ['with a mark between them', ['a,b'], ['a', 'b']],
    ['with quotes around them', ['a","b'], ['a', 'b']],
  ])('tells lists apart whose things are the same text %s', async (_, taken, others) => {
    const { windows } = windowsAt();
    await windows.takeDistinct('lan', taken, taken.length);

    expect(windows.takeDistinct('lan', others, taken.length)).toMatchObject({ first: true });
  });

  it.each(['at the same time', 'by who was let in before that was known'])(
    'refuses what is too much with what other gateways have counted also to who asks for it twice, %s',
    async (when) => {
      const { make } = windowsAt(storeOf());
      const [here, there] = [make(), make()];
      const people = Array.from({ length: 6 }, (_, n) => `person ${n}`);
      await there.takeDistinct('lan', ['a', 'b', 'c', 'd', 'e'], 10);

      const first = here.takeDistinct('lan', people, 10);
      if (when !== 'at the same time') await first;
      const verdicts = await Promise.all([
        ...[first, here.takeDistinct('lan', people, 10)],
        here.takeDistinct('lan', people.slice(1), 10),
      ]);

      expect(verdicts.map(({ seconds }) => seconds)).toEqual([WINDOW_S, WINDOW_S, WINDOW_S]);
      expect(verdicts.map((verdict) => verdict.first)).toEqual([true, false, false]);
    },
  );

  it('waits for the last that others are asked for, and not for one that was answered before', async () => {
    const answers: ((all: number) => void)[] = [];
    const addDistinct = () => new Promise<number>((resolve) => answers.push(resolve));
    const { windows } = windowsAt({ ...storeOf(), addDistinct });

    const enough = windows.takeDistinct('lan', ['a'], 2);
    const tooMuch = windows.takeDistinct('lan', ['b'], 2);
    answers[0]?.(1);
    await enough;
    const again = windows.takeDistinct('lan', ['b'], 2);
    answers[1]?.(3);

    const verdicts = await Promise.all([enough, tooMuch, again]);
    expect(verdicts.map(({ seconds }) => seconds)).toEqual([0, WINDOW_S, WINDOW_S]);
  });

  it('takes what was taken already also where less may be taken by now', () => {
    const { windows } = windowsAt();
    const people = ['a', 'b', 'c'];

    const verdicts = [3, 2].map((most) => windows.takeDistinct('lan', people, most));

    expect(verdicts).toEqual([
      { seconds: 0, first: false },
      { seconds: 0, first: false },
    ]);
  });

  it('refuses again what it has refused', () => {
    const { windows } = windowsAt();

    const refused = [1, 2].map(() => windows.takeDistinct('lan', ['a', 'b', 'c'], 2));

    expect(refused.map((verdict) => 'seconds' in verdict && verdict.seconds > 0)).toEqual([
      true,
      true,
    ]);
  });

  it('takes as many of things in one window as there are different ones', async () => {
    const thing = fc.integer({ min: 0, max: 30 }).map((n) => `Dossier ${n}`);
    const steps = fc.array(fc.uniqueArray(thing, { maxLength: 8 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 30 }), async (lists, most) => {
        const { windows } = windowsAt();
        let taken = new Set<string>();
        for (const things of lists) {
          const all = new Set([...taken, ...things]);
          const { seconds } = await windows.takeDistinct('lan', things, most);
          if ((seconds === 0) !== all.size <= most) return false;
          if (seconds === 0) taken = all;
        }
        return true;
      }),
    );
  });

  it('lets who was refused wait, and nobody else', () => {
    const { now, windows } = windowsAt();
    windows.take('lan', 10, 10);
    windows.take('minh', 10, 10);
    windows.take('lan', 1, 10);

    const waits = ['lan', 'minh', 'stranger'].map((who) => windows.stoppedFor(who, 10));
    now.s += 2 * WINDOW_S;

    expect(waits.map((seconds) => seconds > 0)).toEqual([true, false, false]);
    expect(windows.stoppedFor('lan', 10)).toBe(0);
  });

  it('takes all of some things, or none', async () => {
    const { windows } = windowsAt();

    const refused = await windows.takeDistinct('lan', ['a', 'b', 'c'], 2);
    const taken = await windows.takeDistinct('lan', ['a', 'b'], 2);

    expect(refused.seconds).toBeGreaterThan(0);
    expect(taken.seconds).toBe(0);
  });
});

describe('gateways that count together', () => {
  it('let no more be taken by going from one to the other', async () => {
    const shared = storeOf();
    const { make } = windowsAt(shared);
    const gateways = [make(), make(), make()];
    let taken = 0;

    for (let round = 0; round < 20; round += 1) {
      if (gateways[round % 3]?.take('lan', 1, 10).seconds === 0) taken += 1;
      await told();
    }

    // Each hears of the others' with its own first.
    expect(taken).toBeGreaterThanOrEqual(10);
    expect(taken).toBeLessThanOrEqual(12);
    expect(shared.keys.join()).not.toContain('lan');
  });

  it('send nobody’s data while others have shown as much', async () => {
    const shared = storeOf();
    const { make } = windowsAt(shared);
    const [one, other] = [make(), make()];

    const first = await one.takeDistinct('lan', ['a', 'b'], 3);
    const second = await other.takeDistinct('lan', ['c', 'd'], 3);

    expect(first.seconds).toBe(0);
    expect(second.seconds).toBeGreaterThan(0);
    expect(shared.members).toEqual(['name of a', 'name of b', 'name of c', 'name of d']);
  });

  it('go on each from what it knew last while the store is lost', async () => {
    const shared = storeOf();
    const { make } = windowsAt(shared);
    const [one, other] = [make(), make()];
    for (let n = 0; n < 6; n += 1) one.take('lan', 1, 10);
    other.take('lan', 1, 10);
    await told();
    shared.lost = true;

    const took = [1, 2, 3, 4].map(() => other.take('lan', 1, 10).seconds);

    expect(took.map((seconds) => seconds === 0)).toEqual([true, true, true, false]);
    expect(one.take('lan', 1, 10).seconds).toBe(0);
  });
});
