import { describe, expect, it } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import {
  keptTallyPlan,
  shapeOfTally,
} from '../../../../subgraphs/sources/compiler/kept/tally-plans.ts';
import { compileTally } from '../../../../subgraphs/sources/compiler/statements/tallies.ts';
import { compileWhere } from '../../../../subgraphs/sources/compiler/where.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const test = (field: string, value: string): Predicate => ({
  kind: 'test',
  field,
  test: { op: 'eq', value },
});

/** The same for one who has the rows of one code alone, and is shown the code of a column. */
function seenBy(whole: BoundRootTable, value: string, shown: string): BoundRootTable {
  return {
    ...whole,
    mapping: codeTable(shown).mapping,
    rights: {
      whole,
      rows: test('code', value),
      closed: new Set(),
      unsaid: new Set(),
      withheld: null,
    },
  };
}

const READ = {
  by: [{ kind: 'field', field: 'code' }],
  where: test('code', 'S-1'),
  under: null,
} as const;

/** What is compiled of the table for reads that are kept. */
function said(table: BoundRootTable): string {
  const plan = keptTallyPlan(table, READ, shapeOfTally(READ));
  return JSON.stringify([compileWhere(READ.where, table), compileTally(table, plan, READ.where)]);
}

describe('what is compiled once and kept', () => {
  const [old, now] = [codeTable('Cu'), codeTable('Moi')];
  const [mine, yours] = [seenBy(old, 'MINE', 'Cu'), seenBy(old, 'YOURS', 'Moi')];

  it('is of each one who asks his own, whoever asked the same before', () => {
    for (let turn = 0; turn < 2; turn += 1) {
      expect(said(mine)).toMatch(/^(?=.*MINE)(?!.*YOURS)(?!.*Moi)/u);
      expect(said(yours)).toMatch(/^(?=.*YOURS)(?!.*MINE)(?=.*Moi)/u);
      expect(said(old)).not.toMatch(/MINE|YOURS/u);
    }
  });

  it('is of the mapping that serves, not of the one before', () => {
    for (let turn = 0; turn < 2; turn += 1) {
      expect(said(old)).toMatch(/^(?=.*Cu)(?!.*Moi)/u);
      expect(said(now)).toMatch(/^(?=.*Moi)(?!.*Cu)/u);
    }
  });

  it('is made once for the same read of the same table', () => {
    const planned = () => keptTallyPlan(mine, READ, shapeOfTally(READ));
    expect(planned()).toBe(planned());
    expect(planned()).not.toBe(keptTallyPlan(yours, READ, shapeOfTally(READ)));
    expect(compileWhere(READ.where, old)).toBe(compileWhere(READ.where, old));
  });
});
