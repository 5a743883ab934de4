import { join } from 'node:path';
import Database from 'libsql';
import { textCodec } from '../../../../subgraphs/sources/codecs/index.ts';
import { type LayoutName, type Office, offices } from '../../../demo/province/offices.ts';

type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** SQL of one product, as whoever knows it would write it down. */
interface Product {
  /** Each as a SELECT's FROM with its WHERE. */
  readonly from: readonly string[];
  readonly key: string;
  readonly code: string;
  /** The column of receipt as it stands, and days between it and the calendar. */
  readonly received: string;
  readonly toRaw: (day: string) => string | number;
  readonly toDay: (raw: string | number) => string;
  /** The due day as yyyy-MM-dd, null where it is none. */
  readonly due: string;
  readonly isOpen: string;
  readonly isProcessing: string;
  readonly isOnline: string;
  readonly idNumber: (asked: string) => string;
  readonly name: string;
  readonly decode: (raw: string) => string;
  readonly procedure: string;
  readonly result: string;
  readonly issuer: string;
  readonly issuedOn: string;
  readonly steps: readonly [table: string, parent: string, name: string, link: string];
  readonly ratings: readonly [from: string, day: string, score: string] | null;
}

const same = (text: string): string => text;
const isDay = (day: string): string => `CASE WHEN date(${day}) = ${day} THEN ${day} END`;
const slashed = (column: string): string =>
  `substr(${column}, 7, 4) || '-' || substr(${column}, 4, 2) || '-' || substr(${column}, 1, 2)`;
const digits = (column: string): string =>
  `substr(${column}, 1, 4) || '-' || substr(${column}, 5, 2) || '-' || substr(${column}, 7, 2)`;
const tcvn3 = textCodec({ encoding: 'tcvn3' });
const mixed = textCodec({ encoding: 'mixed', candidates: ['vni', 'cp1258'] });

const PRODUCTS: Readonly<Record<LayoutName, Product>> = {
  'trung-tam': {
    from: ['HoSo WHERE DeletedOn IS NULL'],
    key: 'Id',
    code: 'MaHoSo',
    received: 'NgayTiepNhan',
    toRaw: same,
    toDay: (raw) => String(raw).slice(0, 10),
    due: 'date(NgayHenTra)',
    isOpen: 'TrangThaiHoSoId IN (2, 4, 5, 6)',
    isProcessing: 'TrangThaiHoSoId = 4',
    isOnline: 'KenhThucHien = 2',
    idNumber: (asked) => `SoGiayToChuHoSo = '${asked}'`,
    name: 'ChuHoSo',
    decode: same,
    procedure: 'MaTTHC',
    result: 'SoKyHieuKetQua',
    issuer: 'CoQuanBanHanhKetQua',
    issuedOn: 'date(NgayBanHanhKetQua)',
    steps: ['QuaTrinhXuLyHoSos', 'MaHoSo', 'NodeQuyTrinh', 'MaHoSo'],
    ratings: ['PhieuDanhGias', 'NgayDanhGia', 'MucDo'],
  },
  'ca-mau': {
    from: ['opencps_dossier WHERE groupId = 964'],
    key: 'dossierId',
    code: 'dossierNo',
    received: 'submitDate',
    toRaw: same,
    toDay: (raw) => String(raw).slice(0, 10),
    due: 'date(dueDate)',
    isOpen: "dossierStatus IN ('receiving', 'processing', 'waiting')",
    isProcessing: "dossierStatus = 'processing'",
    isOnline: 'originality = 1',
    idNumber: (asked) => `applicantIdNo = '${asked}'`,
    name: 'applicantName',
    decode: same,
    procedure: 'serviceCode',
    result: 'deliverableCode',
    issuer: 'govAgencyCode',
    issuedOn: 'date(deliverableDate)',
    steps: ['opencps_dossieraction', 'dossierId', 'stepName', 'dossierId'],
    ratings: ['opencps_votingresult WHERE groupId = 964', 'createDate', 'selected'],
  },
  'nam-can': {
    from: ['HOSOTIEPNHAN WHERE 1', 'HoSoHuy WHERE 1'],
    key: 'HoSoTiepNhanID',
    code: 'SoBienNhan',
    received: slashed('NgayNhan'),
    toRaw: same,
    toDay: String,
    due: `CASE WHEN NgayHenTra <> '01/01/1900' THEN ${isDay(slashed('NgayHenTra'))} END`,
    isOpen:
      "(MaTinhTrang IN ('MTN', 'LDK', 'NBS', 'TTP') OR MaTinhTrang = 'CCV' AND MaLinhVuc <> 'DD')",
    isProcessing: "(MaTinhTrang = 'LDK' OR MaTinhTrang = 'CCV' AND MaLinhVuc <> 'DD')",
    isOnline: "Kenh = 'Q'",
    idNumber: (asked) => `replace(replace(SoCMND, ' ', ''), '.', '') = '${asked}'`,
    name: 'HoTenNguoiNop',
    decode: (raw) => tcvn3.decode([raw]).value ?? '',
    procedure: 'MaLoaiHoSo',
    result: 'SoQuyetDinh',
    issuer: 'trim(MaDonViKy)',
    issuedOn: slashed('NgayQuyetDinh'),
    steps: ['TINHTRANGHOSO', 'HoSoTiepNhanID', 'TenBuoc', 'HoSoTiepNhanID'],
    ratings: null,
  },
  'cai-nuoc': {
    from: ['tbl_HoSo WHERE TrangThai <> -1'],
    key: 'MaSo',
    code: 'SoHoSo',
    received: 'NgayNhan',
    toRaw: (day) => Number(day.replaceAll('-', '')),
    toDay: (raw) => String(raw).replace(/(....)(..)(..)/u, '$1-$2-$3'),
    due: `CASE WHEN NgayHen <> 0 THEN ${isDay(digits('NgayHen'))} END`,
    isOpen: 'TrangThai IN (1, 2, 3, 4)',
    isProcessing: 'TrangThai = 2',
    isOnline: "TrucTuyen = 'x'",
    idNumber: (asked) => `CMND = ${Number(asked)}`,
    name: 'HoTen',
    decode: (raw) => mixed.decode([raw]).value ?? '',
    procedure: 'ThuTuc',
    result: 'SoQD',
    issuer: 'trim(NoiKy)',
    issuedOn: digits('NgayQD'),
    steps: ['tbl_QuaTrinh', 'MaSo', 'Buoc', 'MaSo'],
    ratings: ['tbl_DanhGia', 'Ngay', 'Muc'],
  },
};

/** One open database, asked by SQL whose statements are prepared once. */
interface LegacyFile {
  readonly all: (sql: string, ...values: readonly Value[]) => readonly Row[];
  readonly each: (sql: string) => IterableIterator<Row>;
}

export interface LegacyOffice extends LegacyFile {
  readonly office: Office;
  readonly product: Product;
}

export interface LegacyFiles {
  readonly offices: readonly LegacyOffice[];
  readonly catalogue: LegacyFile;
  readonly vic: LegacyFile;
}

export function openLegacyFiles(demo: string): LegacyFiles {
  return {
    offices: offices.map((office) => ({
      office,
      product: PRODUCTS[office.layout],
      ...openFile(join(demo, `${office.file}.db`)),
    })),
    catalogue: openFile(join(demo, 'thu-tuc.db')),
    vic: openFile(join(demo, 'vic.db')),
  };
}

function openFile(file: string): LegacyFile {
  const database = new Database(file, { readonly: true });
  const prepared = new Map<string, Database.Statement>();
  const statementOf = (sql: string): Database.Statement => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => statementOf(sql).all([...values]) as readonly Row[],
    each: (sql) => statementOf(sql).iterate() as IterableIterator<Row>,
  };
}
