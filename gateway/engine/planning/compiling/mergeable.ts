import { groupBy } from '../../../../service/group-by.ts';
import type { PlacedFetch } from '../plan-tree.ts';

type Group = readonly [PlacedFetch, ...PlacedFetch[]];

/**
 * The fetches of a plan, together where they can be one request: entities of one subgraph.
 *
 * A fetch may run on any level between its own and the last that is before all which need its answer. Per subgraph the
 * fewest levels are taken that meet all those spans, so a request may wait for others, but the longest chain of requests
 * stays as long as planned: nothing that something else needs comes later, and the client waits for the last anyway.
 */
export function mergeable(fetches: readonly PlacedFetch[]): readonly Group[] {
  const last = lastLevels(fetches);
  const alone = fetches.filter((fetch) => !isMergeable(fetch));
  const groups: Group[] = alone.map((fetch) => [fetch]);
  for (const ofSubgraph of groupBy(fetches.filter(isMergeable), ({ node }) => node.serviceName)) {
    let waiting: readonly PlacedFetch[] = ofSubgraph;
    while (waiting.length > 0) {
      const level = Math.min(...waiting.map((fetch) => last.get(fetch) ?? 0));
      // Whichever can run on the level that the most urgent cannot pass, runs with it.
      const [first, ...rest] = waiting.filter((fetch) => fetch.level <= level);
      if (first !== undefined) groups.push([first, ...rest]);
      waiting = waiting.filter((fetch) => fetch.level > level);
    }
  }
  return groups;
}

/** Root fields are asked for as planned, and where arguments come from ancestors there is one request for each value. */
function isMergeable({ node }: PlacedFetch): boolean {
  return node.requires !== undefined && node.contextRewrites === undefined;
}

function lastLevels(fetches: readonly PlacedFetch[]): ReadonlyMap<PlacedFetch, number> {
  const end = Math.max(0, ...fetches.map(({ level }) => level));
  const last = new Map(fetches.map((fetch) => [fetch, end]));
  for (const { level, after } of fetches) {
    for (const before of after) last.set(before, Math.min(last.get(before) ?? end, level - 1));
  }
  return last;
}
