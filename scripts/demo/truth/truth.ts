import type { LayoutName } from '../province/offices.ts';
import type { ApplicantKind } from '../province/people.ts';
import type { Procedure } from '../province/procedures.ts';

export type DossierState =
  | 'REGISTERED'
  | 'RECEIVED'
  | 'REJECTED_AT_INTAKE'
  | 'PROCESSING'
  | 'AWAITING_SUPPLEMENT'
  | 'AWAITING_PAYMENT'
  | 'WITHDRAWN'
  | 'STOPPED'
  | 'RESULT_READY'
  | 'RETURNED';

/** Moments are local text, `yyyy-MM-ddTHH:mm:ss`; days `yyyy-MM-dd`. */
export interface StepTruth {
  readonly name: string;
  readonly assignee: string;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly finishedAt: string | null;
  readonly status: DossierState;
}

export interface SupplementTruth {
  readonly askedAt: string;
  readonly receivedAt: string | null;
  readonly content: string;
  readonly dueBefore: string;
  readonly dueAfter: string | null;
}

export interface PaymentTruth {
  readonly name: string;
  readonly amount: number;
  readonly paid: boolean;
}

export interface ResultTruth {
  readonly number: string;
  readonly issuedOn: string;
  readonly issuerCode: string;
  readonly signerName: string;
  /** Whether the decision stands in VIC. */
  readonly inVic: boolean;
}

/** A dossier of another office, as that office's product will print its code. */
export interface Link {
  readonly layout: LayoutName;
  readonly day: string;
  readonly numberOfDay: number;
}

/** One dossier as it truly was, before any office wrote it down. */
export interface DossierTruth {
  /** Serial within the office, from 1. */
  readonly number: number;
  /** Serial within the office's day, from 1: what printed codes count. */
  readonly numberOfDay: number;
  readonly status: DossierState;
  readonly procedure: Procedure;
  readonly applicantName: string;
  readonly applicantKind: ApplicantKind;
  readonly applicantIdNumber: string;
  readonly applicantPhone: string | null;
  readonly applicantAddress: string;
  readonly channel: 'IN_PERSON' | 'ONLINE' | 'POST';
  readonly subject: string;
  readonly receivedAt: string;
  /** When the papers were complete and the clock started. */
  readonly acceptedAt: string | null;
  readonly dueAt: string | null;
  readonly finishedAt: string | null;
  readonly returnedAt: string | null;
  readonly limitDays: number;
  readonly result: ResultTruth | null;
  /** The dossiers of the same request at other offices (liên thông). */
  readonly links: readonly Link[];
  readonly steps: readonly StepTruth[];
  readonly supplements: readonly SupplementTruth[];
  readonly payments: readonly PaymentTruth[];
  readonly rating: {
    readonly ratedAt: string;
    readonly score: 'VERY_GOOD' | 'GOOD' | 'BAD';
  } | null;
}
