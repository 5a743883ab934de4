import type { Needs } from '../sources/graph/arguments/selection.ts';
import { vicEntities } from './entities.ts';

/** The fields of the entity behind each field of `Agency`. */
export const agencyNeeds: Needs = {
  id: ['code'],
  code: ['code'],
  name: ['name'],
  kind: ['kind'],
  level: ['level'],
  parent: ['parentCode'],
  children: ['code'],
  issuedDocuments: ['code'],
  assignedDocuments: ['code'],
  userCount: ['code'],
  'source.repairs': Object.keys(vicEntities.agency.fields),
};

const documentId = ['issuerCode', 'issuedAt', 'notation'];

/** The fields of the entity behind each field of `Document`. */
export const documentNeeds: Needs = {
  documentId,
  direction: ['direction'],
  number: ['number'],
  notation: ['notation'],
  issuedOn: ['issuedAt'],
  arrivedOn: ['arrivedAt'],
  kind: ['kind'],
  subject: ['subject'],
  issuer: ['issuerCode'],
  issuerName: ['issuerName'],
  signer: ['signerName', 'signerPosition'],
  urgency: ['urgency'],
  responseTo: ['responseTo'],
  responses: documentId,
  'source.repairs': Object.keys(vicEntities.document.fields),
};
