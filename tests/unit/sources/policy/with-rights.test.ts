import { describe, expect, it } from '@jest/globals';
import type { Source } from '../../../../subgraphs/sources/database/source.ts';
import { withRights } from '../../../../subgraphs/sources/policy/with-rights.ts';

describe('a source as somebody sees it', () => {
  it('has its whole copy looked at, which is the same for everybody', async () => {
    const looked: Source[] = [];
    const copy = { code: 'A', copy: () => null } as unknown as Source;
    const source = {
      code: 'A',
      copy: () => copy,
      isUnchangedSince(one: Source) {
        looked.push(one);
        return Promise.resolve(true);
      },
    } as unknown as Source;
    const seen = withRights(source, { secondFactor: null, of: () => null });

    const look = async () => {
      const own = seen.copy();
      return own !== null && (await seen.isUnchangedSince(own));
    };

    expect([await look(), await look()]).toEqual([true, true]);
    expect(looked).toHaveLength(2);
    expect(looked.every((one) => one === copy)).toBe(true);
  });
});
