import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { readOperation } from '../../../../gateway/engine/document/client-operation.ts';
import { effectiveDeferrals, IN_PARTS } from '../../../../gateway/engine/document/deferrals.ts';

/** A field that leads through so many fragments to `last`, each fragment the only one that its predecessor spreads. */
const chain = (length: number, last: string): string =>
  Array.from(
    { length },
    (_, at) => `fragment a${at} on Q { ${at + 1 < length ? `...a${at + 1}` : last} }`,
  ).join(' ');
const times = (count: number, what: string): string => `${what} `.repeat(count);

const read = (document: string) => readOperation(parse(document), undefined);

describe('fragments that defer', () => {
  it('are written out wherever they are spread', () => {
    const { deferrals, fragments } = read(
      `{ ${times(10, '...a0')} } ${chain(600, '... @defer { x }')}`,
    );

    expect(deferrals).toHaveLength(10);
    expect(fragments.size).toBe(0);
  });

  it('are refused before they are millions of nodes', () => {
    expect(() => read(`{ ${times(2_500, '...a0')} } ${chain(600, '... @defer { x }')}`)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'QUERY_TOO_LARGE' }) }),
    );
  });

  it('are looked for once in what is spread many times at one place', () => {
    const doubled = Array.from(
      { length: 40 },
      (_, at) => `fragment b${at} on Q { ...b${at + 1} ...b${at + 1} }`,
    );
    const operation = read(
      `{ ...b0 o { ... @defer { x } } } ${doubled.join(' ')} fragment b40 on Q { y }`,
    );

    expect([...effectiveDeferrals(operation, new Map([[IN_PARTS, true]]))]).toEqual(['1']);
  });
});
