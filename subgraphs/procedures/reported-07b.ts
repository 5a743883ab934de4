import type { SourceAnswer } from '../sources/fan-out/answers.ts';

export interface Report07b {
  readonly form: string;
  readonly rule: string;
  readonly rows: readonly Row07b[];
  readonly total: Columns07b;
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}

export interface Row07b {
  /** From 1, as the form counts its rows. */
  readonly number: number;
  readonly label: string | null;
  readonly counts: Columns07b;
}

/** Columns 3 to 10 of the form, and what is in none of them. */
export interface Columns07b {
  readonly procedures: number;
  readonly provinceProcedures: number;
  readonly districtProcedures: number;
  readonly communeProcedures: number;
  readonly oneStop: number;
  readonly provinceOneStop: number;
  readonly districtOneStop: number;
  readonly communeOneStop: number;
  readonly unknownLevel: number;
}
