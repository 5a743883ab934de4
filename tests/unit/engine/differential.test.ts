import { describe, expect, it } from '@jest/globals';
import { compareAnswers } from '../../support/federation/differential.ts';
import { createFederation } from '../../support/federation/federation.ts';
import { RUNS, SEED, TIMEOUT_MS } from '../../support/federation/fuzz.ts';
import { MOODS } from '../../support/federation/moods.ts';
import { shop } from '../../support/federation/shop.ts';

describe.each(Object.entries(MOODS))(
  'the engine over a shop’s subgraphs that %s',
  (_name, moods) => {
    it(
      `answers the data that the stock executor answers, for ${RUNS} random operations`,
      async () => {
        const { differences, unplannedByStock, spared } = await compareAnswers(
          {
            federation: createFederation(shop(moods)),
            stock: {
              alwaysAliased: new Set(['price']),
              interfaceObjects: new Set(['Media']),
              requiringListsOfLists: new Set(),
              interfaceObjectArguments: new Set(),
            },
          },
          { from: SEED, count: RUNS },
        );

        expect(differences).toEqual([]);
        // What the stock executor cannot plan or answers wrongly must not become an excuse.
        expect(spared + unplannedByStock).toBeLessThan(5 + RUNS * 0.1);
      },
      TIMEOUT_MS,
    );
  },
);
