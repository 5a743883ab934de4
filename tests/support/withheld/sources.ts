import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubgraphName } from '../../../scripts/run/subgraph-names.ts';
import { writeDatabase } from '../offices/offices.ts';

/** A legacy database of the test: the one with this number of two, which its subgraph has in halves. */
export interface HalfSource {
  readonly subgraph: SubgraphName;
  /** Its code, and in small letters the name of its files. */
  readonly code: string;
  readonly tables: readonly string[];
  /** Those of them that lie under no other. */
  readonly roots: readonly string[];
}

type Half = 1 | 2;

/** The other half: what a row refers to lies there, so that each reference leads to another database. */
const otherOf = (half: Half): Half => (half === 1 ? 2 : 1);

const procedureOf = (half: Half): string => `1.00000${half}`;
const agencyOf = (half: Half): string => `H12.0${half}`;
const documentOf = (half: Half): string =>
  `${agencyOf(otherOf(half))},2016/08/0${half},${half}/QĐ-UBND`;

/** What stands in one database: its mapping, and its tables with their columns and one row each. */
interface Draft {
  readonly mapping: string;
  readonly tables: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

const DATE = 'date: yyyy-MM-dd HH:mm:ss';

function office(half: Half): Draft {
  const other = otherOf(half);
  return {
    mapping: `
office: { level: DISTRICT, unit: '96${half}', agency: ${agencyOf(half)} }
dossier:
  table: HoSo
  key: ID
  columns:
    code: Ma
    status: { column: TrangThai, codes: states.csv }
    procedureCode: { column: ThuTuc, codes: { T1: '1.000001', T2: '1.000002' } }
    procedureFieldCode: LinhVuc
    applicantName: { column: HoTen, text: tcvn3 }
    applicantKind: { column: Loai, codes: { 1: CITIZEN } }
    applicantIdNumber: { column: CMND, identifier: [9] }
    applicantPhone: { column: DienThoai, identifier: [10] }
    applicantAddress: DiaChi
    channel: { column: Kenh, codes: { 1: ONLINE } }
    subject: TrichYeu
    receivedAt: { column: NgayNhan, ${DATE} }
    acceptedAt: { column: NgayHopLe, ${DATE} }
    dueAt: { column: NgayHen, ${DATE} }
    finishedAt: { column: NgayXong, ${DATE} }
    returnedAt: { column: NgayTra, ${DATE} }
    currentAssignee: { column: NguoiGiu, text: tcvn3 }
    limitDays: SoNgay
    resultNumber: SoKetQua
    resultIssuedAt: { column: NgayKetQua, ${DATE} }
    resultIssuerCode: NoiKetQua
    linkedCodes: { column: LienThong, list: ';' }
  steps:
    table: Buoc
    key: ID
    parent: { HoSo: ID }
    columns:
      name: Ten
      assignee: Nguoi
      startedAt: { column: BatDau, ${DATE} }
      dueAt: { column: Han, ${DATE} }
      finishedAt: { column: KetThuc, ${DATE} }
      status: { column: TrangThai, codes: states.csv }
  supplements:
    table: BoSung
    key: ID
    parent: { HoSo: ID }
    columns:
      askedAt: { column: NgayHoi, ${DATE} }
      receivedAt: { column: NgayNop, ${DATE} }
      content: NoiDung
      dueBefore: { column: HanCu, ${DATE} }
      dueAfter: { column: HanMoi, ${DATE} }
  payments:
    table: Phi
    key: ID
    parent: { HoSo: ID }
    columns: { name: Ten, amount: SoTien, paid: { column: DaThu, flag: { true: ['1'], false: ['0'] } } }
rating:
  table: DanhGia
  key: ID
  columns: { ratedAt: { column: Ngay, ${DATE} }, score: { column: Diem, codes: { 1: GOOD } } }
`,
    tables: {
      HoSo: {
        Ma: `HS-${half}`,
        TrangThai: 'X',
        ThuTuc: `T${half}`,
        LinhVuc: `LV-${half}`,
        HoTen: half === 1 ? 'NguyÔn V¨n §øc' : 'TrÇn ThÞ Hoa',
        Loai: 1,
        CMND: `38000001${half}`,
        DienThoai: `091234561${half}`,
        DiaChi: `${half} Lý Bôn, Phường 9`,
        Kenh: 1,
        TrichYeu: `Khai sinh ${half}`,
        NgayNhan: '2016-08-01 08:00:00',
        NgayHopLe: '2016-08-01 08:00:00',
        NgayHen: '2016-08-05 08:00:00',
        NgayXong: '2016-08-04 08:00:00',
        NgayTra: '2016-08-05 08:00:00',
        NguoiGiu: `B×nh ${half}`,
        SoNgay: 3,
        SoKetQua: `${half}/QĐ-UBND`,
        NgayKetQua: `2016-08-0${half} 08:00:00`,
        NoiKetQua: agencyOf(other),
        LienThong: `HS-${other}`,
      },
      Buoc: {
        HoSo: 1,
        Ten: `Tiếp nhận ${half}`,
        Nguoi: `Mai ${half}`,
        BatDau: '2016-08-01 08:00:00',
        Han: '2016-08-02 08:00:00',
        KetThuc: '2016-08-02 08:00:00',
        TrangThai: 'X',
      },
      BoSung: {
        HoSo: 1,
        NgayHoi: '2016-08-01 08:00:00',
        NgayNop: '2016-08-02 08:00:00',
        NoiDung: `Bản sao ${half}`,
        HanCu: '2016-08-04 08:00:00',
        HanMoi: '2016-08-05 08:00:00',
      },
      Phi: { HoSo: 1, Ten: `Lệ phí ${half}`, SoTien: 20_000, DaThu: '1' },
      DanhGia: { Ngay: '2016-08-05 08:00:00', Diem: 1 },
    },
  };
}

function catalogue(half: Half): Draft {
  return {
    mapping: `
procedure:
  table: ThuTuc
  key: ID
  columns:
    code: Ma
    name: Ten
    fieldCode: MaLinhVuc
    fieldName: LinhVuc
    level: { column: Cap, codes: { H: DISTRICT } }
    results: { column: KetQua, list: ';' }
    legalBases: { column: CanCu, list: ';' }
    applicants: { column: DoiTuong, list: ';' }
    conditions: YeuCau
  codes:
    table: MaThuTuc
    key: ID
    parent: { ThuTuc: ID }
    columns:
      system: { column: Loai, codes: { 1: LOCAL } }
      value: GiaTri
      validFrom: { column: TuNgay, ${DATE} }
      validTo: { column: DenNgay, ${DATE} }
  channels:
    table: Kenh
    key: ID
    parent: { ThuTuc: ID }
    columns:
      channel: { column: Kenh, codes: { 1: ONLINE } }
      limitText: ThoiGian
      limitCase: TruongHop
      feeText: LePhi
  papers:
    table: GiayTo
    key: ID
    parent: { ThuTuc: ID }
    columns: { name: Ten, originals: BanChinh, copies: BanSao, form: Mau }
  offerings:
    table: DonViThuTuc
    key: ID
    parent: { ThuTuc: ID }
    columns:
      agencyCode: DonVi
      onlineLevel: MucDo
      throughOneStop: { column: MotCua, flag: { true: [C], false: [K] } }
`,
    tables: {
      ThuTuc: {
        Ma: procedureOf(half),
        Ten: 'Khai sinh',
        MaLinhVuc: 'HT',
        LinhVuc: 'Hộ tịch',
        Cap: 'H',
        KetQua: 'Giấy khai sinh',
        CanCu: 'Luật Hộ tịch',
        DoiTuong: 'Cá nhân',
        YeuCau: 'Không',
      },
      MaThuTuc: {
        ThuTuc: 1,
        Loai: 1,
        GiaTri: `TT-${half}`,
        TuNgay: '2016-01-01 08:00:00',
        DenNgay: '2017-01-01 08:00:00',
      },
      Kenh: {
        ThuTuc: 1,
        Kenh: 1,
        ThoiGian: '03 ngày',
        TruongHop: 'Thường',
        LePhi: '20.000 đồng',
      },
      GiayTo: { ThuTuc: 1, Ten: 'Tờ khai', BanChinh: 1, BanSao: 2, Mau: 'TK-1' },
      DonViThuTuc: { ThuTuc: 1, DonVi: agencyOf(half), MucDo: 3, MotCua: 'C' },
    },
  };
}

function documentSystem(half: Half): Draft {
  const other = otherOf(half);
  return {
    mapping: `
agency:
  table: DonVi
  key: ID
  columns:
    code: Ma
    name: Ten
    kind: { column: Khoi, codes: { 1: STATE } }
    level: { column: Cap, codes: { 1: DISTRICT } }
    parentCode: CapTren
  identifiers:
    table: MaDonVi
    key: ID
    parent: { DonVi: ID }
    columns:
      scheme: { column: Loai, codes: { 1: QD_20 } }
      value: GiaTri
      validFrom: { column: TuNgay, ${DATE} }
      validTo: { column: DenNgay, ${DATE} }
account:
  table: NguoiDung
  key: ID
  columns: { agencyCode: DonVi }
document:
  table: VanBan
  key: ID
  columns:
    direction: { column: Huong, codes: { 1: OUTGOING } }
    number: So
    notation: KyHieu
    issuedAt: { column: NgayBanHanh, ${DATE} }
    arrivedAt: { column: NgayDen, ${DATE} }
    kind: Loai
    subject: TrichYeu
    issuerCode: NoiBanHanh
    issuerName: TenNoiBanHanh
    signerName: NguoiKy
    signerPosition: ChucVu
    urgency: { column: DoKhan, codes: { 1: URGENT } }
    responseTo: TraLoi
  assignments:
    table: PhanCong
    key: ID
    parent: { VanBan: ID }
    columns:
      role: { column: VaiTro, codes: { 1: LEAD } }
      agencyCode: DonVi
      dueAt: { column: Han, ${DATE} }
      completedAt: { column: Xong, ${DATE} }
  exchangeEvents:
    table: LienThong
    key: ID
    parent: { VanBan: ID }
    columns:
      code: { column: Ma, codes: { '01': ARRIVED } }
      at: { column: Luc, ${DATE} }
      fromCode: NoiGui
`,
    tables: {
      DonVi: {
        Ma: agencyOf(half),
        Ten: `Sở ${half}`,
        Khoi: 1,
        Cap: 1,
        CapTren: agencyOf(other),
      },
      MaDonVi: {
        DonVi: 1,
        Loai: 1,
        GiaTri: agencyOf(half),
        TuNgay: '2016-01-01 08:00:00',
        DenNgay: '2017-01-01 08:00:00',
      },
      NguoiDung: { DonVi: agencyOf(half) },
      VanBan: {
        Huong: 1,
        So: String(half),
        KyHieu: `${half}/QĐ-UBND`,
        NgayBanHanh: `2016-08-0${half} 08:00:00`,
        NgayDen: '2016-08-09 08:00:00',
        Loai: 'Quyết định',
        TrichYeu: `Về việc ${half}`,
        NoiBanHanh: agencyOf(other),
        TenNoiBanHanh: `Sở ${other}`,
        NguoiKy: `Dũng ${half}`,
        ChucVu: 'Giám đốc',
        DoKhan: 1,
        TraLoi: documentOf(other),
      },
      PhanCong: {
        VanBan: 1,
        VaiTro: 1,
        DonVi: agencyOf(other),
        Han: '2016-08-20 08:00:00',
        Xong: '2016-08-19 08:00:00',
      },
      LienThong: { VanBan: 1, Ma: '01', Luc: '2016-08-09 08:00:00', NoiGui: agencyOf(other) },
    },
  };
}

const DRAFTS = [
  { subgraph: 'procedures', prefix: 'P', draft: catalogue },
  { subgraph: 'vic', prefix: 'V', draft: documentSystem },
  { subgraph: 'onestop', prefix: 'A', draft: office },
] as const;

/**
 * Writes two legacy databases for each subgraph below `directory`, as SQLite files: what a row of one refers to lies in the
 * other, or in another subgraph's. Every field of the graph has a value.
 */
export async function writeHalves(
  directory: string,
  statementTimeout = '20s',
  /** More lines of each mapping file. */
  more = '',
): Promise<readonly HalfSource[]> {
  const written: HalfSource[] = [];
  for (const { subgraph, prefix, draft } of DRAFTS) {
    mkdirSync(join(directory, subgraph));
    writeFileSync(
      join(directory, subgraph, 'states.csv'),
      'TrangThai,value,label\nX,PROCESSING,Đang làm\n',
    );
    for (const half of [1, 2] as const) {
      const { mapping, tables } = draft(half);
      const code = `${prefix}${half}`;
      const file = join(directory, subgraph, code.toLowerCase());
      writeFileSync(
        `${file}.yaml`,
        `source: { code: ${code}, name: Source ${code} }\ndatabase: { client: sqlite, url: 'file:${file}.db', statementTimeout: ${statementTimeout} }${more}${mapping}`,
      );
      await writeDatabase(`${file}.db`, Object.entries(tables).flatMap(statementsOf));
      const names = Object.keys(tables);
      const roots = names.filter((name) => mapping.includes(`\n  table: ${name}\n`));
      written.push({ subgraph, code, tables: names, roots });
    }
  }
  return written;
}

/** Tables of two rows that say the same, so that what is withheld is withheld at several places. */
const TWICE = new Set(['HoSo', 'Buoc', 'DonViThuTuc', 'PhanCong']);

function statementsOf([table, row]: readonly [string, Draft['tables'][string]]): string[] {
  const columns = Object.entries(row).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? 'integer' : 'varchar(200)'}`,
  );
  const values = Object.values(row).map((value) =>
    typeof value === 'number' ? value : `'${value}'`,
  );
  return [
    `CREATE TABLE ${table} (ID INTEGER PRIMARY KEY, ${columns.join(', ')})`,
    ...(TWICE.has(table) ? [1, 2] : [1]).map(
      (id) => `INSERT INTO ${table} VALUES (${id}, ${values.join(', ')})`,
    ),
  ];
}

/** What identifies the rows of the first half: arguments that no default has, by the field that takes them. */
export const ARGUMENTS: Readonly<Record<string, string>> = {
  'Query.procedure': `code: "${procedureOf(1)}"`,
  'Query.agency': `code: "${agencyOf(1)}"`,
  'Query.document': 'id: "V1:1"',
  'Query.documentByDocumentId': `documentId: "${documentOf(1)}"`,
  'Query.search': 'text: "a"',
  'Query.node': 'id: "V1:1"',
  'Query.nodes': `ids: ["A1:1", "V2:1", "Procedure:${procedureOf(1)}", "Agency:${agencyOf(2)}"]`,
  'Query.oneStopOffice': 'code: "A1"',
  'Query.dossier': 'id: "A1:1"',
  'Query.dossierStatus': 'code: "HS-1", secret: "0011"',
  'Query.dossiersByCode': 'code: "HS-1"',
  'Query.report06a': 'from: "2016-01-01", to: "2016-12-31", by: PROCEDURE, onUnavailable: PARTIAL',
  'Query.dossierStatistics': 'groupBy: [OFFICE, PROCEDURE]',
  'Query.report07b': 'by: FIELD, onUnavailable: PARTIAL',
  'Query.documentStatistics': 'groupBy: [ISSUER, DIRECTION, EXCHANGE_STATE]',
  'Query.ratingStatistics': 'groupBy: [OFFICE]',
  'DayMeasures.percentile': 'p: 90',
  'DossierGroup.key': 'of: OFFICE',
  'DocumentGroup.key': 'of: DIRECTION',
  'RatingGroup.key': 'of: OFFICE',
  'OneStopOffice.satisfaction': 'from: "2016-01-01", to: "2016-12-31"',
  'Catalogue.onlineCountAtLeast': 'onlineLevel: 1',
};
