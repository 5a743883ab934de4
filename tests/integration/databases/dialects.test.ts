import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { createOnestopSubgraph } from '../../../subgraphs/onestop/server.ts';
import type { ClientName } from '../../../subgraphs/sources/dialects/dialect.ts';
import { type Table, table } from '../../../scripts/demo/table.ts';
import { ask } from '../../support/ask.ts';
import { loadTables } from '../../../scripts/demo/writers/load.ts';
import { serverUrl } from '../../support/offices/servers.ts';

/** What was meant, before the office wrote it its own way. */
const meant = Array.from({ length: 120 }, (_unused, index) => {
  const day = `2016-0${1 + (index % 6)}-${String(1 + (index % 27)).padStart(2, '0')}`;
  return {
    key: index + 1,
    code: `NC-${String(index % 40).padStart(4, '0')}`,
    name: ['Nguyễn Văn Đức', 'Trần Thị Hòa', 'Lê Quang Khải', 'Phạm Thuỷ Tiên'][index % 4]!,
    receivedOn: index % 13 === 0 ? null : day,
    dueAt: index % 5 === 0 ? null : `${day}T16:${String(index % 60).padStart(2, '0')}:30+07:00`,
    finishedOn: index % 3 === 0 ? null : day,
    status: ['RECEIVED', 'PROCESSING', 'RESULT_READY', 'UNKNOWN'][index % 4]!,
    channel: index % 2 === 0 ? 'IN_PERSON' : 'ONLINE',
    idNumber: `09${String(1_000_000 + index * 37).padStart(7, '0')}`.slice(0, 9),
    deleted: index % 17 === 16,
    paid: index % 2 === 1,
  };
});
const alive = meant.filter(({ deleted }) => !deleted);

/** TCVN3 for the letters that the names use: see tests/fixtures/vn_legacy_charsets.json. */
const TCVN3: Readonly<Record<string, string>> = {
  ễ: 'Ô',
  ă: '¨',
  Đ: '§',
  ứ: 'ø',
  ầ: 'Ç',
  ị: 'Þ',
  ò: 'ß',
  ê: 'ª',
  ả: '¶',
  ạ: '¹',
  ỷ: 'û',
};
const tcvn3 = (text: string): string =>
  text.replaceAll(/[^]/gu, (letter) => TCVN3[letter] ?? letter);
const dayText = (day: string | null): string | null => day && day.split('-').reverse().join('/');
const LOCAL_STATES: Readonly<Record<string, readonly [string, string]>> = {
  RECEIVED: ['MTN', 'HT'],
  PROCESSING: ['DXL', 'HT'],
  RESULT_READY: ['DXL', 'DD'],
  UNKNOWN: ['ZZZ', 'HT'],
};

const tables: readonly Table[] = [
  {
    ...table('MC_HoSo', {
      MaHS: 'int',
      SoBienNhan: 'char(12)',
      // Unicode since some year: a column of varchar would have lost its letters.
      HoTen: 'nvarchar(200)',
      NgayNhan: 'varchar(10)',
      NgayHen: 'datetime',
      NgayXong: 'int',
      TinhTrang: 'varchar(5)',
      LinhVuc: 'varchar(5)',
      Kenh: 'nvarchar(5)',
      SoCMND: 'bigint',
      DaXoa: 'int',
    }),
    rows: meant.map((one) => {
      const [state = '', field = ''] = LOCAL_STATES[one.status] ?? [];
      return [
        one.key,
        one.code,
        // Every other row is from after the office went over to Unicode.
        one.key % 3 === 0 ? one.name : tcvn3(one.name),
        one.receivedOn === null
          ? one.key % 2 === 0
            ? '31/02/2016'
            : '01/01/1900'
          : dayText(one.receivedOn),
        one.dueAt === null ? null : one.dueAt.slice(0, 19),
        one.finishedOn === null ? 0 : Number(one.finishedOn.replaceAll('-', '')),
        state,
        field,
        one.channel === 'ONLINE' ? 'Q' : null,
        Number(one.idNumber),
        one.deleted ? 1 : one.key % 2 === 0 ? 0 : null,
      ];
    }),
  },
  {
    ...table('MC_QuaTrinh', {
      STT: 'int',
      MaHS: 'int',
      BuocXuLy: 'nvarchar(100)',
      TuNgay: 'datetime',
    }),
    // The later steps first, and two at the same time: the database is not asked to keep the order of writing.
    rows: meant.flatMap(({ key }) => [
      [3 * key + 2, key, 'Ký duyệt', '2016-08-16T13:00:00'],
      [3 * key + 1, key, 'Thẩm định', '2016-08-16T13:00:00'],
      [3 * key, key, 'Tiếp nhận', '2016-08-15T07:30:00'],
    ]),
  },
  {
    ...table('MC_LePhi', {
      MaHS: 'int',
      Ten: 'nvarchar(50)',
      SoTien: 'nvarchar(30)',
      DaNop: 'bit',
    }),
    key: null,
    rows: meant.flatMap(({ key, paid }) => [
      [key, 'Phí thẩm định', '5.000 đ', Number(paid)],
      [key, 'Lệ phí', key % 2 === 0 ? '20.000 đ' : 'Miễn phí', Number(paid)],
    ]),
  },
];

const mapping = (client: ClientName, url: string): string => `
source: { code: NC, name: Một cửa }
office: { level: DISTRICT }
database: { client: ${client}, url: "${url}", trustServerCertificate: true, encrypt: ${String(url.includes('encrypt=true'))}, statementTimeout: 20s, connectTimeout: 15s }
text: tcvn3
dossier:
  table: MC_HoSo
  key: MaHS
  where: { DaXoa: [null, 0] }
  columns:
    code: SoBienNhan
    applicantName: HoTen
    applicantIdNumber: { column: SoCMND, identifier: [9] }
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy, none: ["01/01/1900"] }
    dueAt: NgayHen
    finishedAt: { column: NgayXong, date: yyyyMMdd-integer }
    status: { column: [TinhTrang, LinhVuc], codes: { "MTN|*": RECEIVED, "DXL|*": PROCESSING, "DXL|DD": RESULT_READY } }
    channel: { column: Kenh, codes: { Q: ONLINE }, whenNull: IN_PERSON }
  steps: { table: MC_QuaTrinh, key: STT, parent: MaHS, columns: { name: { column: BuocXuLy, text: unicode }, startedAt: TuNgay } }
  payments: { table: MC_LePhi, parent: MaHS, columns: { name: { column: Ten, text: unicode }, amount: { column: SoTien, money: text }, paid: { column: DaNop, flag: { true: [true, 1], false: [false, 0] } } } }
`;

const LIST = `query ($where: DossierFilter, $orderBy: [DossierOrder!], $first: Int, $after: String) {
  dossiers(where: $where, orderBy: $orderBy, first: $first, after: $after) {
    nodes {
      id code applicant { name idNumber } receivedOn dueAt finishedOn status { value } channel
      steps { name startedAt } payments { amount paid }
    }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;

const shown = (one: (typeof meant)[number]) => ({
  id: `NC:${one.key}`,
  code: one.code,
  applicant: { name: one.name, idNumber: one.idNumber },
  receivedOn: one.receivedOn,
  dueAt: one.dueAt,
  finishedOn: one.finishedOn,
  status: { value: one.status },
  channel: one.channel,
  steps: [
    { name: 'Tiếp nhận', startedAt: '2016-08-15T07:30:00+07:00' },
    { name: 'Thẩm định', startedAt: '2016-08-16T13:00:00+07:00' },
    { name: 'Ký duyệt', startedAt: '2016-08-16T13:00:00+07:00' },
  ],
  payments: [
    { amount: one.key % 2 === 0 ? 20_000 : 0, paid: one.paid },
    { amount: 5_000, paid: one.paid },
  ],
});

type Meant = (typeof meant)[number];

const FILTERS: readonly (readonly [string, object, (one: Meant) => boolean])[] = [
  ['everything', {}, () => true],
  [
    'a printed code, padded by char(n)',
    { code: { eq: 'NC-0007' } },
    ({ code }) => code === 'NC-0007',
  ],
  ['a value that is data, not SQL', { code: { eq: "x' OR '1'='1" } }, () => false],
  [
    'a name in either encoding',
    { applicantName: { eq: 'Nguyễn Văn Đức' } },
    ({ name }) => name === 'Nguyễn Văn Đức',
  ],
  [
    'a part of a name, in either case and tone placement',
    { applicantName: { contains: 'THỦY' } },
    ({ name }) => name.includes('Thuỷ'),
  ],
  [
    'a part of a name without its marks',
    { applicantName: { containsLoose: 'tran thi hoa' } },
    ({ name }) => name === 'Trần Thị Hòa',
  ],
  [
    'days of text',
    { receivedOn: { gte: '2016-02-01', lte: '2016-03-15' } },
    ({ receivedOn }) =>
      receivedOn !== null && receivedOn >= '2016-02-01' && receivedOn <= '2016-03-15',
  ],
  [
    'one day of text',
    { receivedOn: { eq: '2016-03-03' } },
    ({ receivedOn }) => receivedOn === '2016-03-03',
  ],
  ['no day', { receivedOn: { isNull: true } }, ({ receivedOn }) => receivedOn === null],
  [
    'days of moments',
    { dueOn: { gt: '2016-02-10', lt: '2016-05-01' } },
    ({ dueAt }) => dueAt !== null && dueAt.slice(0, 10) > '2016-02-10' && dueAt < '2016-05-01',
  ],
  [
    'days of integers',
    { finishedOn: { gte: '2016-04-01' } },
    ({ finishedOn }) => finishedOn !== null && finishedOn >= '2016-04-01',
  ],
  ['a composite state', { status: { eq: 'PROCESSING' } }, ({ status }) => status === 'PROCESSING'],
  [
    'a state that nobody knows',
    { status: { eq: 'UNKNOWN' } },
    ({ status }) => status === 'UNKNOWN',
  ],
  ['not a state', { status: { ne: 'RECEIVED' } }, ({ status }) => status !== 'RECEIVED'],
  ['null as a code', { channel: { eq: 'IN_PERSON' } }, ({ channel }) => channel === 'IN_PERSON'],
  [
    'a number that lost its zero',
    { applicantIdNumber: { eq: meant[5]!.idNumber } },
    ({ idNumber }) => idNumber === meant[5]!.idNumber,
  ],
  [
    'not, and, or',
    {
      not: {
        or: [
          { code: { eq: 'NC-0001' } },
          { and: [{ channel: { eq: 'ONLINE' } }, { dueOn: { isNull: true } }] },
        ],
      },
    },
    ({ code, channel, dueAt }) => !(code === 'NC-0001' || (channel === 'ONLINE' && dueAt === null)),
  ],
];

const ORDERS = [
  [[{ by: 'RECEIVED_AT', direction: 'DESC' }]],
  [[{ by: 'DUE_AT', direction: 'ASC' }]],
  [
    [
      { by: 'FINISHED_AT', direction: 'DESC' },
      { by: 'CODE', direction: 'ASC' },
    ],
  ],
] as const;

const SERVERS = [
  { client: 'sqlite', server: 'file' },
  { client: 'postgres', server: await serverUrl('postgres') },
  { client: 'mysql', server: await serverUrl('mysql') },
  { client: 'mssql', server: await serverUrl('mssql') },
] as const;

describe.each(SERVERS)('one legacy office on $client', ({ client, server }) => {
  let directory: string;
  let subgraph: Subgraph;
  const test = server === null ? it.skip : it;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-dialects-'));
    if (server === null) return;
    const database = client === 'sqlite' ? `file:${join(directory, 'office.db')}` : server;
    await loadTables({ client, url: database }, tables);
    writeFileSync(join(directory, 'office.yaml'), mapping(client, database));
    subgraph = createOnestopSubgraph({
      sourcesDirectory: directory,
      environment: {},
      log: pino({ level: 'silent' }),
    });
    await subgraph.start();
  }, 60_000);
  afterAll(async () => {
    if (server !== null) await subgraph.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const traverse = async (on: Subgraph, where: object, orderBy: unknown, first: number) => {
    const nodes: ReturnType<typeof shown>[] = [];
    let total: number | null = null;
    for (let after: string | null = null, more = true; more;) {
      const { data, errors } = await ask(on, LIST, { where, orderBy, first, after });
      expect(errors).toEqual([]);
      nodes.push(...data.dossiers.nodes);
      total = data.dossiers.totalCount;
      after = data.dossiers.pageInfo.endCursor;
      more = data.dossiers.pageInfo.hasNextPage;
    }
    return { nodes, total };
  };

  test.each(FILTERS)(
    'finds %s',
    async (_what, where, wanted) => {
      const { nodes, total } = await traverse(subgraph, where, ORDERS[0][0], 500);

      const expected = alive.filter(wanted).map(shown);
      const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
      expect([...nodes].sort(byId)).toEqual(expected.sort(byId));
      expect(total).toBe(expected.length);
    },
    30_000,
  );

  test.each(ORDERS)(
    'pages without skipping or repeating a row by %j',
    async (orderBy) => {
      const paged = await traverse(subgraph, {}, orderBy, 17);
      const whole = await traverse(subgraph, {}, orderBy, 500);

      expect(paged.nodes).toHaveLength(alive.length);
      expect(paged.nodes).toEqual(whole.nodes);
    },
    30_000,
  );
});
