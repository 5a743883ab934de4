import { idNumber, personName, phone } from '../../../demo/province/people.ts';
import { toVni } from '../../../demo/encodings.ts';
import { dayOf, isoDay, type LegacyLayout } from '../layout.ts';

const ROWS = 320;
const yyyymmdd = (day: Date): number => Number(isoDay(day).replaceAll('-', ''));

/** Written after `suggest` stood: a desk for letters of citizens, in VNI, days as numbers, names cut short. */
export const complaints: LegacyLayout = {
  name: 'Letters of citizens (held out)',
  about: 'VNI, days as numbers, names cut short, nothing declared',
  kind: 'onestop',
  tables: [
    {
      name: 'DonThu',
      columns: {
        SoTT: 'key',
        SoDon: 'varchar(20)',
        NguoiGui: 'varchar(100)',
        CMND: 'varchar(12)',
        DThoai: 'varchar(12)',
        DChi: 'varchar(200)',
        NoiDungDon: 'varchar(400)',
        NgayNhanDon: 'int',
        HanGQ: 'int',
        NgayXong: 'int',
        TTrang: 'varchar(30)',
        LoaiDon: 'varchar(30)',
        CBThuLy: 'varchar(80)',
        KetQuaGQ: 'varchar(100)',
      },
      rows: ROWS,
      row: (n, random) => [
        n,
        `DT-${n}/${2015 + (n % 2)}`,
        toVni(personName(random)),
        idNumber('CITIZEN', random),
        phone(random),
        toVni(`Ấp ${1 + random.int(5)}, xã Phong Lạc`),
        toVni('Đơn phản ánh tranh chấp đất đai giữa hai hộ'),
        yyyymmdd(dayOf(n, ROWS)),
        yyyymmdd(dayOf(n, ROWS, 20)),
        random.chance(0.6) ? yyyymmdd(dayOf(n, ROWS, 15)) : 0,
        toVni(random.pick(['Đang giải quyết', 'Đã giải quyết xong', 'Rút đơn'])),
        toVni(random.pick(['Khiếu nại', 'Tố cáo', 'Phản ánh'])),
        toVni(personName(random)),
        null,
      ],
    },
    {
      name: 'DonThu_TienTrinh',
      columns: {
        ID: 'key',
        SoTT: 'int',
        BuocXL: 'varchar(100)',
        NguoiXL: 'varchar(80)',
        TuNgay: 'int',
        DenNgay: 'int',
      },
      rows: ROWS,
      row: (n, random) => [
        n,
        n,
        toVni('Xác minh'),
        toVni(personName(random)),
        yyyymmdd(dayOf(n, ROWS)),
        yyyymmdd(dayOf(n, ROWS, 3)),
      ],
    },
  ],
  truth: {
    table: 'DonThu',
    fields: {
      code: 'SoDon',
      applicantName: 'NguoiGui',
      applicantIdNumber: 'CMND',
      applicantPhone: 'DThoai',
      applicantAddress: 'DChi',
      subject: 'NoiDungDon',
      receivedAt: 'NgayNhanDon',
      dueAt: 'HanGQ',
      finishedAt: 'NgayXong',
      status: 'TTrang',
      procedureCode: 'LoaiDon',
      currentAssignee: 'CBThuLy',
      steps: 'DonThu_TienTrinh',
      'steps.name': 'BuocXL',
      'steps.assignee': 'NguoiXL',
      'steps.startedAt': 'TuNgay',
      'steps.finishedAt': 'DenNgay',
    },
  },
};
