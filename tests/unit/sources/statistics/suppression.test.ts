import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { Measures } from '../../../../subgraphs/onestop/statistics/measures.ts';
import { largeGroups } from '../../../../subgraphs/sources/statistics/suppression.ts';

/** Groups of dossiers, each with its applicants, and all of them. */
function counted(groups: Readonly<Record<string, readonly (string | null)[]>>) {
  const total = new Measures('');
  const made = Object.entries(groups).map(([key, applicants]) => {
    const measures = new Measures('');
    for (const applicant of applicants)
      for (const its of [measures, total]) {
        its.add(1, {});
        its.addApplicant(1, applicant);
      }
    return { keys: [key], measures };
  });
  return { total, groups: made };
}

const people = (count: number, of: string) =>
  Array.from({ length: count }, (_one, place) => `${of}${place}`);

describe('largeGroups', () => {
  it('keeps back how many applicants there are where they are few, and beside it what would give that back', () => {
    const { groups, total } = counted({
      A: people(20, 'a'),
      // Ten dossiers of two.
      B: [...people(2, 'b'), ...people(2, 'b'), ...people(2, 'b'), ...people(2, 'b'), 'b0', 'b1'],
      C: people(7, 'c'),
    });

    const told = largeGroups(groups, total, 5, [({ keys }) => keys]);

    expect(told.map(({ keys, measures }) => [...keys, measures.tells('applicants')])).toEqual([
      ['A', true],
      ['B', false],
      ['C', false],
    ]);
    expect(total.tells('applicants')).toBe(true);
  });

  it('keeps it back of dossiers of which few have no applicant', () => {
    const { groups, total } = counted({ A: [...people(20, 'a'), null, null] });

    largeGroups(groups, total, 5, [({ keys }) => keys]);

    expect(groups[0]?.measures.tells('applicants')).toBe(false);
    expect(total.tells('applicants')).toBe(false);
  });

  it('tells nothing of fewer dossiers than may be told', () => {
    const { groups, total } = counted({ A: people(4, 'a') });

    expect(() => largeGroups(groups, total, 5, [({ keys }) => keys])).toThrow(GraphQLError);
  });
});
