import { describe, expect, it } from '@jest/globals';
import { predicateOf } from '../../../../subgraphs/sources/graph/arguments/where-input.ts';
import { entity, code, text } from '../../../../subgraphs/sources/model/entity.ts';

const shape = entity({ code, subject: text });
const read = (where: object) => () => predicateOf(where, shape);
const refused = (field: string, reason: RegExp) =>
  expect.objectContaining({
    extensions: {
      code: 'BAD_FILTER',
      details: { field, reason: expect.stringMatching(reason) as unknown },
    },
  });

const nested = (depth: number): object =>
  depth === 0 ? { code: { eq: 'a' } } : { not: nested(depth - 1) };
const many = (count: number, value = 'a'): string[] =>
  Array.from({ length: count }, (_one, index) => `${value}${index}`);

describe('the bounds of a filter', () => {
  it.each<[string, object]>([
    ['ten levels deep', nested(10)],
    ['two hundred parts', { or: many(199).map((eq) => ({ code: { eq } })) }],
    ['a thousand values', { code: { in: many(1_000) } }],
    ['a value of a thousand characters', { subject: { eq: 'đ'.repeat(1_000) } }],
  ])('let pass %s', (_what, where) => {
    expect(read(where)).not.toThrow();
  });

  it.each<[string, object, string, RegExp]>([
    ['depth', nested(11), Array(11).fill('not').join('.'), /10 levels/u],
    ['parts', { or: many(200).map((eq) => ({ code: { eq } })) }, 'or[199]', /200 parts/u],
    [
      'tests of one field',
      {
        and: many(67).map((one) => ({ subject: { ne: one, contains: one, startsWith: one } })),
      },
      'and[66].subject',
      /200 parts/u,
    ],
    ['parts without a word in them', { and: many(200).map(() => ({})) }, 'and[199]', /200 parts/u],
    [
      'values over all its lists',
      { or: [{ code: { in: many(600) } }, { code: { notIn: many(600) } }] },
      'or[1].code.notIn',
      /1000 values/u,
    ],
    ['the length of a value', { subject: { ne: 'đ'.repeat(1_001) } }, 'subject.ne', /1000 char/u],
    [
      'the length of all values',
      { code: { in: many(60, 'x'.repeat(990)) } },
      'code.in',
      /50000 characters/u,
    ],
  ])('are told by the path for %s', (_what, where, field, reason) => {
    expect(read(where)).toThrow(refused(field, reason));
  });

  it('let a value that stands twice count once where it is looked for', () => {
    expect(predicateOf({ code: { in: ['a', 'a'] } }, shape)).toEqual(
      predicateOf({ code: { in: ['a'] } }, shape),
    );
  });
});
