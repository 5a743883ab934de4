import { describe, expect, it } from '@jest/globals';
import type { ClientName } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { assertReadOnly } from '../../../../subgraphs/sources/dialects/shared/running/read-only.ts';

const CLIENTS: readonly ClientName[] = ['sqlite', 'postgres', 'mysql', 'mssql'];

/** The dialects that let the statement through. */
function passing(sql: string): readonly ClientName[] {
  return CLIENTS.filter((client) => {
    try {
      assertReadOnly(sql, client);
      return true;
    } catch {
      return false;
    }
  });
}

describe('assertReadOnly', () => {
  it.each([
    'select 1',
    ' SELECT a FROM t ;  ',
    "select 'delete from t; -- '' drop' from t",
    'select "into" from "update"',
    'with n as (select 1) select * from n',
    'select a from (select a from t) as u where a in (select b from v)',
    'select 1 union all select 2 union select 3',
    'select replace(a, 1, 2) from t',
    'select 1 /* delete */ -- insert\n from t',
    'select 1; -- more',
  ])('lets a single SELECT through: %s', (sql) => {
    expect(passing(sql)).toEqual(CLIENTS);
  });

  it.each([
    '',
    ';',
    'delete from t',
    'select 1; select 2',
    'select 1 delete from t',
    'select 1 select 2',
    'select 1/**/delete from t',
    'select * into u from t',
    'select 1 from t for update',
    'select 1 from t for share',
    'select 1 from t lock in share mode',
    'select 1 from t with (updlock)',
    'with n as (select 1) delete from t',
    'with n as (delete from t returning a) select * from n',
    'exec sp_who',
    'select 1 exec sp_who',
    "select * from openrowset('x', 'y', 'z')",
    "select 'open",
    'select "open',
    'select (1',
    'select 1)) from ((t',
    'select /* /* */ 1 delete from t */',
    'select 1 /* open',
    'pragma query_only = off',
    'explain select 1',
    'values (1)',
    'select 1\0',
  ])('refuses anything else: %s', (sql) => {
    expect(passing(sql)).toEqual([]);
  });

  it.each<[string, readonly ClientName[]]>([
    ['select [a]]; delete] from [t]', ['mssql']],
    ['select `a``; delete` from t', ['sqlite', 'mysql']],
    ['select [a; delete] from t', ['sqlite', 'mssql']],
    [String.raw`select 'a\'; delete from t; -- '`, ['mysql']],
    [String.raw`select 'a\'' delete from t -- '`, ['sqlite', 'postgres', 'mssql']],
    [String.raw`select 'a\' from t`, ['sqlite', 'postgres', 'mssql']],
    [String.raw`select E'a\' from t`, ['sqlite', 'mssql']],
    ['select $$a; b$$', []],
    ['select $1 from t', CLIENTS],
    ['select 1 --1', ['sqlite', 'postgres', 'mssql']],
    ['select 1 # insert', ['mysql']],
    ['select /*! 1 into outfile x */ 2', ['sqlite', 'postgres', 'mssql']],
  ])('reads quotes and comments as the dialect does: %s', (sql, clients) => {
    expect(passing(sql)).toEqual(clients);
  });

  it('says no more than that it refused', () => {
    expect(() => {
      assertReadOnly("delete from t where name = 'Nguyễn'", 'mssql');
    }).toThrow(expect.objectContaining({ reason: 'REFUSED', message: 'REFUSED' }));
  });
});
