import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flatten, matches, type Predicate } from '../../../../subgraphs/sources/model/predicate.ts';
import { runs } from '../../../support/run/runs.ts';

const equal = { kind: 'test', test: { op: 'eq', value: 1 } } as const;

const test = fc.record({
  kind: fc.constant('test' as const),
  field: fc.constantFrom('a', 'b', 'c'),
  test: fc.oneof(
    fc.record({ op: fc.constant('eq' as const), value: fc.integer({ min: 0, max: 2 }) }),
    fc.record({
      op: fc.constant('in' as const),
      values: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
    }),
    fc.constant({ op: 'isNull' as const }),
  ),
});

const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 6 },
    test,
    fc.record({ kind: fc.constant('not' as const), of: tie('predicate') }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('predicate'), { maxLength: 3 }),
    }),
  ),
}));

const value = fc.option(fc.integer({ min: 0, max: 2 }));
const row = fc.record({ a: value, b: value, c: value });

/** `not` stands before tests alone, no part is of its parent's kind, and no two alternatives are values of one field. */
function isFlat(one: Predicate): boolean {
  if (one.kind === 'not') return !('of' in one.of);
  if (one.kind !== 'all' && one.kind !== 'any') return true;
  const listed = one.of.flatMap((part) =>
    part.kind === 'test' && part.test.op !== 'isNull' ? part.field : [],
  );
  if (one.kind === 'any' && new Set(listed).size < listed.length) return false;
  return one.of.every((part) => part.kind !== one.kind && isFlat(part));
}

function depthOf(one: Predicate): number {
  if (one.kind === 'not') return depthOf(one.of);
  return one.kind === 'all' || one.kind === 'any' ? 1 + Math.max(0, ...one.of.map(depthOf)) : 0;
}

function testsOf(one: Predicate): number {
  if (one.kind === 'not') return testsOf(one.of);
  return one.kind === 'all' || one.kind === 'any'
    ? one.of.reduce((sum, part) => sum + testsOf(part), 0)
    : 1;
}

describe('flatten', () => {
  it('keeps what a predicate says, without nesting that says nothing', () => {
    fc.assert(
      fc.property(predicate, row, (written, values) => {
        const flat = flatten(written);

        expect(isFlat(flat)).toBe(true);
        expect(testsOf(flat)).toBeLessThanOrEqual(testsOf(written));
        // Each level makes two at the most.
        expect(depthOf(flat)).toBeLessThanOrEqual(3 * depthOf(written));
        expect(matches(flat, values)).toBe(matches(written, values));
      }),
      { numRuns: runs(300) },
    );
  });

  it('takes out what alternatives have in common, and the other way round, without a level for each', () => {
    const is = (name: string): Predicate => ({ ...equal, field: name });
    const stair = (kind: 'all' | 'any', inner: 'all' | 'any'): Predicate => ({
      kind,
      of: Array.from({ length: 40 }, (_one, at) => ({
        kind: inner,
        of: [...Array.from({ length: at + 1 }, (_other, place) => is(`x${place}`)), is(`y${at}`)],
      })),
    });
    for (const [kind, inner] of [
      ['any', 'all'],
      ['all', 'any'],
    ] as const) {
      const pair: Predicate = {
        kind,
        of: [
          { kind: inner, of: [is('x'), is('a')] },
          { kind: inner, of: [is('x'), is('b')] },
        ],
      };
      expect(testsOf(flatten(pair))).toBe(3);
      expect(depthOf(flatten(stair(kind, inner)))).toBeLessThanOrEqual(6);
    }
  });

  it('takes one object that stands there twice for what it is', () => {
    const open = { kind: 'test', field: 'a', test: { op: 'isNull' } } as const;

    expect(flatten({ kind: 'any', of: [open, open] })).toEqual(open);
  });
});
