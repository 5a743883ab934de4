import { fault } from '../../../service/errors/faults.ts';
import { type Counted, smallGroups } from '../policy/small-groups.ts';

/** What is counted of some rows. */
export interface Measured {
  /** How many they are. */
  readonly count: number;
  /** How many are in each part of what they are broken down by, by the breakdown's name. */
  parts(): ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Nobody is told the breakdown of them. */
  keepBack(breakdown: string): void;
  /** Nobody is told what fewer than so many have, such as the longest of all. */
  keepExtremesBack(least: number): void;
}

interface Group {
  readonly measures: Measured;
}

/** What a group has in common by one grouping: its key, and what is coarser. */
export type Levels<G> = readonly ((group: G) => readonly (string | null)[])[];

/**
 * The groups that may be told where none of fewer than `least` rows may, and no sum over those that are told may give one back.
 * What a group or the total is broken down by is kept back of it as a whole where a part is so small. Throws TOO_FEW.
 */
export function largeGroups<G extends Group>(
  groups: readonly G[],
  total: Measured,
  least: number,
  /** In an order that does not depend on how the groupings were asked for. */
  levels: Levels<G>,
): readonly G[] {
  if (total.count < least) throw fault('TOO_FEW', { least });
  const counted = groups.map((group) => ({
    group,
    levels: levels.map((levelsOf) => levelsOf(group)),
    count: group.measures.count,
  }));
  const small = new Set([...smallGroups(counted, least)].map(({ group }) => group));

  const byGroup = new Map(groups.map((group) => [group, group.measures.parts()]));
  for (const [breakdown, ofTotal] of total.parts()) {
    const parts = counted.flatMap(({ group, levels }) =>
      [...(byGroup.get(group)?.get(breakdown) ?? [])].map(([part, count]) => ({
        group,
        levels: [...levels, [part]] satisfies Counted['levels'],
        count,
      })),
    );
    const untold = new Set(parts.filter(({ group }) => small.has(group)));
    for (const { group } of smallGroups(parts, least, untold)) group.measures.keepBack(breakdown);
    if ([...ofTotal.values()].some((count) => count < least)) total.keepBack(breakdown);
  }
  for (const { measures } of [{ measures: total }, ...groups]) measures.keepExtremesBack(least);
  return groups.filter((group) => !small.has(group));
}
