import { describe, expect, it } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import { planRootRow } from '../../../../subgraphs/sources/compiler/row-plan.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const FIELDS = new Set(['code']);
const IS_NONE: Predicate = { kind: 'test', field: 'code', test: { op: 'isNull' } };

/** The same for one from whom the code of some rows is withheld. */
function withheldIn(whole: BoundRootTable, where: Predicate): BoundRootTable {
  return {
    ...whole,
    rights: {
      whole,
      rows: null,
      closed: new Set(),
      unsaid: new Set(),
      withheld: { fields: FIELDS, where },
    },
  };
}

describe('the sieve of a row plan', () => {
  it('tells a row that cannot pass before it is decoded', () => {
    const mayPass = planRootRow(codeTable('Cu'), FIELDS).sieve(IS_NONE);
    expect(mayPass?.(['1', 'S-1'])).toBe(false);
    expect(mayPass?.(['2', null])).toBe(true);
  });

  it('is none where a row may show less than stands in it', () => {
    const all: Predicate = { kind: 'all', of: [] };
    const plan = planRootRow(withheldIn(codeTable('Cu'), all), FIELDS);
    // Its code is withheld, so that it passes as one that has none.
    expect(plan.decode(['1', 'S-1'])).toMatchObject({ code: null, withheld: true });
    expect(plan.sieve(IS_NONE)).toBeNull();
  });
});
