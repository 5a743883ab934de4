import { dueDayAfter } from '../province/calendar.ts';
import { keptByTcvn3, toTcvn3 } from '../encodings.ts';
import { dayOf } from '../truth/fields.ts';
import type { ApplicantKind } from '../province/people.ts';
import type { Procedure } from '../province/procedures.ts';
import { type ColumnType, table } from '../table.ts';
import type { DossierState, DossierTruth } from '../truth/truth.ts';
import { childKey, type Layout, LEFTOVER, loseTimes, type Pen, shortDay } from './layout.ts';

const DOSSIER_COLUMNS: Readonly<Record<string, ColumnType>> = {
  SoBienNhan: 'char(25)',
  MaLinhVuc: 'varchar(5)',
  MaLoaiHoSo: 'varchar(5)',
  HoTenNguoiNop: 'nvarchar(200)',
  LoaiNguoiNop: 'int',
  SoCMND: 'varchar(20)',
  DienThoai: 'varchar(20)',
  ThongTinLienLac: 'varchar(300)',
  NoiDungTrichYeu: 'text',
  Kenh: 'char(1)',
  NgayNhan: 'varchar(10)',
  NgayHopLe: 'varchar(10)',
  SoNgayGiaiQuyet: 'int',
  NgayHenTra: 'varchar(10)',
  NgayXong: 'varchar(10)',
  NgayThucTra: 'varchar(10)',
  MaTinhTrang: 'varchar(5)',
  LienThong: 'char(1)',
  HoSoLienQuan: 'varchar(200)',
  SoQuyetDinh: 'varchar(50)',
  NgayQuyetDinh: 'varchar(10)',
  MaDonViKy: 'char(5)',
};

/** A product of 2005 in ASP: TCVN3, days as text, and cancelled dossiers moved to a table of their own. */
const HOSOTIEPNHAN = table('HOSOTIEPNHAN', { HoSoTiepNhanID: 'int', ...DOSSIER_COLUMNS }, [
  'SoBienNhan',
]);
const HoSoHuy = table(
  'HoSoHuy',
  { HoSoHuyID: 'int', HoSoTiepNhanID: 'int', ...DOSSIER_COLUMNS, LyDoHuy: 'varchar(300)' },
  ['SoBienNhan'],
);
const TINHTRANGHOSO = table(
  'TINHTRANGHOSO',
  {
    TinhTrangHoSoID: 'int',
    HoSoTiepNhanID: 'int',
    TenBuoc: 'varchar(100)',
    MaTinhTrangHoSo: 'varchar(5)',
    NgayTacNghiep: 'varchar(10)',
    NguoiNhan: 'varchar(100)',
  },
  ['HoSoTiepNhanID'],
);
const HOSOBOSUNG = table(
  'HOSOBOSUNG',
  {
    HoSoBoSungID: 'int',
    HoSoTiepNhanID: 'int',
    NoiDung: 'varchar(500)',
    NgayYeuCau: 'varchar(10)',
    NgayBoSung: 'varchar(10)',
    NgayHenTraCu: 'varchar(10)',
    NgayHenTraMoi: 'varchar(10)',
  },
  ['HoSoTiepNhanID'],
);
const BIENLAI = table(
  'BIENLAI',
  {
    BienLaiID: 'int',
    HoSoTiepNhanID: 'int',
    TenPhi: 'varchar(200)',
    SoTien: 'float',
    DaThu: 'char(1)',
  },
  ['HoSoTiepNhanID'],
);

const STATES: Readonly<Record<DossierState, string>> = {
  REGISTERED: 'VTN',
  RECEIVED: 'MTN',
  REJECTED_AT_INTAKE: 'TCN',
  PROCESSING: 'CCV',
  AWAITING_SUPPLEMENT: 'NBS',
  AWAITING_PAYMENT: 'TTP',
  WITHDRAWN: 'HUY',
  STOPPED: 'HXM',
  RESULT_READY: 'DTN',
  RETURNED: 'DTD',
};

/** In land matters CCV is “có công văn”, the answer is ready; everywhere else “chuyển chuyên viên”, an officer has it. */
const LAND_STATES: Readonly<Partial<Record<DossierState, string>>> = {
  PROCESSING: 'LDK',
  RESULT_READY: 'CCV',
};

/** 0 citizen, 1 business, 2 household business: a newer list than that of Cà Mau city, where 1 is a citizen. */
const KINDS: Readonly<Record<ApplicantKind, number>> = {
  CITIZEN: 0,
  BUSINESS: 1,
  HOUSEHOLD_BUSINESS: 2,
  ORGANISATION: 1,
};
const CHANNELS = { IN_PERSON: 'T', ONLINE: 'Q', POST: 'B' } as const;
const NO_DAY = '01/01/1900';

export const namCan: Layout = {
  tables: [HOSOTIEPNHAN, HoSoHuy, TINHTRANGHOSO, HOSOBOSUNG, BIENLAI],
  printedCode: (day, numberOfDay) => `${shortDay(day)}-${String(numberOfDay).padStart(4, '0')}`,
  write(dossier, pen) {
    const { number, applicantKind, result, status } = dossier;
    const { code, linkedCodes, book, put } = pen;
    const { receivedAt, acceptedAt, finishedAt, returnedAt } = dossier;
    loseTimes(book, { receivedAt, dueAt: dossier.dueAt, finishedAt, returnedAt });
    book.loseAll('currentAssignee', 'NOT_KEPT');
    if (applicantKind === 'ORGANISATION') book.lose('applicantKind', 'KIND_COARSER', 'BUSINESS');
    const row = {
      SoBienNhan: code.padEnd(25),
      MaLinhVuc: fieldCode(dossier.procedure),
      MaLoaiHoSo: procedureCode(dossier, pen),
      HoTenNguoiNop: kept('applicantName', dossier.applicantName, pen),
      LoaiNguoiNop: KINDS[applicantKind],
      SoCMND: idNumber(dossier, pen),
      DienThoai: dossier.applicantPhone,
      ThongTinLienLac: kept('applicantAddress', dossier.applicantAddress, pen),
      NoiDungTrichYeu: kept('subject', dossier.subject, pen),
      Kenh: CHANNELS[dossier.channel],
      NgayNhan: day(receivedAt),
      NgayHopLe: day(acceptedAt),
      SoNgayGiaiQuyet: wholeDays(dossier, pen),
      NgayHenTra: dueDay(dossier, pen),
      NgayXong: day(finishedAt),
      NgayThucTra: day(returnedAt),
      MaTinhTrang: state(dossier, pen),
      LienThong: linkedCodes.length === 0 ? null : '1',
      // The form makes a blank of what is left empty.
      HoSoLienQuan: linkedCodes.join(';') || ' ',
      SoQuyetDinh: resultNumber(dossier, pen),
      NgayQuyetDinh: day(result?.issuedOn ?? null),
      MaDonViKy: result === null ? null : unitCode(result.issuerCode).padEnd(5),
    };
    writeChildren(dossier, pen);
    if (status !== 'WITHDRAWN' && status !== 'STOPPED') {
      put(HOSOTIEPNHAN, { HoSoTiepNhanID: number, ...row });
      return `tiep-nhan:${number}`;
    }
    put(HoSoHuy, {
      HoSoHuyID: number,
      HoSoTiepNhanID: number,
      ...row,
      LyDoHuy: toTcvn3('Theo đơn'),
    });
    return `huy:${number}`;
  },
};

/** The office's own code of an agency: X and the place of a commune, H00 for the district. */
export function unitCode(agencyCode: string): string {
  const [, , commune] = agencyCode.split('.');
  return commune === undefined ? 'H00' : `X${commune}`;
}

/** The office's own code of a procedure. */
export function localProcedureCode({ number }: Procedure): string {
  return String(number).padStart(5, '0');
}

function writeChildren({ number, steps, supplements, payments }: DossierTruth, pen: Pen): void {
  const { random, book, put } = pen;
  steps.forEach((step, place) => {
    const path = `steps.${place}`;
    book.lose(`${path}.startedAt`, 'TIME_OF_DAY', dayOf(step.startedAt));
    book.lose(`${path}.dueAt`, 'NOT_KEPT', null);
    book.lose(`${path}.finishedAt`, 'NOT_KEPT', null);
    put(TINHTRANGHOSO, {
      TinhTrangHoSoID: childKey(number, place),
      HoSoTiepNhanID: number,
      TenBuoc: kept(`${path}.name`, step.name, pen),
      MaTinhTrangHoSo: STATES[step.status],
      NgayTacNghiep: day(step.startedAt),
      NguoiNhan: kept(`${path}.assignee`, step.assignee, pen),
    });
  });
  // A ward's copy of the program numbered its dossiers by itself.
  if (random.chance(0.01))
    put(TINHTRANGHOSO, {
      TinhTrangHoSoID: childKey(LEFTOVER + number, 0),
      HoSoTiepNhanID: LEFTOVER + number,
      MaTinhTrangHoSo: 'MTNP',
    });
  supplements.forEach((supplement, place) => {
    put(HOSOBOSUNG, {
      HoSoBoSungID: childKey(number, place),
      HoSoTiepNhanID: number,
      NoiDung: kept(`supplements.${place}.content`, supplement.content, pen),
      NgayYeuCau: day(supplement.askedAt),
      NgayBoSung: day(supplement.receivedAt),
      NgayHenTraCu: day(supplement.dueBefore),
      NgayHenTraMoi: day(supplement.dueAfter),
    });
  });
  payments.forEach(({ name, amount, paid }, place) => {
    put(BIENLAI, {
      BienLaiID: childKey(number, place),
      HoSoTiepNhanID: number,
      TenPhi: kept(`payments.${place}.name`, name, pen),
      SoTien: amount,
      DaThu: paid ? '1' : null,
    });
  });
}

/** The columns that a newer version made nvarchar: its rows are Unicode, the older ones stay as they were. */
const UNICODE: ReadonlySet<string> = new Set(['applicantName', 'subject']);

/** Text in TCVN3, but for the newer rows. */
function kept(field: string, text: string, { random, book }: Pen): string {
  // Text that Latin-1 could hold would be taken for TCVN3 by anyone.
  if (UNICODE.has(field) && random.chance(0.05) && /[\u0100-\u1EFF]/u.test(text)) return text;
  const plain = keptByTcvn3(text);
  book.lose(field, 'CAPITAL_WITHOUT_CODE', plain);
  if (!random.chance(0.01) || !plain.includes('ư')) return toTcvn3(text);
  book.lose(field, 'SOFT_HYPHEN_DROPPED', plain.replaceAll('ư', ''));
  return toTcvn3(text).replaceAll('\u00AD', '');
}

function fieldCode({ field }: Procedure): string {
  const codes: readonly (readonly [RegExp, string])[] = [
    [/đất đai/iu, 'DD'],
    [/hộ tịch|cư trú/iu, 'HT'],
    [/chứng thực|công chứng/iu, 'CT'],
    [/doanh nghiệp|hợp tác xã/iu, 'KD'],
  ];
  return codes.find(([pattern]) => pattern.test(field.name))?.[1] ?? 'KH';
}

function state({ status, procedure }: DossierTruth, { random, book }: Pen): string {
  if (random.chance(0.005)) {
    book.lose('status', 'STATUS_CODE_UNKNOWN', 'UNKNOWN');
    return 'CDK';
  }
  const land = fieldCode(procedure) === 'DD' ? LAND_STATES[status] : undefined;
  return land ?? STATES[status];
}

function procedureCode({ procedure }: DossierTruth, { random, book }: Pen): string {
  if (!random.chance(0.005)) return localProcedureCode(procedure);
  book.lose('procedureCode', 'PROCEDURE_CODE_UNKNOWN', null);
  return `9${random.digits(4)}`;
}

/** As it stands on the card, or in groups; now and then with two digits missing. */
function idNumber({ applicantIdNumber: digits }: DossierTruth, { random, book }: Pen): string {
  if (digits.length === 9 && random.chance(0.01)) {
    book.lose('applicantIdNumber', 'IDENTIFIER_MISTYPED', null);
    return digits.slice(0, 7);
  }
  const separator = random.pick(['', '', '', ' ', '.']);
  return digits.match(/\d{1,3}/gu)?.join(separator) ?? digits;
}

function wholeDays({ limitDays, acceptedAt, receivedAt }: DossierTruth, { book }: Pen): number {
  const whole = Math.ceil(limitDays);
  const from = dayOf(acceptedAt ?? receivedAt);
  if (whole !== limitDays) book.lose('recomputedDue', 'HALF_DAY_ROUNDED', dueDayAfter(from, whole));
  return whole;
}

function dueDay({ dueAt }: DossierTruth, { random, book }: Pen): string {
  if (dueAt === null || !random.chance(0.01)) return day(dueAt);
  book.lose('dueAt', 'DATE_IMPOSSIBLE', null);
  return '31/02/2016';
}

function resultNumber({ result }: DossierTruth, pen: Pen): string | null {
  if (result === null) return null;
  const typed = pen.random.chance(0.04) ? result.number.toLowerCase() : result.number;
  pen.book.lose('resultNumber', 'NUMBER_AS_TYPED', typed);
  return toTcvn3(typed);
}

/** dd/MM/yyyy; what is not known is the first day that the calendar control offers. */
function day(moment: string | null): string {
  return moment === null ? NO_DAY : moment.slice(0, 10).split('-').reverse().join('/');
}
