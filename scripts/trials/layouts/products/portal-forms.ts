import { idNumber, personName, phone } from '../../../demo/province/people.ts';
import type { Random } from '../../../demo/province/random.ts';
import { dayOf, type LegacyLayout, moment } from '../layout.ts';

const ROWS = 360;
const STATES = ['DANG_XU_LY', 'CHO_BO_SUNG', 'DA_CO_KET_QUA', 'DA_TRA_KET_QUA'];
const PROCEDURES = [
  ['2.000847', 'Cấp lại giấy phép lái xe'],
  ['1.002809', 'Đổi giấy phép lái xe'],
  ['1.000660', 'Công bố đưa bến xe khách vào khai thác'],
] as const;

/** `2016-08-15T08:30:00+07:00` */
const zoned = (day: Date, random: Random): string =>
  `${moment(day, random).replace(' ', 'T')}+07:00`;

/** A department's portal: what the citizen filled in is JSON, what was decided XML, what is asked for HTML. */
export const portalForms: LegacyLayout = {
  name: 'Portal of a department (held out)',
  about:
    'the citizen’s form in JSON, the result in XML, the subject in HTML, receipt and state in the first and last movement',
  kind: 'onestop',
  tables: [
    {
      name: 'mc_thu_tuc',
      columns: { id: 'key', ma_qg: 'varchar(20)', ten: 'varchar(300)', linh_vuc: 'varchar(50)' },
      rows: PROCEDURES.length,
      row: (n) => [n, PROCEDURES[n - 1]?.[0] ?? '', PROCEDURES[n - 1]?.[1] ?? '', 'Đường bộ'],
    },
    {
      name: 'mc_tai_khoan',
      columns: { id: 'key', ten_dang_nhap: 'varchar(50)', ho_ten: 'varchar(100)' },
      rows: 12,
      row: (n, random) => [n, `canbo${n}`, personName(random)],
    },
    {
      name: 'mc_ho_so',
      columns: {
        id: 'key',
        so_ho_so: 'varchar(40)',
        thu_tuc_id: 'int',
        kenh_nop: 'varchar(20)',
        to_khai: 'text',
        trich_yeu: 'text',
        han_tra: 'datetime',
        ket_qua: 'text',
        da_xoa: 'int',
        created_at: 'datetime',
        updated_at: 'datetime',
      },
      references: { thu_tuc_id: 'mc_thu_tuc.id' },
      rows: ROWS,
      row: (n, random) => {
        const day = dayOf(n, ROWS);
        const done = random.chance(0.7);
        return [
          n,
          `SGTVT-${2015 + (n % 2)}-${String(n).padStart(6, '0')}`,
          1 + random.int(PROCEDURES.length),
          random.pick(['TRUC_TIEP', 'TRUC_TUYEN', 'BUU_CHINH']),
          JSON.stringify({
            phien_ban: 2,
            nguoi_nop: {
              ho_ten: personName(random),
              so_cccd: idNumber('CITIZEN', random),
              dien_thoai: phone(random),
              dia_chi: `Khóm ${1 + random.int(9)}, phường 5`,
            },
            ngay_nop: zoned(day, random),
            giay_to: [{ ten: 'Đơn đề nghị', so_ban: 1 }],
          }),
          `<p>Đề nghị <b>${random.pick(['cấp lại', 'đổi'])}</b> giấy phép lái xe</p>`,
          moment(dayOf(n, ROWS, 5), random),
          done
            ? `<ketQua><soKyHieu>${n}/GPLX-SGTVT</soKyHieu><ngayKy>${zoned(dayOf(n, ROWS, 4), random)}</ngayKy></ketQua>`
            : null,
          random.chance(0.03) ? 1 : 0,
          moment(day, random),
          moment(dayOf(n, ROWS, 6), random),
        ];
      },
    },
    {
      name: 'mc_nhat_ky',
      columns: {
        id: 'key',
        ho_so_id: 'int',
        cong_viec: 'varchar(100)',
        nguoi_thuc_hien: 'varchar(100)',
        bat_dau: 'datetime',
        trang_thai: 'varchar(30)',
      },
      references: { ho_so_id: 'mc_ho_so.id' },
      rows: ROWS * 3,
      row: (n, random) => {
        const its = Math.ceil(n / 3);
        const place = (n - 1) % 3;
        return [
          n,
          its,
          ['Tiếp nhận hồ sơ', 'Thẩm định', 'Ký duyệt'][place] ?? '',
          personName(random),
          moment(dayOf(its, ROWS, place * 2), random),
          place === 0 ? 'TIEP_NHAN' : random.pick(STATES),
        ];
      },
    },
    {
      name: 'mc_bo_sung',
      columns: {
        id: 'key',
        ho_so_id: 'int',
        ngay_yeu_cau: 'datetime',
        ngay_nop_lai: 'datetime',
        ly_do: 'text',
      },
      references: { ho_so_id: 'mc_ho_so.id' },
      rows: 50,
      row: (n, random) => [
        n,
        n * 6,
        moment(dayOf(n * 6, ROWS, 1), random),
        random.chance(0.8) ? moment(dayOf(n * 6, ROWS, 3), random) : null,
        '<div>Thiếu giấy khám sức khỏe<br>còn hiệu lực</div>',
      ],
    },
    {
      name: 'mc_le_phi',
      columns: {
        id: 'key',
        ho_so_id: 'int',
        ten_khoan_thu: 'varchar(100)',
        so_tien: 'int',
        da_thu: 'int',
      },
      references: { ho_so_id: 'mc_ho_so.id' },
      rows: ROWS,
      row: (n, random) => [
        n,
        n,
        'Lệ phí cấp giấy phép lái xe',
        random.pick([135_000, 70_000]),
        random.int(2),
      ],
    },
    {
      name: 'mc_thong_ke_ngay',
      columns: { id: 'key', ngay: 'date', so_ho_so: 'int', dung_han: 'int', tre_han: 'int' },
      rows: 90,
      row: (n, random) => [
        n,
        dayOf(n, 90).toISOString().slice(0, 10),
        10 + random.int(30),
        random.int(20),
        random.int(4),
      ],
    },
  ],
  truth: {
    table: 'mc_ho_so',
    fields: {
      code: 'so_ho_so',
      status: 'last.trang_thai',
      procedureCode: 'thu_tuc_id',
      channel: 'kenh_nop',
      applicantName: 'to_khai $.nguoi_nop.ho_ten',
      applicantIdNumber: 'to_khai $.nguoi_nop.so_cccd',
      applicantPhone: 'to_khai $.nguoi_nop.dien_thoai',
      applicantAddress: 'to_khai $.nguoi_nop.dia_chi',
      subject: 'trich_yeu',
      receivedAt: 'first.bat_dau',
      dueAt: 'han_tra',
      resultNumber: 'ket_qua /ketQua/soKyHieu',
      resultIssuedAt: 'ket_qua /ketQua/ngayKy',
      steps: 'mc_nhat_ky',
      'steps.name': 'cong_viec',
      'steps.assignee': 'nguoi_thuc_hien',
      'steps.startedAt': 'bat_dau',
      'steps.status': 'trang_thai',
      supplements: 'mc_bo_sung',
      'supplements.askedAt': 'ngay_yeu_cau',
      'supplements.receivedAt': 'ngay_nop_lai',
      'supplements.content': 'ly_do',
      payments: 'mc_le_phi',
      'payments.name': 'ten_khoan_thu',
      'payments.amount': 'so_tien',
      'payments.paid': 'da_thu',
    },
  },
};
