import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { BoundRootTable } from '../../../../subgraphs/sources/compiler/bound-table.ts';
import type { RootRow } from '../../../../subgraphs/sources/compiler/row-plan.ts';
import {
  type Ahead,
  atHandOf,
  rowsAhead,
  Traversals,
} from '../../../../subgraphs/sources/fan-out/traversals.ts';
import type { Rights } from '../../../../subgraphs/sources/policy/rights.ts';
import { collectGarbage } from '../../../support/collect-garbage.ts';

const rights: Rights = { secondFactor: null, of: () => null };
const others: Rights = { ...rights };
const ahead: Ahead = [{ tables: [{} as BoundRootTable], rows: [], ended: true }];

describe('what was read ahead in a traversal', () => {
  it('is there once for the page behind its place', () => {
    const traversals = new Traversals();
    traversals.of('word', rights).keep('behind A', ahead);

    expect(traversals.of('word', rights).take('behind A')).toBe(ahead);
    expect(traversals.of('word', rights).take('behind A')).toEqual([]);
  });

  it.each([
    ['another place', 'word', rights, 'behind B'],
    ['another list', 'other word', rights, 'behind A'],
    ['other rights', 'word', others, 'behind A'],
    ['no rights', 'word', null, 'behind A'],
  ] as const)('is not there for %s', (_what, word, whose, place) => {
    const traversals = new Traversals();
    traversals.of('word', rights).keep('behind A', ahead);

    expect(traversals.of(word, whose).take(place)).toEqual([]);
  });

  const of = (tables: number): Ahead[number] => ({
    tables: Array.from({ length: tables }, () => ({}) as BoundRootTable),
    rows: [],
    ended: false,
  });

  it('has what was looked up for another page, also that there is none, for whoever has the word and the very rights', () => {
    const traversals = new Traversals();
    const row = { id: 'TTHC:1' } as RootRow;
    const traversal = traversals.of('word', rights);
    traversal.know('one', row);
    traversal.know('none', null);

    expect(traversals.of('word', rights).known('one')).toBe(row);
    expect(traversals.of('word', rights).known('one')).toBe(row);
    expect(traversals.of('word', rights).known('none')).toBeNull();
    expect(traversals.of('word', rights).known('other')).toBeUndefined();
    expect(traversals.of('word', others).known('one')).toBeUndefined();
    expect(traversals.of('word', null).known('one')).toBeUndefined();
    expect(traversals.of('other word', rights).known('one')).toBeUndefined();
  });

  describe('of what was looked up', () => {
    afterEach(() => {
      jest.useRealTimers();
      jest.restoreAllMocks();
    });

    it('lets go of a row after a minute, be it asked for again or not', async () => {
      const clock = jest.spyOn(performance, 'now').mockReturnValue(1);
      jest.useFakeTimers();
      const traversals = new Traversals();
      const know = (asked: string): WeakRef<RootRow> => {
        const row = { id: asked } as RootRow;
        traversals.of('word', rights).know(asked, row);
        return new WeakRef(row);
      };
      const before = know('before');
      clock.mockReturnValue(61_000);
      jest.advanceTimersByTime(61_000);
      const now = know('now');
      jest.useRealTimers();

      await new Promise(setImmediate);
      collectGarbage();

      expect([before.deref(), now.deref()?.id]).toEqual([undefined, 'now']);
      expect(traversals.of('word', rights).known('now')).toBeDefined();
    });

    it('holds few rows where they are long', () => {
      const traversal = new Traversals().of('word', rights);
      const rows = Array.from({ length: 40 }, (_, n) => `TTHC:${n}`);
      for (const id of rows) traversal.know(id, { id, text: 'x'.repeat(1_000_000) } as never);

      const held = rows.filter((id) => traversal.known(id) !== undefined);
      expect(held.length).toBeGreaterThan(10);
      expect(held.length).toBeLessThan(20);
      expect(held.at(-1)).toBe(rows.at(-1));
    });
  });

  it('is read of many tables in fewer rows each, so that all of it can be kept for the page after', () => {
    const alone = (tables: number) => Array.from({ length: tables }, () => of(1));
    expect(rowsAhead(alone(1), of(1))).toBe(rowsAhead(alone(10), of(1)));
    expect(rowsAhead(alone(110), of(1)) * 110).toBeLessThanOrEqual(
      rowsAhead(alone(10), of(1)) * 25,
    );
    expect(rowsAhead([of(110)], of(110))).toBe(rowsAhead(alone(110), of(1)) * 110);
  });

  it('is at hand of just the tables that it was read of', () => {
    const [one, other] = [of(2), of(1)];
    const [first] = one.tables;
    expect(atHandOf([other, one], { tables: [...one.tables] })).toBe(one);
    expect(atHandOf([other, one], { tables: first === undefined ? [] : [first] })).toBeUndefined();
    expect(atHandOf([other, one], { tables: [...one.tables].reverse() })).toBeUndefined();
  });
});
