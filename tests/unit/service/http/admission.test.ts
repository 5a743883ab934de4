import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Admission, type AdmissionLimits } from '../../../../service/http/admission.ts';

const LIMITS: AdmissionLimits = {
  maxRequests: 4,
  maxRequestsPerClient: 3,
  maxCost: 1_000,
  maxCostPerClient: 700,
  queueMs: 30,
};
const never = new AbortController().signal;
const overloaded = expect.objectContaining({
  extensions: { code: 'OVERLOADED', details: { seconds: 2 } },
});

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
      const turn = admission.enter(client).weigh(1, never);
      void Promise.resolve(turn).then(() => begun.push(client));
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
    const runs = Number(process.env['FUZZ_RUNS'] ?? 20);

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
      { numRuns: runs },
    );
  });
});
