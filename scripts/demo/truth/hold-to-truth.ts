import { byPath, withoutNulls } from './fields.ts';
import { answerOf, type Fields, type FieldValue } from '../losses.ts';
import type { DossierRecord } from './records.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../../trials/cases/ask.ts';

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

type Value = FieldValue | null;

/** Moments of a row: the day, and with its time where the source keeps that. */
type Moments<F extends string> = {
  readonly [K in `${F}On` | `${F}At`]: string | null;
};

/** A dossier as it was asked for. */
export interface AnsweredDossier extends Moments<'received' | 'due' | 'finished' | 'returned'> {
  readonly id: string;
  readonly code: Value;
  readonly status: { readonly value: string };
  readonly procedure: { readonly code: string } | null;
  readonly applicant: Readonly<Record<'name' | 'kind' | 'idNumber' | 'phone' | 'address', Value>>;
  readonly channel: Value;
  readonly subject: Value;
  readonly acceptedOn: Value;
  readonly currentAssignee: Value;
  readonly recomputedDue: { readonly date: string } | null;
  readonly linked: readonly { readonly id: string }[];
  readonly result: Readonly<Record<'number' | 'issuedOn' | 'issuerCode', Value>> | null;
  readonly resultDocument: { readonly documentId: string } | null;
  readonly steps: readonly (Moments<'started' | 'due' | 'finished'> & {
    readonly name: Value;
    readonly assignee: Value;
    readonly status: { readonly value: string } | null;
  })[];
  readonly supplements: readonly object[];
  readonly payments: readonly object[];
}

/** What the one-stop subgraph answers for each dossier, by id, 400 at a time. */
export async function askForDossiers(
  subgraph: Subgraph,
  records: readonly DossierRecord[],
): Promise<ReadonlyMap<string, AnsweredDossier>> {
  const answers = new Map<string, AnsweredDossier>();
  for (let start = 0; start < records.length; start += 400) {
    const representations = records
      .slice(start, start + 400)
      .map(({ id }) => ({ __typename: 'Dossier', id }));
    const { data, errors } = await ask(subgraph, DOSSIERS, { representations });
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
    for (const dossier of (data as { _entities: readonly (AnsweredDossier | null)[] })._entities)
      if (dossier !== null) answers.set(dossier.id, dossier);
  }
  return answers;
}

/** Whether a path is of the linked codes, which the graph answers as dossiers. */
export const isLink = (field: string): boolean => field.startsWith('linkedCodes.');

/** Every dossier whose answer is neither the truth nor a recorded loss, with the fields that differ. */
export function faultsOf(
  records: readonly DossierRecord[],
  answers: ReadonlyMap<string, AnsweredDossier>,
): readonly object[] {
  return records.flatMap(({ id, fields, losses }): readonly object[] => {
    const dossier = answers.get(id);
    const got = dossier === undefined ? {} : inOneOrder(fieldsOfAnswer(dossier));
    const wanted = inOneOrder(answerOf(fields, losses));
    const differing = [...new Set([...Object.keys(wanted), ...Object.keys(got)])].filter(
      (field) => !isLink(field) && wanted[field] !== got[field],
    );
    if (differing.length === 0) return [];
    const shown = differing.map(
      (field) => [field, { wanted: wanted[field], got: got[field] }] as const,
    );
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
  return Object.fromEntries<FieldValue>([
    ...others,
    ...texts.sort().map((text, place): [string, FieldValue] => [`row ${place}`, text]),
  ]);
}

/** A dossier of the graph by path, as the truth has it. */
function fieldsOfAnswer(dossier: AnsweredDossier): Fields {
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
      dossier.steps.map((step) => ({
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
function moment<F extends string>(row: Moments<F>, field: F): string | null {
  return row[`${field}At`]?.replace('+07:00', '') ?? row[`${field}On`];
}
