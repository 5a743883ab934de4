import { describe, expect, it } from '@jest/globals';
import { compileWhere } from '../../../../subgraphs/sources/compiler/where.ts';
import type { Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../../support/code-table.ts';

const table = codeTable('Moi');
/** Of a field that the table does not have: null in every row. */
const never: Predicate = { kind: 'test', field: 'agency', test: { op: 'eq', value: 'H12.01' } };
const always: Predicate = { kind: 'test', field: 'agency', test: { op: 'isNull' } };
const asked: Predicate = { kind: 'test', field: 'code', test: { op: 'eq', value: 'A' } };
const sqlOf = (predicate: Predicate): string => compileWhere(predicate, table).sql;

describe('what is known of every row before any is read', () => {
  it.each<[string, Predicate, string]>([
    ['none of all', { kind: 'all', of: [asked, never] }, '1 = 0'],
    ['none of any', { kind: 'any', of: [never, { kind: 'all', of: [asked, never] }] }, '1 = 0'],
    ['all of any', { kind: 'any', of: [asked, always] }, '1 = 1'],
    ['beside what is asked', { kind: 'all', of: [asked, always] }, `(${sqlOf(asked)})`],
    ['not none', { kind: 'not', of: { kind: 'all', of: [asked, never] } }, '1 = 1'],
    ['not all', { kind: 'not', of: { kind: 'any', of: [asked, always] } }, '1 = 0'],
    ['or else what is asked', { kind: 'any', of: [never, asked] }, `(${sqlOf(asked)})`],
  ])('is not asked of the database: %s', (_what, predicate, meant) => {
    expect(sqlOf(predicate)).toBe(meant);
  });
});
