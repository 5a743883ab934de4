import { describe, expect, it } from '@jest/globals';
import { entity, text } from '../../../../subgraphs/sources/model/entity.ts';
import { matches } from '../../../../subgraphs/sources/model/predicate.ts';
import { predicateOf } from '../../../../subgraphs/sources/graph/arguments/where-input.ts';
import { MissingClaim, withClaims } from '../../../../subgraphs/sources/policy/claims.ts';

const shape = entity({ office: text });

function passing(filter: object, claims: Record<string, string[]>): readonly string[] {
  const rule = predicateOf(withClaims(filter, claims), shape);
  return ['H12', 'H12.NC', 'H12.NC.01', 'H12.NCX'].filter(
    (office) => rule !== null && matches(rule, { office }),
  );
}

describe('withClaims', () => {
  it('puts what the token says in the place of its name, any one of several', () => {
    expect(passing({ office: { eq: '$claims.office' } }, { office: ['H12.NC'] })).toEqual([
      'H12.NC',
    ]);
    expect(passing({ office: { in: '$claims.office' } }, { office: ['H12', 'H12.NC'] })).toEqual([
      'H12',
      'H12.NC',
    ]);
  });

  it('keeps what stands behind the name', () => {
    expect(passing({ office: { startsWith: '$claims.office.' } }, { office: ['H12.NC'] })).toEqual([
      'H12.NC.01',
    ]);
  });

  it('keeps negations what they are', () => {
    expect(
      passing({ not: { office: { eq: '$claims.office' } } }, { office: ['H12', 'H12.NCX'] }),
    ).toEqual(['H12.NC', 'H12.NC.01']);
  });

  it.each([{}, { office: [] }, { office: ['', '  '] }, { office: ['H'.repeat(201)] }])(
    'makes no rule of a claim that says nothing: %p',
    (claims) => {
      const rule = { not: { office: { eq: '$claims.office' } } };

      expect(() => withClaims(rule, claims)).toThrow(MissingClaim);
    },
  );
});
