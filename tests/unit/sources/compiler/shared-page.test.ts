import { describe, expect, it } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import { isShareable } from '../../../../subgraphs/sources/compiler/shared-page.ts';
import { rowNumbers } from '../../../../subgraphs/sources/dialects/duckdb/row-numbers.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const live = codeTable('Moi');
const copied: BoundRootTable = {
  ...live,
  dialect: { ...live.dialect, rowNumbers },
  kept: {
    ...{ asOf: '2016-12-30T17:00:00', place: '_place', repairs: '_repairs' },
    ...{ omitted: new Set(), sealed: new Set() },
  },
};
const where: Predicate = {
  ...{ kind: 'test', field: 'code', test: { op: 'eq', value: 'S-1' } },
};
const order = [{ field: 'code', direction: 'ASC' }] as const;

/** The table for one who is not shown the field of some rows. */
const seenWithout = (field: string): BoundRootTable => ({
  ...copied,
  rights: {
    ...{ whole: copied, rows: null, closed: new Set(), unsaid: new Set() },
    withheld: { where, fields: new Set([field]) },
  },
});

describe('a table is read with others as one', () => {
  it('where it is a copy, and SQL decides which rows are wanted', () => {
    expect(isShareable(copied, { where: null, order })).toBe(true);
    expect(isShareable(live, { where: null, order })).toBe(false);
    // A copy in PostgreSQL, whose rows have no numbers that stay.
    expect(isShareable({ ...copied, dialect: live.dialect }, { where: null, order })).toBe(false);
    // A code that stands as text in legacy forms is found by more than SQL says.
    expect(isShareable(copied, { where, order })).toBe(false);
  });

  it('unless rows would stand where what is withheld of them says', () => {
    expect(isShareable(seenWithout('code'), { where: null, order })).toBe(false);
    expect(isShareable(seenWithout('subject'), { where: null, order })).toBe(true);
  });
});
