import type { SourceAnswer } from '../../sources/fan-out/answers.ts';
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

export interface CountedDossiers {
  readonly groups: readonly CountedGroup[];
  readonly groupCount: number;
  readonly total: CountedMeasures;
  readonly timelinessRule: string;
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}
