import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import {
  type ColumnInfo,
  type Database,
  DatabaseFault,
  type Dialect,
} from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { withinLimits } from '../../../subgraphs/sources/dialects/shared/running/limits.ts';
import { Turns } from '../../../subgraphs/sources/dialects/shared/running/turns.ts';
import { createSource } from '../../../subgraphs/sources/database/source.ts';

/** A database of one connection that answers `select slow` when it is told to, and all else at once. */
function databaseOfOne() {
  const limits = { statementTimeout: 60_000, wait: 60_000, turns: new Turns(1, 10) };
  let finish = (): void => undefined;
  const database: Database = {
    read: ({ sql }, options = {}) =>
      withinLimits(options, limits, async () => {
        if (sql === 'select slow') await new Promise<void>((resolve) => (finish = resolve));
        return [[sql]];
      }),
    describe: () => Promise.resolve(new Map()),
    close: () => Promise.resolve(),
  };
  const dialect: Dialect = { ...dialects.sqlite, open: () => database };
  return {
    dialect,
    finish: () => {
      finish();
    },
  };
}

const MAPPING = {
  file: 'a.yaml',
  digest: '',
  copy: { personal: false, share: 1 },
  source: { code: 'A', name: 'Một cửa A' },
  database: {} as never,
  extra: {},
  entities: {},
};
const AT = { file: 'office.yaml', line: 1 };
const TABLE = {
  name: null,
  table: { table: 'HoSo' },
  at: AT,
  joins: [],
  where: [],
  changed: [],
  changedAt: AT,
  fields: {},
  key: 'ID',
  keyAt: AT,
  children: {},
};
const SLOW = { sql: 'select slow', bindings: [] };
const ONE = { sql: 'select 1', bindings: [] };

describe('a source', () => {
  it('says in its log that a column has changed its type since it was last described', async () => {
    const { dialect } = databaseOfOne();
    let type = 'int';
    const column = (): ColumnInfo => ({ name: 'ID', type, kind: 'number', unicode: true });
    const database: Database = {
      describe: (tables) =>
        Promise.resolve(new Map(tables.map((table) => [table, { columns: [column()] }]))),
      read: () => Promise.reject(new DatabaseFault('FAILED')),
      close: () => Promise.resolve(),
    };
    const said: unknown[] = [];
    const log = pino({ level: 'warn' }, { write: (line) => said.push(JSON.parse(line)) });
    const source = createSource(
      { ...MAPPING, entities: { dossier: [TABLE] } },
      { ...dialect, open: () => database },
      log,
    );

    await source.tables('dossier');
    type = 'bigint';
    // A statement that fails may have met another table than was described.
    await expect(source.read(ONE)).rejects.toMatchObject({
      extensions: { code: 'DATABASE_UNAVAILABLE' },
    });
    await source.tables('dossier');

    expect(said).toContainEqual(
      expect.objectContaining({ source: 'A', column: 'HoSo.ID', was: 'int', is: 'bigint' }),
    );
  });

  it('is not held dead when statements run out of time behind a slow one', async () => {
    const { dialect, finish } = databaseOfOne();
    const source = createSource(MAPPING, dialect, pino({ level: 'silent' }));
    const slow = source.read(SLOW);

    const late = await Promise.allSettled(
      Array.from({ length: 20 }, () => source.read(ONE, { timeout: 10 })),
    );
    finish();

    expect(
      new Set(late.map((one) => one.status === 'rejected' && one.reason.extensions.code)),
    ).toEqual(new Set(['DATABASE_BUSY']));
    await expect(slow).resolves.toEqual([['select slow']]);
    await expect(source.read(ONE)).resolves.toEqual([['select 1']]);
  });

  it('is left alone after three statements that the server did not end in time', async () => {
    const { dialect, finish } = databaseOfOne();
    const source = createSource(MAPPING, dialect, pino({ level: 'silent' }));

    for (let left = 3; left > 0; left -= 1) {
      await expect(source.read(SLOW, { timeout: 10 })).rejects.toMatchObject({
        extensions: { code: 'DATABASE_TIMEOUT' },
      });
      finish();
    }

    await expect(source.read(ONE)).rejects.toMatchObject({
      extensions: { code: 'DATABASE_UNAVAILABLE' },
    });
  });
});
