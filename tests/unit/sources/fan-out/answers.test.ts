import { describe, expect, it } from '@jest/globals';
import { fault } from '../../../../service/errors/faults.ts';
import type { Source } from '../../../../subgraphs/sources/database/source.ts';
import { firstOf, gather, gatherItems } from '../../../../subgraphs/sources/fan-out/answers.ts';

const source = (code: string, asOf: string | null = null): Source => ({
  code,
  name: `Office ${code}`,
  file: `${code}.yaml`,
  asOf,
  extra: {},
  mapping: null,
  from: 'LIVE',
  copy: () => null,
  shelf: null,
  isUnchangedSince: () => Promise.resolve(false),
  state: () => ({ status: 'OK', since: new Date(0), reasons: [], lastError: null }),
  tables: () => Promise.resolve([]),
  read: () => Promise.resolve([]),
  notice: () => undefined,
  close: () => Promise.resolve(),
});

const themselves = (asked: Source) => Promise.resolve([asked]);

const down = (name: string) => Promise.reject(fault('DATABASE_UNAVAILABLE', { source: name }));

const sources = [source('A'), source('B', '2016-12-30T17:00:00')];

/** A source that has these, or is down where there is nothing under its code. */
const having =
  (items: Readonly<Record<string, readonly string[]>>) =>
  ({ code, name }: Source): Promise<readonly string[]> =>
    items[code] === undefined ? down(name) : Promise.resolve(items[code]);

describe('gather', () => {
  const partial = {
    onUnavailable: 'PARTIAL',
    rowsOf: (rows: readonly string[]) => rows.length,
  } as const;

  it('names a source that does not answer and says as of when the others hold', async () => {
    const { results, answers } = await gather(sources, having({ B: ['b'] }), partial);

    expect(results.map(({ result }) => result)).toEqual([['b']]);
    expect(answers).toMatchObject([
      { source: 'A', status: 'UNAVAILABLE', rows: 0, asOf: null },
      { source: 'B', status: 'OK', rows: 1, asOf: '2016-12-30T17:00:00+07:00' },
    ]);
  });

  it('is an error where none of several answers, and where the only one does not and is not named', async () => {
    await expect(gather(sources, having({}), partial)).rejects.toMatchObject({
      extensions: { code: 'ALL_SOURCES_FAILED' },
    });
    await expect(gather([source('A')], having({}), partial)).rejects.toMatchObject({
      extensions: { code: 'DATABASE_UNAVAILABLE' },
    });
  });

  it('says how to ask where all refuse what is asked of them, and no more than that nobody answers where some are down', async () => {
    const refused = ({ name }: Source) => Promise.reject(fault('NO_COPY', { source: name }));
    const one = (from: Source) => (from.code === 'A' ? refused(from) : down(from.name));

    await expect(gather(sources, refused, partial)).rejects.toMatchObject({
      extensions: { code: 'NO_COPY' },
    });
    await expect(gather(sources, one, partial)).rejects.toMatchObject({
      extensions: { code: 'ALL_SOURCES_FAILED' },
    });
  });

  it('answers with nothing and the name where the only one does not answer and is named', async () => {
    const gathered = await gather([source('A')], having({}), { ...partial, named: true });

    expect(gathered).toMatchObject({
      results: [],
      answers: [{ source: 'A', status: 'UNAVAILABLE' }],
    });
  });
});

describe('gatherItems', () => {
  it('keeps what others have and holds the place of a source that does not answer', async () => {
    const items = await gatherItems(sources, having({ B: ['b1', 'b2'] }), themselves);

    const settled = await Promise.allSettled(items.map((item) => Promise.resolve(item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('passes on what is no outage', async () => {
    const wrong = () => Promise.reject(new TypeError('ours'));

    await expect(gatherItems(sources, wrong, themselves)).rejects.toThrow('ours');
  });
});

describe.each([
  ['gatherItems', gatherItems<string>],
  [
    'firstOf',
    async (...[all, ask, choose]: Parameters<typeof gatherItems<string>>) => [
      await firstOf(all, ask, { choose }),
    ],
  ],
])('%s', (_name, read) => {
  it('asks where it is told to', async () => {
    const elsewhere = () => Promise.resolve([source('C')]);

    expect(await read([source('A')], having({ A: ['a'], C: ['c'] }), elsewhere)).toEqual(['c']);
  });
});

describe('firstOf', () => {
  it('is what any source has, though another does not answer', async () => {
    expect(await firstOf(sources, having({ B: ['b'] }))).toBe('b');
  });

  it('is null only where every source says that there is none', async () => {
    expect(await firstOf(sources, having({ A: [], B: [] }))).toBeNull();
    await expect(firstOf(sources, having({ A: [] }))).rejects.toMatchObject({
      extensions: { code: 'DATABASE_UNAVAILABLE' },
    });
  });

  it('is the first by rank, then by source', async () => {
    const found = await firstOf(sources, having({ A: ['ab', 'b'], B: ['a'] }), {
      rank: (one, other) => one.length - other.length,
    });

    expect(found).toBe('b');
  });
});
