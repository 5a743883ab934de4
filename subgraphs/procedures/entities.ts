import {
  code,
  codeIn,
  coded,
  entity,
  flag,
  integer,
  list,
  moment,
  open,
  referenceTo,
  text,
} from '../sources/model/entity.ts';
import { agencyCodeOf, procedureCodeOf } from '../sources/model/official-codes.ts';

const procedureCode = entity({
  system: open(coded('NATIONAL_FULL', 'NATIONAL_SHORT', 'FORMER', 'LOCAL', 'UNKNOWN')),
  value: open(code),
  validFrom: open(moment),
  validTo: open(moment),
});

/** Cách thức thực hiện: prose, several rows a channel where cases differ. */
const channel = entity({
  channel: open(coded('IN_PERSON', 'ONLINE', 'POST', 'UNKNOWN')),
  limitText: open(text),
  limitCase: open(text),
  feeText: open(text),
});

/** Thành phần hồ sơ. */
const paper = entity({
  name: open(text),
  originals: open(integer),
  copies: open(integer),
  form: open(text),
});

/** Thủ tục tại một cơ quan. */
const offering = entity({
  agencyCode: open(referenceTo(agencyCodeOf)),
  onlineLevel: open(integer),
  throughOneStop: open(flag),
});

/** Thủ tục hành chính. */
const procedure = entity(
  {
    code: open(codeIn(procedureCodeOf)),
    name: open(text),
    fieldCode: open(text),
    fieldName: open(text),
    level: open(coded('PROVINCE', 'DISTRICT', 'COMMUNE', 'UNKNOWN')),
    results: open(list),
    legalBases: open(list),
    applicants: open(list),
    conditions: open(text),
  },
  { codes: procedureCode, channels: channel, papers: paper, offerings: offering },
);

/** What a catalogue's mapping may map. */
export const procedureEntities = { procedure };
