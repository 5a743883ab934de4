import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { misspelt } from '../../../../service/settings/misspelt.ts';

const SETTINGS = ['HOST', 'AUDIT_DIR', 'IDENTITY_FILE', 'SUBGRAPH_SECRET', 'MAX_REQUESTS'];

describe('a misspelt variable', () => {
  it.each([
    ['AUDIT_DRI', 'AUDIT_DIR'],
    ['IDENTITY_FIL', 'IDENTITY_FILE'],
    ['IDENTITYFILE', 'IDENTITY_FILE'],
    ['SUBGRAPH_SECRETT', 'SUBGRAPH_SECRET'],
    ['MAX_REQUEST', 'MAX_REQUESTS'],
  ])('%s is told as nearly %s', (name, meant) => {
    expect(misspelt(['PATH', name], SETTINGS)).toEqual([{ name, meant }]);
  });

  it('is none that is right, that is far from all, or that is another’s short name', () => {
    expect(misspelt(['AUDIT_DIR', 'PATH', 'HOME', 'AUDIT_LEVEL', 'LANG'], SETTINGS)).toEqual([]);
  });

  it('is none beside the setting that it is near to, for both may be meant', () => {
    expect(misspelt(['MAX_REQUESTS', 'MAX_REQUEST'], SETTINGS)).toEqual([]);
  });

  it('is found whichever letter is wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SETTINGS.slice(1)), fc.nat(), (meant, at) => {
        const place = at % meant.length;
        const name = `${meant.slice(0, place)}#${meant.slice(place + 1)}`;
        expect(misspelt([name], SETTINGS)).toEqual([{ name, meant }]);
      }),
    );
  });
});
