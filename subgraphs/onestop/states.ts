/** Codes 1 to 10 of the national portal for the canonical states. */
export const NATIONAL_CODES: Readonly<Record<string, number>> = {
  REGISTERED: 1,
  RECEIVED: 2,
  REJECTED_AT_INTAKE: 3,
  PROCESSING: 4,
  AWAITING_SUPPLEMENT: 5,
  AWAITING_PAYMENT: 6,
  WITHDRAWN: 7,
  STOPPED: 8,
  RESULT_READY: 9,
  RETURNED: 10,
};
