import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createBreaker, LONGEST_PROBE_MS, type Verdict } from '../../../service/breaker.ts';
import { runs } from '../../support/run/runs.ts';

const OPTIONS = { failures: 3, outageMs: 100, restMs: 1_000, maxRestMs: 4_000 };

interface Call {
  readonly beganAt: number;
  /** It tries whether a server that was left alone is back. */
  readonly probes: boolean;
  end(verdict: Verdict): Promise<void>;
}

/** A breaker under test with a clock of its own, whose calls end when and as the test says. */
function openBreaker(options = OPTIONS) {
  const clock = { time: 0 };
  const breaker = createBreaker({
    ...options,
    now: () => clock.time,
    verdictOf: (thrown) => (thrown as { readonly verdict: Verdict }).verdict,
    refusal: () => new Error('left alone'),
  });
  /** Whether a call was refused since the last answer: from then on, those admitted are probes. */
  let leftAlone = false;

  /** Begins a call; null where it is refused. */
  async function begin(): Promise<Call | null> {
    let settle: ((verdict: Verdict) => void) | undefined;
    const result = breaker.run(
      () =>
        new Promise<void>((resolve, reject) => {
          settle = (verdict) => {
            if (verdict === 'ANSWERED') resolve();
            else reject(Object.assign(new Error(verdict), { verdict }));
          };
        }),
    );
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    if (settle === undefined) {
      await expect(result).rejects.toThrow('left alone');
      leftAlone = true;
      return null;
    }
    const end = settle;
    return {
      beganAt: clock.time,
      probes: leftAlone,
      async end(verdict) {
        end(verdict);
        await ended;
        if (verdict === 'ANSWERED') leftAlone = false;
      },
    };
  }

  /** A call that ends at once; false where it is refused. */
  async function call(verdict: Verdict): Promise<boolean> {
    const begun = await begin();
    await begun?.end(verdict);
    return begun !== null;
  }

  return { clock, begin, call };
}

/** A breaker that has just opened. */
async function openedBreaker() {
  const opened = openBreaker({ ...OPTIONS, outageMs: 0 });
  for (let left = OPTIONS.failures; left > 0; left -= 1) await opened.call('FAILED');
  return opened;
}

describe('a breaker', () => {
  it('opens after failures in a row that have lasted long enough', async () => {
    const { clock, call } = openBreaker();
    const admitted = [await call('FAILED'), await call('FAILED'), await call('FAILED')];
    clock.time = OPTIONS.outageMs;
    admitted.push(await call('FAILED'), await call('ANSWERED'));

    expect(admitted).toEqual([true, true, true, true, false]);
  });

  it('stays closed where answers come between the failures', async () => {
    const { call } = openBreaker({ ...OPTIONS, outageMs: 0 });
    for (const verdict of ['FAILED', 'FAILED', 'ANSWERED', 'FAILED', 'FAILED'] as const)
      await call(verdict);

    expect(await call('ANSWERED')).toBe(true);
  });

  it('admits one probe after the rest, and closes on its answer', async () => {
    const { clock, begin, call } = await openedBreaker();
    clock.time += OPTIONS.restMs - 1;
    const early = await call('ANSWERED');
    clock.time += 1;

    const probe = await begin();
    const meanwhile = await call('ANSWERED');
    await probe?.end('ANSWERED');

    expect([early, meanwhile, await call('ANSWERED')]).toEqual([false, false, true]);
  });

  it('rests twice as long after each probe that fails, to an upper bound', async () => {
    const { clock, call } = await openedBreaker();
    const rests: number[] = [];
    let rested = 0;
    while (rests.length < 4) {
      clock.time += OPTIONS.restMs;
      rested += OPTIONS.restMs;
      if (!(await call('FAILED'))) continue;
      rests.push(rested);
      rested = 0;
    }

    expect(rests).toEqual([1_000, 2_000, 4_000, 4_000]);
  });

  it('admits the next call where a probe ended without a word about the server', async () => {
    const { clock, call } = await openedBreaker();
    clock.time += OPTIONS.restMs;

    expect([await call('NOTHING'), await call('NOTHING'), await call('FAILED')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(await call('ANSWERED')).toBe(false);
  });

  it('admits another probe where one never ends', async () => {
    const { clock, begin } = await openedBreaker();
    clock.time += OPTIONS.restMs;
    await begin();
    clock.time += LONGEST_PROBE_MS - 1;
    const early = await begin();
    clock.time += 1;

    expect([early, await begin()]).toEqual([null, expect.anything()]);
  });

  it('admits no two probes at once, opens on failures alone, closes on an answer and admits after every rest', async () => {
    const event = fc.oneof(
      { weight: 3, arbitrary: fc.record({ begin: fc.integer({ min: 1, max: 3 }) }) },
      {
        weight: 4,
        arbitrary: fc.record({
          end: fc.nat({ max: 20 }),
          verdict: fc.constantFrom<Verdict>('FAILED', 'FAILED', 'FAILED', 'ANSWERED', 'NOTHING'),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ pass: fc.constantFrom(1, 50, 1_000, 4_000, LONGEST_PROBE_MS) }),
      },
    );

    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60, size: 'max' }), async (events) => {
        const { clock, begin } = openBreaker();
        const underWay: Call[] = [];
        let failures = 0;
        for (const happens of events) {
          if ('pass' in happens) clock.time += happens.pass;
          if ('begin' in happens)
            for (let left = happens.begin; left > 0; left -= 1) {
              const call = await begin();
              if (call === null) expect(failures).toBeGreaterThanOrEqual(OPTIONS.failures);
              else underWay.push(call);
            }
          if ('end' in happens && underWay.length > 0) {
            const [call] = underWay.splice(happens.end % underWay.length, 1);
            await call?.end(happens.verdict);
            if (happens.verdict === 'FAILED') failures += 1;
            if (happens.verdict === 'ANSWERED') {
              failures = 0;
              const next = await begin();
              expect(next).not.toBeNull();
              await next?.end('NOTHING');
            }
          }
          const probes = underWay.filter(
            ({ probes: is, beganAt }) => is && clock.time - beganAt < LONGEST_PROBE_MS,
          );
          expect(probes.length).toBeLessThanOrEqual(1);
        }
        clock.time += OPTIONS.maxRestMs + LONGEST_PROBE_MS;
        expect(await begin()).not.toBeNull();
      }),
      { numRuns: runs(300) },
    );
  });
});
