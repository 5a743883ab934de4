import { describe, expect, it } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import {
  compileSharedPage,
  isShareable,
} from '../../../../subgraphs/sources/compiler/shared/shared-page.ts';
import { rowNumbers } from '../../../../subgraphs/sources/dialects/duckdb/row-numbers.ts';
import type { ColumnInfo } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { code, open } from '../../../../subgraphs/sources/model/entity.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const live = codeTable('Moi');
const copied: BoundRootTable = {
  ...live,
  dialect: { ...live.dialect, rowNumbers },
  kept: {
    count: null,
    full: new Set(),
    asOf: '2016-12-30T17:00:00',
    place: '_place',
    repairs: '_repairs',
    omitted: new Set(),
    sealed: new Set(),
  },
};
const where: Predicate = {
  kind: 'test',
  field: 'code',
  test: { op: 'eq', value: 'S-1' },
};
const order = [{ field: 'code', direction: 'ASC' }] as const;

/** The table for one who is not shown the field of some rows. */
const seenWithout = (field: string): BoundRootTable => ({
  ...copied,
  rights: {
    whole: copied,
    rows: null,
    closed: new Set(),
    unsaid: new Set(),
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

describe('a page of copies', () => {
  const place: ColumnInfo = {
    name: '_place',
    type: 'BIGINT',
    kind: 'number',
    unicode: false,
  };
  const table: BoundRootTable = {
    ...copied,
    columns: new Map([...copied.columns, ['_place', place]]),
  };
  const its = { table, keys: ['ID'], columns: ['Moi'], part: 'all', after: null } as const;
  const { rowsAt } = compileSharedPage([its, its], {
    where: null,
    order: [],
    backwards: false,
    limit: 3,
  });
  /** Of a table, by its place among them: a row's number, and its place in the copy. */
  const found = rowsAt([
    ['0', '7', '1'],
    ['0', '5', '2'],
    ['1', '7', '1'],
  ]);

  it('is where it was found for whoever asks for the first', () => {
    const after = { keys: [], equal: { afterKey: '7' } } as const;
    const query = { where: null, order: [], backwards: false, limit: 3 };
    const [first, next] = [null, after].map((behind) =>
      compileSharedPage([its, { ...its, after: behind }], query),
    );

    expect(first?.places.tellsOfNobody).toBe(true);
    expect(next?.places.tellsOfNobody).toBe(false);
  });

  it('is found anew where it is in the order of what tells of somebody, or of those that do', () => {
    const { code: field } = table.mapping.fields;
    const fields = { code: { ...field!, type: open(code) } };
    const shown = { ...its, table: { ...table, mapping: { ...table.mapping, fields } } };
    const query = { where: null, order: [], backwards: false, limit: 3 };
    const [ofNames, ofCodes] = [its, shown].map((one) => [
      compileSharedPage([one], { ...query, order }).places.tellsOfNobody,
      compileSharedPage([one], { ...query, where }).places.tellsOfNobody,
    ]);

    // Nothing is said of what its field tells.
    expect(ofNames).toEqual([false, false]);
    expect(ofCodes).toEqual([true, true]);
  });

  it('has its rows in the order in which their places were found', () => {
    const rows = [
      ['1', '7', 'c', 'C'],
      ['0', '5', 'b', 'B'],
      ['0', '7', 'a', 'A'],
    ];

    expect(found?.members).toEqual([0, 1]);
    expect(found?.inOrder(rows)).toEqual([
      { member: 0, row: ['a', 'A'] },
      { member: 0, row: ['b', 'B'] },
      { member: 1, row: ['c', 'C'] },
    ]);
  });

  it('is none at all where a row of it is not read, rather than a short one', () => {
    expect(() => found?.inOrder([['0', '7', 'a', 'A']])).toThrow('cannot be read');
  });
});
