import { describe, expect, it } from '@jest/globals';
import { compareAnswers, worldSubject } from '../../support/federation/differential.ts';
import { FEATURE_SUPERGRAPHS } from '../../support/federation/feature-supergraphs.ts';
import { RUNS, SEED, TIMEOUT_MS } from '../../support/federation/fuzz.ts';
import { MOODS } from '../../support/federation/moods.ts';

const COUNT = Math.ceil(RUNS / FEATURE_SUPERGRAPHS.length);

describe.each(FEATURE_SUPERGRAPHS)('the engine over $features', ({ subgraphs, stock }) => {
  it.each(Object.entries(MOODS))(
    `answers as one service and as the stock executor would, where subgraphs %s, for ${COUNT} random operations`,
    async (_name, moods) => {
      const subject = worldSubject(subgraphs, moods, stock);

      const { differences, unplannable, unplannedByStock, spared } = await compareAnswers(subject, {
        from: SEED,
        count: COUNT,
      });

      expect(differences).toEqual([]);
      // Below an interface object the planner finds more ways than it may look at,
      expect(unplannable).toBeLessThan(3 + COUNT * 0.05);
      // and has no plan for some fragments, which the engine writes otherwise.
      expect(unplannedByStock).toBeLessThan(5 + COUNT * 0.25);
      expect(spared).toBeLessThan(5 + COUNT * 0.12);
    },
    TIMEOUT_MS,
  );
});
