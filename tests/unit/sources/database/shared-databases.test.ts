import { describe, expect, it } from '@jest/globals';
import { createSharedDatabases } from '../../../../subgraphs/sources/database/opening/shared-databases.ts';
import type {
  Database,
  DatabaseOptions,
  Dialect,
  TableInfo,
} from '../../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';

const AT = 'postgres://one/office' as const;
const options = (url: string): DatabaseOptions => ({
  client: 'postgres',
  url,
  statementTimeout: 1_000,
  connectTimeout: 1_000,
  pool: { max: 5 },
  encrypt: true,
  trustServerCertificate: false,
  legacyTls: false,
  readOnlyIntent: true,
});

/** A dialect whose databases only note what happens to them. */
function noting() {
  const noted: string[] = [];
  const open = ({ url }: DatabaseOptions): Database => {
    noted.push(`open ${url}`);
    return {
      read: () => Promise.resolve([['1']]),
      describe: (tables) => {
        noted.push(`describe ${tables.map(({ table }) => table).join()}`);
        const info: TableInfo = { columns: [] };
        return Promise.resolve(new Map(tables.slice(0, 1).map((table) => [table, info])));
      },
      close: () => {
        noted.push(`close ${url}`);
        return Promise.resolve();
      },
    };
  };
  const dialect: Dialect = { ...dialects.postgres, open };
  return { noted, dialect: createSharedDatabases().of(dialect) };
}

describe('databases that sources share', () => {
  it('are opened once for all that reach them in the same way, and closed with the last', async () => {
    const { noted, dialect } = noting();
    const [one, two, other] = [AT, AT, 'postgres://two/office'].map((url) =>
      dialect.open(options(url)),
    );

    await one?.close();
    await one?.close();
    expect(noted).toEqual([`open ${AT}`, 'open postgres://two/office']);
    expect(await two?.read({ sql: 'SELECT 1', bindings: [] })).toEqual([['1']]);

    await two?.close();
    await other?.close();
    expect(noted.slice(2)).toEqual([`close ${AT}`, 'close postgres://two/office']);
    dialect.open(options(AT));
    expect(noted.at(-1)).toBe(`open ${AT}`);
  });

  it('describe their tables once for all that ask at the same time, each by its own names', async () => {
    const { noted, dialect } = noting();
    const [one, two] = [AT, AT].map((url) => dialect.open(options(url)));
    const mine = [{ table: 'HoSo' }, { table: 'Buoc' }];
    const yours = [{ table: 'HoSo' }, { table: 'Buoc' }];

    const answers = await Promise.all([one?.describe(mine), two?.describe(yours)]);

    expect(noted.filter((what) => what.startsWith('describe'))).toEqual(['describe HoSo,Buoc']);
    expect(answers.map((answer) => [...(answer?.keys() ?? [])])).toEqual([[mine[0]], [yours[0]]]);
    expect(answers[0]?.has(mine[0]!)).toBe(true);
  });
});
