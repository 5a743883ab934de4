/** Rows that have something in common, and how many they are. */
export interface Counted {
  /**
   * What they have in common by each grouping, first as it was asked for, then by what is coarser and can be asked for too: of a
   * month its quarter and its year.
   */
  readonly levels: readonly (readonly (string | null)[])[];
  readonly count: number;
}

/**
 * The groups that may not be told where counts below `least` are kept: those below, and, so that no sum over groups gives one of
 * them back, the smallest beside it: of the groups behind any sum, either none is kept or two at least, of `least` rows together.
 */
export function smallGroups<G extends Counted>(
  groups: readonly G[],
  least: number,
  /** Those that are kept anyway. */
  untold: ReadonlySet<G> = new Set(),
): ReadonlySet<G> {
  const kept = new Set(groups.filter((group) => untold.has(group) || group.count < least));
  if (kept.size === 0) return kept;
  const sums = sumsOver(groups);
  for (let before = -1; before < kept.size;) {
    before = kept.size;
    for (const behind of sums) keepMore(behind, kept, least);
  }
  return kept;
}

/** The groups behind each sum that can be asked for, the smallest first. */
function sumsOver<G extends Counted>(groups: readonly G[]): readonly (readonly G[])[] {
  const sorted = [...groups].sort((one, other) => one.count - other.count);
  const depths = sorted[0]?.levels.map((levels) => levels.length) ?? [];
  // Each grouping by one of its levels, or not at all.
  const ways = depths.reduce<readonly (readonly number[])[]>(
    (all, depth) =>
      all.flatMap((way) => Array.from({ length: depth + 1 }, (_level, level) => [...way, level])),
    [[]],
  );
  return ways.flatMap((way) => {
    const behind = new Map<string, G[]>();
    for (const group of sorted) {
      const key = JSON.stringify(way.map((level, at) => group.levels[at]?.[level] ?? null));
      const others = behind.get(key);
      if (others === undefined) behind.set(key, [group]);
      else others.push(group);
    }
    return [...behind.values()].filter(({ length }) => length > 1);
  });
}

function keepMore<G extends Counted>(behind: readonly G[], kept: Set<G>, least: number): void {
  const within = behind.filter((group) => kept.has(group));
  if (within.length === 0) return;
  let { length } = within;
  let rows = within.reduce((sum, { count }) => sum + count, 0);
  for (const group of behind) {
    if (length > 1 && rows >= least) return;
    if (kept.has(group)) continue;
    kept.add(group);
    length += 1;
    rows += group.count;
  }
}
