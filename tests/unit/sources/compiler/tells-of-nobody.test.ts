import { describe, expect, it } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import {
  compileCount,
  compileCounts,
} from '../../../../subgraphs/sources/compiler/statements/counts.ts';
import { compileList } from '../../../../subgraphs/sources/compiler/statements/list.ts';
import { compileTally } from '../../../../subgraphs/sources/compiler/statements/tallies.ts';
import { planTally } from '../../../../subgraphs/sources/compiler/tally/tally.ts';
import {
  code,
  type FieldType,
  open,
  personal,
  telling,
  text,
} from '../../../../subgraphs/sources/model/entity.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const PUBLIC = open(code);
const NAME = personal('name', text);
const ONE: Predicate = {
  kind: 'test',
  field: 'code',
  test: { op: 'eq', value: 'S-1' },
};
const NONE: Predicate = {
  kind: 'test',
  field: 'code',
  test: { op: 'isNull' },
};
const ANY: Predicate = { kind: 'all', of: [] };

/** A table of one field, which is of that type. */
function tableOf(type: FieldType): BoundRootTable {
  const table = codeTable('Cu');
  const { code: field } = table.mapping.fields;
  return { ...table, mapping: { ...table.mapping, fields: { code: { ...field!, type } } } };
}

/** The same for one who may not see the field, and of its rows only some. */
function hidden(whole: BoundRootTable, rows: Predicate | null = null): BoundRootTable {
  return {
    ...whole,
    mapping: { ...whole.mapping, fields: {} },
    rights: { whole, rows, closed: new Set(), unsaid: new Set(), withheld: null },
  };
}

/** The same for one from whom something is withheld in the rows of one. */
function withheld(whole: BoundRootTable): BoundRootTable {
  const { rights, ...table } = hidden(whole);
  return { ...table, rights: { ...rights!, withheld: { where: ONE, fields: new Set(['code']) } } };
}

describe('the answer to a look-up', () => {
  const lookedUp = (table: BoundRootTable) =>
    compileList(table, { keys: ['ID'], columns: [] }, ANY, 2).tellsOfNobody;
  const looked = (type: FieldType) => lookedUp(tableOf(type));

  it('may be kept where nothing in the table tells anything of anybody', () => {
    expect(looked(PUBLIC)).toBe(true);
    expect(looked(NAME)).toBe(false);
    expect(looked(telling('official', text))).toBe(false);
    // Nothing is said of it.
    expect(looked(code)).toBe(false);
  });

  it('may not where who asks may see the rows of a name alone', () => {
    expect(lookedUp(hidden(tableOf(NAME)))).toBe(true);
    expect(lookedUp(hidden(tableOf(PUBLIC), ONE))).toBe(true);
    expect(lookedUp(hidden(tableOf(NAME), ONE))).toBe(false);
  });
});

describe('a count', () => {
  const counted = (table: BoundRootTable, where: Predicate | null) => [
    compileCount(table, where).tellsOfNobody,
    compileCounts([{ table, filters: [null, where] }]).tellsOfNobody,
  ];

  it('may be kept unless it is of those of a name, which would be kept with it', () => {
    expect(counted(tableOf(NAME), null)).toEqual([true, true]);
    expect(counted(tableOf(PUBLIC), ONE)).toEqual([true, true]);
    expect(counted(tableOf(telling('procedure', code)), ONE)).toEqual([true, true]);
    expect(counted(tableOf(NAME), ONE)).toEqual([false, false]);
    expect(counted(hidden(tableOf(NAME)), ONE)).toEqual([false, false]);
    expect(counted(hidden(tableOf(NAME), ONE), null)).toEqual([false, false]);
  });

  it('may not where something is withheld in the rows of a name', () => {
    expect(counted(withheld(tableOf(PUBLIC)), null)).toEqual([true, true]);
    expect(counted(withheld(tableOf(NAME)), null)).toEqual([false, false]);
  });
});

describe('a statistic', () => {
  const told = (table: BoundRootTable, read: Partial<Parameters<typeof planTally>[1]>) => {
    const plan = planTally(table, { by: [], where: null, under: null, ...read });
    return compileTally(table, plan, read.where ?? null).tellsOfNobody;
  };
  const byField = [{ kind: 'field', field: 'code' }] as const;
  const byHash = [{ kind: 'hash', field: 'code', hash: (value: string) => value }] as const;

  it('may be kept where what tells its groups apart tells of nobody', () => {
    expect(told(tableOf(PUBLIC), { by: byField })).toBe(true);
    expect(told(tableOf(NAME), {})).toBe(true);
    expect(told(tableOf(NAME), { by: byField })).toBe(false);
  });

  it('may not where it is of those of a name', () => {
    expect(told(tableOf(PUBLIC), { where: ONE })).toBe(true);
    expect(told(tableOf(NAME), { where: ONE })).toBe(false);
    // SQL decides it alone, so that no name is read.
    expect(told(tableOf(PUBLIC), { where: NONE })).toBe(true);
    expect(told(tableOf(NAME), { where: NONE })).toBe(false);
  });

  it('may not where values are read to be hashed, though who asks may not see them', () => {
    expect(told(tableOf(NAME), { by: byHash })).toBe(false);
    expect(told(hidden(tableOf(NAME)), { by: byHash })).toBe(false);
  });
});
