import {
  code,
  codeIn,
  coded,
  entity,
  flag,
  integer,
  list,
  moment,
  referenceTo,
  text,
} from '../sources/model/entity.ts';
import { agencyCodeOf, procedureCodeOf } from '../sources/model/official-codes.ts';

const procedureCode = entity({
  system: coded('NATIONAL_FULL', 'NATIONAL_SHORT', 'FORMER', 'LOCAL', 'UNKNOWN'),
  value: code,
  validFrom: moment,
  validTo: moment,
});

/** Cách thức thực hiện: prose, several rows a channel where cases differ. */
const channel = entity({
  channel: coded('IN_PERSON', 'ONLINE', 'POST', 'UNKNOWN'),
  limitText: text,
  limitCase: text,
  feeText: text,
});

/** Thành phần hồ sơ. */
const paper = entity({ name: text, originals: integer, copies: integer, form: text });

/** Thủ tục tại một cơ quan. */
const offering = entity({
  agencyCode: referenceTo(agencyCodeOf),
  onlineLevel: integer,
  throughOneStop: flag,
});

/** Thủ tục hành chính. */
const procedure = entity(
  {
    code: codeIn(procedureCodeOf),
    name: text,
    fieldCode: text,
    fieldName: text,
    level: coded('PROVINCE', 'DISTRICT', 'COMMUNE', 'UNKNOWN'),
    results: list,
    legalBases: list,
    applicants: list,
    conditions: text,
  },
  { codes: procedureCode, channels: channel, papers: paper, offerings: offering },
);

/** What a catalogue's mapping may map. */
export const procedureEntities = { procedure };
