import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { toTcvn3, toVni } from '../../../scripts/demo/encodings.ts';
import { runConnect } from '../../support/connect.ts';
import { writeDatabase } from '../../support/offices/offices.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

const SQL = [
  'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY, SoBienNhan varchar(20), HoTen varchar(100), NgayNhan varchar(10), TinhTrang varchar(5))',
  ...Array.from({ length: 20 }, (_row, index) => {
    const day = index < 2 ? '31/02/2016' : `${String(index + 1).padStart(2, '0')}/08/2016`;
    const state = index === 5 ? 'LA' : 'DXL';
    const name = index === 7 ? '<b> Nguy?n' : 'NguyÔn V¨n §øc';
    return `INSERT INTO HoSo VALUES (${index}, 'HS-${index}', '${name}', '${day}', '${state}')`;
  }),
  'CREATE TABLE QuaTrinh (MaQT INTEGER PRIMARY KEY, MaHS int, TenBuoc varchar(100))',
  "INSERT INTO QuaTrinh VALUES (1, 3, 'TiÕp nhËn')",
];

const YAML = `source: { code: CODE, name: Một cửa }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${FILE}" }
text: tcvn3
dossier:
  table: HoSo
  key: MaHS
  columns:
    code: SoBienNhan
    applicantName: HoTen
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }
    status: { column: TinhTrang, codes: status.csv }
  steps:
    table: QuaTrinh
    parent: MaHS
    columns: { name: TenBuoc }
`;

const directory = mkdtempSync(join(tmpdir(), 'motcua-connect-'));
const mapping = join(directory, 'office.yaml');
const environment = { FILE: join(directory, 'office.db') };

beforeAll(async () => {
  await writeDatabase(environment.FILE, SQL);
  writeFileSync(mapping, YAML);
  writeFileSync(
    join(directory, 'status.csv'),
    'TinhTrang,value,label\nDXL,PROCESSING,Đang xử lý\n',
  );
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** The mapping with one part replaced, in a folder of its own. */
function spoilt(part: string, other: string): string {
  const folder = mkdtempSync(join(directory, 'wrong-'));
  writeFileSync(
    join(folder, 'office.yaml'),
    YAML.replace(part, () => other),
  );
  writeFileSync(join(folder, 'status.csv'), 'TinhTrang,value\nDXL,PROCESSING\n');
  return join(folder, 'office.yaml');
}

describe('connect check', () => {
  it('tells the share of a field that cannot be read, and the codes that its list lacks, with counts', async () => {
    const { code, out } = await runConnect(['check', mapping], environment);

    expect(code).toBe(1);
    expect(out).toMatch(
      /^FAULT +office\.yaml:11: dossier\.receivedAt: 10\.0 % .*“31\/02\/2016” ×2 — /mu,
    );
    expect(out).toMatch(/^warning office\.yaml:12: dossier\.status: .* 5\.0 % .*“LA” ×1 — /mu);
    expect(out).toMatch(/dossier\.steps: 1 rows looked at/u);
  });

  it('shows no citizen’s value', async () => {
    const { out } = await runConnect(['check', mapping], environment);

    expect(out).toMatch(/office\.yaml:10: dossier\.applicantName: .*“<x> Xxxx\?x” ×1/u);
    expect(out).not.toContain('Nguy');
  });

  it('is well where so much may be unreadable', async () => {
    const { code, out } = await runConnect(
      ['check', mapping, '--tolerate', '20', '--quiet'],
      environment,
    );

    expect([code, out]).toEqual([0, '']);
  });

  it('tells apart what of one field its list lacks and what no joined row is there for', async () => {
    const file = join(directory, 'joined.db');
    const joined = join(directory, 'joined.yaml');
    await writeDatabase(file, [
      'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY, Nguoi int)',
      'CREATE TABLE Nguoi (Ma INTEGER PRIMARY KEY, Loai varchar(5))',
      "INSERT INTO Nguoi VALUES (1, 'CN'), (2, '7')",
      'INSERT INTO HoSo VALUES (1, 1), (2, 2), (3, 7), (4, 7)',
    ]);
    const [head = ''] = YAML.replace('CODE', 'H12.J').split('dossier:');
    writeFileSync(
      joined,
      `${head}dossier:
  table: HoSo
  key: MaHS
  joins: { nguoi: { table: Nguoi, on: { Ma: Nguoi } } }
  columns: { applicantKind: { column: nguoi.Loai, codes: { CN: CITIZEN } } }
`,
    );

    const { code, out } = await runConnect(['check', joined, '--quiet'], { FILE: file });
    rmSync(joined);

    expect(code).toBe(1);
    expect(out.match(/(?<=: dossier\.applicantKind: ).*(?= —)/gu)).toEqual([
      '50.0 % of the rows name a row of a joined table that is not there: “7” ×2',
      'its list lacks codes of 25.0 % of the rows: “7” ×1',
    ]);
  });

  it('warns of an office by whose days of receipt no database can sort, for lists leave it out', async () => {
    const unsorted = join(directory, 'unsorted.yaml');
    writeFileSync(
      unsorted,
      YAML.replace('CODE', 'H12.U').replace('dd/MM/yyyy }', '[dd/MM/yyyy, iso-8601] }'),
    );
    const one = await runConnect(['check', unsorted], environment);
    rmSync(unsorted);
    const other = await runConnect(['check', mapping], environment);

    expect(one.out).toMatch(
      /^warning unsorted\.yaml:11: the database cannot sort by dossier\.receivedAt, .* — map a column/mu,
    );
    expect(other.out).not.toContain('cannot sort');
  });

  it('looks at each mapping of a folder, and says it as JSON', async () => {
    const { code, out } = await runConnect(['check', directory, '--json'], environment);

    const [checked] = JSON.parse(out) as readonly {
      readonly file: string;
      readonly fields: readonly { readonly name: string; readonly unreadable: number }[];
    }[];
    expect(code).toBe(1);
    expect(checked?.file).toBe('office.yaml');
    expect(checked?.fields.find(({ name }) => name === 'dossier.receivedAt')?.unreadable).toBe(2);
  });

  it('counts together what is shown alike: codes with blanks around them, and citizens’ values of one shape', async () => {
    const { out } = await checkOffice(
      [
        'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY, SoBienNhan varchar(20), TinhTrang varchar(5), CMND varchar(12))',
        ...Array.from({ length: 6 }, (_row, index) => {
          const state = index % 2 === 0 ? 'LA' : 'LA  ';
          return `INSERT INTO HoSo VALUES (${index}, 'HS-${index}', '${state}', '1234${index}')`;
        }),
      ],
      `    status: { column: TinhTrang, codes: { DXL: PROCESSING } }
    applicantIdNumber: { column: CMND, identifier: [9, 12] }`,
      '--quiet',
    );

    expect(out).toContain('the rows: “LA” ×6 — add them');
    expect(out).toContain('cannot be read: “99999” ×6 — say how');
  });

  it('tells faults of the mapping and databases that do not answer by the exit code', async () => {
    const wrong = await runConnect(['check', spoilt('NgayNhan,', 'NgyNhan,')], environment);
    const nowhere = await runConnect(['check', mapping], { FILE: join(directory, 'none.db') });
    const unset = await runConnect(['check', mapping], {});
    const missing = await runConnect(['check', join(directory, 'none.yaml')], environment);

    expect([wrong.code, nowhere.code, unset.code, missing.code]).toEqual([1, 2, 1, 2]);
    expect(wrong.out).toContain('office.yaml:11: the table “HoSo” has no column “NgyNhan”');
    expect(nowhere.out).toContain('there is no such file');
    expect(unset.out).toContain('FILE is not set');
    expect(missing.told).toContain('There is no file');
  });
});

describe('connect over a source that gives less at a time than is asked for', () => {
  /** A folder with an office of so many dossiers, each with so many bytes, and one step of the one in the middle. */
  async function office(rows: number, bytes: number, limits = 'bytes: 1048576'): Promise<string> {
    const folder = mkdtempSync(join(directory, 'limited-'));
    const database = join(folder, 'limited.db');
    await writeDatabase(database, [
      'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY, SoBienNhan varchar(20), NoiDung text)',
      `INSERT INTO HoSo WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
       SELECT i, 'HS-' || i, hex(zeroblob(${bytes / 2})) FROM n`,
      'CREATE TABLE QuaTrinh (MaQT INTEGER PRIMARY KEY, MaHS int, TenBuoc varchar(100))',
      `INSERT INTO QuaTrinh VALUES (1, ${rows / 2}, 'Thụ lý')`,
    ]);
    writeFileSync(
      join(folder, 'limited.yaml'),
      `source: { code: LIMITED, name: Một cửa }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:${database}", limits: { ${limits} } }
dossier:
  table: HoSo
  key: MaHS
  columns: { code: SoBienNhan, subject: NoiDung }
  steps:
    table: QuaTrinh
    parent: MaHS
    columns: { name: TenBuoc }
`,
    );
    return folder;
  }

  it('looks at fewer rows of a table, and does not take them for all', async () => {
    const folder = await office(3_000, 1_000);

    const { code, out } = await runConnect(['check', folder], environment);

    expect(code).toBe(0);
    expect(out).toMatch(/^ +dossier: 200 .*rows looked at$/mu);
    expect(out).toMatch(
      /^warning .*: dossier\.steps has rows, and none under the 200 of dossier/mu,
    );
  });

  it('says that it gives none, and goes on with the other sources of a folder', async () => {
    const folder = await office(300, 20_000);
    writeFileSync(join(folder, 'status.csv'), 'TinhTrang,value\nDXL,PROCESSING\n');
    writeFileSync(join(folder, 'office.yaml'), YAML);

    const { code, out } = await runConnect(['check', folder], environment);

    expect(code).toBe(2);
    expect(out).toMatch(/^NO ANSWER One reading of “Một cửa” would take more than/mu);
    expect(out).toMatch(/^ +dossier: 20 rows looked at$/mu);
  });

  it('is laid beside a screen whole', async () => {
    const folder = await office(2_500, 10, 'rows: 1000');
    const list = join(folder, 'list.csv');
    writeFileSync(list, 'Mã\nHS-2500\n');

    const { out } = await runConnect(['rows', join(folder, 'limited.yaml'), '--not-in', list]);

    expect(out).toContain('Not on the screen: 2,499\n');
    expect(out).toContain('Not in the mapping: 0\n');
  });

  it.each([['preview'], ['drift'], ['rows', '--field', 'subject', '--not-in']])(
    'could not run, which is no fault of the mapping: %s',
    async (command, ...more) => {
      const folder = await office(300, 20_000);
      const list = join(folder, 'list.csv');
      writeFileSync(list, 'Nội dung\nA\n');
      const words = more.length === 0 ? [] : [...more, list];

      const { code, told } = await runConnect([command, join(folder, 'limited.yaml'), ...words]);

      expect(code).toBe(2);
      expect(told).toContain('One reading of “Một cửa” would take more than');
    },
  );
});

/** What check says of an office whose dossiers have a key, a code, and these columns. */
async function checkOffice(
  statements: readonly string[],
  columns: string,
  ...options: readonly string[]
) {
  const folder = mkdtempSync(join(directory, 'office-'));
  const database = join(folder, 'office.db');
  const file = join(folder, 'office.yaml');
  await writeDatabase(database, statements);
  writeFileSync(
    file,
    `source: { code: CODE, name: Một cửa }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${FILE}" }
dossier:
  table: HoSo
  key: MaHS
  columns:
    code: SoBienNhan
${columns}
`,
  );
  return runConnect(['check', file, ...options], { FILE: database });
}

describe('connect check of children', () => {
  const steps = (parent: string, where = '') =>
    spoilt(
      '  steps:\n    table: QuaTrinh\n    parent: MaHS',
      `${where}  steps:\n    table: QuaTrinh\n    parent: ${parent}`,
    );

  it('tells that their rows hang under none of the dossiers, and where the mapping says that they do', async () => {
    const other = await runConnect(['check', steps('TenBuoc'), '--tolerate', '20'], environment);
    const paired = await runConnect(
      ['check', steps('{ MaHS: SoBienNhan }'), '--tolerate', '20'],
      environment,
    );
    const right = await runConnect(['check', steps('MaHS'), '--tolerate', '20'], environment);

    expect([other.code, paired.code, right.code]).toEqual([1, 1, 0]);
    expect(other.out).toMatch(
      /^FAULT +office\.yaml:15: dossier\.steps has rows, and none under the 20 of dossier that were looked at: TenBuoc holds “XxXx xxXx” — check that “parent:” names the column that holds MaHS$/mu,
    );
    expect(paired.out).toMatch(
      /^FAULT +office\.yaml:15: .*: MaHS holds “9” — .* holds SoBienNhan$/mu,
    );
    expect(right.out).not.toContain('has rows, and none under');
  });

  it('leaves it open where dossiers are left out, and is silent where there are no rows', async () => {
    const some = await runConnect(
      ['check', steps('TenBuoc', '  where: { TinhTrang: DXL }\n'), '--tolerate', '20'],
      environment,
    );
    const none = await runConnect(
      ['check', steps('MaHS\n    where: { MaQT: 9 }'), '--tolerate', '20'],
      environment,
    );

    expect([some.code, none.code]).toEqual([0, 0]);
    expect(some.out).toMatch(/^warning office\.yaml:16: dossier\.steps has rows, and none/mu);
    expect(none.out).not.toContain('has rows, and none under');
  });

  it('is silent of a table of children that another table of dossiers shares', async () => {
    const cancelled =
      'steps: { table: QuaTrinh, parent: MaHS, columns: { name: TenBuoc } }, where: { TinhTrang: LA }';
    const file = spoilt(
      YAML.slice(YAML.indexOf('dossier:')),
      `dossier:
  - { name: song, table: HoSo, key: MaHS, columns: { code: SoBienNhan }, ${cancelled.replace('LA', 'DXL')} }
  - { name: huy, table: HoSo, key: MaHS, columns: { code: SoBienNhan }, ${cancelled} }
`,
    );

    const { code, out } = await runConnect(['check', file], environment);

    expect(code).toBe(0);
    expect(out).toMatch(/dossier huy\.steps: 0 of about 1 rows looked at/u);
    expect(out).not.toContain('has rows, and none under');
  });
});

describe('connect check of texts', () => {
  const NAMES = [
    'Nguyễn Văn Đức',
    'Trần Thị Hường',
    'Lê Hữu Phước',
    'Phạm Thị Tuyết',
    'Huỳnh Văn Đường',
    'Đỗ Thị Ngọc Ánh',
    'Võ Hoàng Khải',
    'Bùi Quốc Việt',
  ];
  const kept = {
    unicode: (text: string) => text,
    tcvn3: toTcvn3,
    vni: toVni,
    'vni behind a code': (text: string) => `A1 # ${toVni(text)}`,
  };

  const checked = (form: keyof typeof kept, declared: string) =>
    checkOffice(
      [
        'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY, SoBienNhan varchar(20), HoTen varchar(100))',
        ...NAMES.map(
          (name, index) =>
            `INSERT INTO HoSo VALUES (${index}, 'HS-${index}', '${kept[form](name)}')`,
        ),
      ],
      `    applicantName: { column: HoTen${declared} }`,
    );

  it.each([
    ['vni', ', text: tcvn3'],
    ['vni', ''],
    ['tcvn3', ''],
    ['tcvn3', ', text: vni'],
  ] as const)('names the encoding of what is %s and is mapped as “%s”', async (form, declared) => {
    const { code, out } = await checked(form, declared);

    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(
        `^FAULT +office\\.yaml:9: dossier\\.applicantName: the texts of HoTen look like ${form}: .* — write “text: ${form}”, here or for the whole file$`,
        'mu',
      ),
    );
  });

  it.each([
    ['vni', ', text: vni'],
    ['vni', ', text: { mixed: [tcvn3, vni] }'],
    ['vni', ', text: vni, part: 1'],
    ['vni behind a code', ', part: 1, separator: "#"'],
    ['tcvn3', ', text: tcvn3'],
    ['unicode', ''],
    ['unicode', ', text: tcvn3'],
    ['unicode', ', text: vni'],
  ] as const)('is silent of what is %s and is mapped as “%s”', async (form, declared) => {
    const { out } = await checked(form, declared);

    expect(out).toContain('office.yaml (CODE)');
    expect(out).not.toContain('look like');
  });
});

describe('a mapping whose fault stands in another file', () => {
  it.each([
    [
      'that names no column',
      'MA;value;label\nDXL;PROCESSING;x\n',
      ':1: the crosswalk has no column',
    ],
    ['without a value', 'TinhTrang,value\nDXL,\n', ':2: '],
    ['with a code twice', 'TinhTrang,value\nDXL,PROCESSING\nDXL,RETURNED\n', ':3: '],
    [
      'in a code page',
      Buffer.from('TinhTrang,value,label\nDXL,PROCESSING,\u00e3\n', 'latin1'),
      ':2: ',
    ],
  ])('is told of its list of codes %s, by each command', async (_what, content, said) => {
    const its = spoilt('', '');
    writeFileSync(join(its, '..', 'status.csv'), content);

    const checked = await runConnect(['check', its], environment);
    const previewed = await runConnect(['preview', its], environment);

    expect([checked.code, previewed.code]).toEqual([1, 1]);
    expect(checked.out).toContain(`status.csv${said}`);
    expect(previewed.told).toContain(`status.csv${said}`);
  });

  it('is told of the file that it includes', async () => {
    const base = spoilt('date: dd/MM', 'dates: dd/MM');
    const its = join(base, '..', 'ward.yaml');
    writeFileSync(its, 'include: office.yaml\nsource: { code: WARD, name: Phường 1 }\n');

    const { code, out } = await runConnect(['check', its], environment);

    expect(code).toBe(1);
    expect(out).toContain('office.yaml:11: “dossier.columns.receivedAt” has no key “dates”');
  });

  it('is still none where its name says so', async () => {
    const list = join(spoilt('', ''), '..', 'status.csv');

    const { code, told } = await runConnect(['check', list], environment);

    expect(code).toBe(2);
    expect(told).toContain('status.csv is no mapping: a mapping’s name ends in .yaml');
  });
});

describe('connect preview', () => {
  it('shows values as they stand and as they are read, the worst field first, children too', async () => {
    const { code, out } = await runConnect(['preview', mapping, '--rows', '1'], environment);

    expect(code).toBe(0);
    expect(out).toMatch(/receivedAt +10\.0 % +0 % +31\/02\/2016 +– +DATE_UNREADABLE/u);
    expect(out.indexOf('receivedAt')).toBeLessThan(out.indexOf('code'));
    expect(out).toMatch(/NguyÔn V¨n §øc +Nguyễn Văn Đức +TEXT_DECODED_TCVN3/u);
    expect(out).toMatch(/dossier\.steps \(QuaTrinh\), 1 rows/u);
  });

  it('writes a page in which nothing of the database is markup, for its owner alone', async () => {
    const page = join(directory, 'page.html');

    const { code } = await runConnect(['preview', mapping, '--html', page], environment);

    const html = readFileSync(page, 'utf8');
    expect(code).toBe(0);
    expect(html).toContain('&lt;b&gt; Nguy?n');
    expect(html).not.toMatch(/<b>|<script|https?:/u);
    expect(statSync(page).mode & 0o077).toBe(0);
  });
});

describe('connect check and preview of joined fields', () => {
  const folder = join(directory, 'joined');
  const joined = join(folder, 'joined.yaml');
  const at = { FILE: join(folder, 'joined.db') };
  beforeAll(async () => {
    mkdirSync(folder);
    await writeDatabase(at.FILE, [
      'CREATE TABLE users (id INTEGER PRIMARY KEY, full_name varchar(50))',
      "INSERT INTO users VALUES (7, 'Nguyễn Văn Đức')",
      'CREATE TABLE dossiers (id INTEGER PRIMARY KEY, code varchar(20), user_id int)',
      "INSERT INTO dossiers VALUES (1, 'A-1', 7), (2, 'A-2', 9), (3, 'A-3', 9), (4, 'A-4', NULL), (5, 'A-5', 0)",
      'CREATE TABLE steps (id INTEGER PRIMARY KEY, dossier_id int, user_id int)',
      'INSERT INTO steps VALUES (1, 1, 7), (2, 1, 41)',
    ]);
    writeFileSync(
      joined,
      `source: { code: CODE, name: Một cửa }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${FILE}" }
dossier:
  table: dossiers
  key: id
  joins: { user: { table: users, on: { id: user_id } } }
  columns:
    code: code
    applicantName: user.full_name
  steps:
    table: steps
    key: id
    parent: dossier_id
    joins: { user: { table: users, on: { id: user_id } } }
    columns: { assignee: user.full_name }
`,
    );
  });

  it('count rows of other tables that are not there as lost, with what they were looked for by', async () => {
    const { code, out } = await runConnect(['check', joined], at);
    const tolerant = await runConnect(['check', joined, '--tolerate', '70', '--quiet'], at);

    expect([code, tolerant.code]).toEqual([1, 0]);
    expect(out).toMatch(
      /^FAULT +joined\.yaml:10: dossier\.applicantName: 66\.7 % of the rows name a row of a joined table that is not there: “9” ×2 — check “on:”/mu,
    );
    expect(out).toMatch(/^FAULT +joined\.yaml:16: dossier\.steps\.assignee: 50\.0 % .*×1 — /mu);
  });

  it('show them beside what is read', async () => {
    const { code, out } = await runConnect(['preview', joined], at);

    expect(code).toBe(0);
    expect(out).toMatch(/ 9 +– +LOOKUP_MISSING$/mu);
    expect(out).toMatch(/ 41 +– +LOOKUP_MISSING$/mu);
  });
});

describe('connect explain', () => {
  it('shows a value’s way with the lines of YAML and CSV that decide', async () => {
    const { code, out } = await runConnect(['explain', mapping, 'status', 'dxl '], environment);

    expect(code).toBe(0);
    expect(out).toMatch(/as it is read PROCESSING/u);
    expect(out).toContain('office.yaml:12: status: { column: TinhTrang, codes: status.csv }');
    expect(out).toContain('status.csv:2: DXL,PROCESSING,Đang xử lý');
  });

  it('says why a value cannot be read', async () => {
    const { code, out } = await runConnect(
      ['explain', mapping, 'dossier.receivedAt', '31/02/2016'],
      environment,
    );

    expect(code).toBe(1);
    expect(out).toMatch(/as it is read \(none\)\n.*DATE_UNREADABLE: no format/u);
    expect(out).toContain('office.yaml:11: receivedAt:');
  });

  it('names the field that was meant', async () => {
    const { code, told } = await runConnect(['explain', mapping, 'recievedAt', 'x'], environment);

    expect(code).toBe(2);
    expect(told).toContain('did you mean “receivedAt”?');
  });
});

describe('connect count', () => {
  it('counts all rows by fields and periods', async () => {
    const { code, out } = await runConnect(
      ['count', mapping, '--by', 'status,month', '--json'],
      environment,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      {
        code: 'CODE',
        table: 'HoSo',
        rows: [
          { keys: ['PROCESSING', '(none)'], rows: 2 },
          { keys: ['PROCESSING', '2016-08'], rows: 17 },
          { keys: ['UNKNOWN', '2016-08'], rows: 1 },
        ],
      },
    ]);
  });

  it('names the fields that there are', async () => {
    const { code, told } = await runConnect(['count', mapping, '--by', 'colour'], environment);

    expect(code).toBe(2);
    expect(told).toContain('“colour” is no field of the mapping — it maps code');
  });

  it('counts by no word that it does not know, nor by a month of what is no day', async () => {
    const slip = await runConnect(['count', mapping, '--by', 'receivedAt.mnth'], environment);
    const more = await runConnect(['count', mapping, '--by', 'receivedAt.month.1'], environment);
    const noDay = await runConnect(['count', mapping, '--by', 'status.month'], environment);

    expect([slip.code, more.code, noDay.code]).toEqual([2, 2, 2]);
    expect(slip.told).toContain('“receivedAt.mnth” is by no period — did you mean “month”?');
    expect(more.told).toContain('“receivedAt.month.1” is by no period');
    expect(noDay.told).toContain('“status” is no day, and has no month');
  });

  it('says what a month alone is of where the mapping has no day of receipt', async () => {
    const bare = spoilt('    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }\n', '');

    const { code, told } = await runConnect(['count', bare, '--by', 'month'], environment);

    expect(code).toBe(2);
    expect(told).toContain('“month” alone is that of receipt, which the mapping does not say');
  });
});

describe('connect rows', () => {
  const codes = (skipped: readonly number[]): readonly string[] =>
    Array.from({ length: 20 }, (_row, index) => index)
      .filter((index) => !skipped.includes(index))
      .map((index) => `HS-${index}`);
  const screen = (name: string, content: string | Buffer): string => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  /** As a spreadsheet saves it: a mark, a number a line, semicolons. */
  const list = (shown: readonly string[], separator: string): string =>
    `\uFEFF${['STT', 'Số biên nhận', 'Ghi chú'].join(separator)}\n${shown
      .map((code, index) => `${[index, code, ''].join(separator)}\n`)
      .join('')}`;

  it.each([',', ';', '\t'])(
    'says what each has and the other has not, separated by “%s”',
    async (separator) => {
      const shown = [...codes([3, 11]), 'hs-77'];
      const file = screen('differs.csv', list(shown, separator));

      const { code, out } = await runConnect(['rows', mapping, '--not-in', file], environment);

      expect(code).toBe(1);
      expect(out).toContain(`by its column “Số biên nhận”`);
      expect(out).toMatch(/^Not on the screen: 2\n +CODE HS-3\n +CODE HS-11\n/mu);
      expect(out).toMatch(/^Not in the mapping: 1\n +.*differs\.csv:20 hs-77\n/mu);
    },
  );

  it('is well where both have the same, whatever the case of letters', async () => {
    const file = screen(
      'same.csv',
      list(
        codes([]).map((code) => `${code.toLowerCase()} `),
        ',',
      ),
    );

    const { code, out } = await runConnect(
      ['rows', mapping, '--not-in', file, '--json'],
      environment,
    );

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      column: 'Số biên nhận',
      rows: 20,
      unnamed: 0,
      lines: 20,
      notOnScreen: { count: 0, rows: [] },
      notInMapping: { count: 0, lines: [] },
      ofAnother: { count: 0, lines: [] },
    });
  });

  it('lays the list of a month beside the rows of that month, and of one office beside its own', async () => {
    const file = screen('month.csv', list(codes([3]), ','));
    const run = (...more: readonly string[]) =>
      runConnect(['rows', mapping, '--not-in', file, ...more], environment);

    const { code, out } = await run('--period', '2016-08', '--office', 'CODE');
    const stranger = await run('--office', 'CODA');
    const never = [
      await run('--period', 'August'),
      await run('--period', '2016-13'),
      await run('--period', '2016-00'),
      await run('--period', '2016-02-30'),
    ];

    expect(code).toBe(1);
    expect(out).toContain('office.yaml: 18 rows;');
    expect(out).toContain('Not in the mapping: 0\n');
    // The days of two rows are unreadable: they are of no month.
    expect(out).toMatch(
      /^Received in another period, or on no readable day: 2\n +\S+month\.csv:\d+ HS-\d+\n/mu,
    );
    expect([stranger, ...never].map((one) => one.code)).toEqual([2, 2, 2, 2, 2]);
    expect(never.at(1)?.told).toContain('--period cannot be “2016-13”: give a year, month or day');
    expect(stranger.told).toContain('no source “CODA” — did you mean “CODE”?');
  });

  it('finds in the period what another row of another period is called, too', async () => {
    const twice = { FILE: join(directory, 'twice.db') };
    const [table = ''] = SQL;
    await writeDatabase(twice.FILE, [
      table,
      "INSERT INTO HoSo VALUES (1, 'HS-1', NULL, '15/08/2016', NULL), (2, 'HS-2', NULL, '16/08/2016', NULL), (3, 'HS-1', NULL, '15/09/2016', NULL), (4, 'HS-2', NULL, '16/09/2016', NULL)",
      ...SQL.filter((statement) => statement.startsWith('CREATE TABLE QuaTrinh')),
    ]);
    const file = screen('twice.csv', list(['HS-1'], ','));

    const { out } = await runConnect(
      ['rows', mapping, '--not-in', file, '--period', '2016-08', '--json'],
      twice,
    );

    expect(JSON.parse(out)).toMatchObject({
      rows: 2,
      notOnScreen: { count: 1, rows: [{ code: 'HS-2' }] },
      ofAnother: { count: 0 },
    });
  });

  it('shows no more than is asked for', async () => {
    const file = screen('empty.csv', list(['HS-0'], ','));

    const { out } = await runConnect(
      ['rows', mapping, '--not-in', file, '--most', '2'],
      environment,
    );

    expect(out).toContain('Not on the screen: 19\n  CODE HS-1\n  CODE HS-2\n  and 17 more');
  });

  it('finds the column by its values where its name says nothing, and takes the one that is named', async () => {
    const file = screen('unnamed.csv', `A,B\nx1,HS-1\nHS-2,x2\nx3,HS-3\n`);
    const run = (...more: readonly string[]) =>
      runConnect(['rows', mapping, '--not-in', file, '--json', ...more], environment);

    const guessed = await run();
    const named = await run('--column', 'a');

    const columns = [guessed, named].map(
      ({ out }) => (JSON.parse(out) as { column: string }).column,
    );
    expect(columns).toEqual(['B', 'A']);
  });

  it.each([
    [
      'in UTF-16',
      Buffer.from('\uFEFFMa\nHS-1\n', 'utf16le'),
      [],
      'is in UTF-16 — save it as UTF-8',
    ],
    [
      'in a code page',
      Buffer.from('M\u00e3\nHS-1\n', 'latin1'),
      [],
      ':1: holds letters that are not UTF-8',
    ],
    ['without such a column', 'A,B\n1,2\n', [], 'no column looks like code'],
    [
      'without the named column',
      'Ma,B\n1,2\n',
      ['--column', 'Mã'],
      'no column “Mã” — did you mean “Ma”?',
    ],
    ['without the field', 'Ma,B\n1,2\n', ['--field', 'subject'], 'has no field “subject”'],
  ])('says what is wrong with a list %s', async (_what, content, more, said) => {
    const file = screen('wrong.csv', content);

    const { code, told } = await runConnect(
      ['rows', mapping, '--not-in', file, ...more],
      environment,
    );

    expect(code).toBe(2);
    expect(told).toContain(said);
  });
});

describe('connect drift', () => {
  it('says what has changed since the lock file was written, until that is accepted', async () => {
    const file = join(directory, 'drift.db');
    const lock = join(directory, 'drift.lock.json');
    const run = (...more: readonly string[]) =>
      runConnect(['drift', mapping, '--lock', lock, ...more], { FILE: file });
    await writeDatabase(file, SQL);

    const first = await run();
    const same = await run();
    await writeDatabase(file, [
      'DELETE FROM HoSo WHERE MaHS > 17',
      "UPDATE HoSo SET TinhTrang = 'MOI' WHERE MaHS > 15",
    ]);
    const changed = await run();
    const accepted = await run('--accept');
    const after = await run();

    expect([first.code, same.code, changed.code, accepted.code, after.code]).toEqual([
      0, 0, 1, 0, 0,
    ]);
    expect(changed.out).toContain('dossier has fewer rows: 20 before, 18 now');
    expect(changed.out).toContain('dossier.status: codes that its list lacks are new: “MOI”');
    expect(readFileSync(lock, 'utf8')).not.toContain('Nguy');
  });

  it('tells of fields and sources that the lock file lacks or the mapping has no more', async () => {
    const file = join(directory, 'grown.db');
    const grown = join(directory, 'grown.yaml');
    const run = (...more: readonly string[]) =>
      runConnect(['drift', grown, ...more], { FILE: file });
    const write = (code: string, column: string): void => {
      writeFileSync(grown, YAML.replace('CODE', code).replace(/ {4}applicantName.*/u, column));
    };
    await writeDatabase(file, SQL);
    write('H12.A', '    subject: HoTen');
    await run();

    write('H12.A', '    applicantAddress: HoTen');
    const field = await run();
    const accepted = await run('--accept');
    const after = await run();
    write('H12.B', '    applicantAddress: HoTen');
    const source = await run();

    expect([field.code, accepted.code, after.code, source.code]).toEqual([1, 0, 0, 1]);
    expect(field.out).toBe(
      'H12.A: dossier.subject is mapped no more\nH12.A: dossier.applicantAddress is not in the lock file\n',
    );
    expect(source.out).toBe('H12.A: is no source any more\nH12.B: is no source of the lock file\n');
  });
});
