import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { ask } from '../../support/ask.ts';
import { openOffices, writeDatabase } from '../../support/offices/offices.ts';

const SQL = [
  'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY, SoBienNhan varchar(20), HoTen varchar(100), NgayNhan varchar(10), TinhTrang varchar(5), LinhVuc varchar(5), Phi int, NgaySinh date, Co boolean)',
  "INSERT INTO HoSo VALUES (1, 'HS-1', 'Nguyễn Văn Đức', '15/08/2016', 'DXL', 'DD', 0, NULL, NULL)",
  'CREATE TABLE QuaTrinh (MaQT INTEGER PRIMARY KEY, MaHS int, TenBuoc varchar(100))',
  'CREATE TABLE NguoiDung (Ma INTEGER PRIMARY KEY, Ten varchar(100))',
];

/** The mapping that each case spoils; its lines are numbered from 1. */
const GOOD = `source: { code: CODE, name: Một cửa }
office: { level: DISTRICT, unit: 970 }
database: { client: sqlite, url: "file:\${DIR}/office.db" }
text: unicode
dossier:
  table: HoSo
  key: MaHS
  where: { Phi: [null, 0] }
  columns:
    code: SoBienNhan
    applicantName: { column: HoTen }
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }
    status: { column: [TinhTrang, LinhVuc], codes: { DXL|*: PROCESSING, XON|DD: RETURNED } }
    channel: { column: TinhTrang, codes: { T: IN_PERSON, Q: ONLINE } }
  steps:
    table: QuaTrinh
    key: MaQT
    parent: MaHS
    columns: { name: TenBuoc }
`;

const STATUS = '{ column: [TinhTrang, LinhVuc], codes: { DXL|*: PROCESSING, XON|DD: RETURNED } }';

/** What the log says: the line, the words that name the thing, the words that mend it; another file than the mapping. */
type Said = readonly [line: number, what: string, mend: string, file?: string];
type Made = string | Buffer | ((path: string) => void);
/** What is wrong, what is said of it, and the mapping mended as that says: the good one where nothing else stands here. */
type Wrong = readonly [made: Made, said: Said, mended?: Made, file?: string];

/** The good mapping with one part replaced. */
const by = (part: string, other: string): string => {
  if (!GOOD.includes(part)) throw new Error(`the good mapping has no ${part}`);
  return GOOD.replace(part, () => other);
};
/** The good mapping with another column of days, kept in another way. */
const date = (column: string, how: string): string =>
  by('{ column: NgayNhan, date: dd/MM/yyyy }', `{ column: ${column}, ${how} }`);
/** The good mapping with more said of how a name is read. */
const name = (how: string): string => by('{ column: HoTen }', `{ column: HoTen, ${how} }`);
/** The good mapping with another table beside its own, and the name out of a column of it. */
const joined = (how: string, column = 'u.Ten'): string =>
  by('  columns:\n    code', `  joins: { u: ${how} }\n  columns:\n    code`).replace(
    'column: HoTen',
    `column: ${column}`,
  );
/** The good mapping with a crosswalk beside it. */
const csv = (text: string | Buffer) => (path: string) => {
  writeFileSync(
    path,
    by(STATUS, '{ column: [TinhTrang, LinhVuc], codes: x.csv }').replace(
      'x.csv',
      `${nameOf(path)}.csv`,
    ),
  );
  writeFileSync(`${path}.csv`, text);
};
/** The good mapping of another client, at a server that is not there. */
const far = (client: string, login: string): string =>
  by(
    'client: sqlite, url: "file:${DIR}/office.db"',
    `client: ${client}, url: "${client}://${login}127.0.0.1:9/x"`,
  );
const nameOf = (path: string): string => path.split('/').at(-1) ?? '';

const KINDS: Readonly<Record<string, readonly Wrong[]>> = {
  'YAML syntax': [
    [by('  table: HoSo', '\ttable: HoSo'), [6, 'tab', 'blanks']],
    [
      by('{ Phi: [null, 0] }', '\n    Phi: 0\n   MaHS: 1'),
      [10, 'indented', 'alike'],
      by('{ Phi: [null, 0] }', '\n    Phi: 0\n    MaHS: 1'),
    ],
    [
      by('applicantName: { column: HoTen }', 'applicantName: { column: HoTen'),
      [12, 'bracket', 'close'],
    ],
    [by('unit: 970', 'unit: "970'), [2, 'missing', 'close'], by('unit: 970', 'unit: "970"')],
    [by('text: unicode', 'text: unicode\n---\nx: 1'), [5, 'second document', 'file of its own']],
    [
      by('name: Một cửa', 'name: *ten'),
      [1, '“*ten”', 'put the text into quotes'],
      by('name: Một cửa', "name: '*ten'"),
    ],
    [by('text: unicode', 'text: &a [*a]'), [4, '“*a” stands inside', 'take it out']],
    [
      by(
        'text: unicode',
        `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
          .split('')
          .map(
            (name, index) =>
              `${name}: &${name} [${Array(9)
                .fill(`*${'abcdefgh'.charAt(index)}`)
                .join(', ')}]`,
          )
          .join('\n')}`,
      ),
      [5, 'unfold to more than', 'write out'],
    ],
    [
      by('    code: SoBienNhan', '    code: SoBienNhan subject: HoTen'),
      [10, 'second “: ”', 'begin a new line'],
      by('    code: SoBienNhan', '    code: SoBienNhan\n    subject: HoTen'),
    ],
    [
      by('name: Một cửa', 'name: @Một cửa'),
      [1, 'keeps for itself', 'quotes'],
      by('name: Một cửa', "name: '@Một cửa'"),
    ],
    [by('    code: SoBienNhan', '    code SoBienNhan'), [10, 'no “key: value”', '“:”']],
    [
      by('name: Một cửa', 'name: "Một\\cửa"'),
      [1, 'backslash', 'single quotes'],
      by('name: Một cửa', "name: 'Một\\cửa'"),
    ],
  ],
  'unknown key': [
    [by('text: unicode', 'texts: unicode'), [4, '“texts”', '“text”']],
    [by('client: sqlite', 'cleint: sqlite'), [3, '“cleint”', '“client”']],
    [by('unit: 970', 'unti: 970'), [2, '“unti”', '“unit”']],
    [by('dossier:', 'dosier:'), [5, '“dosier”', '“dossier”']],
    [by('  where:', '  wher:'), [8, '“wher”', '“where”']],
    [by('applicantName:', 'aplicantName:'), [11, '“aplicantName”', '“applicantName”']],
    [by('{ column: HoTen }', '{ colum: HoTen }'), [11, '“colum”', '“column”']],
    [by('date: dd', 'dates: dd'), [12, '“dates”', '“date”']],
    [by('  steps:', '  step:'), [15, '“step”', '“steps”']],
    [
      by('columns: { name: TenBuoc }', 'columns: { ten: TenBuoc }'),
      [19, '“ten”', 'name, assignee'],
    ],
    [by('{ column: HoTen }', '{ column: HoTen, money: text }'), [11, '“money”', 'keys here are']],
    [by('text: unicode', '__proto__: { x: 1 }'), [4, '“__proto__”', 'keys here are']],
    [
      by('    code: SoBienNhan', '    code: SoBienNhan\n    table: HoTen'),
      [11, '“dossier.columns” has no key “table”', 'the keys here are code, '],
    ],
    [
      by('{ column: HoTen }', '{ column: HoTen, constant: x }'),
      [11, '“constant”', 'the keys here are column, '],
    ],
  ],
  'wrong type of value': [
    [by('code: CODE', 'code: [A]'), [1, '“source.code” is a list', 'text']],
    [
      by('office: { level: DISTRICT, unit: 970 }', 'office: DISTRICT'),
      [2, '“office” is “DISTRICT”', 'block'],
    ],
    [by('level: DISTRICT', 'level: QUAN'), [2, '“QUAN”', 'write one']],
    [by('client: sqlite', 'client: sqllite'), [3, '“sqllite”', '“sqlite”']],
    [
      by('text: unicode', 'text: tcvn'),
      [4, '“text” is “tcvn”', 'tcvn3'],
      by('text: unicode', 'text: tcvn3'),
    ],
    [by('  key: MaHS\n  where', '  key: { MaHS: 1 }\n  where'), [7, '“dossier.key”', 'text']],
    [by('where: { Phi: [null, 0] }', 'where: Phi'), [8, '“dossier.where” is “Phi”', 'block']],
    [by('code: SoBienNhan', 'code: [So, Bien]'), [10, '“dossier.columns.code”', 'column']],
    [by('date: dd/MM/yyyy', 'date: dd/MMM/yyyy'), [12, '“dd/MMM/yyyy”', '“dd/MM/yyyy”']],
    [
      by('office.db"', 'office.db", pool: { max: nhiều }'),
      [3, '“nhiều”', 'a number'],
      by('office.db"', 'office.db", pool: { max: 5 }'),
    ],
    [
      by('office.db"', 'office.db", statementTimeout: 5'),
      [3, '“5”', '5s'],
      by('office.db"', 'office.db", statementTimeout: 5s'),
    ],
    [
      by('office.db"', 'office.db", encrypt: maybe'),
      [3, '“maybe”', 'yes or no'],
      by('office.db"', 'office.db", encrypt: yes'),
    ],
  ],
  'codec that does not fit its column': [
    [
      date('Phi', 'date: native'),
      [12, 'Phi', 'write how the number is kept: date: yyyyMMdd-integer'],
      date('Phi', 'date: yyyyMMdd-integer'),
    ],
    [
      date('NgayNhan', 'date: yyyyMMdd-integer'),
      [12, 'NgayNhan', 'date: yyyyMMdd'],
      date('NgayNhan', 'date: yyyyMMdd'),
    ],
    [date('NgayNhan', 'date: excel'), [12, 'NgayNhan', 'the format of the text']],
    [date('NgayNhan', 'date: epoch-seconds'), [12, 'NgayNhan', 'the format of the text']],
    [
      date('NgayNhan', 'date: [dd/MM/yyyy, native]'),
      [12, 'native', 'several formats of text'],
      date('NgayNhan', 'date: [dd/MM/yyyy, yyyy-MM-dd]'),
    ],
    [
      date('NgayNhan', 'date: [dd/MM/yyyy, yyyyMMdd-integer]'),
      [12, 'integer', 'several formats of text'],
      date('NgayNhan', 'date: [dd/MM/yyyy, yyyyMMdd]'),
    ],
    [
      date('NgayNhan', "date: dd/MM/yyyy, none: ['1900-01-01']"),
      [12, '1900-01-01', 'as it stands in the column'],
      date('NgayNhan', "date: dd/MM/yyyy, none: ['01/01/1900']"),
    ],
    [
      date('Phi', "date: yyyyMMdd-integer, none: ['01/01/1900']"),
      [12, '01/01/1900', 'as it stands in the column'],
      date('Phi', "date: yyyyMMdd-integer, none: ['19000101']"),
    ],
    [date('NgayNhan', 'date: dd/MM/yyyy, timezone: UTC'), [12, 'NgayNhan', 'leave timezone: out']],
    [
      date('NgaySinh', "none: ['31/12/1899']"),
      [12, '31/12/1899', 'as it stands in the column'],
      date('NgaySinh', "none: ['1899-12-31']"),
    ],
    [
      date('Co', 'date: excel'),
      [12, 'Co', 'as in date: [dd/MM/yyyy, excel]'],
      date('Co', 'date: [dd/MM/yyyy, excel]'),
    ],
    [
      date('NgaySinh', 'timezone: UTC'),
      [12, 'NgaySinh', 'leave timezone: out'],
      by('{ column: NgayNhan, date: dd/MM/yyyy }', 'NgaySinh'),
    ],
  ],
  'missing part': [
    ['', [1, 'says nothing', 'write a mapping']],
    [by('code: CODE, ', ''), [1, '“source.code” is missing', '“code:”']],
    [by('source: { code: CODE, name: Một cửa }\n', ''), [1, '“source” is missing', '“source:”']],
    [by('office: { level: DISTRICT, unit: 970 }\n', ''), [1, '“office” is missing', '“office:”']],
    [by('level: DISTRICT, ', ''), [2, '“office.level” is missing', '“level:”']],
    [by(', url: "file:${DIR}/office.db"', ''), [3, '“database.url” is missing', '“url:”']],
    [by('  table: HoSo\n', ''), [5, '“dossier.table” is missing', '“table:”']],
    [by('  key: MaHS\n', ''), [5, '“dossier.key” is missing', '“key:”']],
    [by('    parent: MaHS\n', ''), [15, '“dossier.steps.parent” is missing', '“parent:”']],
    [
      by('{ column: HoTen }', '{ }'),
      [11, '“dossier.columns.applicantName.column” is missing', '“column:”'],
    ],
    [by('code: SoBienNhan', 'code:'), [10, '“dossier.columns.code” is missing', '“code:”']],
    [GOOD.slice(0, GOOD.indexOf('dossier:')), [1, 'maps no table', '“dossier:”']],
  ],
  'table or column that is not there': [
    [by('table: HoSo', 'table: HoSoo'), [6, '“HoSoo”', '“HoSo”']],
    [by('table: HoSo', 'table: Dossiers'), [6, '“Dossiers”', 'schema']],
    [by('table: QuaTrinh', 'table: QuaTrnh'), [16, '“QuaTrnh”', '“QuaTrinh”']],
    [by('table: HoSo', 'table: dbo.HoSo'), [6, '“dbo.HoSo”', '“HoSo”']],
    [by('key: MaHS\n  where', 'key: MaH\n  where'), [7, '“MaH”', '“MaHS”']],
    [by('key: MaQT', 'key: MaTQ'), [17, '“MaTQ”', '“MaQT”']],
    [
      by('parent: MaHS', 'parent: HoSoID'),
      [18, 'the table “QuaTrinh” has no column “HoSoID”', 'columns are'],
    ],
    [
      by('parent: MaHS', 'parent: { MaHS: HoSoID }'),
      [18, 'the table “HoSo” has no column “HoSoID”', 'columns are'],
      by('parent: MaHS', 'parent: { MaHS: MaHS }'),
    ],
    [
      by('  where: {', '  changed: [MaHS, NgaySua]\n  where: {'),
      [8, '“NgaySua”', 'columns are'],
      by('  where: {', '  changed: MaHS\n  where: {'),
    ],
    [by('code: SoBienNhan', 'code: SoBienNhn'), [10, '“SoBienNhn”', '“SoBienNhan”']],
    [by('Phi: [null, 0]', 'DaXoa: [null, 0]'), [8, '“DaXoa”', 'columns are']],
    [by('[TinhTrang, LinhVuc]', '[TinhTrang, LinhVưc]'), [13, '“LinhVưc”', '“LinhVuc”']],
    [by('name: TenBuoc', 'name: Buoc'), [19, '“Buoc”', 'columns are']],
  ],
  'joined table': [
    [
      joined('{ table: NguoiDung, on: { Ma: MaHS } }', 'v.Ten'),
      [12, '“v.Ten” is of a join “v”', 'did you mean “u”?'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      by('column: HoTen', 'column: u.Ten'),
      [11, '“u.Ten” is of a join “u”', 'joins: { u: {'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      joined('{ table: NguoiDun, on: { Ma: MaHS } }'),
      [9, 'no table “NguoiDun”', 'did you mean “NguoiDung”?'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      joined('{ table: NguoiDung, on: { Maa: MaHS } }'),
      [9, '“NguoiDung” has no column “Maa”', 'did you mean “Ma”?'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      joined('{ table: NguoiDung, on: { Ma: MaHSS } }'),
      [9, '“HoSo” has no column “MaHSS”', 'did you mean “MaHS”?'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      joined('{ table: NguoiDung, on: { Ma: MaHS } }', 'u.Tenn'),
      [12, '“NguoiDung” has no column “Tenn”', 'did you mean “Ten”?'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      joined('{ table: QuaTrinh, on: { MaHS: MaHS } }', 'u.TenBuoc'),
      [9, 'may have several rows with the same MaHS', '“last: ['],
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, last: [TenBuoc, MaQT] }', 'u.TenBuoc'),
    ],
    [
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, last: TenBuoc }', 'u.TenBuoc'),
      [9, '“TenBuoc”, does not tell the rows of “QuaTrinh” apart', 'the key of “QuaTrinh”'],
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, last: [TenBuoc, MaQT] }', 'u.TenBuoc'),
    ],
    [
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, first: MaQT, last: MaQT }', 'u.TenBuoc'),
      [9, 'has both “first” and “last”', 'all but one'],
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, last: MaQT }', 'u.TenBuoc'),
    ],
    ...['iso-8601', 'dd/MM/yyyy hh:mm a', '[dd/MM/yyyy, excel]'].map((format): Wrong => [
      joined(
        `{ table: QuaTrinh, on: { MaHS: MaHS }, last: [{ column: TenBuoc, date: ${format} }, MaQT] }`,
        'u.TenBuoc',
      ),
      [9, '“TenBuoc”, and the database cannot sort', 'the key alone'],
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, last: MaQT }', 'u.TenBuoc'),
    ]),
    [
      joined(
        '{ table: QuaTrinh, on: { MaHS: MaHS }, last: [{ column: TenBuoc, date: yyyyMMdd-integer }, MaQT] }',
        'u.TenBuoc',
      ),
      [9, 'TenBuoc', 'write date: yyyyMMdd'],
      joined(
        '{ table: QuaTrinh, on: { MaHS: MaHS }, last: [{ column: TenBuoc, date: yyyyMMdd }, MaQT] }',
        'u.TenBuoc',
      ),
    ],
    [
      joined('{ table: NguoiDung }'),
      [9, '“dossier.joins.u.on” is missing', '“on:”'],
      joined('{ table: NguoiDung, on: { Ma: MaHS } }'),
    ],
    [
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, lst: MaQT }', 'u.TenBuoc'),
      [9, '“dossier.joins.u” has no key “lst”', 'did you mean “last”?'],
      joined('{ table: QuaTrinh, on: { MaHS: MaHS }, last: MaQT }', 'u.TenBuoc'),
    ],
    [
      by('{ Phi: [null, 0] }', '{ Phi: { gte: 0, lees: 9 } }'),
      [8, '“dossier.where.Phi” has no key “lees”', 'the keys here are not, gt, gte, lt, lte'],
      by('{ Phi: [null, 0] }', '{ Phi: { gte: 0, lte: 9 } }'),
    ],
  ],
  'code list': [
    [by('T: IN_PERSON', 'T: IN_PERSONS'), [14, '“IN_PERSONS”', '“IN_PERSON”']],
    [
      by('XON|DD: RETURNED', 'XON: RETURNED'),
      [13, '“XON”', 'A|A, with * for anything'],
      by('XON|DD: RETURNED', 'XON|*: RETURNED'),
    ],
    [by('{ T: IN_PERSON, Q: ONLINE }', '{ }'), [14, 'empty', 'LOCAL']],
    [
      by('Q: ONLINE', 't: ONLINE'),
      [14, '“t” means both', 'take one'],
      by('{ T: IN_PERSON, Q: ONLINE }', '{ T: IN_PERSON }'),
    ],
    [
      by('Q: ONLINE }', 'Q: ONLINE }, whenNull: NONE'),
      [14, '“NONE”', 'write one'],
      by('Q: ONLINE }', 'Q: ONLINE }, whenNull: UNKNOWN'),
    ],
    [
      by('{ T: IN_PERSON, Q: ONLINE }', 'nowhere.csv'),
      [14, 'nowhere.csv does not exist', 'put the file there'],
      (path) => {
        const list = `${nameOf(path)}.csv`;
        writeFileSync(path, by('{ T: IN_PERSON, Q: ONLINE }', list));
        writeFileSync(`${path}.csv`, 'TinhTrang,value\nT,IN_PERSON\n');
      },
    ],
    [
      csv('TinhTrang;LinhVuc;gia tri\nDXL;*;PROCESSING\n'),
      [1, '“value”', 'first line', 'csv'],
      csv('TinhTrang;LinhVuc;value\nDXL;*;PROCESSING\n'),
    ],
    [
      csv('DXL,*,PROCESSING\n'),
      [1, '“TinhTrang”', 'first line', 'csv'],
      csv('TinhTrang,LinhVuc,value\nDXL,*,PROCESSING\n'),
    ],
    [
      csv('TinhTrang,LinhVuc,value\nDXL,*,PROCESSING\nXON,DD\n'),
      [3, 'cells', 'one cell a column', 'csv'],
      csv('TinhTrang,LinhVuc,value\nDXL,*,PROCESSING\nXON,DD,RETURNED\n'),
    ],
    [
      csv('TinhTrang,LinhVuc,value,label\nDXL,*,PROCESSING,"Đang\n'),
      [2, 'quote', 'close it', 'csv'],
      csv('TinhTrang,LinhVuc,value,label\nDXL,*,PROCESSING,"Đang"\n'),
    ],
    [
      csv('TinhTrang\tLinhVuc\tvalue\nDXL\t*\tPROCESING\n'),
      [2, '“PROCESING”', '“PROCESSING”', 'csv'],
      csv('TinhTrang\tLinhVuc\tvalue\nDXL\t*\tPROCESSING\n'),
    ],
    [
      csv('TinhTrang,LinhVuc,value\nDXL,DD,PROCESSING\ndxl ,DD,RETURNED\n'),
      [3, 'means both', 'take one', 'csv'],
      csv('TinhTrang,LinhVuc,value\nDXL,DD,PROCESSING\n'),
    ],
  ],
  'environment variable or URL': [
    [
      by('unit: 970', "unit: '${NOWHERE}'"),
      [2, 'NOWHERE is not set', 'NOWHERE:-default'],
      by('unit: 970', "unit: '${NOWHERE:-970}'"),
    ],
    [by('${DIR}', '${DIR'), [3, '“${DIR', '${NAME}']],
    [by('${DIR}', '${MY-DIR}'), [3, '“${MY-DIR}”', '${NAME}']],
    [by('unit: 970', 'unit: ${UNIT}'), [2, '“${…}”', 'quotes'], by('unit: 970', "unit: '${UNIT}'")],
    [by('"file:${DIR}/office.db"', '"file:"'), [3, 'names no file', 'file:/path']],
    [
      by('client: sqlite', 'client: postgres'),
      [3, '“file:”', 'postgres://'],
      far('postgres', 'u:p@'),
    ],
    [
      by('client: sqlite, url: "file:${DIR}/office.db"', 'client: mysql, url: localhost'),
      [3, 'no URL', 'mysql://'],
      far('mysql', 'u:p@'),
    ],
    [
      by(
        'client: sqlite, url: "file:${DIR}/office.db"',
        'client: mssql, url: "mssql://sa:a#b@h:1433/x"',
      ),
      [3, 'no URL', '%23'],
      far('mssql', 'sa:a%23b@'),
    ],
    [
      by(
        'client: sqlite, url: "file:${DIR}/office.db"',
        'client: mssql, url: "mssql://sa:100%@h:1433/x"',
      ),
      [3, '%', '%25'],
      far('mssql', 'sa:100%25@'),
    ],
    [
      by('client: sqlite, url: "file:${DIR}/office.db"', 'client: postgres, url: "postgres:///x"'),
      [3, 'no host', 'host'],
      far('postgres', ''),
    ],
    [
      by(
        'client: sqlite, url: "file:${DIR}/office.db"',
        'client: postgres, url: "postgres://h:99999/x"',
      ),
      [3, 'no URL', '5432'],
      far('postgres', ''),
    ],
    [by('"file:${DIR}/office.db"', '"mysql://h/x"'), [3, '“mysql:”', 'file:/path']],
  ],
  'something twice': [
    [by('text: unicode', 'text: unicode\ntext: tcvn3'), [5, '“text” stands twice', 'take one']],
    [
      by('code: SoBienNhan', 'code: SoBienNhan\n    code: HoTen'),
      [11, '“code” stands twice', 'take one'],
    ],
    [by('T: IN_PERSON', 'T: IN_PERSON, T: POST'), [14, '“T” stands twice', 'take one']],
    [
      by('T: IN_PERSON', '01: IN_PERSON, "01": POST'),
      [14, '“01” stands twice', 'take one'],
      by('T: IN_PERSON', '01: IN_PERSON'),
    ],
    [
      by('client: sqlite', 'client: sqlite, client: mssql'),
      [3, '“client” stands twice', 'take one'],
    ],
    [by('key: MaQT', 'key: MaQT\n    key: MaHS'), [18, '“key” stands twice', 'take one']],
    [by('code: CODE', 'code: GOOD'), [1, 'good.yaml', 'own code']],
    [
      by('parent: MaHS', 'parent: { MaHS: MaHS, MaQT: MaHS }'),
      [18, 'one pair', 'parent column'],
      by('parent: MaHS', 'parent: { MaHS: MaHS }'),
    ],
    [
      by('{ column: HoTen }', '{ column: HoTen, json: $.a, json: $.b }'),
      [11, '“json” stands twice', 'take one'],
      by('{ column: HoTen }', '{ column: HoTen, json: $.a }'),
    ],
    [
      `${GOOD}rating:\n  - { name: a, table: HoSo, key: MaHS, columns: {} }\n  - { name: a, table: HoSo, key: MaHS, columns: {} }\n`,
      [22, '“rating.1.name” is “a”', 'name of its own'],
      `${GOOD}rating:\n  - { name: a, table: HoSo, key: MaHS, columns: {} }\n  - { name: b, table: HoSo, key: MaHS, columns: {} }\n`,
    ],
    [
      by('level: DISTRICT', 'level: DISTRICT, level: COMMUNE'),
      [2, '“level” stands twice', 'take one'],
    ],
    [
      csv('TinhTrang,LinhVuc,value,value\nDXL,*,PROCESSING,RETURNED\n'),
      [1, '“value” twice', 'take one', 'csv'],
      csv('TinhTrang,LinhVuc,value\nDXL,*,PROCESSING\n'),
    ],
  ],
  'encoding or file name': [
    [iconv.encode(GOOD, 'utf16le', { addBOM: true }), [1, 'UTF-16', 'UTF-8']],
    [iconv.encode(GOOD, 'utf16be', { addBOM: true }), [1, 'UTF-16', 'UTF-8']],
    [iconv.encode(GOOD, 'utf16le'), [1, 'not UTF-8', 'UTF-8']],
    [
      iconv.encode(by('Một cửa', 'Mét cöa'), 'windows1252'),
      [1, 'not UTF-8', 'UTF-8'],
      by('Một cửa', 'Mét cöa'),
    ],
    [
      csv(iconv.encode('TinhTrang,LinhVuc,value,label\nDXL,*,PROCESSING,Đã', 'windows1258')),
      [2, 'not UTF-8', 'UTF-8', 'csv'],
      csv('TinhTrang,LinhVuc,value,label\nDXL,*,PROCESSING,Đã\n'),
    ],
    [
      (path) => {
        mkdirSync(path);
      },
      [1, 'is a folder', 'take it away'],
    ],
    [
      (path) => {
        symlinkSync('/nowhere', path);
      },
      [1, 'does not exist', 'put the file'],
    ],
    [GOOD, [1, 'not named as a mapping', 'name it a.yaml'], GOOD, 'a.yaml.txt'],
    [GOOD, [1, 'not named as a mapping', 'name it b.yaml'], GOOD, 'b.yaml~'],
    [GOOD, [1, 'not named as a mapping', 'name it c.yaml'], GOOD, 'c.yalm'],
    [GOOD, [1, 'not named as a mapping', 'name it d.yaml'], GOOD, 'd.yml (1)'],
    [by('text: unicode', 'text: unicode\0'), [4, 'NUL', 'UTF-8'], GOOD, 'E.YAML'],
  ],
  'texts and documents': [
    [name('json: $.a, xml: /a'), [11, 'either JSON or XML', 'take one'], name('xml: /a')],
    [name('xml: a/b'), [11, '“a/b”', '/root/child'], name('xml: /a/b')],
    [name('xml: /a/@b/c'), [11, '“/a/@b/c”', '/root/child/@attribute'], name('xml: /a/@b')],
    [name('xml: /a/x:b'), [11, '“/a/x:b”', 'without prefixes'], name('xml: /a/b')],
    [name('json: a.b'), [11, '“a.b”', '$.field.field'], name('json: $.a.b')],
    [
      by('{ column: HoTen }', '{ column: [HoTen, LinhVuc], xml: /a }'),
      [11, 'a document in several columns', 'name one column'],
      name('xml: /a'),
    ],
    [
      by('{ column: HoTen }', '{ column: [HoTen, LinhVuc], codes: { A: B } }'),
      [11, 'in several columns has no list of codes', 'name one column'],
      name('codes: { A: B }'),
    ],
    [name('html: ja'), [11, '“ja”', 'yes or no'], name('html: true')],
    [name('part: 0'), [11, 'counted from 1', 'write 1'], name('part: 1')],
    [
      by('{ column: HoTen }', '{ column: [HoTen, LinhVuc], part: 1 }'),
      [11, 'a part is of one column', 'name the column alone'],
      name('part: 1'),
    ],
    [
      name("separator: ';'"),
      [11, 'nothing is separated', 'which “part:”'],
      name("separator: ';', part: 1"),
    ],
    [
      by('{ column: HoTen }', "{ format: 'HoTen' }"),
      [11, '“HoTen”', '{SO}/{NAM}'],
      by('{ column: HoTen }', "{ format: '{HoTen}' }"),
    ],
  ],
};

/** Writes what a case has made, under a code of its own. */
function write(path: string, made: Made, code: string): void {
  if (typeof made === 'string') writeFileSync(path, made.replace('CODE', code));
  else if (typeof made !== 'function') writeFileSync(path, made);
  else {
    made(path);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      writeFileSync(path, readFileSync(path, 'utf8').replace('CODE', code));
  }
}

/** The file that a name is told to be mended to; null where it is no name that is wrong. */
const toldName = ([, [, , mend]]: Wrong): string | null =>
  /^name it (\S+)$/u.exec(mend)?.[1] ?? null;

const LIST =
  '{ dossiers(orderBy: [{ by: CODE, direction: ASC }]) { nodes { code } partial sources { source status rows message } } oneStopOffices { code level status } }';

describe.each(Object.entries(KINDS))('a mapping at fault: %s', (_kind, cases) => {
  it('is one sentence with file, line, what and how to mend it, while the other source serves; mended as told it serves too', async () => {
    const files = cases.map(([, , , file], index) => file ?? `wrong-${index}.yaml`);
    const contents = [...cases.keys()].filter((index) => {
      const one = cases[index];
      return one !== undefined && toldName(one) === null;
    });

    const offices = await openOffices(
      [
        {
          file: 'good.yaml',
          yaml: GOOD.replace('CODE', 'GOOD').replace('office.db', 'good.db'),
          sql: SQL,
        },
      ],
      (directory) => {
        for (const [index, [made, , mended = GOOD]] of cases.entries()) {
          write(join(directory, files[index] ?? ''), made, `W${index}`);
          if (contents.includes(index))
            write(join(directory, `mended-${index}.yaml`), mended, `M${index}`);
        }
        return { UNIT: '970' };
      },
    );
    await writeDatabase(join(offices.directory, 'office.db'), SQL);
    const { data, errors } = await ask(offices.subgraph, LIST);
    await offices.close();

    expect(errors).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(12);
    const statuses = new Map<string, string>(
      data.dossiers.sources.map(({ source, status }: { source: string; status: string }) => [
        source,
        status,
      ]),
    );
    const far = contents.map((index) => String(cases[index]?.[2]).includes('127.0.0.1:9'));
    // What is led to a server that is not there has nothing wrong with it but that.
    expect(contents.map((index) => statuses.get(`M${index}`))).toEqual(
      far.map((is) => (is ? 'UNAVAILABLE' : 'OK')),
    );
    expect(data.dossiers.nodes).toHaveLength(1 + far.filter((is) => !is).length);
    expect(data.dossiers.partial).toBe(true);
    expect(data.dossiers.sources).toHaveLength(1 + cases.length + contents.length);
    expect(
      data.dossiers.sources.filter(({ status }: { status: string }) => status === 'MISCONFIGURED'),
    ).toHaveLength(cases.length);
    expect(data.oneStopOffices).toHaveLength(1 + cases.length + contents.length);
    const complaints = offices.logged
      .filter(({ level }) => level === 50)
      .map(({ msg }) => String(msg));
    const ownOf = (file: string) => complaints.filter((said) => said.startsWith(file));
    expect(
      contents
        .filter((_index, at) => far[at] !== true)
        .flatMap((index) => ownOf(`mended-${index}.yaml`)),
    ).toEqual([]);
    for (const [index, [, [line, what, mend, ending]]] of cases.entries()) {
      const file = `${files[index] ?? ''}${ending === undefined ? '' : `.${ending}`}:`;
      const own = ownOf(file);
      expect(own).toHaveLength(1);
      const [said = '', advice = ''] = own[0]?.slice(file.length).split(' — ') ?? [];
      expect(said).toMatch(new RegExp(`^${line}: `, 'u'));
      expect(said).toContain(what);
      expect(advice).toContain(mend);
    }
    // Nothing that only the operator should know stands in the graph.
    expect(JSON.stringify(data)).not.toContain(offices.directory);
  }, 60_000);
});

describe('a mapping under a wrong name', () => {
  it('is read once it is named as told', async () => {
    const told = Object.values(KINDS).flatMap((cases) =>
      cases.flatMap((one) => toldName(one) ?? []),
    );

    const offices = await openOffices(
      told.map((file, index) => ({
        file,
        yaml: GOOD.replace('CODE', `W${index}`).replace('office.db', file.replace('.yaml', '.db')),
        sql: SQL,
      })),
    );
    const { data } = await ask(offices.subgraph, LIST);
    await offices.close();

    expect(told).toHaveLength(4);
    expect(data.dossiers).toMatchObject({
      partial: false,
      nodes: told.map(() => ({ code: 'HS-1' })),
    });
  });
});

describe('the lock file of a mapping', () => {
  it('is no source and no copy, beside its mapping and where that has another name now', async () => {
    const offices = await openOffices(
      [{ file: 'office.yaml', yaml: GOOD.replace('CODE', 'O'), sql: SQL }],
      (directory) => {
        for (const name of ['office.yaml', 'renamed.yaml'])
          writeFileSync(join(directory, `${name}.lock.json`), '{}');
        return { UNIT: '970' };
      },
    );
    const { data } = await ask(offices.subgraph, LIST);
    await offices.close();

    expect(data.dossiers).toMatchObject({ partial: false, sources: [{ source: 'O' }] });
    expect(offices.logged.filter(({ msg }) => String(msg).includes('.lock.json'))).toEqual([]);
  });
});
