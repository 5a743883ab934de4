import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ACCESS_CHECKS } from '../../../../scripts/trials/mutations/access-checks.ts';
import { inRepository } from '../../../../scripts/run/subgraph-names.ts';

describe('the list of checks that are left out one by one', () => {
  it.each(ACCESS_CHECKS)(
    'has “$name” as it stands in the sources',
    ({ file, text, without, tests }) => {
      const parts = readFileSync(inRepository(file), 'utf8').split(text);

      expect(parts).toHaveLength(2);
      expect(without).not.toBe(text);
      expect(tests.filter((path) => !existsSync(inRepository(path)))).toEqual([]);
    },
  );
});
