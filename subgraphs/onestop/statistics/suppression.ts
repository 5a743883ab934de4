import { fault } from '../../../service/errors/faults.ts';
import { type Counted, smallGroups } from '../../sources/policy/small-groups.ts';
import { BREAKDOWNS, type Measures } from './measures.ts';

interface Group {
  readonly keys: readonly (string | null)[];
  readonly measures: Measures;
}

/** A key of the grouping in this place, and what is coarser. */
type LevelsOf = (key: string | null, place: number) => readonly (string | null)[];

/**
 * The groups that may be told where none of fewer than `least` dossiers may, and no sum over those that are told may give one back.
 * What a group or the total is broken down by is kept back of it as a whole where a part is so small. Throws TOO_FEW.
 */
export function largeGroups<G extends Group>(
  groups: readonly G[],
  total: Measures,
  least: number,
  levelsOf: LevelsOf,
): readonly G[] {
  if (total.count < least) throw fault('TOO_FEW', { least });
  const counted = groups.map((group) => ({
    group,
    levels: group.keys.map(levelsOf),
    count: group.measures.count,
  }));
  const small = new Set([...smallGroups(counted, least)].map(({ group }) => group));

  for (const breakdown of BREAKDOWNS) {
    const parts = counted.flatMap(({ group, levels }) =>
      [...group.measures.parts(breakdown)].map(([part, count]) => ({
        group,
        levels: [...levels, [part]] satisfies Counted['levels'],
        count,
      })),
    );
    const untold = new Set(parts.filter(({ group }) => small.has(group)));
    for (const { group } of smallGroups(parts, least, untold)) group.measures.keepBack(breakdown);
    const ofTotal = [...total.parts(breakdown).values()];
    if (ofTotal.some((count) => count < least)) total.keepBack(breakdown);
  }
  for (const { measures } of [{ measures: total }, ...groups]) measures.keepExtremesBack(least);
  return groups.filter((group) => !small.has(group));
}
