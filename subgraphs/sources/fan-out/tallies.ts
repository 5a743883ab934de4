import { charactersOf, Kept } from '../compiler/kept/kept.ts';
import { charactersOfPlan, isKept } from '../compiler/kept/tally-plans.ts';
import { numberOf } from '../compiler/kept/number-of.ts';
import { knownCount } from '../compiler/known-count.ts';
import {
  compileSharedTally,
  compileTally,
  type CountedTables,
} from '../compiler/statements/tallies.ts';
import type { Tally, TallyPlan } from '../compiler/tally/plan.ts';
import { type PlanOfTables, type SharedTally, shareTally } from '../compiler/tally/shared-tally.ts';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions, Statement } from '../dialects/dialect.ts';
import { isFault } from '../../../service/errors/faults.ts';
import type { Predicate } from '../model/predicate.ts';
import type { RawRow, RawValue } from '../model/raw.ts';

/** The rows of a table that pass, counted by a plan; or of some tables, each by its own, as if they were one. */
export interface AskedTally {
  readonly tables: CountedTables;
  readonly plans: PlanOfTables;
  readonly where: Predicate | null;
  /** Whose each table is, a number from 0; null where nobody asks who has rows of a group. */
  readonly members: readonly number[] | null;
  readonly read: (statement: Statement) => Promise<readonly RawRow[]>;
}

/** A tally, and whose rows it has: a bit for each member, the first one's the lowest. */
export interface MembersTally extends Tally {
  readonly members: bigint;
}

/** A table of a source, with the plan that it is counted by. */
export interface PlannedTable {
  readonly table: BoundRootTable;
  readonly plan: TallyPlan;
}

/**
 * What is asked of sources on one shelf as one, and which of them that are: those of whose tables each plan reads the same. Null
 * where there is no table that has all of it.
 */
export function askedTogether(
  planned: readonly { readonly source: Source; readonly tables: readonly PlannedTable[] }[],
  { where, ignoringRows }: { readonly where: Predicate | null; readonly ignoringRows: boolean },
  options: ReadOptions,
): { readonly sources: readonly Source[]; readonly asked: AskedTally } | null {
  const its = planned.filter(({ tables }) => tables.every(({ plan }) => plan.isCanonical));
  const sources = its.map(({ source }) => source);
  const [first, ...others] = its.flatMap(({ tables }, member) =>
    tables.map((one) => ({ ...one, member })),
  );
  const reading = [first, ...others].find((one) => one?.plan.isLacking === false)?.plan;
  const shelf = sources[0]?.shelf ?? null;
  if (first === undefined || reading === undefined || shelf === null) return null;
  const asked: AskedTally = {
    tables: [first.table, ...others.map(({ table }) => table)],
    plans: { ofEach: [first, ...others].map(({ plan }) => plan), reading },
    members: ignoringRows ? null : [first, ...others].map(({ member }) => member),
    where,
    read: (statement) =>
      shelf.read(
        sources.map(({ code }) => code),
        statement,
        options,
      ),
  };
  return { sources, asked };
}

/** What each of some plans for the same rows counts, in their order: by one statement where the database can. */
export async function readTallies(
  group: readonly [AskedTally, ...(readonly AskedTally[])],
): Promise<readonly (readonly MembersTally[])[]> {
  const alone = () => Promise.all(group.map(readAlone));
  if (group.length === 1) return alone();
  try {
    return (await readShared(group)) ?? (await alone());
  } catch (error) {
    // Together they may be too many where none is by itself.
    if (isFault(error, 'DATABASE_ANSWER_TOO_LARGE')) return alone();
    throw error;
  }
}

/** The one tally of all rows of tables that tell how many they have; null where there is more to be told. */
function toldByTables({
  tables,
  plans: { ofEach, reading },
  where,
  members,
}: AskedTally): readonly MembersTally[] | null {
  if (ofEach.some(({ expressions, beside }) => expressions.length + beside.length > 0)) return null;
  let all = 0;
  let bits = 0n;
  for (const [place, table] of tables.entries()) {
    const count = knownCount(table, where);
    if (count === null) return null;
    all += count;
    if (count > 0) bits |= members === null ? 0n : 1n << BigInt(members[place] ?? 0);
  }
  const tally = reading.read([all]);
  return tally === null ? [] : [{ keys: tally.keys, count: tally.count, members: bits }];
}

async function readAlone(asked: AskedTally): Promise<readonly MembersTally[]> {
  const known = toldByTables(asked);
  if (known !== null) return known;
  const { tables, plans, read, members } = asked;
  if (members !== null || tables.length > 1) {
    const [told] = (await readShared([asked])) ?? [];
    if (told === undefined) throw new TypeError('The tables cannot be counted as one');
    return told;
  }
  const { reading } = plans;
  const rows = await read(statementFor(asked));
  return rows.flatMap((raw) => {
    const tally = reading.read(raw);
    return tally === null ? [] : [{ keys: tally.keys, count: tally.count, members: 0n }];
  });
}

const statementsOfOne = new Kept<Statement>(32 * 1024 * 1024, charactersOf);

/** The statement for one plan, which says of which table it is and which rows it counts: the same for the same plan. */
function statementFor({ tables: [table], plans: { reading }, where }: AskedTally): Statement {
  const make = () => compileTally(table, reading, where);
  return isKept(reading) ? statementsOfOne.of(String(numberOf(reading)), make) : make();
}

type Group = readonly [AskedTally, ...(readonly AskedTally[])];

/** Null where one statement cannot count by all of them. */
async function readShared(group: Group): Promise<readonly (readonly MembersTally[])[] | null> {
  const [{ read }] = group;
  const members = membersOf(group);
  const compiled = compiledFor(group);
  if (compiled === null) return null;
  const { shared, statement } = compiled;
  const told = group.map((): MembersTally[] => []);
  const bitsOf = readBits();
  for (const raw of await read(statement)) {
    const bits = members === null ? 0n : bitsOf(raw.at(-1) ?? null);
    const tallies = shared.read(raw);
    for (let index = 0; index < tallies.length; index += 1) {
      const tally = tallies[index] ?? null;
      if (tally !== null)
        told[index]?.push({ keys: tally.keys, count: tally.count, members: bits });
    }
  }
  return told;
}

/** Thousands of rows have the same few bits. */
function readBits(): (raw: RawValue) => bigint {
  const known = new Map<RawValue, bigint>();
  return (raw) => {
    // Of no rows there are no bits.
    const bits = known.get(raw) ?? BigInt(String(raw ?? 0));
    known.set(raw, bits);
    return bits;
  };
}

/** All are of the same tables: what one asks of whose rows they are, all are told. */
function membersOf(group: Group): readonly number[] | null {
  return group.find(({ members }) => members !== null)?.members ?? null;
}

interface Compiled {
  readonly shared: SharedTally;
  readonly statement: Statement;
  /** Those that it reads rows by, and so holds. */
  readonly plans: readonly TallyPlan[];
}

const statements = new Kept<Compiled>(64 * 1024 * 1024, ({ statement, plans }) =>
  plans.reduce((sum, plan) => sum + charactersOfPlan(plan), charactersOf(statement)),
);

/**
 * The statement for some plans, which say of which tables they are and which rows they count: the same for the same plans, where these
 * are kept. Null where one statement cannot count by all of them.
 */
function compiledFor(group: Group): Compiled | null {
  const plans = group.map((one) => [one.plans.reading, ...one.plans.ofEach]);
  if (!plans.flat().every(isKept)) return compile(group);
  const said = JSON.stringify([plans.map((its) => its.map(numberOf)), membersOf(group)]);
  return statements.of(said, () => compile(group));
}

function compile(group: Group): Compiled | null {
  const [{ tables, where, plans }, ...others] = group;
  const all = [plans, ...others.map((one) => one.plans)] as const;
  const shared = shareTally(all);
  const statement = shared && compileSharedTally(tables, shared, where, membersOf(group));
  if (shared === null || statement === null) return null;
  return { shared, statement, plans: all.flatMap(({ ofEach }) => ofEach) };
}
