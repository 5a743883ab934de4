import { idNumber, personName, phone } from '../../../demo/province/people.ts';
import type { Random } from '../../../demo/province/random.ts';
import { dayOf, isoDay, type LegacyLayout, moment } from '../layout.ts';

const ROWS = 300;
const TYPES = ['CNQSD', 'TACHT', 'THECH', 'TKE'];
const STATES = ['TN', 'TL', 'NVTC', 'KY', 'TRA'];

/** `20160815` */
const compact = (day: Date): number => Number(isoDay(day).replaceAll('-', ''));
/** Of the dossier of a number, the same in every table. */
const guid = (n: number): string =>
  `6f9619ff-8b86-d011-b42d-${String(n * 7_919).padStart(12, '0')}`;
const state = (random: Random): string => random.pick(STATES).padEnd(5, ' ');

/** A land registry's counter: keys that nobody counts, days as whole numbers, rows cancelled into another table. */
export const landRegistry: LegacyLayout = {
  name: 'Land registry (held out)',
  about:
    'GUID keys, days as whole numbers, padded codes, C/K flags, fees as text, cancelled rows in a table of their own',
  kind: 'onestop',
  tables: [
    {
      name: 'DM_LOAITHUTUC',
      columns: { MaLoaiThuTuc: 'codeKey', TenLoaiThuTuc: 'varchar(200)', SoNgayGiaiQuyet: 'int' },
      rows: TYPES.length,
      row: (n) => [
        TYPES[n - 1] ?? '',
        ['Cấp giấy chứng nhận lần đầu', 'Tách thửa', 'Đăng ký thế chấp', 'Thừa kế'][n - 1] ?? '',
        n * 5,
      ],
    },
    {
      name: 'DM_TRANGTHAI',
      columns: { MaTrangThai: 'codeKey', TenTrangThai: 'varchar(100)' },
      rows: STATES.length,
      row: (n) => [
        STATES[n - 1] ?? '',
        ['Đã tiếp nhận', 'Đang thụ lý', 'Chờ nghĩa vụ tài chính', 'Trình ký', 'Đã trả kết quả'][
          n - 1
        ] ?? '',
      ],
    },
    {
      name: 'TBLCANBO',
      columns: { MaCanBo: 'key', HoVaTen: 'varchar(100)', MatKhau: 'varchar(50)' },
      rows: 8,
      row: (n, random) => [n, personName(random), random.digits(8)],
    },
    {
      name: 'QT_HOSOTIEPNHAN',
      columns: {
        MaHoSo: 'char(36)',
        SoTiepNhan: 'varchar(20)',
        ChuSuDung: 'varchar(100)',
        SoGiayTo: 'bigint',
        DienThoaiLienHe: 'varchar(20)',
        DiaChiThuongTru: 'varchar(200)',
        SoThua: 'varchar(10)',
        ToBanDo: 'varchar(10)',
        MaLoaiThuTuc: 'varchar(20)',
        NoiDungYeuCau: 'text',
        NgayNhanHoSo: 'int',
        NgayHopLe: 'int',
        NgayHenTra: 'int',
        NgayThucTra: 'int',
        MaTrangThai: 'char(5)',
        MaCanBoThuLy: 'int',
        LienThong: 'char(1)',
      },
      rows: ROWS,
      row: (n, random) => [
        guid(n),
        `${String(n % 60).padStart(4, '0')}/${2015 + (n % 2)}/VPDK`,
        personName(random),
        Number(idNumber('CITIZEN', random)),
        phone(random),
        `ấp ${1 + random.int(9)}, xã Tân Duyệt`,
        String(1 + random.int(900)),
        String(1 + random.int(60)),
        random.pick(TYPES),
        random.pick(['Xin cấp giấy chứng nhận', 'Xin tách thửa đất số 12', 'Đăng ký thế chấp']),
        compact(dayOf(n, ROWS)),
        compact(dayOf(n, ROWS, 1)),
        compact(dayOf(n, ROWS, 15)),
        n % 3 === 0 ? 0 : compact(dayOf(n, ROWS, 12 + random.int(9))),
        state(random),
        1 + random.int(8),
        random.chance(0.2) ? '1' : null,
      ],
    },
    {
      name: 'QT_HOSOHUY',
      columns: {
        MaHoSo: 'char(36)',
        SoTiepNhan: 'varchar(20)',
        ChuSuDung: 'varchar(100)',
        NgayHuy: 'int',
        LyDo: 'varchar(200)',
      },
      rows: 20,
      row: (n, random) => [
        guid(ROWS + n),
        `H${String(n).padStart(4, '0')}/2016/VPDK`,
        personName(random),
        compact(dayOf(n, 20)),
        'Công dân rút hồ sơ',
      ],
    },
    {
      name: 'QT_XULY',
      columns: {
        MaXuLy: 'key',
        MaHoSo: 'char(36)',
        TenCongDoan: 'varchar(100)',
        ThoiDiemNhan: 'datetime',
        ThoiDiemHoanThanh: 'datetime',
        MaCanBo: 'int',
      },
      rows: ROWS * 2,
      row: (n, random) => {
        const of = Math.ceil(n / 2);
        const first = n % 2 === 1;
        return [
          n,
          guid(of),
          first ? 'Tiếp nhận hồ sơ' : 'Thẩm tra, trích đo',
          moment(dayOf(of, ROWS, first ? 0 : 2), random),
          random.chance(0.8) ? moment(dayOf(of, ROWS, first ? 1 : 6), random) : null,
          1 + random.int(8),
        ];
      },
    },
    {
      name: 'QT_THUPHI',
      columns: {
        MaThuPhi: 'key',
        MaHoSo: 'char(36)',
        KhoanThu: 'varchar(100)',
        SoTien: 'varchar(30)',
        DaNop: 'char(1)',
      },
      rows: ROWS,
      row: (n, random) => [
        n,
        guid(n),
        random.pick(['Lệ phí địa chính', 'Phí thẩm định', 'Phí trích đo']),
        random.pick(['20.000 đ', '150.000 đ', 'Miễn phí', '1.200.000 đ']),
        random.pick(['C', 'K']),
      ],
    },
  ],
  truth: {
    table: 'QT_HOSOTIEPNHAN',
    fields: {
      code: 'SoTiepNhan',
      status: 'MaTrangThai',
      procedureCode: 'MaLoaiThuTuc',
      applicantName: 'ChuSuDung',
      applicantIdNumber: 'SoGiayTo',
      applicantPhone: 'DienThoaiLienHe',
      applicantAddress: 'DiaChiThuongTru',
      subject: 'NoiDungYeuCau',
      receivedAt: 'NgayNhanHoSo',
      acceptedAt: 'NgayHopLe',
      dueAt: 'NgayHenTra',
      returnedAt: 'NgayThucTra',
      steps: 'QT_XULY',
      'steps.name': 'TenCongDoan',
      'steps.startedAt': 'ThoiDiemNhan',
      'steps.finishedAt': 'ThoiDiemHoanThanh',
      payments: 'QT_THUPHI',
      'payments.name': 'KhoanThu',
      'payments.amount': 'SoTien',
      'payments.paid': 'DaNop',
    },
    elsewhere: ['currentAssignee', 'steps.assignee'],
  },
};
