import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { answerOf, LOSSES } from '../../../scripts/demo/losses.ts';
import type { DossierRecord } from '../../../scripts/demo/truth/records.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../../support/ask.ts';
import { demoProvince } from '../../support/graphs/demo-province.ts';
import { askForDossiers, faultsOf, isLink } from '../../../scripts/demo/truth/hold-to-truth.ts';
import { IN_CI } from '../../support/run/runs.ts';

const PAGE = `query ($after: String) {
  dossiers(first: 500, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount }
}`;

const DECISIONS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Document { documentId subject direction issuer { code } }
  }
}`;

jest.setTimeout(120_000);

describe('the ground truth of the demo province', () => {
  let directory: string;
  let records: readonly DossierRecord[];
  let subgraphs: Readonly<Record<'onestop' | 'vic' | 'procedures', Subgraph>>;
  let answers: ReadonlyMap<string, any>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-truth-'));
    const demo = join(directory, 'demo');
    await demoProvince(demo);
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
    records = gunzipSync(readFileSync(join(demo, 'truth.ndjson.gz')))
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as DossierRecord);
    answers = await askForDossiers(subgraphs.onestop, records);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.close()));
    rmSync(directory, { recursive: true, force: true });
  });

  it('is what the graph answers for every dossier, field by field, but for the losses that are recorded', () => {
    expect(faultsOf(records, answers)).toEqual([]);
  });

  it('is answered with the steps of a dossier in the order of time', () => {
    for (const { steps } of answers.values()) {
      const days = steps.map(({ startedOn }: { startedOn: string }) => startedOn);
      expect(days).toEqual([...days].sort());
    }
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

  it('has the dossiers that an office links, at other offices, and those link back', () => {
    const codesOf = ({ fields, losses }: DossierRecord) =>
      Object.entries(answerOf(fields, losses)).flatMap(([field, code]) =>
        isLink(field) ? [`${code}`] : [],
      );
    const officeOf = (id: string) => id.slice(0, id.indexOf(':'));
    const linking = records.filter((record) => codesOf(record).length > 0);
    const wanted = linking.map((record) => {
      const own = `${record.fields['code']}`;
      const meant = [...new Set(codesOf(record))].flatMap((code) =>
        linking.filter(
          ({ fields, ...rest }) =>
            `${fields['code']}` === code && codesOf({ fields, ...rest }).includes(own),
        ),
      );
      return [record.id, meant.map(({ id }) => id)] as const;
    });

    const linked = linking.map(({ id }) => [
      id,
      answers.get(id).linked.map((one: { id: string }) => one.id),
    ]);

    expect(wanted.length).toBeGreaterThan(20);
    expect(linked).toEqual(wanted);
    for (const [id, ids] of wanted) {
      expect(ids.length).toBeGreaterThan(0);
      for (const other of ids) expect(officeOf(other)).not.toBe(officeOf(id));
    }
  });

  it('has no step that waits on somebody in a dossier that is finished or closed', () => {
    const open = [
      'RECEIVED',
      'REGISTERED',
      'PROCESSING',
      'AWAITING_SUPPLEMENT',
      'AWAITING_PAYMENT',
    ];
    const waiting = records.filter(
      ({ fields }) =>
        !open.includes(`${fields['status']}`) &&
        Object.keys(fields).some(
          (field) =>
            /^steps\.\d+\.startedAt$/u.test(field) &&
            fields[field.replace('startedAt', 'finishedAt')] === undefined,
        ),
    );

    expect(waiting).toEqual([]);
  });

  it('has the decision that VIC keeps on a dossier, however its number was typed', async () => {
    const decided = records
      .filter(
        ({ decision, losses }) =>
          decision !== null && !losses.some(({ field }) => field === 'resultIssuerCode'),
      )
      // CI has time for some.
      .filter((_record, index) => !IN_CI || index % 5 === 0);
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
  }, 180_000);
});
