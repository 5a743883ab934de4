import { describe, expect, it } from '@jest/globals';
import { createRightsOf } from '../../../../gateway/access/rights.ts';
import { ANONYMOUS, type Identity } from '../../../../service/access/identity.ts';

const lan: Identity = {
  ...ANONYMOUS,
  subject: 'issuer#lan',
  kind: 'person',
  roles: ['leader'],
  scopes: ['dossiers:read'],
};

describe('the rights of one who asks', () => {
  it('are to be known, the scopes of the token, and the policies of the roles', () => {
    const holds = createRightsOf({ leader: ['read_salaries'], officer: ['read_dossiers'] })(lan);

    expect(
      (
        [
          '@authenticated',
          '@scope dossiers:read',
          '@scope dossiers',
          '@policy leader',
          '@policy read_salaries',
          '@policy read_dossiers',
          '@policy dossiers:read',
          '@scope leader',
        ] as const
      ).filter(holds),
    ).toEqual([
      '@authenticated',
      '@scope dossiers:read',
      '@policy leader',
      '@policy read_salaries',
    ]);
  });

  it('are none of nobody’s, also where a role has the name of what all objects have', () => {
    expect(createRightsOf({})(ANONYMOUS)('@authenticated')).toBe(false);
    expect(createRightsOf({})({ ...lan, roles: ['constructor'] })('@policy name')).toBe(false);
  });
});
