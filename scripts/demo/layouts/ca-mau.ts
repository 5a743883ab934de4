import { agencyOf } from '../province/agencies.ts';
import type { Procedure } from '../province/procedures.ts';
import type { Random } from '../province/random.ts';
import { table } from '../table.ts';
import type { DossierState, DossierTruth } from '../truth/truth.ts';
import { childKey, datetime, type Layout, LEFTOVER, type Pen, shortDay } from './layout.ts';

/** A product on Liferay: lower-case tables with a prefix, agencies side by side in one database by groupId, text states. */
const dossierTable = table(
  'opencps_dossier',
  {
    dossierId: 'bigint',
    uuid_: 'varchar(75)',
    companyId: 'bigint',
    groupId: 'bigint',
    dossierNo: 'varchar(75)',
    originDossierNo: 'varchar(75)',
    serviceCode: 'varchar(128)',
    applicantName: 'nvarchar(500)',
    loaiDoiTuong: 'int',
    applicantIdNo: 'varchar(75)',
    contactTelNo: 'varchar(75)',
    address: 'nvarchar(500)',
    briefNote: 'text',
    originality: 'int',
    viaPostal: 'int',
    submitDate: 'datetime',
    receiveDate: 'datetime',
    dueDate: 'datetime',
    finishDate: 'datetime',
    releaseDate: 'datetime',
    durationCount: 'float',
    dossierStatus: 'varchar(75)',
    dossierSubStatus: 'varchar(75)',
    deliverableCode: 'nvarchar(75)',
    deliverableDate: 'datetime',
    govAgencyCode: 'varchar(75)',
  },
  ['dossierNo'],
  ['submitDate'],
);

const actionTable = table(
  'opencps_dossieraction',
  {
    dossierActionId: 'bigint',
    groupId: 'bigint',
    dossierId: 'bigint',
    stepName: 'nvarchar(200)',
    actionUser: 'nvarchar(200)',
    createDate: 'datetime',
    dueDate: 'datetime',
    closeDate: 'datetime',
    stepStatus: 'varchar(75)',
  },
  ['dossierId'],
);

const paymentTable = table(
  'opencps_paymentfile',
  {
    paymentFileId: 'bigint',
    dossierId: 'bigint',
    paymentFee: 'nvarchar(200)',
    paymentAmount: 'bigint',
    paymentStatus: 'int',
  },
  ['dossierId'],
);

const votingTable = table(
  'opencps_votingresult',
  { votingResultId: 'bigint', groupId: 'bigint', createDate: 'datetime', selected: 'varchar(10)' },
  ['createDate'],
);

/** [dossierStatus, dossierSubStatus] */
const STATES: Readonly<Record<DossierState, readonly [string, string | null]>> = {
  REGISTERED: ['new', null],
  RECEIVED: ['receiving', null],
  REJECTED_AT_INTAKE: ['denied', 'intake'],
  PROCESSING: ['processing', 'expertise'],
  AWAITING_SUPPLEMENT: ['waiting', 'supplement'],
  AWAITING_PAYMENT: ['waiting', 'payment'],
  WITHDRAWN: ['cancelled', null],
  STOPPED: ['denied', 'stopped'],
  RESULT_READY: ['releasing', null],
  RETURNED: ['done', null],
};

const ORIGINALITY = { ONLINE: 1, IN_PERSON: 3, POST: 3 } as const;
const SCORES = { VERY_GOOD: 'veryGood', GOOD: 'good', BAD: 'bad' } as const;
/** The agency's number in the shared database, and that of the training room. */
const GROUP = 964;
const TRAINING = 1;

export const caMau: Layout = {
  tables: [dossierTable, actionTable, paymentTable, votingTable],
  printedCode: (day, numberOfDay) => `${shortDay(day)}-${String(numberOfDay).padStart(4, '0')}`,
  write(dossier, pen) {
    const { number, applicantKind, channel, procedure, result, rating } = dossier;
    const { code, linkedCodes, random, book, put } = pen;
    const [status, subStatus] = states(dossier, pen);
    if (applicantKind !== 'CITIZEN') book.lose('applicantKind', 'KIND_COARSER', 'BUSINESS');
    book.loseAll('supplements.', 'NOT_KEPT');
    book.loseAll('currentAssignee', 'NOT_KEPT');
    const row = {
      dossierId: number,
      uuid_: uuid(random),
      companyId: 20_116,
      groupId: GROUP,
      dossierNo: code,
      originDossierNo: linkedCodes.join(';') || null,
      serviceCode: serviceCode(procedure),
      applicantName: decomposed(dossier.applicantName, random),
      loaiDoiTuong: applicantKind === 'CITIZEN' ? 1 : 2,
      applicantIdNo: dossier.applicantIdNumber,
      contactTelNo: dossier.applicantPhone,
      address: decomposed(dossier.applicantAddress, random),
      briefNote: decomposed(dossier.subject, random),
      originality: ORIGINALITY[channel],
      viaPostal: channel === 'POST' ? 1 : 0,
      submitDate: datetime(dossier.receivedAt),
      receiveDate: datetime(dossier.acceptedAt),
      dueDate: datetime(dossier.dueAt),
      finishDate: datetime(dossier.finishedAt),
      releaseDate: datetime(dossier.returnedAt),
      durationCount: dossier.limitDays,
      dossierStatus: status,
      dossierSubStatus: subStatus,
      deliverableCode: result === null ? null : decomposed(result.number, random),
      deliverableDate: result === null ? null : `${result.issuedOn} 00:00:00`,
      govAgencyCode: result === null ? null : agencyOf(result.issuerCode).unit,
    };
    put(dossierTable, row);
    // The training room practises on copies of real dossiers.
    if (random.chance(0.03))
      put(dossierTable, { ...row, dossierId: LEFTOVER + number, groupId: TRAINING });

    dossier.steps.forEach((step, place) => {
      put(actionTable, {
        dossierActionId: childKey(number, place),
        groupId: GROUP,
        dossierId: number,
        stepName: decomposed(step.name, random),
        actionUser: decomposed(step.assignee, random),
        createDate: datetime(step.startedAt),
        dueDate: datetime(step.dueAt),
        closeDate: datetime(step.finishedAt),
        stepStatus: STATES[step.status][0],
      });
    });
    // The dossier was purged, its log was not.
    if (random.chance(0.01))
      put(actionTable, {
        dossierActionId: childKey(LEFTOVER + number, 0),
        groupId: GROUP,
        dossierId: 2 * LEFTOVER + number,
        stepName: 'Tiếp nhận hồ sơ',
      });
    dossier.payments.forEach(({ name, amount, paid }, place) => {
      put(paymentTable, {
        paymentFileId: childKey(number, place),
        dossierId: number,
        paymentFee: decomposed(name, random),
        paymentAmount: amount,
        paymentStatus: paid ? 5 : 1,
      });
    });
    if (rating !== null)
      put(votingTable, {
        votingResultId: number,
        groupId: GROUP,
        createDate: datetime(rating.ratedAt),
        selected: SCORES[rating.score],
      });
    return String(number);
  },
};

/** The product's own code of a procedure: field, then number. */
export function serviceCode({ field, number }: Procedure): string {
  return `${field.code}-${String(number).padStart(4, '0')}`;
}

function states({ status }: DossierTruth, { random, book }: Pen): readonly [string, string | null] {
  if (!random.chance(0.006)) return STATES[status];
  book.lose('status', 'STATUS_CODE_UNKNOWN', 'UNKNOWN');
  return ['interoperating', null];
}

/** Typed on a Mac: every mark stands behind its letter. */
function decomposed(text: string, random: Random): string {
  return random.chance(0.15) ? text.normalize('NFD') : text;
}

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => random.digits(length)).join('-');
}
