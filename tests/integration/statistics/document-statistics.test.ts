import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { fileStore } from '../../../subgraphs/sources/copy/keeping/files/file-store.ts';
import { copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import { vicKind } from '../../../subgraphs/vic/context.ts';
import { createVicSubgraph } from '../../../subgraphs/vic/server.ts';
import { ask } from '../../support/ask.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(12, 6);
const AS_OF = '2016-08-16';

jest.setTimeout(60_000);

const DATABASES = [
  { name: 'sqlite', client: 'sqlite', url: '', freshness: 'LIVE' },
  { name: 'a copy', client: 'sqlite', url: '', freshness: 'COPY' },
  { name: 'postgres', client: 'postgres', url: await serverUrl('postgres'), freshness: 'LIVE' },
  { name: 'mysql', client: 'mysql', url: await serverUrl('mysql'), freshness: 'LIVE' },
] as const;

const days = fc.constantFrom(
  '2016-01-03',
  '2016-01-04',
  '2016-08-15',
  '2016-08-16',
  '',
  'xx',
  null,
);
const documents = fc.record({
  kind: fc.constantFrom('Công văn', 'công văn', 'Quyết định', '', null),
  urgency: fc.constantFrom('0', '1', '9', '', null),
  issued: days,
  tasks: fc.array(fc.record({ due: days, done: days }), { maxLength: 3 }),
  messages: fc.array(fc.constantFrom('01', '02', '05', '06', '13', '15', '16', '99', '', null), {
    maxLength: 4,
  }),
});
const DOCUMENTS = fc.sample(documents, { numRuns: 60, seed: 11 });

const text = (value: string | null): string => (value === null ? 'NULL' : `'${value}'`);

function statements(prefix: string): readonly string[] {
  const [document, task, message] = ['vb', 'viec', 'tin'].map((table) => `${prefix}${table}`);
  const rows = DOCUMENTS.flatMap(({ kind, urgency, issued, tasks, messages }, id) => [
    `INSERT INTO ${document} VALUES (${id}, ${[kind, urgency, issued].map(text).join()}, ${id % 7 === 0 ? 2 : 0})`,
    ...tasks.map(
      ({ due, done }) => `INSERT INTO ${task} VALUES (${id}, ${text(due)}, ${text(done)})`,
    ),
    ...messages.map((code) => `INSERT INTO ${message} VALUES (${id}, ${text(code)})`),
  ]);
  return [
    `CREATE TABLE ${document} (id integer PRIMARY KEY, loai varchar(20), khan varchar(2), ngay varchar(10), mat integer)`,
    `CREATE TABLE ${task} (vb integer, han varchar(10), xong varchar(10))`,
    `CREATE TABLE ${message} (vb integer, ma varchar(2))`,
    ...rows,
    // Under no document.
    `INSERT INTO ${task} VALUES (999, '2016-01-03', NULL)`,
  ];
}

const mapping = (client: string, url: string, prefix: string): string => `
source: { code: VIC, name: VIC }
database: { client: ${client}, url: "${url}" }
document:
  table: ${prefix}vb
  key: id
  where: { mat: 0 }
  columns:
    direction: { constant: INCOMING }
    kind: loai
    urgency: { column: khan, codes: { '0': NORMAL, '1': URGENT } }
    issuedAt: { column: ngay, date: yyyy-MM-dd }
  assignments:
    table: ${prefix}viec
    parent: vb
    columns: { dueAt: { column: han, date: yyyy-MM-dd }, completedAt: { column: xong, date: yyyy-MM-dd } }
  exchangeEvents:
    table: ${prefix}tin
    parent: vb
    columns:
      code:
        column: ma
        codes: { '01': ARRIVED, '02': REFUSED, '05': PROCESSING, '06': COMPLETED, '13': RECALL_ASKED, '15': RECALL_AGREED, '16': RECALL_REFUSED }
`;

const GROUPINGS = ['DIRECTION', 'KIND', 'URGENCY', 'EXCHANGE_STATE', 'ISSUED_MONTH'];

interface Document {
  readonly keys: Readonly<Record<string, string | null>>;
  readonly tasks: readonly string[];
}

function readDocument(node: any): Document {
  return {
    keys: {
      DIRECTION: node.direction,
      KIND: node.kind,
      URGENCY: node.urgency,
      EXCHANGE_STATE: node.exchangeState,
      ISSUED_MONTH: node.issuedOn?.slice(0, 7) ?? null,
    },
    tasks: node.assignments.map(({ dueOn, completedOn }: any) => {
      if (completedOn === null) return dueOn !== null && dueOn < AS_OF ? 'overdue' : 'notFinished';
      if (dueOn === null) return 'noDueDate';
      return completedOn < dueOn ? 'early' : completedOn === dueOn ? 'onTime' : 'late';
    }),
  };
}

describe.each(DATABASES)('documentStatistics over $name', ({ client, url, freshness }) => {
  const test = url === null ? it.skip : it;
  const prefix = `documents_${process.pid}_`;
  const directory = mkdtempSync(join(tmpdir(), 'motcua-documents-'));
  let subgraph: Subgraph;

  beforeAll(async () => {
    if (url === null) return;
    const address = client === 'sqlite' ? `file:${join(directory, 'vic.db')}` : url;
    await runAsOwner(client, address, statements(prefix));
    const sources = join(directory, 'sources');
    const options = { environment: {}, log: pino({ level: 'silent' }) };
    mkdirSync(sources);
    writeFileSync(join(sources, 'vic.yaml'), mapping(client, address, prefix));
    const copies = join(directory, 'copies');
    if (freshness === 'COPY') {
      const opened = openSources({ ...options, directory: sources, kind: vicKind });
      for (const source of opened) {
        await copySource(source, {
          store: fileStore({ directory: join(copies, 'vic'), memory: '100MB', threads: 1 }),
        });
        await source.close();
      }
    }
    subgraph = createVicSubgraph({
      ...options,
      sourcesDirectory: sources,
      ...(freshness === 'COPY' && {
        copies: { directory: copies, memory: '100MB', threads: 1, every: null },
      }),
    });
    await subgraph.start();
  });
  afterAll(async () => {
    if (url === null) return;
    await subgraph.close();
    if (client !== 'sqlite')
      await runAsOwner(
        client,
        url,
        ['vb', 'viec', 'tin'].map((table) => `DROP TABLE ${prefix}${table}`),
      );
    rmSync(directory, { recursive: true });
  });

  test('are what the documents themselves come to, whatever stands in them', async () => {
    const list = await ask(
      subgraph,
      `{ documents(first: 500, freshness: ${freshness}) { nodes {
        direction kind urgency exchangeState issuedOn assignments { dueOn completedOn } } } }`,
    );
    const all: readonly Document[] = list.data.documents.nodes.map(readDocument);

    expect(list.errors).toEqual([]);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...GROUPINGS), { maxLength: 3 }),
        async (groupBy) => {
          const { data, errors } = await ask(
            subgraph,
            `query ($groupBy: [DocumentGrouping!]!) {
              documentStatistics(groupBy: $groupBy, freshness: ${freshness}, asOf: "${AS_OF}") {
                groups { keys measures { count tasks { early onTime late noDueDate notFinished overdue untold } } }
                total { count } partial } }`,
            { groupBy },
          );
          const groups = new Map<string, { count: number; tasks: string[] }>();
          for (const { keys, tasks } of all) {
            const name = JSON.stringify(groupBy.map((by) => keys[by] ?? null));
            const group = groups.get(name) ?? { count: 0, tasks: [] };
            groups.set(name, group);
            group.count += 1;
            group.tasks.push(...tasks);
          }

          expect(errors).toEqual([]);
          const { groups: found, total, partial } = data.documentStatistics;
          expect([total.count, partial]).toEqual([all.length, false]);
          expect(found).toHaveLength(groups.size);
          for (const { keys, measures } of found) {
            const { count, tasks } = groups.get(JSON.stringify(keys)) ?? { count: 0, tasks: [] };
            const of = (name: string): number => tasks.filter((one) => one === name).length;
            expect({ keys, ...measures }).toEqual({
              keys,
              count,
              tasks: {
                early: of('early'),
                onTime: of('onTime'),
                late: of('late'),
                noDueDate: of('noDueDate'),
                notFinished: of('notFinished'),
                overdue: of('overdue'),
                untold: 0,
              },
            });
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
