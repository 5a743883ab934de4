import { admitRead } from '../compiler/served-by.ts';
import { compileTally } from '../compiler/statements.ts';
import { planTally, type Tally } from '../compiler/tally.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { gather, type Gathered, type OnUnavailable } from '../fan-out/answers.ts';
import { chooseFor, type Freshness } from '../fan-out/origins.ts';
import { askedOfDimension, type Dimension, type OwnDimension } from '../model/dimension.ts';
import type { Predicate } from '../model/predicate.ts';
import type { Source } from '../database/source.ts';

/** Counts of the rows that pass, by some dimensions. */
export interface TallyQuery {
  /** The rows of this name under them are counted instead, by their own dimensions too, which may differ from source to source. */
  readonly under?: {
    readonly child: string;
    readonly by: (source: Source) => readonly OwnDimension[];
  };
  readonly entity: string;
  readonly by: readonly Dimension[];
  readonly where: Predicate | null;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
  /** Who counts keeps counts from his client that are smaller than `Reading.atLeast` lets him tell. */
  readonly suppressing?: boolean;
}

/** The tallies of every source, those with the same keys together. */
export function readTallies(
  sources: readonly Source[],
  { entity, by, where, under, freshness, onUnavailable }: TallyQuery,
  options: ReadOptions,
): Promise<Gathered<readonly Tally[]>> {
  return gather(
    sources,
    async (source) => {
      const tables = await source.tables(entity);
      const tallies = await Promise.all(
        tables.map(async (table) => {
          admitRead(table, { where, order: null });
          // What the source does not keep is under no row.
          if (under !== undefined && table.children[under.child] === undefined) return [];
          const beside = by.flatMap((one) => (one.kind === 'children' ? [one.child] : []));
          for (const name of [...beside, ...(under === undefined ? [] : [under.child])]) {
            const child = table.children[name];
            if (child !== undefined) admitRead(child, { where: null, order: null });
          }
          const plan = planTally(table, {
            by,
            where,
            under: under === undefined ? null : { child: under.child, by: under.by(source) },
          });
          const raw = await source.read(compileTally(table, plan, where), options);
          return raw.flatMap((one) => plan.read(one) ?? []);
        }),
      );
      return together(tallies.flat());
    },
    {
      onUnavailable,
      rowsOf: (tallies) => tallies.length,
      choose: chooseFor({
        entity,
        where,
        order: null,
        freshness,
        by: by.flatMap(askedOfDimension),
      }),
    },
  );
}

function together(tallies: readonly Tally[]): readonly Tally[] {
  const byKeys = new Map<string, Tally>();
  for (const { keys, count } of tallies) {
    const place = JSON.stringify(keys);
    byKeys.set(place, { keys, count: count + (byKeys.get(place)?.count ?? 0) });
  }
  return [...byKeys.values()];
}

/** How many rows of all sources have each value of the first dimension; under `UNKNOWN` those that have none. */
export function countsByFirst(
  results: Gathered<readonly Tally[]>['results'],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { keys, count } of results.flatMap(({ result }) => result)) {
    const value = String(keys[0] ?? 'UNKNOWN');
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts;
}
