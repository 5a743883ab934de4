import type { CountedGroups } from '../../sources/statistics/count-groups.ts';
import { Counts } from '../../sources/statistics/counts.ts';
import { TimelinessCounts } from '../../sources/statistics/timeliness.ts';

export interface DocumentGroup {
  readonly keys: readonly (string | null)[];
  /** What each of them is a key of, `DocumentGrouping` of the graph. */
  readonly groupBy: readonly string[];
  readonly issuerCode: string | null;
  readonly measures: DocumentMeasures;
}

export interface DocumentMeasures {
  readonly documents: Documents;
  /** Documents of all groups. */
  readonly all: number;
}

export interface CountedDocuments extends Omit<CountedGroups<Documents>, 'groups' | 'total'> {
  readonly groups: readonly DocumentGroup[];
  readonly total: DocumentMeasures;
}

/** What is counted of some documents. */
export class Documents extends Counts<'tasks'> {
  count = 0;
  readonly tasks = new TimelinessCounts();

  parts(): ReadonlyMap<'tasks', ReadonlyMap<string, number>> {
    return new Map([['tasks', this.tasks.parts()]]);
  }

  keepExtremesBack(): void {
    // There are none.
  }
}
