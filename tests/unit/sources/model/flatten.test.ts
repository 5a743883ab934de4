import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flatten, matches, type Predicate } from '../../../../subgraphs/sources/model/predicate.ts';

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

/** `not` stands before tests alone, no part is of its parent's kind, and no two alternatives are values of one field or ask for one part. */
function isFlat(one: Predicate): boolean {
  if (one.kind === 'not') return !('of' in one.of);
  if (one.kind !== 'all' && one.kind !== 'any') return true;
  const listed = one.of.flatMap((part) =>
    part.kind === 'test' && part.test.op !== 'isNull' ? part.field : [],
  );
  if (one.kind === 'any' && new Set(listed).size < listed.length) return false;
  if (one.kind === 'any' && asksTwice(one.of)) return false;
  return one.of.every((part) => part.kind !== one.kind && isFlat(part));
}

function asksTwice(alternatives: readonly Predicate[]): boolean {
  const parts = alternatives.flatMap((one) => [
    ...new Set((one.kind === 'all' ? one.of : [one]).map((part) => JSON.stringify(part))),
  ]);
  return new Set(parts).size < parts.length;
}

describe('flatten', () => {
  it('keeps what a predicate says, without nesting that says nothing', () => {
    fc.assert(
      fc.property(predicate, row, (written, values) => {
        const flat = flatten(written);

        expect(isFlat(flat)).toBe(true);
        expect(matches(flat, values)).toBe(matches(written, values));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
    );
  });
});
