import {
  code,
  coded,
  decimal,
  entity,
  flag,
  identifier,
  list,
  moment,
  money,
  personal,
  referenceTo,
  text,
} from '../sources/model/entity.ts';
import { agencyCodeOf, procedureCodeOf } from '../sources/model/official-codes.ts';

const dossierState = coded(
  'REGISTERED',
  'RECEIVED',
  'REJECTED_AT_INTAKE',
  'PROCESSING',
  'AWAITING_SUPPLEMENT',
  'AWAITING_PAYMENT',
  'WITHDRAWN',
  'STOPPED',
  'RESULT_READY',
  'RETURNED',
  'UNKNOWN',
);

/** Bước xử lý. */
const step = entity({
  name: text,
  assignee: text,
  startedAt: moment,
  dueAt: moment,
  finishedAt: moment,
  status: dossierState,
});

/** Yêu cầu bổ sung. */
const supplement = entity({
  askedAt: moment,
  receivedAt: moment,
  content: text,
  dueBefore: moment,
  dueAfter: moment,
});

/** Phí, lệ phí. */
const payment = entity({ name: text, amount: money, paid: flag });

/** Hồ sơ. */
const dossier = entity(
  {
    code,
    status: dossierState,
    procedureCode: referenceTo(procedureCodeOf),
    procedureFieldCode: code,
    applicantName: personal(text),
    applicantKind: coded('CITIZEN', 'BUSINESS', 'HOUSEHOLD_BUSINESS', 'ORGANISATION', 'UNKNOWN'),
    applicantIdNumber: personal(identifier),
    applicantPhone: personal(identifier),
    applicantAddress: personal(text),
    channel: coded('IN_PERSON', 'ONLINE', 'POST', 'UNKNOWN'),
    subject: personal(text),
    receivedAt: moment,
    acceptedAt: moment,
    dueAt: moment,
    finishedAt: moment,
    returnedAt: moment,
    currentAssignee: text,
    limitDays: decimal,
    resultNumber: text,
    resultIssuedAt: moment,
    resultIssuerCode: referenceTo(agencyCodeOf),
    linkedCodes: list,
  },
  { steps: step, supplements: supplement, payments: payment },
);

/** Đánh giá hài lòng: one row a rating. */
const rating = entity({ ratedAt: moment, score: coded('VERY_GOOD', 'GOOD', 'BAD', 'UNKNOWN') });

/** What a one-stop's mapping may map. */
export const onestopEntities = { dossier, rating };
