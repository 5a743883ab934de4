import { byPath, withoutNulls } from '../../scripts/demo/fields.ts';
import { answerOf, type Fields, type FieldValue } from '../../scripts/demo/losses.ts';
import type { DossierRecord } from '../../scripts/demo/records.ts';
import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { ask } from './ask.ts';

const DOSSIERS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Dossier {
      id code status { value } procedure { code }
      applicant { name kind idNumber phone address }
      channel subject receivedOn receivedAt acceptedOn dueOn dueAt finishedOn finishedAt returnedOn returnedAt currentAssignee
      recomputedDue { date } linked { id } result { number issuedOn issuerCode } resultDocument { documentId }
      steps { name assignee startedOn startedAt dueOn dueAt finishedOn finishedAt status { value } }
      supplements { askedOn receivedOn content dueOnBefore dueOnAfter }
      payments { name amount paid }
    }
  }
}`;

/** What the one-stop subgraph answers for each dossier, by id, 400 at a time. */
export async function askForDossiers(
  subgraph: Subgraph,
  records: readonly DossierRecord[],
): Promise<ReadonlyMap<string, any>> {
  const answers = new Map<string, any>();
  for (let start = 0; start < records.length; start += 400) {
    const representations = records
      .slice(start, start + 400)
      .map(({ id }) => ({ __typename: 'Dossier', id }));
    const { data, errors } = await ask(subgraph, DOSSIERS, { representations });
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
    for (const dossier of data._entities) if (dossier !== null) answers.set(dossier.id, dossier);
  }
  return answers;
}

/** Whether a path is of the linked codes, which the graph answers as dossiers. */
export const isLink = (field: string): boolean => field.startsWith('linkedCodes.');

/** Every dossier whose answer is neither the truth nor a recorded loss, with the fields that differ. */
export function faultsOf(
  records: readonly DossierRecord[],
  answers: ReadonlyMap<string, any>,
): readonly object[] {
  return records.flatMap(({ id, fields, losses }) => {
    const dossier = answers.get(id);
    const got = dossier === undefined ? {} : inOneOrder(fieldsOfAnswer(dossier));
    const wanted = inOneOrder(answerOf(fields, losses));
    const differing = [...new Set([...Object.keys(wanted), ...Object.keys(got)])].filter(
      (field) => !isLink(field) && wanted[field] !== got[field],
    );
    if (differing.length === 0) return [];
    const shown = differing.map((field) => [field, { wanted: wanted[field], got: got[field] }]);
    return [{ id, ...Object.fromEntries(shown) }];
  });
}

/** Rows of lists in the order of their text: of steps that began at the same moment, none is the first. */
function inOneOrder(fields: Fields): Fields {
  const rows = new Map<string, [string, unknown][]>();
  const others: [string, FieldValue][] = [];
  for (const [path, value] of Object.entries(fields)) {
    const [, list, place, field] = /^(\w+)\.(\d+)\.(\w+)$/u.exec(path) ?? [];
    if (list === undefined) others.push([path, value]);
    else {
      const key = `${list}.${place}`;
      rows.set(key, [...(rows.get(key) ?? []), [field ?? '', value]]);
    }
  }
  const texts = [...rows].map(([key, row]) => {
    const list = key.slice(0, key.indexOf('.'));
    return `${list} ${JSON.stringify(row.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
  });
  return Object.fromEntries([
    ...others,
    ...texts.sort().map((text, place) => [`row ${place}`, text]),
  ]);
}

/** A dossier of the graph by path, as the truth has it. */
function fieldsOfAnswer(dossier: any): Fields {
  const { applicant, result } = dossier;
  return withoutNulls({
    code: dossier.code,
    status: dossier.status.value,
    procedureCode: dossier.procedure?.code ?? null,
    applicantName: applicant.name,
    applicantKind: applicant.kind,
    applicantIdNumber: applicant.idNumber,
    applicantPhone: applicant.phone,
    applicantAddress: applicant.address,
    channel: dossier.channel,
    subject: dossier.subject,
    receivedAt: moment(dossier, 'received'),
    acceptedOn: dossier.acceptedOn,
    dueAt: moment(dossier, 'due'),
    finishedAt: moment(dossier, 'finished'),
    returnedAt: moment(dossier, 'returned'),
    currentAssignee: dossier.currentAssignee,
    recomputedDue: dossier.recomputedDue?.date ?? null,
    resultNumber: result?.number ?? null,
    resultIssuedOn: result?.issuedOn ?? null,
    resultIssuerCode: result?.issuerCode ?? null,
    ...byPath(
      'steps',
      dossier.steps.map((step: any) => ({
        name: step.name,
        assignee: step.assignee,
        startedAt: moment(step, 'started'),
        dueAt: moment(step, 'due'),
        finishedAt: moment(step, 'finished'),
        status: step.status?.value ?? null,
      })),
    ),
    ...byPath('supplements', dossier.supplements),
    ...byPath('payments', dossier.payments),
  });
}

/** With its time where the source keeps that, otherwise the day. */
function moment(row: any, field: string): string | null {
  return row[`${field}At`]?.replace('+07:00', '') ?? row[`${field}On`];
}
