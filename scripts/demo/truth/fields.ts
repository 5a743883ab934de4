import { dueDayAfter } from '../province/calendar.ts';
import type { FieldValue, Fields } from '../losses.ts';
import type { DossierTruth } from './truth.ts';

/** A dossier's true values by path, under the printed code that its office gives and those that it is linked to. */
export function fieldsOf(
  truth: DossierTruth,
  code: string,
  linkedCodes: readonly string[],
): Fields {
  const { result, steps, supplements, payments } = truth;
  return withoutNulls({
    code,
    status: truth.status,
    procedureCode: truth.procedure.code,
    applicantName: truth.applicantName,
    applicantKind: truth.applicantKind,
    applicantIdNumber: truth.applicantIdNumber,
    applicantPhone: truth.applicantPhone,
    applicantAddress: truth.applicantAddress,
    channel: truth.channel,
    subject: truth.subject,
    receivedAt: truth.receivedAt,
    acceptedOn: dayOf(truth.acceptedAt),
    dueAt: truth.dueAt,
    finishedAt: truth.finishedAt,
    returnedAt: truth.returnedAt,
    currentAssignee: steps.find((step) => step.finishedAt === null)?.assignee ?? null,
    recomputedDue: dueDayAfter(dayOf(truth.acceptedAt ?? truth.receivedAt), truth.limitDays),
    resultNumber: result?.number ?? null,
    resultIssuedOn: result?.issuedOn ?? null,
    resultIssuerCode: result?.issuerCode ?? null,
    ...Object.fromEntries(linkedCodes.map((its, place) => [`linkedCodes.${place}`, its])),
    ...byPath('steps', steps),
    ...byPath(
      'supplements',
      // The graph has these by the day.
      supplements.map(({ askedAt, receivedAt, content, dueBefore, dueAfter }) => ({
        askedOn: dayOf(askedAt),
        receivedOn: dayOf(receivedAt),
        content,
        dueOnBefore: dayOf(dueBefore),
        dueOnAfter: dayOf(dueAfter),
      })),
    ),
    ...byPath('payments', payments),
  });
}

/** Rows of a list by path: `steps.0.name`. */
export function byPath(
  list: string,
  rows: readonly object[],
): Readonly<Record<string, FieldValue | null>> {
  return Object.fromEntries(
    rows.flatMap((row, place) =>
      Object.entries(row).map(([field, value]) => [
        `${list}.${place}.${field}`,
        value as FieldValue | null,
      ]),
    ),
  );
}

/** The fields that have a value. */
export function withoutNulls(fields: Readonly<Record<string, FieldValue | null>>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Fields;
}

/** The day of a moment. */
export function dayOf(moment: string | null): string | null {
  return moment === null ? null : moment.slice(0, 10);
}
