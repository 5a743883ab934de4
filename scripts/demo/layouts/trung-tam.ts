import { agencyOf } from '../province/agencies.ts';
import { withLetterEth } from '../encodings.ts';
import type { ApplicantKind } from '../province/people.ts';
import type { Random } from '../province/random.ts';
import { table } from '../table.ts';
import type { DossierState, DossierTruth } from '../truth/truth.ts';
import { childKey, datetime, type Layout, LEFTOVER, type Pen, shortDay } from './layout.ts';

/** The Centre's product: .NET, SQL Server, Unicode, and children that hang on the printed code instead of a key. */
const HoSo = table(
  'HoSo',
  {
    Id: 'bigint',
    MaHoSo: 'varchar(50)',
    MaHoSoKhac: 'varchar(50)',
    DonViId: 'varchar(50)',
    MaTTHC: 'varchar(50)',
    TenTTHC: 'nvarchar(1000)',
    KenhThucHien: 'varchar(2)',
    LoaiDoiTuong: 'nvarchar(50)',
    ChuHoSo: 'nvarchar(500)',
    SoGiayToChuHoSo: 'varchar(100)',
    SoDienThoaiChuHoSo: 'varchar(50)',
    DiaChi: 'nvarchar(500)',
    ThongTinKhac: 'text',
    NgayTiepNhan: 'datetime',
    NgayHopLe: 'datetime',
    NgayHenTra: 'datetime',
    NgayKetThucXuLy: 'datetime',
    NgayTra: 'datetime',
    TrangThaiHoSoId: 'varchar(5)',
    NguoiDangXuLy: 'nvarchar(200)',
    ThoiGianThucHien: 'float',
    HoSoLienQuan: 'nvarchar(1000)',
    SoKyHieuKetQua: 'nvarchar(100)',
    NgayBanHanhKetQua: 'datetime',
    CoQuanBanHanhKetQua: 'varchar(50)',
    DeletedOn: 'datetime',
  },
  ['MaHoSo'],
  ['NgayTiepNhan'],
);

const QuaTrinhXuLyHoSos = table(
  'QuaTrinhXuLyHoSos',
  {
    Id: 'bigint',
    MaHoSo: 'varchar(50)',
    NodeQuyTrinh: 'nvarchar(200)',
    TenNguoiNhan: 'nvarchar(200)',
    ThoiGian: 'datetime',
    NgayHetHanBuocXuLy: 'datetime',
    NgayKetThuc: 'datetime',
    TrangThai: 'varchar(5)',
  },
  ['MaHoSo'],
);

const HoSoBoSungs = table(
  'HoSoBoSungs',
  {
    Id: 'bigint',
    MaHoSo: 'varchar(50)',
    NgayBoSung: 'datetime',
    NgayTiepNhanBoSung: 'datetime',
    NoiDungBoSung: 'nvarchar(1000)',
    NgayHenTraTruoc: 'datetime',
    NgayHenTraMoi: 'datetime',
  },
  ['MaHoSo'],
);

const YeuCauThanhToans = table(
  'YeuCauThanhToans',
  {
    Id: 'bigint',
    MaHoSo: 'varchar(50)',
    TenPhiLePhi: 'nvarchar(200)',
    SoTien: 'decimal(18,2)',
    TrangThaiThanhToan: 'bit',
  },
  ['MaHoSo'],
);

const PhieuDanhGias = table(
  'PhieuDanhGias',
  { Id: 'bigint', NgayDanhGia: 'datetime', MucDo: 'int' },
  ['NgayDanhGia'],
);

/** The national list, which this product was built on. */
const STATES: Readonly<Record<DossierState, string>> = {
  REGISTERED: '1',
  RECEIVED: '2',
  REJECTED_AT_INTAKE: '3',
  PROCESSING: '4',
  AWAITING_SUPPLEMENT: '5',
  AWAITING_PAYMENT: '6',
  WITHDRAWN: '7',
  STOPPED: '8',
  RESULT_READY: '9',
  RETURNED: '10',
};

const KINDS: Readonly<Record<ApplicantKind, readonly string[]>> = {
  CITIZEN: ['Công dân'],
  BUSINESS: ['Doanh nghiệp'],
  ORGANISATION: ['Tổ chức', 'Cơ quan nhà nước', 'Tổ chức nhà nước'],
  // The product's list has no word for them.
  HOUSEHOLD_BUSINESS: ['Khác'],
};

const CHANNELS = { IN_PERSON: '1', ONLINE: '2', POST: '3' } as const;
const SCORES = { VERY_GOOD: 1, GOOD: 2, BAD: 3 } as const;

export const trungTam: Layout = {
  tables: [HoSo, QuaTrinhXuLyHoSos, HoSoBoSungs, YeuCauThanhToans, PhieuDanhGias],
  printedCode: (day, numberOfDay) =>
    `${agencyOf('H12.20').formerCode}-${shortDay(day)}-${String(numberOfDay).padStart(4, '0')}`,
  write(dossier, pen) {
    const { number, procedure, result, rating } = dossier;
    const { code, linkedCodes, random, put } = pen;
    const assignee = dossier.steps.find((step) => step.finishedAt === null)?.assignee;
    const row = {
      Id: number,
      MaHoSo: code,
      MaHoSoKhac: `BN${number}`,
      DonViId: agencyOf('H12.20').formerCode,
      MaTTHC: procedureCode(dossier, pen),
      // A copy of the catalogue's name from the day of receipt; it is not kept in step.
      TenTTHC: procedure.name,
      KenhThucHien: CHANNELS[dossier.channel],
      LoaiDoiTuong: kind(dossier, pen),
      ChuHoSo: eth(dossier.applicantName, random),
      SoGiayToChuHoSo: dossier.applicantIdNumber,
      SoDienThoaiChuHoSo: dossier.applicantPhone,
      DiaChi: eth(dossier.applicantAddress, random),
      ThongTinKhac: otherInformation(dossier, pen),
      NgayTiepNhan: datetime(dossier.receivedAt),
      NgayHopLe: datetime(dossier.acceptedAt),
      NgayHenTra: datetime(dossier.dueAt),
      NgayKetThucXuLy: datetime(dossier.finishedAt),
      NgayTra: datetime(dossier.returnedAt),
      NguoiDangXuLy: assignee === undefined ? null : eth(assignee, random),
      TrangThaiHoSoId: state(dossier, pen),
      ThoiGianThucHien: dossier.limitDays,
      HoSoLienQuan: linkedCodes.length === 0 ? null : `##${linkedCodes.join('##')}##`,
      SoKyHieuKetQua: resultNumber(dossier, pen),
      NgayBanHanhKetQua: result === null ? null : `${result.issuedOn} 00:00:00`,
      CoQuanBanHanhKetQua: issuer(dossier, pen),
    };
    put(HoSo, row);
    // Entered twice by a double click, and the second taken back.
    if (random.chance(0.02))
      put(HoSo, { ...row, Id: LEFTOVER + number, DeletedOn: datetime(dossier.receivedAt) });

    writeSteps(dossier, pen);
    dossier.supplements.forEach((supplement, place) => {
      put(HoSoBoSungs, {
        Id: childKey(number, place),
        MaHoSo: code,
        NgayBoSung: datetime(supplement.askedAt),
        NgayTiepNhanBoSung: datetime(supplement.receivedAt),
        NoiDungBoSung: eth(supplement.content, random),
        NgayHenTraTruoc: datetime(supplement.dueBefore),
        NgayHenTraMoi: datetime(supplement.dueAfter),
      });
    });
    dossier.payments.forEach(({ name, amount, paid }, place) => {
      put(YeuCauThanhToans, {
        Id: childKey(number, place),
        MaHoSo: code,
        TenPhiLePhi: name,
        SoTien: amount,
        TrangThaiThanhToan: paid ? 1 : 0,
      });
    });
    if (rating !== null)
      put(PhieuDanhGias, {
        Id: number,
        NgayDanhGia: datetime(rating.ratedAt),
        MucDo: SCORES[rating.score],
      });
    return String(number);
  },
};

function writeSteps({ number, steps }: DossierTruth, { code, random, book, put }: Pen): void {
  // One department's server runs eleven minutes ahead.
  const ahead = random.chance(0.03);
  const clock = (moment: string | null): string | null =>
    ahead ? minutesLater(moment, 11) : moment;
  steps.forEach((step, place) => {
    const startedAt = clock(step.startedAt);
    const finishedAt = clock(step.finishedAt);
    book.lose(`steps.${place}.startedAt`, 'CLOCK_SKEW', startedAt);
    book.lose(`steps.${place}.finishedAt`, 'CLOCK_SKEW', finishedAt);
    put(QuaTrinhXuLyHoSos, {
      Id: childKey(number, place),
      MaHoSo: code,
      NodeQuyTrinh: eth(step.name, random),
      TenNguoiNhan: eth(step.assignee, random),
      ThoiGian: datetime(startedAt),
      NgayHetHanBuocXuLy: datetime(step.dueAt),
      NgayKetThuc: datetime(finishedAt),
      TrangThai: STATES[step.status],
    });
  });
  // A step whose dossier was renumbered: nothing bears that code any more.
  if (random.chance(0.01))
    put(QuaTrinhXuLyHoSos, {
      Id: childKey(LEFTOVER + number, 0),
      MaHoSo: `${code}X`,
      NodeQuyTrinh: 'Tiếp nhận hồ sơ',
    });
}

function state({ status }: DossierTruth, { random, book }: Pen): string {
  if (!random.chance(0.005)) return STATES[status];
  // Left over from the trial run.
  book.lose('status', 'STATUS_CODE_UNKNOWN', 'UNKNOWN');
  return '12';
}

function kind({ applicantKind }: DossierTruth, { random, book }: Pen): string {
  if (applicantKind === 'HOUSEHOLD_BUSINESS') book.lose('applicantKind', 'KIND_COARSER', 'UNKNOWN');
  return random.pick(KINDS[applicantKind]);
}

/** The full national code, with the tail of the publishing province. */
function procedureCode({ procedure }: DossierTruth, { random, book }: Pen): string {
  if (random.chance(0.005)) {
    book.lose('procedureCode', 'PROCEDURE_CODE_UNKNOWN', null);
    return `9.${random.digits(6)}.000.00.00.H12`;
  }
  return `${procedure.code}.000.00.00.H12`;
}

function otherInformation({ subject }: DossierTruth, { random, book }: Pen): string {
  if (random.chance(0.005)) {
    book.lose('subject', 'JSON_BROKEN', null);
    return `{'trichYeu': '${subject}'}`;
  }
  return JSON.stringify({ trichYeu: eth(subject, random), soBo: 1 });
}

/** Typed by hand from the paper: sometimes with blanks around the slash, sometimes with a long dash. */
function resultNumber({ result }: DossierTruth, { random, book }: Pen): string | null {
  if (result === null) return null;
  const typed = random.chance(0.04)
    ? result.number.replace('/', ' / ')
    : random.chance(0.04)
      ? result.number.replace('-', '–')
      : result.number;
  book.lose('resultNumber', 'NUMBER_AS_TYPED', typed);
  return eth(typed, random);
}

/** Identifiers of QCVN 102:2016. */
function issuer({ result }: DossierTruth, { random, book }: Pen): string | null {
  if (result === null) return null;
  if (random.chance(0.01)) {
    book.lose('resultIssuerCode', 'ISSUER_CODE_UNKNOWN', null);
    return '000.00.99.H12';
  }
  return agencyOf(result.issuerCode).formerCode;
}

/** One counter's keyboard driver writes Ð for Đ. */
function eth(text: string, random: Random): string {
  return random.chance(0.12) ? withLetterEth(text) : text;
}

function minutesLater(moment: string | null, minutes: number): string | null {
  if (moment === null) return null;
  const date = new Date(`${moment}Z`);
  date.setUTCMinutes(date.getUTCMinutes() + minutes);
  return date.toISOString().slice(0, 19);
}
