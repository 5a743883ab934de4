import { givenBack } from './given-back.ts';

/** Rows that have something in common, and how many they are. */
export interface Counted {
  /**
   * What they have in common by each grouping, first as it was asked for, then by what is coarser and can be asked for too: of a
   * month its quarter and its year.
   */
  readonly levels: readonly (readonly (string | null)[])[];
  readonly count: number;
}

/** Groups that have something coarser in common, as a question for that would count them. */
interface Sum<C> {
  readonly behind: readonly C[];
  readonly count: number;
  /** Whether that question is told of it. */
  readonly told: boolean;
}

/** Of each grouping its level, or their number where it is not grouped by. */
type Way = readonly number[];

/** Each is held against all that are coarser: days of two dates with one thing more are 72, days of three 216. */
const MOST_WAYS = 100;

/**
 * The groups that may not be told where counts below `least` are kept: those below, and, so that no sum over groups gives one of
 * them back, the smallest beside it: of the groups behind any sum, either none is kept or two at least, of `least` rows together;
 * nor may the sums that are told give one back together. Which of them are is found for coarser groups first. All are kept where there
 * are too many to find that out.
 */
export function smallGroups<G extends Counted>(
  groups: readonly G[],
  least: number,
  /** Those that are kept anyway. */
  untold: ReadonlySet<G> = new Set(),
): ReadonlySet<G> {
  const few = groups.filter((group) => untold.has(group) || group.count < least);
  if (few.length === 0) return new Set();
  const ways = waysOf(groups[0]?.levels ?? []);
  if (ways.length > MOST_WAYS) return new Set(groups);
  const keyAt = createKeys(groups);
  const told = new Map<Way, ReadonlySet<number>>();
  let kept: ReadonlySet<G> = new Set();
  // From the coarsest to the groups themselves, whose way is the last.
  for (const way of ways) {
    const isFinest = way.every((level) => level === 0);
    const cells = [...behindEach(groups, (group) => keyAt(group, way))]
      .map(([key, [group, ...more]]) => ({ group, key, count: rowsOf([group, ...more]) }))
      .sort((one, other) => one.count - other.count || one.key - other.key);
    // The finest first: what is kept beside one behind a quarter's sum is behind the year's, too.
    const sums = [...told]
      .reverse()
      .filter(([coarser]) => coarser.every((level, at) => level >= (way[at] ?? 0)))
      .flatMap(([coarser, keys]) =>
        [...behindEach(cells, ({ group }) => keyAt(group, coarser))].flatMap(([key, behind]) =>
          behind.length === 1 ? [] : [{ behind, count: rowsOf(behind), told: keys.has(key) }],
        ),
      );
    const small = cells.filter(
      ({ group, count }) => count < least || (isFinest && untold.has(group)),
    );
    const hidden = keepBack(new Set(small), cells, sums, least);
    if (isFinest) kept = new Set([...hidden].map(({ group }) => group));
    told.set(way, new Set(cells.filter((cell) => !hidden.has(cell)).map(({ key }) => key)));
  }
  return kept;
}

/**
 * What groups have in common in a way, as one number: those of two groups have the same order in every answer, as by it is chosen which
 * of equal ones are kept.
 */
function createKeys<G extends Counted>(groups: readonly G[]): (group: G, way: Way) => number {
  const numbers = (groups[0]?.levels ?? []).map((levels, at) =>
    levels.map((_key, level) => {
      const words = new Set(groups.map((group) => wordOf(group, at, level)));
      return new Map([...words].sort().map((word, number) => [word, number]));
    }),
  );
  const known = new Map(
    groups.map((group) => [
      group,
      numbers.map((levels, at) =>
        levels.map((its, level) => its.get(wordOf(group, at, level)) ?? 0),
      ),
    ]),
  );
  return (group, way) => {
    const its = known.get(group);
    return way.reduce(
      (key, level, at) => key * (numbers[at]?.[level]?.size ?? 1) + (its?.[at]?.[level] ?? 0),
      0,
    );
  };
}

function wordOf({ levels }: Counted, at: number, level: number): string {
  return JSON.stringify(levels[at]?.[level] ?? null);
}

/** Every way to ask for groups of these levels, each behind all that are coarser. */
function waysOf(levels: Counted['levels']): readonly Way[] {
  const ways = levels.reduce<readonly Way[]>(
    (all, { length }) =>
      all.flatMap((way) => Array.from({ length: length + 1 }, (_level, level) => [...way, level])),
    [[]],
  );
  return [...ways].reverse();
}

function behindEach<C>(
  cells: readonly C[],
  keyOf: (cell: C) => number,
): ReadonlyMap<number, readonly [C, ...(readonly C[])]> {
  const behind = new Map<number, [C, ...C[]]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const others = behind.get(key);
    if (others === undefined) behind.set(key, [cell]);
    else others.push(cell);
  }
  return behind;
}

type Cell = Pick<Counted, 'count'>;

/** Those that are kept, and as many more as sums over them demand: all where there are too many to find that out. */
function keepBack<C extends Cell>(
  kept: Set<C>,
  cells: readonly C[],
  sums: readonly Sum<C>[],
  least: number,
): ReadonlySet<C> {
  if (kept.size === 0) return kept;
  const narrow = sums
    .filter(({ told }) => told)
    .sort((one, other) => one.behind.length - other.behind.length)
    .map(({ behind }) => behind);
  let anyway: ReadonlySet<C> | undefined;
  let more = 1;
  for (let before = -1; before < kept.size; more *= 2) {
    while (before < kept.size) {
      before = kept.size;
      for (const { behind } of sums) keepMore(behind, kept, least);
    }
    const back = givenOf([...kept], narrow);
    if (back === null) return new Set(cells);
    const given = back.filter(({ count }) => count < least);
    if (given.length === 0) break;
    // What coarser groups give back among themselves is known whatever is kept here.
    anyway ??= new Set(givenOf(cells, narrow));
    for (const cell of given) if (!anyway.has(cell)) keepBeside(cell, narrow, kept, more);
  }
  return kept;
}

/** Those of the hidden that the sums give back together; null where there are too many to find that out. */
function givenOf<C>(hidden: readonly C[], told: readonly (readonly C[])[]): readonly C[] | null {
  const places = new Map(hidden.map((cell, place) => [cell, place]));
  const back = givenBack(
    hidden.length,
    told.map((behind) => behind.flatMap((cell) => places.get(cell) ?? [])),
  );
  return back === null ? null : hidden.filter((_cell, place) => back.has(place));
}

/** Keeps the smallest beside it in the narrowest sums that have others. */
function keepBeside<C>(
  cell: C,
  narrow: readonly (readonly C[])[],
  kept: Set<C>,
  more: number,
): void {
  const beside = narrow
    .filter((behind) => behind.includes(cell))
    .flatMap((behind) => behind.filter((other) => !kept.has(other)));
  for (const other of beside.slice(0, more)) kept.add(other);
}

function keepMore<C extends Cell>(behind: readonly C[], kept: Set<C>, least: number): void {
  const within = behind.filter((cell) => kept.has(cell));
  if (within.length === 0) return;
  let { length } = within;
  let rows = rowsOf(within);
  for (const cell of behind) {
    if (length > 1 && rows >= least) return;
    if (kept.has(cell)) continue;
    kept.add(cell);
    length += 1;
    rows += cell.count;
  }
}

function rowsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}
