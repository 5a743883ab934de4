import {
  code,
  codeIn,
  coded,
  entity,
  moment,
  naming,
  open,
  referenceTo,
  telling,
  text,
} from '../sources/model/entity.ts';
import { agencyCodeOf } from '../sources/model/official-codes.ts';

const agencyCode = referenceTo(agencyCodeOf);

const identifier = entity({
  scheme: open(coded('QCVN_102', 'QD_20', 'GSO', 'LOCAL', 'UNKNOWN')),
  value: open(code),
  validFrom: open(moment),
  validTo: open(moment),
});

/** Cơ quan, đơn vị. */
const agency = entity(
  {
    code: open(codeIn(agencyCodeOf)),
    name: open(text),
    kind: open(
      coded(
        'STATE',
        'PARTY',
        'MASS_ORGANISATION',
        'FATHERLAND_FRONT',
        'SPECIAL_ASSOCIATION',
        'UNKNOWN',
      ),
    ),
    level: open(coded('PROVINCE', 'DISTRICT', 'COMMUNE', 'UNKNOWN')),
    parentCode: open(agencyCode),
  },
  { identifiers: identifier },
);

/** Tài khoản: one row a user. */
const account = entity({ agencyCode: open(agencyCode) });

const assignment = entity({
  role: open(coded('LEAD', 'SUPPORT', 'INFORMED', 'UNKNOWN')),
  agencyCode: open(agencyCode),
  dueAt: open(moment),
  completedAt: open(moment),
});

const exchangeEvent = entity({
  code: open(
    coded(
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
  ),
  at: open(moment),
  fromCode: open(text),
});

/** Văn bản. */
const document = entity(
  {
    direction: open(coded('INCOMING', 'OUTGOING', 'UNKNOWN')),
    number: naming(text),
    notation: naming(text),
    issuedAt: open(moment),
    arrivedAt: open(moment),
    kind: open(text),
    subject: telling('text', text),
    issuerCode: open(agencyCode),
    issuerName: open(text),
    signerName: telling('official', text),
    signerPosition: open(text),
    urgency: open(coded('NORMAL', 'URGENT', 'VERY_URGENT', 'FLASH', 'UNKNOWN')),
    responseTo: open(text),
  },
  { assignments: assignment, exchangeEvents: exchangeEvent },
);

/** What a VIC mapping may map. */
export const vicEntities = { agency, account, document };
