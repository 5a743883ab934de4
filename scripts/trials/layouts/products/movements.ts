import { phone } from '../../../demo/province/people.ts';
import { dayOf, type LegacyLayout, moment } from '../layout.ts';

const ROWS = 300;
const OFFICES = ['XA01', 'XA02', 'XA03'];

/** A counter shared by communes: a citizen’s name in parts, and no state but that of the last movement. */
export const movements: LegacyLayout = {
  name: 'Counter of several communes',
  about: 'a citizen’s name in parts, states in a log of movements alone, several offices',
  kind: 'onestop',
  tables: [
    {
      name: 'DonVi',
      columns: { MaDonVi: 'codeKey', TenDonVi: 'varchar(100)' },
      rows: OFFICES.length,
      row: (n) => [OFFICES[n - 1] ?? '', `UBND xã số ${n}`],
    },
    {
      name: 'HoSo',
      columns: {
        HoSoID: 'key',
        MaDonVi: 'varchar(20)',
        SoBienNhan: 'varchar(30)',
        HoLot: 'varchar(60)',
        Ten: 'varchar(30)',
        DienThoai: 'varchar(20)',
        NoiDung: 'varchar(300)',
        NgayTiepNhan: 'datetime',
        NgayHenTra: 'datetime',
      },
      references: { MaDonVi: 'DonVi.MaDonVi' },
      rows: ROWS,
      row: (n, random) => [
        n,
        OFFICES[n % OFFICES.length] ?? '',
        `BN-${2015 + (n % 2)}-${String(n).padStart(5, '0')}`,
        random.pick(['Nguyễn Văn', 'Trần Thị', 'Lê']),
        random.pick(['Đức', 'Hòa', 'Lan', 'Tám']),
        phone(random),
        'Xin cấp bản sao trích lục khai sinh',
        moment(dayOf(n, ROWS), random),
        moment(dayOf(n, ROWS, 5), random),
      ],
    },
    {
      name: 'LuanChuyen',
      columns: {
        LuanChuyenID: 'key',
        HoSoID: 'int',
        NgayBatDau: 'datetime',
        TinhTrang: 'varchar(50)',
      },
      references: { HoSoID: 'HoSo.HoSoID' },
      rows: ROWS * 2,
      row: (n, random) => [
        n,
        Math.ceil(n / 2),
        moment(dayOf(Math.ceil(n / 2), ROWS, n % 2 === 1 ? 0 : 3), random),
        n % 2 === 1 ? 'Đang xử lý' : random.pick(['Đã trả kết quả', 'Yêu cầu bổ sung']),
      ],
    },
  ],
  truth: {
    table: 'HoSo',
    fields: {
      code: 'SoBienNhan',
      status: 'last.TinhTrang',
      applicantName: 'HoLot + Ten',
      applicantPhone: 'DienThoai',
      subject: 'NoiDung',
      receivedAt: 'NgayTiepNhan',
      dueAt: 'NgayHenTra',
      steps: 'LuanChuyen',
      'steps.startedAt': 'NgayBatDau',
      'steps.status': 'TinhTrang',
    },
  },
};
