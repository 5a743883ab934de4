import { toTcvn3 } from '../../../demo/encodings.ts';
import { idNumber, personName, phone } from '../../../demo/province/people.ts';
import { dayOf, type LegacyLayout, slashed } from '../layout.ts';

const STATES = [
  ['MTN', 'Mới tiếp nhận'],
  ['DXL', 'Đang xử lý'],
  ['NBS', 'Chờ bổ sung hồ sơ'],
  ['DTN', 'Đã giải quyết xong'],
  ['DTD', 'Đã trả kết quả'],
  ['HUY', 'Hồ sơ hủy'],
] as const;
const KINDS = [
  'Đăng ký khai sinh',
  'Đăng ký kết hôn',
  'Chứng thực chữ ký',
  'Đăng ký hộ kinh doanh',
];
const ROWS = 400;

/** Capitals, days as text, TCVN3, catalogues beside, nothing declared. */
export const onestopFirst: LegacyLayout = {
  name: 'One-stop, first generation',
  about: 'capitals, days as text, TCVN3, catalogues, no declared references',
  kind: 'onestop',
  tables: [
    {
      name: 'DM_LINHVUC',
      columns: { MaLinhVuc: 'codeKey', TenLinhVuc: 'varchar(100)' },
      rows: 2,
      row: (n) => [['HT', 'KD'][n - 1] ?? '', toTcvn3(['Hộ tịch', 'Kinh doanh'][n - 1] ?? '')],
    },
    {
      name: 'DM_LOAIHOSO',
      columns: {
        MaLoaiHoSo: 'codeKey',
        TenLoaiHoSo: 'varchar(200)',
        MaLinhVuc: 'varchar(5)',
        SoNgayGiaiQuyet: 'int',
        Used: 'char(1)',
      },
      rows: KINDS.length,
      row: (n) => [`0${n}`, toTcvn3(KINDS[n - 1] ?? ''), n < 4 ? 'HT' : 'KD', n * 2, '1'],
    },
    {
      name: 'DM_TINHTRANG',
      columns: { MaTinhTrang: 'codeKey', TenTinhTrang: 'varchar(100)' },
      rows: STATES.length,
      row: (n) => [STATES[n - 1]?.[0] ?? '', toTcvn3(STATES[n - 1]?.[1] ?? '')],
    },
    {
      name: 'HS_TIEPNHAN',
      columns: {
        HoSoID: 'key',
        SoBienNhan: 'varchar(20)',
        MaLoaiHoSo: 'varchar(5)',
        MaLinhVuc: 'varchar(5)',
        HoTenNguoiNop: 'varchar(100)',
        SoCMND: 'varchar(15)',
        DienThoai: 'varchar(15)',
        DiaChiThuongTru: 'varchar(200)',
        TrichYeu: 'varchar(300)',
        NgayNhan: 'varchar(10)',
        NgayHenTra: 'varchar(10)',
        NgayThucTra: 'varchar(10)',
        MaTinhTrang: 'varchar(5)',
        CanBoThuLy: 'varchar(100)',
        SoNgayGiaiQuyet: 'int',
        DaXoa: 'char(1)',
      },
      rows: ROWS,
      row: (n, random) => {
        const kind = 1 + random.int(KINDS.length);
        return [
          n,
          `2015${kind}${String(n).padStart(6, '0')}`,
          `0${kind}`,
          kind < 4 ? 'HT' : 'KD',
          toTcvn3(personName(random)),
          idNumber('CITIZEN', random),
          phone(random),
          toTcvn3(`Ấp ${1 + random.int(6)}, xã Tân Duyệt, huyện Đầm Dơi`),
          toTcvn3(`Đề nghị ${KINDS[kind - 1]?.toLowerCase() ?? ''}`),
          slashed(dayOf(n, ROWS)),
          random.chance(0.05) ? '01/01/1900' : slashed(dayOf(n, ROWS, kind * 3)),
          random.chance(0.2) ? null : slashed(dayOf(n, ROWS, kind * 3 - random.int(3))),
          random.pick(STATES)[0],
          toTcvn3(random.pick(['Lê Văn An', 'Trần Thị Hòa', 'Phạm Minh Đức'])),
          kind * 2,
          random.chance(0.03) ? '1' : '0',
        ];
      },
    },
    {
      name: 'HS_QUATRINH',
      columns: {
        QuaTrinhID: 'key',
        HoSoID: 'int',
        TenBuoc: 'varchar(100)',
        NguoiXuLy: 'varchar(100)',
        NgayBatDau: 'varchar(10)',
        NgayKetThuc: 'varchar(10)',
      },
      rows: ROWS * 2,
      row: (n, random) => {
        const its = Math.ceil(n / 2);
        return [
          n,
          its,
          toTcvn3(n % 2 === 1 ? 'Tiếp nhận' : 'Thẩm định'),
          toTcvn3(personName(random)),
          slashed(dayOf(its, ROWS)),
          slashed(dayOf(its, ROWS, 1)),
        ];
      },
    },
    {
      name: 'HS_LEPHI',
      columns: {
        LePhiID: 'key',
        HoSoID: 'int',
        TenLePhi: 'varchar(100)',
        SoTien: 'varchar(20)',
        DaThu: 'char(1)',
      },
      rows: ROWS / 2,
      row: (n, random) => [
        n,
        n * 2,
        toTcvn3('Lệ phí'),
        random.pick(['20.000 đ', '50.000', 'Miễn phí']),
        random.chance(0.8) ? '1' : null,
      ],
    },
    {
      name: 'NGUOIDUNG',
      columns: {
        NguoiDungID: 'key',
        TenDangNhap: 'varchar(50)',
        MatKhau: 'varchar(50)',
        HoTen: 'varchar(100)',
      },
      rows: 6,
      row: (n, random) => [n, `user${n}`, 'x', toTcvn3(personName(random))],
    },
  ],
  truth: {
    table: 'HS_TIEPNHAN',
    fields: {
      code: 'SoBienNhan',
      procedureCode: 'MaLoaiHoSo',
      procedureFieldCode: 'MaLinhVuc',
      applicantName: 'HoTenNguoiNop',
      applicantIdNumber: 'SoCMND',
      applicantPhone: 'DienThoai',
      applicantAddress: 'DiaChiThuongTru',
      subject: 'TrichYeu',
      receivedAt: 'NgayNhan',
      dueAt: 'NgayHenTra',
      returnedAt: 'NgayThucTra',
      status: 'MaTinhTrang',
      currentAssignee: 'CanBoThuLy',
      limitDays: 'SoNgayGiaiQuyet',
      steps: 'HS_QUATRINH',
      'steps.name': 'TenBuoc',
      'steps.assignee': 'NguoiXuLy',
      'steps.startedAt': 'NgayBatDau',
      'steps.finishedAt': 'NgayKetThuc',
      payments: 'HS_LEPHI',
      'payments.name': 'TenLePhi',
      'payments.amount': 'SoTien',
      'payments.paid': 'DaThu',
    },
  },
};
