import { code, codeIn, coded, entity, moment, referenceTo, text } from '../sources/model/entity.ts';
import { agencyCodeOf } from '../sources/model/official-codes.ts';

const agencyCode = referenceTo(agencyCodeOf);

const identifier = entity({
  scheme: coded('QCVN_102', 'QD_20', 'GSO', 'LOCAL', 'UNKNOWN'),
  value: code,
  validFrom: moment,
  validTo: moment,
});

/** Cơ quan, đơn vị. */
const agency = entity(
  {
    code: codeIn(agencyCodeOf),
    name: text,
    kind: coded(
      'STATE',
      'PARTY',
      'MASS_ORGANISATION',
      'FATHERLAND_FRONT',
      'SPECIAL_ASSOCIATION',
      'UNKNOWN',
    ),
    level: coded('PROVINCE', 'DISTRICT', 'COMMUNE', 'UNKNOWN'),
    parentCode: agencyCode,
  },
  { identifiers: identifier },
);

/** Tài khoản: one row a user. */
const account = entity({ agencyCode: agencyCode });

const assignment = entity({
  role: coded('LEAD', 'SUPPORT', 'INFORMED', 'UNKNOWN'),
  agencyCode: agencyCode,
  dueAt: moment,
  completedAt: moment,
});

const exchangeEvent = entity({
  code: coded(
    'ARRIVED',
    'REFUSED',
    'ACCEPTED',
    'ASSIGNED',
    'PROCESSING',
    'COMPLETED',
    'RECALL_ASKED',
    'RECALL_AGREED',
    'RECALL_REFUSED',
    'UNKNOWN',
  ),
  at: moment,
  fromCode: text,
});

/** Văn bản. */
const document = entity(
  {
    direction: coded('INCOMING', 'OUTGOING', 'UNKNOWN'),
    number: text,
    notation: text,
    issuedAt: moment,
    arrivedAt: moment,
    kind: text,
    subject: text,
    issuerCode: agencyCode,
    issuerName: text,
    signerName: text,
    signerPosition: text,
    urgency: coded('NORMAL', 'URGENT', 'VERY_URGENT', 'FLASH', 'UNKNOWN'),
    responseTo: text,
  },
  { assignments: assignment, exchangeEvents: exchangeEvent },
);

/** What a VIC mapping may map. */
export const vicEntities = { agency, account, document };
