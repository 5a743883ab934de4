import { describe, expect, it } from '@jest/globals';
import { canonicalUrl, urlFault } from '../../../subgraphs/sources/mapping/url.ts';

describe('the URL of a SQL Server', () => {
  it.each([
    ['mssql://sa:p%40ss@may-chu\\SQLEXPRESS/MotCua', 'may-chu\\SQLEXPRESS', ''],
    ['mssql://sa:p%40ss@may-chu\\SQLEXPRESS:1533/MotCua', 'may-chu\\SQLEXPRESS', '1533'],
    ['mssql://sa:p%40ss@may-chu:1433/MotCua', 'may-chu', '1433'],
  ])('names a host, and may name an instance of it: %s', (written, host, port) => {
    const url = canonicalUrl('mssql', written);

    expect(urlFault('mssql', url)).toBeUndefined();
    const { hostname, pathname, password, port: its } = new URL(url);
    expect([hostname, pathname, password, its].map(decodeURIComponent)).toEqual([
      host,
      '/MotCua',
      'p@ss',
      port,
    ]);
  });

  it('leaves other clients’ URLs as they are', () => {
    expect(canonicalUrl('sqlite', 'file:C:\\du-lieu\\a@b\\c.db')).toBe(
      'file:C:\\du-lieu\\a@b\\c.db',
    );
  });
});
