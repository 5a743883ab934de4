import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { openCopies } from '../../../../subgraphs/sources/copy/copies.ts';
import type {
  CopyStore,
  WholeCopy,
} from '../../../../subgraphs/sources/copy/keeping/copy-store.ts';
import { COPY_VERSION } from '../../../../subgraphs/sources/copy/keeping/manifest.ts';
import { schemaStore } from '../../../../subgraphs/sources/copy/keeping/schemas/schema-store.ts';
import { saysBroken } from '../../../../subgraphs/sources/dialects/duckdb/broken-file.ts';
import { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import type { SourceMapping } from '../../../../subgraphs/sources/mapping/mapping.ts';

const CODE = 'H12.XX';
const MANIFEST = JSON.stringify({
  version: COPY_VERSION,
  digest: 'its',
  asOf: '2016-08-15T08:00:00',
  rows: 1,
  key: null,
  full: '2016-08-15T01:00:00.000Z',
});
const mapping = {
  source: { code: CODE, name: 'Huyện Xa Xôi' },
  digest: 'its',
  entities: {},
  copy: { personal: false },
} as unknown as SourceMapping;

const copyOf = (generation: number): WholeCopy => ({
  source: CODE,
  generation,
  place: `copy_${generation}`,
});

/** Copies in a store of PostgreSQL whose answers `answer` gives, and what the log says of them. */
function looked(
  answer: (place: string) => unknown,
  list: () => readonly WholeCopy[],
  fault = new DatabaseFault('UNREACHABLE'),
  isOneShelf = false,
  more: Partial<CopyStore> = {},
) {
  const said: Record<string, unknown>[] = [];
  const kept = schemaStore({ url: 'postgres://nobody@127.0.0.1:1/none', subgraph: 'onestop' });
  const store: CopyStore = {
    ...kept,
    form: { ...kept.form, isOneShelf },
    list: () => Promise.resolve().then(list),
    read: () => Promise.reject(fault),
    valueIn: (place) => Promise.resolve(place).then(answer),
    factsOf: () => Promise.resolve(new Map()),
    ...more,
  };
  const log = pino(
    { level: 'info' },
    { write: (line: string) => said.push(JSON.parse(line) as Record<string, unknown>) },
  );
  return { copies: openCopies([mapping], { store, log }), said };
}

const coded = (code: string): Error => Object.assign(new Error('said'), { code });

describe('a copy that does not say what it is', () => {
  let fault: DatabaseFault | undefined;
  let asked: string[];
  beforeEach(() => {
    asked = [];
  });
  afterEach(() => {
    fault = undefined;
  });
  const open = () =>
    looked(
      (place) => {
        asked.push(place);
        if (fault !== undefined && place === 'copy_2') throw fault;
        return MANIFEST;
      },
      () => [copyOf(2), copyOf(1)],
    );

  it.each([
    ['all connections are busy', new DatabaseFault('BUSY')],
    ['it takes too long', new DatabaseFault('TIMEOUT', coded('57014'))],
    ['the connection is lost', new DatabaseFault('UNREACHABLE', coded('ECONNRESET'))],
    ['it may not be read', new DatabaseFault('REFUSED', coded('42501'))],
  ])('because %s is looked at again, and the one before is read meanwhile', async (_why, its) => {
    fault = its;
    const { copies } = open();
    await copies.refresh();
    const before = copies.of(CODE);
    fault = undefined;
    await copies.refresh();
    const after = copies.of(CODE);
    await copies.close();

    expect(asked).toEqual(['copy_2', 'copy_1', 'copy_2']);
    expect(before).not.toBeNull();
    expect(after).not.toBe(before);
  });

  it('because it is broken is never looked at again', async () => {
    fault = new DatabaseFault('FAILED', coded('42P01'));
    const { copies, said } = open();
    await copies.refresh();
    await copies.refresh();
    await copies.close();

    expect(asked).toEqual(['copy_2', 'copy_1']);
    expect(said).toContainEqual(
      expect.objectContaining({ msg: 'The copy is broken: it is not read' }),
    );
  });
});

describe('a file that DuckDB does not open', () => {
  /** How often two looks ask for it, and whether it is read then; it opens the second time. */
  async function opened(said: string) {
    let asked = 0;
    const { copies } = looked(
      () => MANIFEST,
      () => [copyOf(1)],
      undefined,
      true,
      {
        saysBroken,
        attach({ place }) {
          asked += 1;
          return asked === 1 ? Promise.reject(new Error(said)) : Promise.resolve(place);
        },
      },
    );
    await copies.refresh();
    const before = copies.of(CODE);
    await copies.refresh();
    const isRead = copies.of(CODE) !== null;
    await copies.close();
    return { asked, before, isRead };
  }

  it('because the system opens no more is read as soon as it does', async () => {
    const found = await opened('IO Error: Cannot open file "a.duckdb": Too many open files');

    expect(found).toEqual({ asked: 2, before: null, isRead: true });
  });

  it.each([
    'IO Error: The file "a.duckdb" exists, but it is not a valid DuckDB database file!',
    'IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 in block at location 0',
    'IO Error: Trying to read a database file with version number 99, but we can only read versions between 64 and 67.',
  ])('for what stands in it is never looked at again: %s', async (said) => {
    const found = await opened(said);

    expect(found).toEqual({ asked: 1, before: null, isRead: false });
  });
});

describe('a store of copies that cannot be reached', () => {
  it('is told of in the log when that begins and when it is over', async () => {
    let down = false;
    const { copies, said } = looked(
      () => MANIFEST,
      () => {
        if (down) throw new DatabaseFault('UNREACHABLE', coded('ECONNREFUSED'));
        return [copyOf(1)];
      },
    );
    await copies.refresh();
    const read = copies.of(CODE);
    for (down of [true, true, true, false, false, true]) await copies.refresh();
    const still = copies.of(CODE);
    await copies.close();

    expect(still).toBe(read);
    expect(said.map(({ level, msg }) => [level, msg])).toEqual([
      [30, 'A copy is read'],
      [50, 'The copies cannot be looked for'],
      [30, 'The copies are looked for again'],
      [50, 'The copies cannot be looked for'],
    ]);
  });

  it('says of a statement that failed PostgreSQL’s code, and none of its words', async () => {
    const { copies, said } = looked(
      () => MANIFEST,
      () => [copyOf(1)],
      new DatabaseFault('FAILED', coded('22003')),
    );
    await copies.refresh();
    await copies
      .of(CODE)
      ?.read({ sql: 'SELECT 1', bindings: [] })
      .catch(() => undefined);
    await copies.close();

    expect(said).toContainEqual(
      expect.objectContaining({ msg: 'A copy did not answer', reason: 'FAILED', kind: '22003' }),
    );
  });

  it('says of copies that have too much to do which they are, whether they are asked as one or alone', async () => {
    const { copies, said } = looked(
      () => MANIFEST,
      () => [copyOf(1)],
      new DatabaseFault('BUSY'),
      true,
    );
    await copies.refresh();
    const copy = copies.of(CODE)!;
    const statement = { sql: 'SELECT 1', bindings: [] };
    const failed = await Promise.allSettled([
      copy.read(statement),
      copy.shelf!.read([CODE], statement),
    ]);
    await copies.close();

    const its = { msg: 'A copy did not answer', source: CODE, reason: 'BUSY' };
    expect(failed.map((one) => String((one as PromiseRejectedResult).reason))).toEqual([
      expect.stringContaining('Huyện Xa Xôi'),
      expect.stringContaining('Huyện Xa Xôi'),
    ]);
    expect(said).toMatchObject([{ msg: 'A copy is read' }, its, its]);
  });
});
