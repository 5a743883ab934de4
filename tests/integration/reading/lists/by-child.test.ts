import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { runAsOwner } from '../../../../scripts/demo/writers/owner.ts';
import { createSubgraph, openSubgraphSources } from '../../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../../service/graphql/subgraph.ts';
import { fileStore } from '../../../../subgraphs/sources/copy/keeping/files/file-store.ts';
import { copySource } from '../../../../subgraphs/sources/copy/writing/copy-source.ts';
import { ask } from '../../../support/ask.ts';
import { serverUrl } from '../../../support/offices/servers.ts';

const AGENCIES = ['H12.01', 'H12.02', 'H12.03', 'H12.04'] as const;
const folder = mkdtempSync(join(tmpdir(), 'motcua-by-child-'));
const log = pino({ level: 'silent' });
const named = (name: string): string => `by_child_${name}_${process.pid}`;
const [AGENCY, DOCUMENT, ASSIGNMENT] = [named('agency'), named('document'), named('assignment')];
const [PROCEDURE, OFFERING] = [named('procedure'), named('offering')];
const TABLES = [AGENCY, DOCUMENT, ASSIGNMENT, PROCEDURE, OFFERING];

/** Keys that differ in the case of a letter, or in a mark, are keys of different rows. */
const KEYS = Array.from({ length: 24 }, (_, place) => {
  const number = Math.floor(place / 3);
  return [`VB-a${number}`, `VB-A${number}`, `VB-á${number}`][place % 3] ?? '';
});

interface Document {
  readonly key: string;
  readonly issued: string;
}

const documents: readonly Document[] = KEYS.map((key, place) => ({
  key,
  issued: `2016-08-${String((place % 9) + 1).padStart(2, '0')}`,
}));

/** Each agency has some documents twice; some rows refer to no document, or to one that is not there, and some to no agency. */
const assignments = Array.from({ length: 90 }, (_, place) => ({
  id: place + 1,
  document: place % 17 === 0 ? null : place % 13 === 0 ? 'VB-none' : (KEYS[(place * 7) % 24] ?? ''),
  // The fourth has none.
  agency: place % 11 === 0 ? null : (AGENCIES[place % 3] ?? null),
  due: `2016-09-${String((place % 28) + 1).padStart(2, '0')}`,
}));

const offerings = Array.from({ length: 30 }, (_, place) => ({
  id: place + 1,
  procedure: (place % 8) + 1,
  agency: AGENCIES[place % 3] ?? null,
  level: (place % 4) + 1,
}));

const quoted = (value: string | null): string => (value === null ? 'NULL' : `'${value}'`);

/** Codes of agencies stand in a column of fixed width, which a database may fill up with blanks. */
function statements(client: string): readonly string[] {
  const moments = client === 'postgres' ? 'timestamp' : 'datetime';
  const exact = client === 'mysql' ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
  const loose = client === 'mysql' ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci' : '';
  // Where a database takes letters of either case for one, rows refer by either.
  const reference = (procedure: number): string =>
    client === 'mysql' && procedure % 2 === 0 ? `tt-${procedure}` : `TT-${procedure}`;
  const all = (table: string, rows: readonly string[]): string =>
    `INSERT INTO ${table} VALUES ${rows.map((row) => `(${row})`).join(', ')}`;
  return [
    `CREATE TABLE ${AGENCY} (ma varchar(12) NOT NULL PRIMARY KEY)`,
    `CREATE TABLE ${DOCUMENT} (ma varchar(20)${exact} NOT NULL PRIMARY KEY, ngay ${moments})`,
    `CREATE TABLE ${ASSIGNMENT} (id int NOT NULL PRIMARY KEY, vanban varchar(20)${exact}, donvi char(12), han ${moments})`,
    `CREATE TABLE ${PROCEDURE} (id varchar(20)${loose} NOT NULL PRIMARY KEY, ma varchar(20))`,
    `CREATE TABLE ${OFFERING} (id int NOT NULL PRIMARY KEY, thutuc varchar(20)${loose}, donvi char(12), mucdo int)`,
    all(AGENCY, AGENCIES.map(quoted)),
    all(
      DOCUMENT,
      documents.map(({ key, issued }) => `${quoted(key)}, '${issued} 08:00:00'`),
    ),
    all(
      ASSIGNMENT,
      assignments.map(
        ({ id, document, agency, due }) =>
          `${id}, ${quoted(document)}, ${quoted(agency)}, '${due} 17:00:00'`,
      ),
    ),
    all(
      PROCEDURE,
      Array.from({ length: 8 }, (_, place) => `'TT-${place + 1}', '1.00000${place + 1}'`),
    ),
    all(
      OFFERING,
      offerings.map(
        ({ id, procedure, agency, level }) =>
          `${id}, '${reference(procedure)}', ${quoted(agency)}, ${level}`,
      ),
    ),
    // A database that has not counted its rows is taken for a large one, and its copy is asked.
    ...(client === 'postgres' ? TABLES.map((table) => `ANALYZE ${table}`) : []),
  ];
}

const mappings = {
  vic: `
agency: { table: ${AGENCY}, key: ma, columns: { code: ma } }
document:
  table: ${DOCUMENT}
  key: ma
  columns: { notation: ma, issuedAt: ngay }
  assignments:
    table: ${ASSIGNMENT}
    key: id
    parent: vanban
    columns: { agencyCode: donvi, dueAt: han }
`,
  procedures: `
procedure:
  table: ${PROCEDURE}
  key: id
  columns: { code: ma }
  offerings:
    table: ${OFFERING}
    key: id
    parent: thutuc
    columns: { agencyCode: donvi, onlineLevel: mucdo }
`,
} as const;

const DATABASES = [
  { client: 'sqlite', url: `file:${join(folder, 'rows.db')}` },
  { client: 'postgres', url: await serverUrl('postgres') },
  { client: 'mysql', url: await serverUrl('mysql') },
] as const;
const there = DATABASES.flatMap(({ client, url }) => (url === null ? [] : [{ client, url }]));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Keys of the documents that an agency has to do with. */
function assignedTo(agency: string): readonly Document[] {
  const keys = new Set(
    assignments.flatMap((one) => (one.agency === agency ? (one.document ?? []) : [])),
  );
  return documents.filter(({ key }) => keys.has(key));
}

const sorted = (keys: readonly string[]): readonly string[] => [...keys].sort();

describe.each(there)(
  'rows of $client that are found by what hangs under them',
  ({ client, url }) => {
    const opened: Partial<Record<keyof typeof mappings, Subgraph>> = {};
    const entities = async (
      name: keyof typeof mappings,
      representations: readonly object[],
      selection: string,
      variables: object = {},
      declared = '',
    ): Promise<readonly any[]> => {
      const { data, errors } = await ask(
        opened[name]!,
        `query ($of: [_Any!]! ${declared}) { _entities(representations: $of) { ${selection} } }`,
        { of: representations, ...variables },
      );
      expect(errors).toEqual([]);
      return data._entities as readonly any[];
    };
    const agency = (code: string): object => ({ __typename: 'Agency', code });

    beforeAll(async () => {
      await runAsOwner(client, url, statements(client));
      for (const name of ['vic', 'procedures'] as const) {
        const directory = join(folder, client, name);
        mkdirSync(directory, { recursive: true });
        writeFileSync(
          join(directory, 'one.yaml'),
          `source: { code: ONE, name: One }\ndatabase: { client: ${client}, url: '${url}' }\ncopy: { share: 1 }\n${mappings[name]}`,
        );
        const copies = join(folder, client, 'copies');
        const options = { environment: {}, log };
        const sources = await openSubgraphSources(name, { ...options, directory });
        for (const source of sources)
          await copySource(source, {
            store: fileStore({ directory: join(copies, name), memory: '100MB', threads: 1 }),
          });
        await Promise.all(sources.map((source) => source.close()));
        const subgraph = await createSubgraph(name, {
          ...options,
          sourcesDirectory: directory,
          copies: { directory: copies, memory: '100MB', threads: 1, every: null },
        });
        await subgraph.start();
        opened[name] = subgraph;
      }
    }, 60_000);
    afterAll(async () => {
      for (const subgraph of Object.values(opened)) await subgraph.close();
      await runAsOwner(
        client,
        url,
        TABLES.map((table) => `DROP TABLE IF EXISTS ${table}`),
      );
    });

    it.each(['AUTO', 'LIVE', 'COPY'])(
      'are those of each agency, each once, asked %s',
      async (freshness) => {
        const found = await entities(
          'vic',
          AGENCIES.map(agency),
          `... on Agency { assignedDocuments(first: 100, freshness: ${freshness}) { totalCount nodes { notation } sources { from status } } }`,
        );

        const from = freshness === 'COPY' ? 'COPY' : 'LIVE';
        expect(
          found.map(({ assignedDocuments: { nodes, ...list } }) => ({
            ...list,
            keys: sorted(nodes.map((node: any) => node.notation as string)),
          })),
        ).toEqual(
          AGENCIES.map((code) => ({
            keys: sorted(assignedTo(code).map(({ key }) => key)),
            totalCount: assignedTo(code).length,
            sources: [{ from, status: 'OK' }],
          })),
        );
      },
    );

    it('are paged in the order that is asked for, filtered before', async () => {
      const list = `... on Agency { assignedDocuments(first: 4, after: $after, where: { issuedOn: { gte: "2016-08-03" } }, orderBy: [{ by: ISSUED_ON, direction: DESC }]) {
      nodes { notation issuedOn } pageInfo { hasNextPage endCursor } } }`;
      const nodes: { notation: string; issuedOn: string }[] = [];
      let after: string | null = null;
      do {
        const [found]: readonly any[] = await entities(
          'vic',
          [agency('H12.01')],
          list,
          { after },
          '$after: String',
        );
        nodes.push(...found.assignedDocuments.nodes);
        const { hasNextPage, endCursor } = found.assignedDocuments.pageInfo;
        after = hasNextPage ? endCursor : null;
      } while (after !== null);

      const wanted = assignedTo('H12.01').filter(({ issued }) => issued >= '2016-08-03');
      expect(wanted.length).toBeGreaterThan(4);
      expect(sorted(nodes.map(({ notation }) => notation))).toEqual(
        sorted(wanted.map(({ key }) => key)),
      );
      const days = nodes.map(({ issuedOn }) => issuedOn);
      expect(days).toEqual([...days].sort().reverse());
    });

    it('have under them what is theirs alone', async () => {
      const ids = KEYS.map((key) => ({ __typename: 'Document', id: `ONE:${key}` }));
      const found = await entities(
        'vic',
        ids,
        '... on Document { assignmentsConnection(first: 100, where: { dueOn: { lte: "2016-09-20" } }, orderBy: [{ by: DUE_ON }]) { totalCount nodes { dueOn source { localKey } } } }',
      );

      const wanted = KEYS.map((key) =>
        assignments
          .filter(({ document, due }) => document === key && due <= '2016-09-20')
          .sort((a, b) => a.due.localeCompare(b.due) || a.id - b.id)
          .map(({ id, due }) => ({ dueOn: due, source: { localKey: String(id) } })),
      );
      expect(found.map(({ assignmentsConnection: { nodes } }) => nodes)).toEqual(wanted);
      expect(found.map(({ assignmentsConnection: { totalCount } }) => totalCount)).toEqual(
        wanted.map(({ length }) => length),
      );
    });

    it.each(['AUTO', 'LIVE', 'COPY'])(
      'are offerings of an agency and procedures of its office, asked %s',
      async (freshness) => {
        const [itself] = await entities(
          'procedures',
          [agency('H12.02')],
          `... on Agency { offerings(first: 100, freshness: ${freshness}, where: { onlineLevel: { gte: 3 } }) { totalCount nodes { onlineLevel procedure { code } } sources { from } } }`,
        );
        const [office] = await entities(
          'procedures',
          [{ __typename: 'OneStopOffice', code: 'A', agencyCode: 'H12.02' }],
          `... on OneStopOffice { procedures(first: 100, freshness: ${freshness}, orderBy: [{ by: CODE }]) { nodes { code } sources { from } } }`,
        );

        const sources = [{ from: freshness === 'COPY' ? 'COPY' : 'LIVE' }];
        const own = offerings.filter((one) => one.agency === 'H12.02');
        const high = own.filter(({ level }) => level >= 3);
        const told = itself.offerings.nodes.map(
          ({ onlineLevel, procedure }: any) => `${procedure.code} ${onlineLevel}`,
        );
        expect(sorted(told)).toEqual(
          sorted(high.map(({ procedure, level }) => `1.00000${procedure} ${level}`)),
        );
        expect(itself.offerings).toMatchObject({ totalCount: high.length, sources });
        expect(office.procedures).toEqual({
          nodes: [...new Set(own.map(({ procedure }) => procedure))]
            .sort((a, b) => a - b)
            .map((procedure) => ({ code: `1.00000${procedure}` })),
          sources,
        });
      },
    );
  },
);
