import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';
import { RUNS, SEED, TIMEOUT_MS } from '../../../support/federation/fuzz.ts';
import { askInParts } from '../../../support/federation/in-parts.ts';
import { MOODS } from '../../../support/federation/moods.ts';
import { randomOperation } from '../../../support/federation/random-operation.ts';
import { shop } from '../../../support/federation/shop.ts';

/** Each is planned twice, as a whole and in parts. */
const COUNT = Math.ceil(RUNS / 4);

const VALUES = {
  ID: ['u1', 'p1', 'b1', 'none', 7],
  Int: [0, 1, 2, 3],
  Float: [0, 1.5, -2],
  String: ['a', 'Đơn "x"\n', ''],
  Boolean: [true, false],
};

describe.each(Object.entries(MOODS))(
  'answers in parts over a shop’s subgraphs that %s',
  (_name, moods) => {
    it(
      `are together what is answered as a whole, for ${COUNT} random operations`,
      async () => {
        const { engine, ours } = createFederation(shop(moods));
        const differences: unknown[] = [];
        let parted = 0;
        for (let seed = SEED; seed < SEED + COUNT; seed++) {
          const { schema } = engine;
          const { query, variables } = randomOperation(seed, {
            schema,
            values: VALUES,
            defers: true,
          });
          const whole = await ours(query, variables);
          const parts = await askInParts(engine, query, variables);
          if (parts.payloads.length > 0) parted += 1;
          // What has failed takes other objects with it where it stands in another part.
          const isSame =
            whole.errors.length === 0
              ? isDeepStrictEqual([parts.data, parts.errors], [whole.data, []])
              : agree(parts.data, whole.data) && parts.errors.length > 0;
          if (!isSame) differences.push({ seed, query, variables, whole, parts });
        }

        expect(differences).toEqual([]);
        expect(parted).toBeGreaterThan(COUNT * 0.15);
      },
      TIMEOUT_MS,
    );
  },
);

/** Whether two answers tell the same wherever both tell something. */
function agree(one: unknown, other: unknown): boolean {
  if (one === null || other === null) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  const others = other as Readonly<Record<string, unknown>>;
  return Object.entries(one).every(
    ([key, value]) => !Object.hasOwn(others, key) || agree(value, others[key]),
  );
}
