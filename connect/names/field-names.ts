import type { Concept } from './lexicon.ts';
import { type Pattern, patterns } from './patterns.ts';

/** How the columns of one entity, or of a child of one, are called. */
export interface EntityNames {
  /** What its table is about; such words in its columns' names say nothing. */
  readonly about: readonly Concept[];
  /** How its table is called. */
  readonly table: readonly Pattern[];
  readonly fields: Readonly<Record<string, readonly Pattern[]>>;
}

function names(
  about: readonly Concept[],
  table: string,
  fields: Readonly<Record<string, string>>,
): EntityNames {
  return {
    about,
    table: patterns(table),
    fields: Object.fromEntries(
      Object.entries(fields).map(([field, written]) => [field, patterns(written)]),
    ),
  };
}

const STEP_DATES = {
  startedAt: 'date+start 1|start 0.8|date+receive 0.85|date+create 0.75|date+step 0.85|date 0.75',
  dueAt: 'date+due 1|due 0.85|due+finish 0.9',
  finishedAt: 'date+finish 1|finish 0.7',
};

/** By entity, or `entity.child`. */
export const ENTITY_NAMES: Readonly<Record<string, EntityNames>> = {
  dossier: names(
    ['case'],
    'case 1|case+receive 1|procedure+case 0.8|result+case 0.8|case+receiptNumber 1',
    {
      code: 'receiptNumber 1|code+case 1|trackingNumber 0.9|code+receive 0.95|code+receiptNumber 1|code 0.72',
      status: 'status 1|code+status 1',
      procedureCode:
        'code+procedure 1|procedure 0.9|case+kind 0.85|procedure+kind 0.85|code+case+kind 0.9|result+kind 0.85|kind 0.55',
      procedureFieldCode: 'code+field 1|field 0.95|kind+field 0.9',
      applicantName:
        'name+applicant 1|fullName+applicant 1|fullName 0.95|applicant 0.85|sender 0.8|name 0.6|user 0.5',
      applicantKind: 'object 1|object+kind 1|applicant+kind 1',
      applicantIdNumber:
        'identity 1|identity+applicant 1|code+identity 1|code+identity+applicant 1|code+applicant+paper 0.9',
      applicantPhone: 'phone 1|phone+applicant 1|code+phone 1',
      applicantAddress: 'address 1|address+applicant 1',
      channel: 'channel 1|manner+submit 1|manner+receive 1|channel+submit 1|channel+receive 1',
      subject: 'subject 1|name+case 0.75|subject+case 1',
      receivedAt: 'date+receive 1|receive 0.75|date+submit 0.95|submit 0.6|date+create 0.6',
      acceptedAt: 'date+accept 1|accept 0.6',
      dueAt: 'date+due 1|due 0.88|due+giveBack 0.95|date+due+giveBack 1|due+finish+date 0.95',
      finishedAt: 'date+finish 1|finish 0.6',
      returnedAt: 'date+giveBack 1|date+actual+giveBack 1|giveBack 0.6',
      currentAssignee: 'assignee 1|name+assignee 1|assignee+step 0.95',
      limitDays: 'dayCount 1|dayCount+due 1|dayCount+finish 1|count+date 0.7',
      resultNumber: 'code+result 1|notation+result 1|code+notation+result 1',
      resultIssuedAt:
        'date+result 1|date+issue+result 1|date+sign+result 1|date+issue 0.8|date+issue+document 0.8',
      resultIssuerCode:
        'agency+issue 0.9|agency+issue+result 1|agency+result 0.9|agency+sign 0.9|code+agency+issue 0.95',
      linkedCodes: 'link+code 0.95|link+case 0.95|code+link+case 1|link 0.7|code+case+parent 0.9',
    },
  ),
  'dossier.steps': names(
    ['step', 'case'],
    'step 1|step+case 1|status+case 0.8|step+status 0.8|status 0.7|assignee+case 0.7',
    {
      name: 'name+step 1|step 0.95|name+status 0.85|name 0.8|subject 0.6',
      assignee: 'assignee 1|name+assignee 1|user 0.7|recipient 0.75|creator 0.5',
      ...STEP_DATES,
      status: 'status 1|code+status 1',
    },
  ),
  'dossier.supplements': names(['supplement', 'case'], 'supplement 1|supplement+case 1', {
    askedAt: 'date+ask 1|date+create 0.8|date+supplement 0.82|date 0.7|ask 0.6',
    receivedAt:
      'date+receive 1|date+submit 0.95|date+giveBack 0.7|date+response 0.9|date+supplement 0.8',
    content: 'subject 1|reason 0.9|subject+supplement 1|note 0.75',
    dueBefore: 'due+previous 1|date+due+previous 1',
    dueAfter: 'due+renewed 1|date+due+renewed 1',
  }),
  'dossier.payments': names(['payment', 'case'], 'payment 1|payment+case 1', {
    name: 'name+payment 1|name 0.85|kind+payment 0.8|payment 0.6|subject 0.6|reason 0.6',
    amount: 'amount 1|amount+payment 1|payment 0.7',
    paid: 'paid 1|status+payment 0.95|status 0.75',
  }),
  rating: names(
    ['rating', 'case'],
    'rating 1|rating+case 1|rating+result 0.95|rating+receiptNumber 0.9',
    {
      ratedAt: 'date+rating 1|date+create 0.9|date 0.85|date+submit 0.8',
      score: 'score 1|score+rating 1|rating 0.95|result+rating 0.95|kind+rating 0.7|level 0.8',
    },
  ),

  document: names(['document'], 'document 1|document+arrive 1|document+leave 1|document+issue 1', {
    direction: 'direction 1',
    number: 'code+arrive 1|code+leave 1|code+document 0.9|code 0.8|code+document+arrive 1',
    notation: 'notation 1|code+notation 1|notation+document 1|code+document+notation 1',
    issuedAt: 'date+issue 1|date+document 0.95|date+sign 0.85|date+document+sign 0.9',
    arrivedAt: 'date+arrive 1|date+receive 0.95|date+arrive+receive 1',
    kind: 'kind+document 1|kind 0.9|name+kind 0.9',
    subject: 'subject 1|subject+document 1',
    issuerCode:
      'code+agency+issue 1|agency+issue 0.9|code+agency 0.75|code+sender 0.8|code+agency+sender 0.95',
    issuerName:
      'agency+issue 1|agency+sender 1|agency+issue+name 1|sender 0.9|agency+submit 0.9|agency 0.6|name+agency 0.75',
    signerName: 'signer 1|name+signer 1|sign 0.7|name+sign 0.9',
    signerPosition: 'position 1|position+signer 1|position+sign 1',
    urgency: 'urgency 1',
    responseTo: 'response 1|response+document 1',
  }),
  'document.assignments': names(
    ['step', 'document', 'assignee'],
    'step 1|assignee 0.9|step+document 1|assignee+document 1|step+document+arrive 1',
    {
      role: 'role 1|kind+assignee 0.8|kind 0.6',
      agencyCode: 'agency 1|code+agency 1|agency+receive 0.9|recipient 0.8',
      dueAt: 'date+due 1|due 0.85',
      completedAt: 'date+finish 1|finish 0.7',
    },
  ),
  'document.exchangeEvents': names(
    ['document', 'link', 'status'],
    'status+link 1|link+document 0.8|status+document 0.8',
    {
      code: 'code+status 1|status 0.95',
      at: 'date 1|date+create 0.8|date+status 0.9|date+receive 0.7|date+update 0.7',
      fromCode: 'sender 1|agency+sender 1|agency 0.7|code+sender 1',
    },
  ),
  agency: names(['agency'], 'agency 1', {
    code: 'code+agency 1|code 0.95|identity 0.9',
    name: 'name+agency 1|name 0.95',
    kind: 'kind+agency 0.9|kind 0.85',
    level: 'level 1|level+agency 1',
    parentCode: 'parent+code 1|parent+agency 1|code+parent+agency 1|parent 0.9',
  }),
  'agency.identifiers': names(['agency', 'code'], 'code+agency 1|identity+agency 0.9', {
    scheme: 'scheme 1|kind+code 1|kind 0.8',
    value: 'value 1|code 0.85',
    validFrom: 'validFrom 1|date+start 0.9|start 0.9',
    validTo: 'validTo 1|date+finish 0.9|finish 0.85',
  }),
  account: names(['user'], 'user 1', { agencyCode: 'agency 1|code+agency 1' }),

  procedure: names(
    ['procedure'],
    'procedure 1|kind+case 0.9|kind+procedure 0.9|kind+procedure+case 0.9',
    {
      code: 'code+procedure 1|code 0.85|code+kind+case 0.95',
      name: 'name+procedure 1|name 0.9|name+kind+case 1|subject 0.5',
      fieldCode: 'code+field 1|field 0.8',
      fieldName: 'name+field 1',
      level: 'level 1|level+procedure 1',
      results: 'result 1|result+finish 1',
      legalBases: 'legal 1',
      applicants: 'object 1|applicant 0.9|applicant+kind 0.9',
      conditions: 'condition 1|ask 0.8',
    },
  ),
  'procedure.codes': names(['procedure', 'code'], 'code+procedure 1', {
    system: 'scheme 1|kind+code 1|kind 0.8',
    value: 'value 1|code 0.85',
    validFrom: 'validFrom 1|date+start 0.9|start 0.9',
    validTo: 'validTo 1|date+finish 0.9|finish 0.85',
  }),
  'procedure.channels': names(
    ['channel', 'procedure'],
    'channel 1|manner 0.8|channel+procedure 1',
    {
      channel: 'channel 1|manner 0.8|code+channel 1',
      limitText: 'dayCount 1|due 0.9|date 0.85',
      limitCase: 'case 0.9|condition 0.6',
      feeText: 'payment 1|amount 0.9',
    },
  ),
  'procedure.papers': names(
    ['paper', 'procedure', 'case'],
    'paper 1|paper+procedure 1|file+case 0.6',
    {
      name: 'name+paper 1|name 0.95|paper 0.7',
      originals: 'originals 1|count+originals 1',
      copies: 'copies 1|count+copies 1',
      form: 'manner 0.9|name+manner 0.95|manner+case 0.9',
    },
  ),
  'procedure.offerings': names(['agency', 'procedure'], 'agency+procedure 1', {
    agencyCode: 'agency 1|code+agency 1',
    onlineLevel: 'online 1|level 0.85',
    throughOneStop: 'oneStop 1',
  }),
};

/** Tables that are never what a table of rows is looked for: look-ups, logs, papers, settings, people. */
export const BESIDE: readonly Concept[] = [
  'kind',
  'step',
  'file',
  'user',
  'config',
  'note',
  'payment',
  'supplement',
  'rating',
  'paper',
  'place',
  'agency',
  'status',
  'link',
  'remove',
  'field',
  'count',
  'applicant',
  'assignee',
];
