import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keepAnswers } from '../../../../subgraphs/sources/copy/kept-answers.ts';
import { DatabaseFault, type Statement } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { createRequestScope } from '../../../../subgraphs/sources/dialects/shared/running/request-scope.ts';
import type { RawRow } from '../../../../subgraphs/sources/model/raw.ts';
import { runs } from '../../../support/run/runs.ts';

const RUNS = runs(200);

const MIB = 1024 * 1024;
const ALIASES = ['copy1', 'copy2', 'copy12'];

const counting = (alias: string, bindings: readonly unknown[] = []): Statement => ({
  sql: `SELECT COUNT(*) FROM "${alias}"."dossier" WHERE code = $1`,
  bindings,
  tellsOfNobody: true,
});

/** A store in which each copy holds a number, and in which nothing is read before `answer` says so. */
function openStore({ most = MIB, isAtOnce = true } = {}) {
  const held = new Map(ALIASES.map((alias, at) => [alias, at]));
  const waiting: (() => void)[] = [];
  let reads = 0;
  const answers = keepAnswers(most, async (_sources, { sql, bindings }, { request } = {}) => {
    reads += 1;
    const rows = (): readonly RawRow[] => [
      [held.get(/"(.*)"\./u.exec(sql)?.[1] ?? '') ?? null, JSON.stringify(bindings)],
    ];
    request?.spend({ statements: 1, rows: 1 });
    if (isAtOnce) return rows();
    return new Promise((resolve, reject) => {
      request?.onEnd(reject);
      waiting.push(() => {
        resolve(rows());
      });
    });
  });
  return {
    ...answers,
    held,
    ask: (statement: Statement, options = {}) => answers.read(['H12.XX'], statement, options),
    reads: () => reads,
    answer() {
      for (const go of waiting.splice(0)) go();
    },
  };
}

describe('answers that are kept', () => {
  it('are those of the copy as it is, whatever was asked before and whenever copies were replaced', async () => {
    const alias = fc.constantFrom(...ALIASES);
    const step = fc.oneof(
      fc.record({ ask: alias, bindings: fc.constantFrom([], [1], ['1'], ['a', 'b'], ['a,b']) }),
      fc.record({ replace: alias, by: fc.integer() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom(0, 1_000, 3_000, MIB),
        async (steps, most) => {
          const store = openStore({ most });
          for (const one of steps) {
            if ('replace' in one) {
              store.forget(one.replace);
              store.held.set(one.replace, one.by);
              continue;
            }
            const rows = await store.ask(counting(one.ask, one.bindings));
            expect(rows).toEqual([[store.held.get(one.ask), JSON.stringify(one.bindings)]]);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('are read once, as long as they fit', async () => {
    const [store, none] = [openStore(), openStore({ most: 0 })];
    for (let time = 0; time < 3; time += 1) {
      await store.ask(counting('copy1'));
      await none.ask(counting('copy1'));
    }
    expect([store.reads(), none.reads()]).toEqual([1, 3]);
  });

  it('are not those of statements that give rows', async () => {
    const store = openStore();
    const rows: Statement = { ...counting('copy1'), tellsOfNobody: false };
    await store.ask(rows);
    await store.ask(rows);

    expect(store.reads()).toBe(2);
  });

  it('leave for others that are asked later, not for one that is larger than an eighth of all', async () => {
    const store = openStore({ most: 4_000 });
    const large = counting('copy1', ['x'.repeat(600)]);
    for (const bindings of [['1'], ['2'], ['3'], ['4'], ['5'], ['6'], ['7'], ['8'], ['9']])
      await store.ask(counting('copy1', bindings));
    expect(store.reads()).toBe(9);
    await store.ask(large);
    await store.ask(large);
    await store.ask(counting('copy1', ['9']));
    expect(store.reads()).toBe(11);
  });

  it('count against the request as if they were read', async () => {
    const store = openStore();
    await store.ask(counting('copy1'));
    const request = createRequestScope(undefined, {
      statements: 2,
      rows: 100,
      bytes: 100,
      answers: 100,
    });
    await store.ask(counting('copy1'), { request });
    await store.ask(counting('copy1'), { request });

    await expect(store.ask(counting('copy1'), { request })).rejects.toMatchObject({
      reason: 'TOO_COSTLY',
    });
    expect(store.reads()).toBe(1);
  });
});

describe('the same that is asked at the same time', () => {
  it('is read once', async () => {
    const store = openStore({ isAtOnce: false });
    const all = Array.from({ length: 20 }, () => store.ask(counting('copy2')));
    store.answer();

    expect(new Set(await Promise.all(all)).size).toBe(1);
    expect(store.reads()).toBe(1);
  });

  it('is read for the others too where the one that asked first leaves', async () => {
    const store = openStore({ isAtOnce: false });
    const leaving = new AbortController();
    const first = store.ask(counting('copy2'), { request: createRequestScope(leaving.signal) });
    const others = [1, 2, 3].map(() =>
      store.ask(counting('copy2'), { request: createRequestScope() }),
    );
    leaving.abort();
    await expect(first).rejects.toEqual(new DatabaseFault('CANCELLED'));
    await new Promise(setImmediate);
    store.answer();

    expect(await Promise.all(others)).toEqual([[[1, '[]']], [[1, '[]']], [[1, '[]']]]);
    expect(store.reads()).toBe(2);
  });

  it.each(['BUSY', 'TIMEOUT'] as const)(
    'is read for the others too where the one that asked first got no turn: %s',
    async (reason) => {
      let reads = 0;
      let refuse: (error: DatabaseFault) => void = () => undefined;
      const { read } = keepAnswers(MIB, () => {
        reads += 1;
        return reads === 1
          ? new Promise((_resolve, reject) => (refuse = reject))
          : Promise.resolve([[7]]);
      });
      const [first, ...others] = [1, 2, 3].map(() => read(['H12.XX'], counting('copy2')));
      refuse(new DatabaseFault(reason));

      await expect(first).rejects.toMatchObject({ reason });
      expect(await Promise.all(others)).toEqual([[[7]], [[7]]]);
      expect(reads).toBe(2);
    },
  );

  it('lets go of one that leaves, and answers the others', async () => {
    const store = openStore({ isAtOnce: false });
    const leaving = new AbortController();
    const first = store.ask(counting('copy2'));
    const other = store.ask(counting('copy2'), { request: createRequestScope(leaving.signal) });
    leaving.abort();

    await expect(other).rejects.toEqual(new DatabaseFault('CANCELLED'));
    store.answer();
    expect(await first).toEqual([[1, '[]']]);
    expect(store.reads()).toBe(1);
  });

  it('is asked anew where the copy was replaced meanwhile', async () => {
    const store = openStore({ isAtOnce: false });
    const before = store.ask(counting('copy1'));
    store.forget('copy1');
    store.answer();
    await before;
    store.held.set('copy1', 99);
    const after = store.ask(counting('copy1'));
    store.answer();

    expect(await after).toEqual([[99, '[]']]);
  });
});
