import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { createFederation } from '../../support/federation/federation.ts';
import type { Federation } from '../../support/federation/federation.ts';
import { randomOperation, seeded } from '../../support/federation/random-operation.ts';
import { CALM, shop } from '../../support/federation/shop.ts';
import type { Moods } from '../../support/federation/shop.ts';
import { sparedOperation, withoutTypenames } from '../../support/federation/spared-operation.ts';

/** Operations for each mood of the subgraphs; `npm run test:fuzz` asks for more. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);
const SEED = Number(process.env['FUZZ_SEED'] ?? 0);

const chance = (text: string) => {
  let hash = 7;
  for (const character of text) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  return seeded(hash)();
};
const isNull: Moods['isNull'] = (coordinate, id) => chance(`${coordinate} ${id} null`) < 0.08;
const fails: Moods['fails'] = (coordinate, id) => chance(`${coordinate} ${id} fails`) < 0.08;

const MOODS: Readonly<Record<string, Moods>> = {
  'that answer all they are asked': CALM,
  'that answer nulls': { isNull, fails: () => false },
  'that answer nulls and errors': { isNull, fails },
};

const VALUES = {
  ID: ['u1', 'u2', 'p1', 'p2', 'b1', 'm1', 'x1', 'none'],
  Int: [0, 1, 2, 3],
  String: ['a', 'Đơn "x"\n'],
  Boolean: [true, false],
};

/** The data of the stock executor, or undefined where it cannot plan what is valid. */
async function stockData(
  federation: Federation,
  ...asked: Parameters<Federation['stock']>
): Promise<{ readonly data: unknown } | undefined> {
  try {
    return await federation.stock(...asked);
  } catch {
    return undefined;
  }
}

describe.each(Object.entries(MOODS))('the engine over subgraphs %s', (_name, moods) => {
  const federation = createFederation(shop(moods));

  it(
    `answers the data that the stock executor answers, for ${RUNS} random operations`,
    async () => {
      const differences: unknown[] = [];
      let spared = 0;
      for (let seed = SEED; seed < SEED + RUNS; seed++) {
        const { query, variables } = randomOperation(seed, {
          schema: federation.engine.schema,
          values: VALUES,
          // Named difference 1.
          alwaysAliased: new Set(['price']),
        });

        const ours = await federation.ours(query, variables);
        const stock = await stockData(federation, query, variables);

        if (stock !== undefined && isDeepStrictEqual(ours.data, stock.data)) continue;
        spared += 1;
        if (stock === undefined) continue;
        // Named differences 2, 3 and 4: asked so that these do not matter, the stock executor agrees.
        const sparing = sparedOperation(query, variables);
        const again = await stockData(federation, sparing, variables, new Set(['Media']));
        if (
          again === undefined ||
          isDeepStrictEqual(withoutTypenames(ours.data), withoutTypenames(again.data))
        )
          continue;
        differences.push({ seed, query, variables, ours: ours.data, stock: stock.data });
      }

      expect(differences).toEqual([]);
      // What the stock executor cannot plan or answers wrongly must not become an excuse.
      expect(spared).toBeLessThan(5 + RUNS * 0.05);
    },
    60_000 + RUNS * 100,
  );
});
