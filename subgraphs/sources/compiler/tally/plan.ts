import type { Fragment } from '../../dialects/dialect.ts';
import type { Dimension, OwnDimension } from '../../model/dimension.ts';
import type { FilterValue, Predicate } from '../../model/predicate.ts';
import type { RawRow } from '../../model/raw.ts';
import type { BoundChildTable } from '../bound-table.ts';

/** Which rows are counted, and by what. */
export interface TallyRead {
  readonly by: readonly Dimension[];
  readonly where: Predicate | null;
  /** Rows under them, which are counted instead, and by what of their own, which comes last. */
  readonly under: { readonly child: string; readonly by: readonly OwnDimension[] } | null;
}

/** Rows that are alike in all dimensions. */
export interface Tally {
  readonly keys: readonly Key[];
  readonly count: number;
}

/** What the database is asked for: a row for each combination of the expressions' values, and how many rows have it. */
export interface TallyPlan extends Told {
  /** What stands beside each row, of tables under it. */
  readonly beside: readonly Beside[];
  /** What it reads means the same in every table of the same dialect: tables may be counted as one. */
  readonly isCanonical: boolean;
  /** Rows come out as counts of what tells of nobody, and are found by nothing that does. */
  readonly tellsOfNobody: boolean;
  /** There is a dimension that the table has nothing of: NULL is all that this plan can read there. */
  readonly isLacking: boolean;
  /**
   * The values of its own expressions, then of those beside it, then the count, as a tally; null for rows that do not pass the
   * filter after all.
   */
  read(raw: RawRow): Tally | null;
}

/** What rows are told apart by in a dimension. */
export type Key = FilterValue | null;

/** What rows of a table are told apart by. */
export interface Told {
  readonly expressions: readonly TallyExpression[];
  /** All columns that rows are told apart or found by. */
  readonly columns: readonly string[];
}

/** Rows of a table under another's: each of them, or what all that hang under one row come to. */
export interface Beside extends Told {
  readonly table: BoundChildTable;
  /** The column of the other table that they refer to. */
  readonly link: string;
  readonly rows: 'each' | 'all';
}

export interface TallyExpression {
  /** What rows are told apart by. */
  readonly by: Fragment;
  /** What is read of any row of a group, where that is something else. */
  readonly read?: Fragment;
  /** It is the same for every row of its table. */
  readonly isConstant?: true;
}
