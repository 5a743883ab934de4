import type { CountedGroups } from '../../sources/statistics/count-groups.ts';
import type { Measures } from './measures.ts';

export interface CountedGroup {
  readonly keys: readonly (string | null)[];
  /** What each of them is a key of, `DossierGrouping` of the graph. */
  readonly groupBy: readonly string[];
  /** Those of them that are a thing of the graph. */
  readonly officeCode: string | null;
  readonly procedureCode: string | null;
  readonly measures: CountedMeasures;
}

export interface CountedMeasures {
  readonly measures: Measures;
  /** Dossiers of all groups. */
  readonly all: number;
}

export interface CountedDossiers extends Omit<CountedGroups<Measures>, 'groups' | 'total'> {
  readonly groups: readonly CountedGroup[];
  readonly total: CountedMeasures;
  readonly timelinessRule: string;
}
