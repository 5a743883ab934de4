import { Counts } from '../../sources/statistics/counts.ts';
import { TimelinessCounts } from '../../sources/statistics/timeliness.ts';

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
