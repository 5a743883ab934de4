import { describe, expect, it } from '@jest/globals';
import type { RootRow } from '../../../../subgraphs/sources/compiler/row-plan.ts';
import { Traversals } from '../../../../subgraphs/sources/fan-out/traversals.ts';
import type { EntityRights, Rights } from '../../../../subgraphs/sources/policy/rights.ts';
import { createReading } from '../../../../subgraphs/sources/reading/request-reading.ts';

const sensitive: EntityRights['sensitive'] = {
  kind: 'test',
  field: 'procedureCode',
  test: { op: 'eq', value: '1.000123' },
};
const rights: Rights = {
  secondFactor: null,
  of: () => ({ sensitive, withheld: new Set(['procedureCode']) }) as unknown as EntityRights,
};

/** How often a row of a copy is read for two pages that look it up, where the copy does not hold some fields. */
async function reads(whose: Rights | null, omitted: readonly string[]): Promise<number> {
  const row = { id: 'A:1', omitted: new Set(omitted) } as unknown as RootRow;
  const traversal = new Traversals().of('word', whose);
  let read = 0;
  for (let page = 0; page < 2; page += 1)
    await createReading([], {}, whose, traversal).lookUp(
      'dossier',
      { code: '1' },
      new Set(['name']),
      () => {
        read += 1;
        return Promise.resolve(row);
      },
    );
  return read;
}

describe('what pages of one list look up', () => {
  it.each([
    ['all that is asked', null, ['phone'], 1],
    ['not all that is asked', null, ['name'], 2],
    ['all that is asked, and what its procedure is told by', rights, ['phone'], 1],
    ['all that is asked, and not what its procedure is told by', rights, ['procedureCode'], 2],
  ] as const)('is read so often where a copy holds %s', async (_what, whose, omitted, times) => {
    expect(await reads(whose, omitted)).toBe(times);
  });
});
