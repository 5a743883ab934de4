import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { ensureDemoData } from '../../scripts/demo-data.ts';
import { byPath, withoutNulls } from '../../scripts/demo/fields.ts';
import { answerOf, type Fields, LOSSES } from '../../scripts/demo/losses.ts';
import { connectedOffices } from '../../scripts/demo/offices.ts';
import type { DossierRecord } from '../../scripts/demo/records.ts';
import { inRepository } from '../../scripts/subgraph-names.ts';
import { createSubgraph } from '../../scripts/subgraphs.ts';
import type { Subgraph } from '../../service/subgraph.ts';
import { ask } from '../support/ask.ts';

const DOSSIERS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Dossier {
      id code status { value } procedure { code }
      applicant { name kind idNumber phone address }
      channel subject receivedOn receivedAt acceptedOn dueOn dueAt finishedOn finishedAt returnedOn returnedAt
      recomputedDue { date } linked { id } result { number issuedOn issuerCode } resultDocument { documentId }
      steps { name assignee startedOn startedAt dueOn dueAt finishedOn finishedAt status { value } }
      supplements { askedOn receivedOn content dueOnBefore dueOnAfter }
      payments { name amount paid }
    }
  }
}`;

const PAGE = `query ($after: String) {
  dossiers(first: 500, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount }
}`;

const DECISIONS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Document { documentId subject direction issuer { code } }
  }
}`;

/** A moment as the truth has it: with its time where the source keeps that, otherwise the day. */
const moment = (row: any, field: string): string | null =>
  row[`${field}At`]?.replace('+07:00', '') ?? row[`${field}On`];

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

/** Whether a path is of the linked codes, which the graph answers as dossiers. */
const isLink = (field: string): boolean => field.startsWith('linkedCodes.');

describe('the ground truth of the demo province', () => {
  let directory: string;
  let records: readonly DossierRecord[];
  let subgraphs: Readonly<Record<'onestop' | 'vic' | 'procedures', Subgraph>>;
  const answers = new Map<string, any>();

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-truth-'));
    const demo = join(directory, 'demo');
    await ensureDemoData({ directory: demo, onProgress: () => undefined });
    const open = async (name: 'onestop' | 'vic' | 'procedures'): Promise<Subgraph> => {
      const subgraph = await createSubgraph(name, {
        sourcesDirectory: inRepository(`subgraphs/${name}/sources`),
        environment: { DEMO_DIR: demo },
        log: pino({ level: 'silent' }),
      });
      await subgraph.start();
      return subgraph;
    };
    subgraphs = {
      onestop: await open('onestop'),
      vic: await open('vic'),
      procedures: await open('procedures'),
    };
    const connected = new Set(connectedOffices.map(({ source }) => source));
    records = gunzipSync(readFileSync(join(demo, 'truth.ndjson.gz')))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as DossierRecord)
      .filter(({ id }) => connected.has(id.slice(0, id.indexOf(':'))));
    for (let start = 0; start < records.length; start += 400) {
      const representations = records
        .slice(start, start + 400)
        .map(({ id }) => ({ __typename: 'Dossier', id }));
      const { data, errors } = await ask(subgraphs.onestop, DOSSIERS, { representations });
      expect(errors).toEqual([]);
      for (const dossier of data._entities) if (dossier !== null) answers.set(dossier.id, dossier);
    }
  }, 120_000);
  afterAll(async () => {
    await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close()));
    rmSync(directory, { recursive: true, force: true });
  });

  it('is what the graph answers for every dossier, field by field, but for the losses that are recorded', () => {
    const wrong = records.flatMap(({ id, fields, losses }) => {
      const answer = answers.get(id);
      const got = answer === undefined ? null : fieldsOfAnswer(answer);
      const wanted = Object.fromEntries(
        Object.entries(answerOf(fields, losses)).filter(([field]) => !isLink(field)),
      );
      return JSON.stringify(sorted(got)) === JSON.stringify(sorted(wanted))
        ? []
        : [{ id, ...differences(wanted, got ?? {}) }];
    });

    expect(wrong).toEqual([]);
  });

  it('has every loss by a name that is explained, and every name occurs', () => {
    const names = new Set(records.flatMap(({ losses }) => losses.map(({ name }) => name)));

    expect([...names].sort()).toEqual(Object.keys(LOSSES).sort());
  });

  it('is all that lists show: nothing deleted, practised, orphaned or moved away', async () => {
    const listed: string[] = [];
    let total: number | null = null;
    for (let after: string | null = null, more = true; more;) {
      const { data, errors } = await ask(subgraphs.onestop, PAGE, { after });
      expect(errors).toEqual([]);
      listed.push(...data.dossiers.nodes.map(({ id }: { id: string }) => id));
      total = data.dossiers.totalCount;
      ({ endCursor: after, hasNextPage: more } = data.dossiers.pageInfo);
    }

    expect(listed.sort()).toEqual(records.map(({ id }) => id).sort());
    expect(total).toBe(records.length);
  });

  it('has the dossiers that an office links, under a code that just one of them bears', () => {
    const byCode = new Map(records.map(({ id, fields }) => [`${fields['code'] ?? ''}`, id]));
    const wanted = records.flatMap(({ id, fields, losses }) => {
      const codes = Object.entries(answerOf(fields, losses)).filter(([field]) => isLink(field));
      return codes.length === 0 ? [] : [[id, codes.map(([, code]) => byCode.get(`${code}`))]];
    });

    const linked = [...answers.values()].flatMap(({ id, linked: its }) =>
      its.length === 0 ? [] : [[id, its.map((one: { id: string }) => one.id)]],
    );

    expect(wanted.length).toBeGreaterThan(20);
    expect(linked).toEqual(wanted);
  });

  it('has the decision that VIC keeps on a dossier, however its number was typed', async () => {
    const decided = records.filter(
      ({ decision, losses }) =>
        decision !== null && !losses.some(({ field }) => field === 'resultIssuerCode'),
    );
    const keys = decided.map(({ id }) => ({
      __typename: 'Document',
      documentId: answers.get(id).resultDocument.documentId,
    }));
    const found: any[] = [];
    for (let start = 0; start < keys.length; start += 100) {
      const { data, errors } = await ask(subgraphs.vic, DECISIONS, {
        representations: keys.slice(start, start + 100),
      });
      expect(errors).toEqual([]);
      found.push(...data._entities);
    }

    expect(found.map((document) => [document?.subject, document?.issuer?.code])).toEqual(
      decided.map(({ decision, fields }) => [decision, fields['resultIssuerCode']]),
    );
  }, 60_000);
});

function sorted(fields: unknown): unknown {
  return fields === null
    ? null
    : Object.entries(fields as Fields).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Only what differs, for a reader. */
function differences(wanted: Fields, got: Fields): object {
  const fields = [...new Set([...Object.keys(wanted), ...Object.keys(got)])].filter(
    (field) => wanted[field] !== got[field],
  );
  return Object.fromEntries(
    fields.map((field) => [field, { wanted: wanted[field], got: got[field] }]),
  );
}
