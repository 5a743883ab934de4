import { describe, expect, it } from '@jest/globals';
import { compareAnswers, worldSubject } from '../../support/federation/differential.ts';
import { composes } from '../../support/federation/federation.ts';
import { RUNS, SEED, TIMEOUT_MS } from '../../support/federation/fuzz.ts';
import { MOODS } from '../../support/federation/moods.ts';
import { randomFederation } from '../../support/federation/random/random-federation.ts';

/** Operations for each federation and mood. */
const EACH = 15;
const OPTIONS = { interfaceObjects: process.env['FUZZ_INTERFACE_OBJECTS'] === '1' };
const DRAWN = Array.from({ length: Math.ceil(RUNS / EACH) }, (_, index) => SEED + index);

describe('the engine over random federations', () => {
  const composed = DRAWN.map((seed) => ({
    seed,
    subgraphs: randomFederation(seed, OPTIONS),
  })).filter(({ subgraphs }) => composes(subgraphs));

  it('has most of those that are drawn, as the others do not compose', () => {
    expect(composed.length).toBeGreaterThan(DRAWN.length * 0.6);
  });

  it.each(Object.entries(MOODS))(
    `answers as one service and as the stock executor would, where subgraphs %s, for ${EACH} random operations each`,
    async (_name, moods) => {
      const differences: unknown[] = [];
      let unplannable = 0;
      let spared = 0;
      for (const { seed, subgraphs } of composed) {
        const found = await compareAnswers(worldSubject(subgraphs, moods), {
          from: seed * 1_000,
          count: EACH,
        });
        differences.push(...found.differences.map((one) => ({ federation: seed, ...one })));
        unplannable += found.unplannable;
        spared += found.spared + found.unplannedByStock;
      }

      expect(differences).toEqual([]);
      expect(unplannable).toBeLessThan(5 + RUNS * 0.05);
      expect(spared).toBeLessThan(5 + RUNS * 0.2);
    },
    TIMEOUT_MS,
  );
});
