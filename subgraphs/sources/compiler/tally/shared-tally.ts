import type { RawRow } from '../../model/raw.ts';
import type { Tally, TallyExpression, TallyPlan, Told } from './plan.ts';

/** Counts of the same rows by several plans: the database looks at them once, be they of one table or of several. */
export interface SharedTally {
  /** Of each table; all have as many expressions, which mean the same. */
  readonly tables: readonly Told[];
  /** Each plan tells of nobody in every table. */
  readonly tellsOfNobody: boolean;
  /** By which of the expressions each of the plans tells rows apart. */
  readonly sets: readonly (readonly number[])[];
  /**
   * Of a row with the values of all expressions, then the count, then, of several plans, a bit for each that it is not told apart
   * by: what it is to each plan; null to those whose it is not.
   */
  read(raw: RawRow): readonly (Tally | null)[];
}

/** PostgreSQL's, for one number that tells which columns a row is grouped by. */
const MOST_SHARED = 31;

/** A plan for each of some tables, in their order, by the same dimensions; of several all are canonical. */
export interface PlanOfTables {
  readonly ofEach: readonly TallyPlan[];
  /** The one of them that reads what all have: it lacks nothing. */
  readonly reading: TallyPlan;
}

/** Of plans with nothing beside their rows, over the same tables; null where there are too many expressions. */
export function shareTally(plans: readonly [PlanOfTables, ...(readonly PlanOfTables[])]) {
  const places = new Map<string, number>();
  const expressions: (readonly TallyExpression[])[] = [];
  const sets = plans.map(({ ofEach, reading }) =>
    reading.expressions.map((_one, at) => {
      const its = ofEach.flatMap((plan) => plan.expressions[at] ?? []);
      const said = JSON.stringify(its);
      const place = places.get(said) ?? expressions.push(its) - 1;
      places.set(said, place);
      return place;
    }),
  );
  const { length } = expressions;
  if (length > MOST_SHARED) return null;
  const isAsPlanned = plans.length === 1 && sets[0]?.length === length;
  const missing = sets.map((set) =>
    expressions.reduce((bits, _one, place) => bits * 2 + (set.includes(place) ? 0 : 1), 0),
  );
  return {
    tables: plans[0].ofEach.map((_plan, table) => ({
      expressions: expressions.flatMap((ofTables) => ofTables[table] ?? []),
      columns: plans.flatMap(({ ofEach }) => ofEach[table]?.columns ?? []),
    })),
    tellsOfNobody: plans.every(({ ofEach }) => ofEach.every((plan) => plan.tellsOfNobody)),
    sets,
    read(raw: RawRow) {
      // The values of one alone stand as it has put them.
      if (isAsPlanned) return [plans[0].reading.read(raw)];
      const count = raw[length] ?? null;
      const bits = Number(raw[length + 1] ?? 0);
      return plans.map(({ reading }, index) =>
        missing[index] === bits
          ? reading.read([...(sets[index] ?? []).map((place) => raw[place] ?? null), count])
          : null,
      );
    },
  } satisfies SharedTally;
}
