import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Admission, type AdmissionLimits } from '../../../../service/http/admission/admission.ts';
import { Slices } from '../../../../service/slices.ts';
import { abortSignalOf, RequestController } from '../../../../service/request-controller.ts';
import { runs } from '../../../support/run/runs.ts';

const LIMITS: AdmissionLimits = {
  maxRequests: 4,
  maxRequestsPerClient: 3,
  maxCost: 1_000,
  maxCostPerClient: 700,
  queueMs: 30,
};
/** Of a request, as any has: all that it waits for may listen to it. */
const never = abortSignalOf(new RequestController().signal);
const overloaded = expect.objectContaining({
  extensions: { code: 'OVERLOADED', details: { seconds: 2 } },
});

/** A clock on which nothing takes time but what is said to, and slices by it. */
function ownClock() {
  let ms = 0;
  const now = () => ms;
  return {
    parts: { slices: new Slices(now), now },
    take: (taken: number) => {
      ms += taken;
    },
  };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

/** An admission with room for a hundred of what is little, and streams of those who ask again once they are answered. */
function busy() {
  const limits = { maxRequests: 1_000, maxRequestsPerClient: 99, queueMs: 60_000 };
  const admission = new Admission(
    { ...limits, maxCost: 100_000, maxCostPerClient: 100_000 },
    ownClock().parts,
  );
  const stream = (askers: number, weight: number) => {
    let begun = 0;
    let going = true;
    const ask = async (_: unknown, asker: number): Promise<void> => {
      while (going) {
        const place = admission.enter(`${weight} ${asker}`);
        await place.weigh(weight, never);
        begun += 1;
        await turns(10 + (asker % 11));
        place.leave();
      }
    };
    const all = Promise.all(Array.from({ length: askers }, ask));
    return {
      begun: () => begun,
      end: async () => {
        going = false;
        await all;
      },
    };
  };
  return { admission, stream };
}

/** Of the event loop, that an operation waits for; it gives up after some hundreds. */
async function turnsUntilBegun(admission: Admission, weight: number): Promise<number> {
  const gone = new AbortController();
  const place = admission.enter('one more');
  let settled = false;
  const begins = Promise.resolve(place.weigh(weight, gone.signal)).finally(() => {
    settled = true;
  });
  const isSettled = () => settled;
  let waited = 0;
  for (; waited < 500; waited += 1) {
    await turns(1);
    if (isSettled()) break;
  }
  gone.abort();
  await Promise.allSettled([begins]);
  place.leave();
  return waited;
}

describe('admission', () => {
  it('has so many places for all and so many for one client, and has them again when they are left', () => {
    const admission = new Admission(LIMITS);
    const places = ['a', 'a', 'a'].map((client) => admission.enter(client));

    expect(() => admission.enter('a')).toThrow(overloaded);
    admission.enter('b');
    expect(() => admission.enter('c')).toThrow(overloaded);
    places[0]?.leave();
    places[0]?.leave();

    expect(() => admission.enter('a')).not.toThrow();
    expect(() => admission.enter('c')).toThrow(overloaded);
  });

  it('lets begin at once what fits, and the rest when there is room', async () => {
    const admission = new Admission(LIMITS);
    const [one, other] = [admission.enter('a'), admission.enter('b')];

    const first = one.weigh(450, never);
    const second = other.weigh(300, never);
    const begun: string[] = [];
    const waited = second?.then(() => begun.push('second'));
    await Promise.resolve();
    const before = [...begun];
    one.rest();
    await waited;

    expect(first).toBeUndefined();
    expect([before, begun]).toEqual([[], ['second']]);
  });

  it('refuses what has waited long enough, and forgets whoever leaves', async () => {
    const admission = new Admission(LIMITS);
    const [one, other, third] = [admission.enter('a'), admission.enter('b'), admission.enter('b')];
    const gone = new AbortController();

    void one.weigh(500, never);
    const refused = expect(other.weigh(400, never)).rejects.toEqual(overloaded);
    const left = expect(third.weigh(400, gone.signal)).rejects.toThrow('cancelled');
    gone.abort();

    await Promise.all([refused, left]);
  });

  it('counts and gives turns by who asks where that is known, though all come from one address', async () => {
    const admission = new Admission({ ...LIMITS, maxRequests: 10, maxRequestsPerClient: 9 });
    const [one, other, third] = [1, 2, 3].map(() => admission.enter('proxy'));

    const greedy = one?.weigh(500, never, 'lan');
    const modest = other?.weigh(50, never, 'minh');
    const refused = third?.weigh(50, never, 'lan');

    expect([greedy, modest]).toEqual([undefined, undefined]);
    await expect(refused).rejects.toEqual(overloaded);
    one?.leave();
    const again = admission.enter('proxy').weigh(400, never, 'lan');
    expect(again).toBeUndefined();
  });

  it('gives clients their turns one after another, however many wait of one', async () => {
    const admission = new Admission({ ...LIMITS, maxRequests: 10, maxRequestsPerClient: 9 });
    const holder = admission.enter('x');
    void holder.weigh(500, never);
    const order: string[] = [];
    const waiting = ['a', 'a', 'a', 'b'].map((client, n) => {
      const place = admission.enter(client);
      return Promise.resolve(place.weigh(400, never)).then(() => {
        order.push(`${client}${n}`);
        place.leave();
      });
    });

    holder.leave();
    await Promise.all(waiting);

    expect(order.indexOf('b3')).toBeLessThan(2);
  });

  it('keeps a tenth of its places for clients that hold few', () => {
    const admission = new Admission({ ...LIMITS, maxRequests: 100, maxRequestsPerClient: 100 });
    const enterOften = (client: string): number => {
      for (let entered = 0; ; entered += 1) {
        try {
          admission.enter(client);
        } catch {
          return entered;
        }
      }
    };

    expect([enterOften('a'), enterOften('b')]).toEqual([90, 10]);
  });

  it('keeps a tenth of its cost for what weighs little, of whoever has little under way', async () => {
    const limits = { ...LIMITS, maxRequests: 100, maxRequestsPerClient: 99, maxCost: 100_000 };
    const admission = new Admission({ ...limits, maxCostPerClient: 60_000 });
    const weigh = (client: string, weight: number) => admission.enter(client).weigh(weight, never);
    const heavy = [weigh('a', 45_000 - 200), weigh('b', 45_000 - 200), weigh('c', 45_000 - 200)];

    const modest = [weigh('d', 100), weigh('e', 700)];
    const greedy = [weigh('d', 2_000), weigh('f', 9_000)];

    expect(heavy).toEqual([undefined, undefined, expect.any(Promise)]);
    expect(greedy).toEqual([expect.any(Promise), expect.any(Promise)]);
    for (const begun of [...heavy, ...greedy, ...modest]) begun?.catch(() => undefined);
    for (const begun of modest) await begun;
  });

  it.each([2_000, 5_000, 20_000, 89_000])(
    'lets begin what weighs %i under a stream of what is little',
    async (weight) => {
      const { admission, stream } = busy();
      const { begun, end } = stream(300, 800);
      await turns(50);
      const first = begun();

      const waited = await turnsUntilBegun(admission, weight);

      const meanwhile = begun() - first;
      await end();
      // Whoever came before goes first, once; those who come again do not.
      expect(meanwhile).toBeLessThan(300);
      expect(waited).toBeLessThan(200);
    },
  );

  it('lets begin what is little at once under a stream of what is heavy', async () => {
    const { admission, stream } = busy();
    const { end } = stream(30, 20_000);
    await turns(50);

    const waited = await turnsUntilBegun(admission, 800);

    await end();
    expect(waited).toBeLessThan(2);
  });

  it('lets two streams go on beside each other, the one little and the other heavy', async () => {
    const { stream } = busy();
    const little = stream(300, 800);
    const heavy = stream(30, 20_000);
    await turns(100);
    const before = [little.begun(), heavy.begun()];

    await turns(200);

    const after = [little.begun(), heavy.begun()];
    await Promise.all([little.end(), heavy.end()]);
    // Each lasts 20 turns at most: ten of the little part's places, four of the others.
    const rounds = 200 / 20;
    expect(after[0]).toBeGreaterThanOrEqual((before[0] ?? 0) + 10 * rounds);
    expect(after[1]).toBeGreaterThanOrEqual((before[1] ?? 0) + (4 * rounds) / 2);
  });

  it('begins another operation of the same only where no work waits for its slice', async () => {
    const { parts, take } = ownClock();
    const { slices } = parts;
    const limits = { ...LIMITS, maxRequests: 10, queueMs: 5_000 };
    const admission = new Admission(limits, parts);
    void admission.enter('a').weigh(100, never);
    await nextTurn();
    const working = ['x', 'y', 'z'].map(async () => {
      const slice = slices.next('work');
      if (slice !== undefined) await slice;
      take(5);
    });
    const begun: string[] = [];
    const more = Promise.resolve(admission.enter('a').weigh(100, never)).then(() => {
      begun.push('of the same');
    });
    const other = Promise.resolve(admission.enter('b').weigh(100, never)).then(() => {
      begun.push('of another');
    });
    void Promise.all(working).then(() => begun.push('work'));

    await Promise.all([more, other, ...working]);

    expect(begun).toEqual(['of another', 'work', 'of the same']);
  });

  it('refuses what has waited long enough a few at a time', async () => {
    const { parts, take } = ownClock();
    const limits = { ...LIMITS, maxRequests: 100, maxRequestsPerClient: 99 };
    const admission = new Admission(limits, parts);
    void admission.enter('a').weigh(500, never);
    let refused = 0;
    for (let count = 0; count < 8; count += 1)
      void Promise.resolve(admission.enter('a').weigh(400, never)).catch(() => {
        refused += 1;
        take(3);
      });

    const byTurn: number[] = [];
    while (refused < 8) {
      const before = refused;
      await nextTurn();
      byTurn.push(refused - before);
    }

    // One at once, and one that has waited for its slice.
    expect(Math.max(...byTurn)).toBeLessThanOrEqual(2);
  });

  it('lets few begin in one turn of the event loop, and nobody wait behind the many of another', async () => {
    const limits = {
      maxRequests: 100,
      maxRequestsPerClient: 99,
      maxCost: 1e6,
      maxCostPerClient: 1e6,
    };
    const admission = new Admission({ ...LIMITS, ...limits, queueMs: 5_000 });
    const begun: string[] = [];
    const arrive = (client: string): void => {
      const begins = admission.enter(client).weigh(1, never);
      void Promise.resolve(begins).then(() => begun.push(client));
    };

    for (let count = 0; count < 40; count += 1) arrive('a');
    arrive('b');
    await Promise.resolve();
    const atOnce = begun.length;
    await nextTurn();
    await nextTurn();

    expect(atOnce).toBeLessThan(20);
    expect(begun.indexOf('b')).toBeLessThan(atOnce + 2);
    while (begun.length < 41) await nextTurn();
    // Whoever has begun listens no more.
    expect(getEventListeners(never, 'abort')).toEqual([]);
  });

  it('never lets more run than it may, and has all its room in the end', async () => {
    const arrivals = fc.array(
      fc.record({
        client: fc.constantFrom('a', 'b', 'c'),
        cost: fc.nat(2_000),
        workMs: fc.nat(3),
        leavesEarly: fc.boolean(),
      }),
      { maxLength: 25 },
    );

    await fc.assert(
      fc.asyncProperty(arrivals, async (requests) => {
        const admission = new Admission({ ...LIMITS, maxRequests: 20, maxRequestsPerClient: 10 });
        let running = 0;
        let most = 0;
        const one = async ({ client, cost, workMs, leavesEarly }: (typeof requests)[number]) => {
          const gone = new AbortController();
          const place = admission.enter(client);
          if (leavesEarly)
            setTimeout(() => {
              gone.abort();
            }, 1);
          try {
            await place.weigh(cost, gone.signal);
            const weight = Math.min(cost + 200, 700);
            running += weight;
            most = Math.max(most, running);
            await new Promise((resolve) => setTimeout(resolve, workMs));
            running -= weight;
          } finally {
            place.leave();
          }
        };

        await Promise.allSettled(requests.map(one));

        await nextTurn();
        const place = admission.enter('d');
        expect(most).toBeLessThanOrEqual(LIMITS.maxCost);
        expect(place.weigh(700, never)).toBeUndefined();
        place.leave();
      }),
      { numRuns: runs(20) },
    );
  });
});
