import { describe, expect, it } from '@jest/globals';
import { parse, visit } from 'graphql';
import { wayTo } from '../../../../subgraphs/sources/graph/way-to.ts';

/** The way to the text `x` in a document. */
function wayIn(text: string, noLocation = false): readonly string[] | undefined {
  let way: readonly string[] | undefined;
  visit(parse(text, { noLocation }), {
    StringValue(node) {
      if (node.value === 'x') way = wayTo(node);
    },
  });
  return way;
}

describe('the way to a value', () => {
  it.each([
    ['{ a { report(from: "x", to: "y") { of(name: "z") } } }', ['from']],
    ['{ list(where: { day: { lt: "y", gte: "x" } }) { code } }', ['where', 'day', 'gte']],
    [
      '{ list(first: 5, where: { not: { code: { eq: "y" } }, and: [{ day: { in: [["y"], "x"] } }] }) { code } }',
      ['where', 'and', 'day', 'in'],
    ],
    ['{ list(where: { day: { gte # from\n : "x" } }) { code } }', ['where', 'day', 'gte']],
    ['query ($day: Date = "x") { list(day: $day) { code } }', ['day']],
  ])('in %s is what it stands in', (text, way) => {
    expect(wayIn(text)).toEqual(way);
  });

  it('is not known where there was no text', () => {
    expect(wayIn('{ report(from: "x") }', true)).toEqual([]);
  });
});
