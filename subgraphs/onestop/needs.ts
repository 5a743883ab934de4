import { onestopEntities } from './entities.ts';
import type { Needs } from '../sources/graph/arguments/selection.ts';

/** The fields of the entity behind each field of `Dossier`. */
export const dossierNeeds: Needs = {
  code: ['code'],
  status: ['status'],
  procedure: ['procedureCode'],
  procedureSourceCode: ['procedureCode'],
  procedureFieldCode: ['procedureFieldCode'],
  currentAssignee: ['currentAssignee'],
  'applicant.name': ['applicantName'],
  'applicant.idNumber': ['applicantIdNumber'],
  'applicant.kind': ['applicantKind'],
  'applicant.phone': ['applicantPhone'],
  'applicant.address': ['applicantAddress'],
  channel: ['channel'],
  subject: ['subject'],
  receivedOn: ['receivedAt'],
  receivedAt: ['receivedAt'],
  acceptedOn: ['acceptedAt'],
  dueOn: ['dueAt'],
  dueAt: ['dueAt'],
  recomputedDue: ['receivedAt', 'acceptedAt', 'limitDays'],
  finishedOn: ['finishedAt'],
  finishedAt: ['finishedAt'],
  returnedOn: ['returnedAt'],
  returnedAt: ['returnedAt'],
  timeliness: ['finishedAt', 'dueAt', 'status'],
  linked: ['code', 'linkedCodes'],
  result: ['resultNumber', 'resultIssuedAt', 'resultIssuerCode'],
  resultDocument: ['resultNumber', 'resultIssuedAt', 'resultIssuerCode'],
  'source.repairs': Object.keys(onestopEntities.dossier.fields),
};

export const stepNeeds: Needs = {
  name: ['name'],
  assignee: ['assignee'],
  startedOn: ['startedAt'],
  startedAt: ['startedAt'],
  dueOn: ['dueAt'],
  dueAt: ['dueAt'],
  finishedOn: ['finishedAt'],
  finishedAt: ['finishedAt'],
  status: ['status'],
  'source.repairs': Object.keys(onestopEntities.dossier.children.steps.fields),
};
