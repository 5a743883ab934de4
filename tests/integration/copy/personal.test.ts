import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import {
  type CopyKey,
  createCopyKey,
  keyBytes,
} from '../../../subgraphs/sources/copy/personal/copy-key.ts';
import { ask } from '../../support/ask.ts';
import {
  type CopiedOffice,
  mapping,
  openCopiedOffice,
} from '../../support/offices/copied-office.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';

jest.setTimeout(60_000);

const FIELDS = `id subject applicant { name idNumber phone } source { from repairs { field raw kind } }`;
const LIST = `query ($where: DossierFilter, $orderBy: [DossierOrder!], $freshness: Freshness) {
  dossiers(first: 500, where: $where, orderBy: $orderBy, freshness: $freshness) {
    nodes { ${FIELDS} } totalCount partial sources { from status message } } }`;

/** Of whom nothing may be found in a file. */
const PEOPLE = ['Nguyễn Thị Bông', 'Lò Văn Chín'];

let key: CopyKey;
let office: CopiedOffice;

beforeEach(() => {
  key = createCopyKey(randomBytes(32));
});

function openOffice(url: string | undefined): CopiedOffice {
  const opened = openCopiedOffice({ rows: 300, yaml: mapping('', ', personal: true'), url });
  opened.change(
    `UPDATE hoso SET ten = '${PEOPLE[0] ?? ''}', cmnd = '381111222', dt = '0911222333' WHERE id = 50`,
    // A leading zero that was lost, and what is no number.
    `UPDATE hoso SET ten = '${PEOPLE[1] ?? ''}', cmnd = '81111222', dt = 'hỏi Chín' WHERE id = 60`,
    'UPDATE hoso SET ten = NULL, cmnd = NULL, dt = NULL WHERE id = 70',
  );
  return opened;
}

async function listed(
  subgraph: Subgraph,
  freshness: string,
  where: object | null = null,
  orderBy: object | null = null,
) {
  const { data, errors } = await ask(subgraph, LIST, { where, orderBy, freshness });
  expect(errors).toEqual([]);
  const { nodes, ...rest } = data.dossiers;
  for (const { source } of nodes)
    source.repairs.sort((a: { field: string }, b: { field: string }) =>
      a.field < b.field ? -1 : 1,
    );
  return { ...rest, nodes };
}

function bytesOfFiles(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

async function bytesOfTables(url: string): Promise<Buffer> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ all: string }>(
    `SELECT query_to_xml(format('SELECT * FROM %I.%I', schemaname, tablename), true, true, '')::text AS all
     FROM pg_tables WHERE schemaname LIKE 'motcua_cop%'`,
  );
  await client.end();
  return Buffer.from(rows.map(({ all }) => all).join());
}

const people = ({ nodes }: { nodes: readonly { source: object }[] }): readonly unknown[] =>
  nodes.map(({ source, ...row }) => ({ ...row, source: { ...source, from: null } }));

describe.each(await copyStores({ inCi: 'one' }))(
  'personal data in a copy $kept',
  ({ url, empty, drop }) => {
    afterAll(drop);
    beforeEach(async () => {
      await empty();
      office = openOffice(url);
    });
    afterEach(async () => {
      await office.close();
    });

    it('is the source’s own, with what was repaired of it', async () => {
      await office.copy({ key });
      const { subgraph } = await office.open(key);

      const [live, copied] = [await listed(subgraph, 'LIVE'), await listed(subgraph, 'COPY')];

      expect(people(copied)).toEqual(people(live));
      expect(JSON.stringify(copied.nodes)).toContain('hỏi Chín');
      office.change('DROP TABLE hoso');
      expect(people(await listed(subgraph, 'COPY'))).toEqual(people(live));
    });

    it('cannot be read where it is kept', async () => {
      await office.copy({ key });

      const bytes = url === undefined ? bytesOfFiles(office.folder) : await bytesOfTables(url);

      // What is not personal is found, so that what is would be.
      expect(bytes.includes('Tiếp nhận')).toBe(true);
      for (const secret of [
        ...PEOPLE,
        'hỏi Chín',
        '381111222',
        '81111222',
        '0911222333',
        'nguyen thi bong',
        'Cấp đổi',
      ])
        expect([secret, bytes.includes(secret)]).toEqual([secret, false]);
    });

    it.each([
      { applicantIdNumber: { eq: '381111222' } },
      { applicantIdNumber: { in: ['081111222', '000000000'] } },
      { applicantIdNumber: { ne: '381111222' } },
      { applicantIdNumber: { isNull: true } },
      { applicantIdNumber: { eq: '381999999' } },
      { applicantPhone: { eq: '0911222333' } },
      { applicantPhone: { isNull: false } },
      {
        not: {
          or: [{ applicantPhone: { eq: '0911222333' } }, { applicantIdNumber: { isNull: true } }],
        },
      },
    ])('is found where it equals: %j', async (where) => {
      await office.copy({ key });
      const { subgraph } = await office.open(key);

      const live = await listed(subgraph, 'LIVE', where);
      const copied = await listed(subgraph, 'COPY', where);

      expect(people(copied)).toEqual(people(live));
      expect(copied.totalCount).toBe(live.totalCount);
      expect(copied.sources).toMatchObject([{ from: 'COPY', status: 'OK' }]);
    });

    it('is counted, of its hashes alone', async () => {
      office.change(
        // The same number thrice, once without its zero.
        "UPDATE hoso SET cmnd = '081111222' WHERE id IN (80, 90)",
      );
      await office.copy({ key });
      const { subgraph } = await office.open(key);
      const counted = async (freshness: string): Promise<unknown> => {
        const { data, errors } = await ask(
          subgraph,
          `query ($freshness: Freshness!) { dossierStatistics(groupBy: [STATUS], freshness: $freshness) {
          groups { keys measures { count applicants { distinct unknown } } }
          total { applicants { distinct unknown } } sources { from status } } }`,
          { freshness },
        );
        expect(errors).toEqual([]);
        return data.dossierStatistics;
      };

      expect(await counted('COPY')).toMatchObject({
        total: { applicants: { distinct: 297, unknown: 1 } },
        sources: [{ from: 'COPY', status: 'OK' }],
      });
      const { groups } = (await counted('LIVE')) as { groups: unknown };
      expect(await counted('COPY')).toMatchObject({ groups });
    });

    it('is searched in the source alone', async () => {
      await office.copy({ key });
      const { subgraph } = await office.open(key);
      const where = { applicantName: { contains: 'Bông' } };

      const found = await listed(subgraph, 'AUTO', where);
      const copied = await ask(subgraph, LIST, { where, freshness: 'COPY' });

      expect(found).toMatchObject({ totalCount: 1, sources: [{ from: 'LIVE' }] });
      expect(copied.errors).toMatchObject([{ code: 'NOT_COPIED' }]);
    });

    it('is not written without a key, and says so', async () => {
      await expect(office.copy()).rejects.toMatchObject({
        name: 'CopyFault',
        message: expect.stringContaining('COPY_KEY'),
      });
    });

    it.each([
      ['no key', () => undefined],
      ['another key', () => createCopyKey(randomBytes(32))],
    ])('is read from the source with %s, and the rest from the copy', async (_what, other) => {
      await office.copy({ key });
      const { subgraph, logged } = await office.open(other());

      const [live, copied] = [await listed(subgraph, 'LIVE'), await listed(subgraph, 'COPY')];

      expect(people(copied)).toEqual(people(live));
      expect(logged.filter(({ level }) => level === 40)).toMatchObject([
        { msg: expect.stringContaining('another key') },
      ]);
      office.change('DROP TABLE hoso');
      const { data, errors } = await ask(subgraph, LIST, { freshness: 'COPY' });
      expect(data.dossiers.nodes[0].applicant.name).toBeNull();
      expect(errors[0]).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    });

    it('is copied anew under a new key', async () => {
      const told = mapping('  changed: sua', ', personal: true');
      office.remap(told);
      await office.copy({ key });
      const other = createCopyKey(randomBytes(32));
      const ways: boolean[] = [];

      await office.copy({ key: other, onProgress: ({ changes }) => ways.push(changes) });

      expect(ways).not.toContain(true);
      const { subgraph } = await office.open(other);
      office.change('DROP TABLE hoso');
      expect(JSON.stringify(await listed(subgraph, 'COPY'))).toContain(PEOPLE[0]);
    });
  },
);

describe('a key of copies', () => {
  it('opens just what it sealed for the place', () => {
    const sealed = key.seal('381111222', 'dossier/applicantIdNumber');

    expect(key.open(sealed, 'dossier/applicantIdNumber')).toBe('381111222');
    expect(() => key.open(sealed, 'dossier/applicantPhone')).toThrow();
    expect(() =>
      createCopyKey(randomBytes(32)).open(sealed, 'dossier/applicantIdNumber'),
    ).toThrow();
    expect(key.seal('a', 'p')).not.toBe(key.seal('a', 'p'));
    expect(key.hash('a', 'p')).toBe(key.hash('a', 'p'));
    expect(key.hash('a', 'p')).not.toBe(key.hash('a', 'q'));
  });

  it('is 32 bytes, in base64 or in hexadecimal digits', () => {
    const bytes = randomBytes(32);

    expect(keyBytes(bytes.toString('base64'))).toEqual(bytes);
    expect(keyBytes(bytes.toString('hex'))).toEqual(bytes);
    expect(keyBytes(bytes.subarray(1).toString('base64'))).toBeNull();
    expect(keyBytes('mật khẩu')).toBeNull();
    expect(keyBytes('')).toBeNull();
  });
});

describe('a statistic of persons and of other things', () => {
  it('is counted in the copy, but for the persons, whom the source alone has', async () => {
    office = openCopiedOffice({ rows: 300 });
    try {
      await office.copy();
      // A person more, whose dossier is the only one of its state, and is in no copy.
      office.change(
        "INSERT INTO hoso VALUES (9990, 'XX-999', 6, 'Trần Văn Mới', '999000111', NULL, 'Mới', '2016-09-01 08:00:00', 0, 1)",
      );
      const { subgraph } = await office.open();

      const { data, errors } = await ask(
        subgraph,
        `{ dossierStatistics(groupBy: [STATUS]) {
          groups { keys measures { count applicants { distinct } } }
          total { count timeliness { noDueDate notFinished } applicants { distinct unknown } } partial sources { from status } } }`,
      );

      expect(errors).toEqual([]);
      expect(data.dossierStatistics).toEqual({
        groups: [
          { keys: ['PROCESSING'], measures: { count: 150, applicants: { distinct: 150 } } },
          { keys: ['RECEIVED'], measures: { count: 150, applicants: { distinct: 150 } } },
        ],
        total: {
          count: 300,
          timeliness: { noDueDate: 0, notFinished: 300 },
          applicants: { distinct: 301, unknown: 0 },
        },
        partial: false,
        sources: [{ from: 'COPY', status: 'OK' }],
      });

      office.change('DROP TABLE hoso');
      const down = await ask(
        subgraph,
        `{ dossierStatistics { total { count timeliness { notFinished } applicants { distinct } } partial } }`,
      );
      // Its copy could count them, but not their applicants: nothing is told as if there were none.
      expect(down.data).toEqual({ dossierStatistics: null });
      expect(down.errors).toMatchObject([{ code: 'DATABASE_UNAVAILABLE' }]);
    } finally {
      await office.close();
    }
  });
});
