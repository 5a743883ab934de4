import DataLoader from 'dataloader';
import { groupBy } from '../../../service/group-by.ts';
import { admitRead } from '../compiler/served-by.ts';
import { keptTallyPlan, shapeOfTally } from '../compiler/kept/tally-plans.ts';
import { numberOf } from '../compiler/kept/number-of.ts';
import type { Tally, TallyRead } from '../compiler/tally/plan.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { gather, type Gathered, type OnUnavailable } from '../fan-out/answers.ts';
import { chooseFor, type Freshness } from '../fan-out/origins.ts';
import type { AskTogether } from '../fan-out/shelves.ts';
import {
  type AskedTally,
  askedTogether,
  type MembersTally,
  type PlannedTable,
  readTallies,
} from '../fan-out/tallies.ts';
import { ByKeys } from '../model/by-keys.ts';
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
  /** What sources count is added up whosever it is: those that can be are counted as one, and have one and the same result. */
  readonly addingUp?: boolean;
  /**
   * Nobody asks how many tallies each source has rows of: of those that are counted as one it is not told, and their tallies are
   * added up by who asked.
   */
  readonly ignoringRows?: boolean;
  /** Who counts keeps counts from his client that are smaller than `Reading.atLeast` lets him tell. */
  readonly suppressing?: boolean;
}

/** Counts for one request: what is counted of the same rows at the same time is one statement where the database can. */
export interface Tallying {
  /** The tallies of every source, those with the same keys together; where nobody asks for rows, several may have the same. */
  read(sources: readonly Source[], query: TallyQuery): Promise<Gathered<readonly Tally[]>>;
}

export function createTallying(options: ReadOptions): Tallying {
  const tallies = new DataLoader<AskedTally, readonly MembersTally[]>(
    async (all) => {
      const answers = new Map<AskedTally, readonly MembersTally[] | Error>();
      const groups = groupBy(
        all,
        ({ tables, where }) => `${tables.map(numberOf).join()} ${JSON.stringify(where)}`,
      );
      await Promise.all(
        groups.map(async (group) => {
          try {
            const told = await readTallies(group);
            for (const [index, one] of group.entries()) answers.set(one, told[index] ?? []);
          } catch (error) {
            for (const one of group) answers.set(one, error as Error);
          }
        }),
      );
      return all.map((one) => answers.get(one) ?? []);
    },
    { cache: false, maxBatchSize: Infinity },
  );

  return {
    async read(sources, query) {
      const { entity, by, where, freshness, onUnavailable } = query;
      const { addingUp = false, ignoringRows = false } = query;
      const reads = readOf(query);
      // Hashes may be as many as rows.
      const isAlone = by.some(({ kind }) => kind === 'hash');
      const together: AskTogether<readonly Tally[]> = async (copies) => {
        const planned = await Promise.all(
          copies.map(async (source) => ({
            source,
            tables: await plannedTables(source, query, reads),
          })),
        );
        const joint = askedTogether(planned, { where, ignoringRows }, options);
        if (joint === null) return new Map();
        const told = await tallies.load(joint.asked);
        const result = ignoringRows ? told : addedUp(told);
        const rows = ignoringRows ? [] : rowsOfMembers(result, joint.sources.length);
        return new Map(
          joint.sources.map((source, member) => [source, { result, rows: rows[member] ?? 0 }]),
        );
      };
      return gather(
        sources,
        async (source) => {
          const told = await Promise.all(
            (await plannedTables(source, query, reads)).map(({ table, plan }) => {
              const asked: AskedTally = {
                tables: [table],
                plans: { ofEach: [plan], reading: plan },
                where,
                members: null,
                read: (statement) => source.read(statement, options),
              };
              // Rows under them are other rows.
              return isAlone || plan.beside.length > 0
                ? readTallies([asked]).then(([one = []]) => one)
                : tallies.load(asked);
            }),
          );
          return addedUp(told.flat());
        },
        {
          onUnavailable,
          rowsOf: (its) => its.length,
          choose: chooseFor({
            entity,
            where,
            order: null,
            freshness,
            counted: true,
            by: by.flatMap(askedOfDimension),
          }),
          ...(addingUp && { together }),
        },
      );
    },
  };
}

/** What is read of a source's tables, and the text that tells it from what else is; of all sources it is mostly the same. */
type ReadOf = (source: Source) => { readonly read: TallyRead; readonly shape: string | null };

function readOf({ by, where, under }: TallyQuery): ReadOf {
  const shaped = (read: TallyRead) => ({ read, shape: shapeOfTally(read) });
  if (under !== undefined)
    return (source) => shaped({ by, where, under: { child: under.child, by: under.by(source) } });
  const all = shaped({ by, where, under: null });
  return () => all;
}

/** The tables of a source that are counted, each with how. */
async function plannedTables(
  source: Source,
  { entity, by, where, under }: TallyQuery,
  readOfSource: ReadOf,
): Promise<readonly PlannedTable[]> {
  const { read, shape } = readOfSource(source);
  return (await source.tables(entity)).flatMap((table) => {
    admitRead(table, { where, order: null });
    // What the source does not keep is under no row.
    if (under !== undefined && table.children[under.child] === undefined) return [];
    const beside = by.flatMap((one) => (one.kind === 'children' ? [one.child] : []));
    for (const name of [...beside, ...(under === undefined ? [] : [under.child])]) {
      const child = table.children[name];
      if (child !== undefined) admitRead(child, { where: null, order: null });
    }
    return [{ table, plan: keptTallyPlan(table, read, shape) }];
  });
}

/** Those with the same keys as one. */
function addedUp(tallies: readonly MembersTally[]): readonly MembersTally[] {
  const sums = new ByKeys<Sum>(tallies[0]?.keys.length ?? 0);
  for (const { keys, count, members } of tallies) {
    const sum = sums.of(keys, () => ({ keys, count: 0, members: 0n }));
    sum.count += count;
    if (sum.members !== members) sum.members |= members;
  }
  return sums.all;
}

interface Sum extends MembersTally {
  count: number;
  members: bigint;
}

/** How many tallies each of so many members has rows of, in their order. */
function rowsOfMembers(tallies: readonly MembersTally[], members: number): readonly number[] {
  const alike = new Map<bigint, number>();
  for (const one of tallies) alike.set(one.members, (alike.get(one.members) ?? 0) + 1);
  const rows = Array.from({ length: members }, () => 0);
  for (const [bits, count] of alike)
    for (let member = 0; member < members; member += 1)
      if (((bits >> BigInt(member)) & 1n) === 1n) rows[member] = (rows[member] ?? 0) + count;
  return rows;
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
