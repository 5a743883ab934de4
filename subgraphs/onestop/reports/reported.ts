import type { SourceAnswer } from '../../sources/fan-out/answers.ts';

/** Its first day and its last, `yyyy-MM-dd`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Report06a extends Period {
  readonly form: string;
  readonly rule: string;
  readonly rows: readonly Row06a[];
  readonly total: Columns06a;
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}

export interface Row06a {
  /** From 1, as the form counts its rows. */
  readonly number: number;
  readonly label: string | null;
  readonly officeCode: string | null;
  readonly procedureCode: string | null;
  readonly counts: Columns06a;
}

/** Columns 3 to 13 of the form, and what is in none of them. */
export interface Columns06a {
  readonly received: number;
  readonly receivedOnline: number;
  readonly receivedOtherwise: number;
  readonly carriedOver: number;
  readonly settled: number;
  readonly settledEarly: number;
  readonly settledOnTime: number;
  readonly settledLate: number;
  readonly pending: number;
  readonly pendingInTime: number;
  readonly pendingOverdue: number;
  readonly undated: number;
}
