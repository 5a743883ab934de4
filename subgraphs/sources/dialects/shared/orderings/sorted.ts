import type { Comparison } from '../../../model/condition.ts';
import type { ColumnCondition, Fragment, IndexOrder } from '../../dialect.ts';

/** One column under one ordering: all that is said of it in SQL follows from this. */
export interface Sorted {
  /** NULL for what is not read. */
  readonly sorted: Fragment;
  /** The same as a condition, where that is shorter than `sorted IS NOT NULL`. */
  readonly readable?: Fragment;
  /** The complement, where an index serves it. */
  readonly unreadable?: Fragment;
  /** False for what is not read. */
  readonly compare: (op: Comparison, value: string | number) => ColumnCondition;
  readonly order?: IndexOrder;
}
