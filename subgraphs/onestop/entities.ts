import {
  code,
  coded,
  decimal,
  entity,
  flag,
  gathering,
  identifier,
  list,
  moment,
  money,
  naming,
  open,
  personal,
  referenceTo,
  telling,
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
  name: telling('procedure', text),
  assignee: telling('official', text),
  startedAt: open(moment),
  dueAt: open(moment),
  finishedAt: open(moment),
  status: open(dossierState),
});

/** Yêu cầu bổ sung. */
const supplement = entity({
  askedAt: open(moment),
  receivedAt: open(moment),
  content: telling('text', text),
  dueBefore: open(moment),
  dueAfter: open(moment),
});

/** Phí, lệ phí. */
const payment = entity({
  name: telling('procedure', text),
  amount: open(money),
  paid: open(flag),
});

/** Hồ sơ. */
const dossier = entity(
  {
    code: naming(code),
    status: gathering(open(dossierState)),
    procedureCode: telling('procedure', referenceTo(procedureCodeOf)),
    procedureFieldCode: telling('procedure', code),
    applicantName: personal('name', text),
    applicantKind: open(
      coded('CITIZEN', 'BUSINESS', 'HOUSEHOLD_BUSINESS', 'ORGANISATION', 'UNKNOWN'),
    ),
    applicantIdNumber: personal('idNumber', identifier),
    applicantPhone: personal('phone', identifier),
    applicantAddress: personal('address', text),
    channel: open(coded('IN_PERSON', 'ONLINE', 'POST', 'UNKNOWN')),
    subject: personal('text', text),
    receivedAt: open(moment),
    acceptedAt: open(moment),
    dueAt: open(moment),
    finishedAt: open(moment),
    returnedAt: open(moment),
    currentAssignee: telling('official', text),
    limitDays: open(decimal),
    resultNumber: naming(text),
    resultIssuedAt: open(moment),
    resultIssuerCode: open(referenceTo(agencyCodeOf)),
    linkedCodes: naming(list),
  },
  { steps: step, supplements: supplement, payments: payment },
);

/** Đánh giá hài lòng: one row a rating. */
const rating = entity({
  ratedAt: open(moment),
  score: open(coded('VERY_GOOD', 'GOOD', 'BAD', 'UNKNOWN')),
});

/** What a one-stop's mapping may map. */
export const onestopEntities = { dossier, rating };
