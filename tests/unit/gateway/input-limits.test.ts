import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { createBodyCheck, inputLimitsRule } from '../../../gateway/operations/input-limits.ts';

const LIMITS = {
  maxDocumentChars: 100,
  maxInputChars: 10,
  maxInputItems: 3,
  maxInputDepth: 3,
  maxInputValues: 8,
};
const check = createBodyCheck(LIMITS);
const schema = buildSchema('scalar Any type Query { a(b: Any): Int }');
const rule = inputLimitsRule(LIMITS);

const nested = (levels: number): unknown => (levels === 0 ? 1 : { not: nested(levels - 1) });

describe('the bounds of input', () => {
  it.each([
    ['nothing', undefined],
    ['a short document', { query: '{ a }' }],
    ['small variables', { variables: { text: '0123456789', list: [1, 2, 3], deep: nested(3) } }],
  ])('let %s pass', (_what, body) => {
    expect(() => {
      check(body);
    }).not.toThrow();
  });

  it.each([
    ['document', 'query', 100, { query: `{ a } #${'x'.repeat(100)}` }],
    ['text', '$text', 10, { variables: { text: 'x'.repeat(11) } }],
    ['text', '$in', 10, { variables: { in: { deep: ['x'.repeat(11)] } } }],
    ['list', '$in', 3, { variables: { in: { a: [1, 2, 3, 4] } } }],
    ['nesting', '$in', 3, { variables: { in: nested(4) } }],
    ['input', '$in', 8, { variables: { in: [[1, 2, 3], [1, 2, 3], [1]] } }],
  ])('refuse a %s at %s larger than %d', (what, where, most, body) => {
    expect(() => {
      check(body);
    }).toThrow(
      expect.objectContaining({
        extensions: { code: 'INPUT_TOO_LARGE', details: { what, where, most } },
      }),
    );
  });

  it('hold for a body nested without end', () => {
    const variables = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as object;

    expect(() => {
      check({ variables });
    }).toThrow('nesting');
  });

  it.each([
    ['{ a(b: [1, 2, 3]) }', []],
    ['{ a(b: [1, 2, 3, 4]) }', ['list']],
    ['{ a(b: "01234567890") }', ['text']],
    ['{ a(b: { c: { d: [{ e: 1 }] } }) }', ['nesting']],
    ['query ($b: Any = [1, 2, 3, 4]) { a(b: $b) }', ['list']],
  ])('hold for the literals of %s', (query, refused) => {
    const errors = validate(schema, parse(query), [rule]);

    expect(
      errors.map(({ extensions }) => (extensions['details'] as { what: string }).what),
    ).toEqual(refused);
  });
});
