import { bestFit, toCp1258, toVni } from '../encodings.ts';
import { dayOf } from '../truth/fields.ts';
import { table } from '../table.ts';
import type { DossierState, DossierTruth } from '../truth/truth.ts';
import { childKey, type Layout, LEFTOVER, loseTimes, type Pen } from './layout.ts';

/** A local programmer's work since 2003: every column is what was at hand, and its text has seen three encodings. */
const tbl_HoSo = table(
  'tbl_HoSo',
  {
    MaSo: 'int',
    SoHoSo: 'varchar(20)',
    ThuTuc: 'varchar(30)',
    HoTen: 'nvarchar(200)',
    DiaChi: 'nvarchar(300)',
    TrichYeu: 'text',
    CMND: 'bigint',
    DienThoai: 'bigint',
    LaDoanhNghiep: 'char(1)',
    TrucTuyen: 'char(1)',
    NgayNhan: 'int',
    NgayHopLe: 'int',
    SoNgay: 'varchar(5)',
    NgayHen: 'int',
    NgayXong: 'int',
    NgayTra: 'int',
    TrangThai: 'int',
    LePhi: 'nvarchar(30)',
    DaThu: 'char(1)',
    SoQD: 'nvarchar(100)',
    NgayQD: 'int',
    NoiKy: 'char(20)',
  },
  ['SoHoSo'],
  ['NgayNhan'],
);
const tbl_QuaTrinh = table(
  'tbl_QuaTrinh',
  {
    ID: 'int',
    MaSo: 'int',
    Buoc: 'varchar(100)',
    NguoiLam: 'varchar(100)',
    TuNgay: 'int',
    HanNgay: 'int',
    DenNgay: 'int',
    TrangThai: 'int',
  },
  ['MaSo'],
);
const tbl_BoSung = table(
  'tbl_BoSung',
  {
    ID: 'int',
    MaSo: 'int',
    NoiDung: 'varchar(500)',
    NgayYeuCau: 'int',
    NgayNop: 'int',
    HanCu: 'int',
    HanMoi: 'int',
  },
  ['MaSo'],
);
const tbl_DanhGia = table('tbl_DanhGia', { ID: 'int', Ngay: 'int', Muc: 'char(1)' }, ['Ngay']);

/** The office's own numbers, which mean something else on the national list. */
const STATES: Readonly<Record<DossierState, number>> = {
  REGISTERED: 0,
  RECEIVED: 1,
  PROCESSING: 2,
  AWAITING_SUPPLEMENT: 3,
  AWAITING_PAYMENT: 4,
  RESULT_READY: 5,
  RETURNED: 6,
  REJECTED_AT_INTAKE: 7,
  WITHDRAWN: 8,
  STOPPED: 9,
};
const DELETED = -1;
const SCORES = { VERY_GOOD: 'A', GOOD: 'B', BAD: 'C' } as const;

export const caiNuoc: Layout = {
  tables: [tbl_HoSo, tbl_QuaTrinh, tbl_BoSung, tbl_DanhGia],
  // A rubber stamp's number, which begins anew each morning, and the month.
  printedCode: (day, numberOfDay) => `${String(numberOfDay).padStart(4, '0')}/${day.slice(5, 7)}`,
  write(dossier, pen) {
    const { number, applicantKind, channel, payments, result, rating } = dossier;
    const { code, random, book, put } = pen;
    const { receivedAt, dueAt, finishedAt, returnedAt } = dossier;
    const [payment] = payments;
    loseTimes(book, { receivedAt, dueAt, finishedAt, returnedAt });
    book.loseAll('currentAssignee', 'NOT_KEPT');
    if (applicantKind !== 'CITIZEN') book.lose('applicantKind', 'KIND_COARSER', 'BUSINESS');
    if (channel === 'POST') book.lose('channel', 'CHANNEL_COARSER', 'IN_PERSON');
    const row = {
      MaSo: number,
      SoHoSo: code,
      ThuTuc: procedureCode(dossier, pen),
      HoTen: name(dossier, pen),
      DiaChi: kept('applicantAddress', dossier.applicantAddress, pen),
      TrichYeu: kept('subject', dossier.subject, pen),
      CMND: Number(dossier.applicantIdNumber),
      DienThoai: phone(dossier, pen),
      LaDoanhNghiep: applicantKind === 'CITIZEN' ? null : 'x',
      TrucTuyen: channel === 'ONLINE' ? 'x' : null,
      NgayNhan: day(receivedAt),
      NgayHopLe: day(dossier.acceptedAt),
      SoNgay: String(dossier.limitDays).replace('.', ','),
      NgayHen: dueDay(dossier, pen),
      NgayXong: day(finishedAt),
      NgayTra: returnDay(dossier, pen),
      TrangThai: state(dossier, pen),
      LePhi: payment === undefined ? null : money(payment.amount, pen),
      DaThu: payment?.paid === true ? 'x' : null,
      SoQD: result === null ? null : resultNumber(result.number, pen),
      NgayQD: day(result?.issuedOn ?? null),
      NoiKy: result === null ? null : result.issuerCode.padEnd(20),
    };
    put(tbl_HoSo, row);
    if (random.chance(0.03)) put(tbl_HoSo, { ...row, MaSo: LEFTOVER + number, TrangThai: DELETED });

    writeSteps(dossier, pen);
    dossier.supplements.forEach((supplement, place) => {
      put(tbl_BoSung, {
        ID: childKey(number, place),
        MaSo: number,
        NoiDung: kept(`supplements.${place}.content`, supplement.content, pen),
        NgayYeuCau: day(supplement.askedAt),
        NgayNop: day(supplement.receivedAt),
        HanCu: day(supplement.dueBefore),
        HanMoi: day(supplement.dueAfter),
      });
    });
    if (rating !== null)
      put(tbl_DanhGia, { ID: number, Ngay: day(rating.ratedAt), Muc: SCORES[rating.score] });
    return String(number);
  },
};

function writeSteps({ number, steps }: DossierTruth, pen: Pen): void {
  const { random, book, put } = pen;
  // The clerk was away, and nobody wrote the route sheet.
  const missing = random.chance(0.02);
  if (missing) book.loseAll('steps.', 'ROW_MISSING');
  steps.forEach((step, place) => {
    if (missing) return;
    const { startedAt, dueAt, finishedAt } = step;
    const path = `steps.${place}`;
    loseTimes(book, {
      [`${path}.startedAt`]: startedAt,
      [`${path}.dueAt`]: dueAt,
      [`${path}.finishedAt`]: finishedAt,
    });
    put(tbl_QuaTrinh, {
      ID: childKey(number, place),
      MaSo: number,
      Buoc: kept(`${path}.name`, step.name, pen),
      NguoiLam: kept(`${path}.assignee`, step.assignee, pen),
      TuNgay: day(startedAt),
      HanNgay: day(dueAt),
      DenNgay: day(finishedAt),
      TrangThai: STATES[step.status],
    });
  });
  if (random.chance(0.01))
    put(tbl_QuaTrinh, {
      ID: childKey(LEFTOVER + number, 0),
      MaSo: 2 * LEFTOVER + number,
      TuNgay: 0,
    });
}

/** The columns that were made nvarchar when Unicode came. */
const UNICODE: ReadonlySet<string> = new Set(['applicantName', 'applicantAddress', 'subject']);

/** VNI at first, then Windows-1258 through a program that took it for 1252, then Unicode. */
function kept(field: string, text: string, { random, book }: Pen): string {
  const chance = random.next();
  if (chance < 0.4) {
    const vni = toVni(text);
    if (hasTwoReadings(text, vni)) book.lose(field, 'TWO_READINGS', vni);
    return vni;
  }
  // Unicode that Latin-1 could hold would be taken for VNI by anyone.
  const unicode = chance >= 0.65 && UNICODE.has(field) && /[\u0100-\u1EFF]/u.test(text);
  return unicode ? text : toCp1258(text);
}

/** Whether what VNI makes of a text is Vietnamese as it stands, and nothing in it says otherwise. */
function hasTwoReadings(text: string, vni: string): boolean {
  const words = text.split(' ');
  return vni
    .split(' ')
    .every((word, place) => word === words[place] || ['Hoà', 'Hoàng'].includes(word));
}

function name({ applicantName }: DossierTruth, pen: Pen): string {
  if (!pen.random.chance(0.015)) return kept('applicantName', applicantName, pen);
  const lossy = bestFit(applicantName);
  // The letter that looks like Đ is read as Đ, which it was.
  pen.book.lose('applicantName', 'TEXT_LOSSY', lossy.replaceAll('Ð', 'Đ'));
  return lossy;
}

/** The form in use until 2018. */
function procedureCode({ procedure }: DossierTruth, { random, book }: Pen): string {
  if (!random.chance(0.005)) return procedure.formerCode;
  book.lose('procedureCode', 'PROCEDURE_CODE_UNKNOWN', null);
  return 'khac';
}

/** A number has no leading zero: ten digits become nine, which shows, but eleven become ten, which does not. */
function phone({ applicantPhone }: DossierTruth, { book }: Pen): number | null {
  if (applicantPhone === null) return null;
  if (applicantPhone.length === 11)
    book.lose('applicantPhone', 'ZERO_LOST_UNSEEN', applicantPhone.slice(1));
  return Number(applicantPhone);
}

function dueDay({ dueAt }: DossierTruth, { random, book }: Pen): number {
  if (dueAt === null || !random.chance(0.005)) return day(dueAt);
  book.lose('dueAt', 'DATE_IMPOSSIBLE', null);
  return 20160231;
}

/** The book of returns was a spreadsheet on a machine with American settings. */
function returnDay({ returnedAt }: DossierTruth, { random, book }: Pen): number {
  if (returnedAt === null || !random.chance(0.05)) return day(returnedAt);
  const [year = '', month = '', date = ''] = returnedAt.slice(0, 10).split('-');
  if (Number(date) <= 12 && date !== month)
    book.lose('returnedAt', 'DATE_SWAPPED_UNSEEN', `${year}-${date}-${month}`);
  return Number(`${year}${date}${month}`);
}

function state({ status }: DossierTruth, { random, book }: Pen): number {
  if (!random.chance(0.005)) return STATES[status];
  book.lose('status', 'STATUS_CODE_UNKNOWN', 'UNKNOWN');
  return 99;
}

function money(amount: number, { random, book }: Pen): string {
  if (amount > 0 && random.chance(0.1)) {
    book.lose('payments.0.amount', 'MONEY_UNREADABLE', null);
    return 'theo bien lai';
  }
  if (amount === 0) return random.pick(['Không', 'Miễn phí', '0']);
  const dotted = String(amount).replaceAll(/\B(?=(?:\d{3})+$)/gu, '.');
  return random.pick([
    `${dotted} đ`,
    `${dotted.replaceAll('.', ',')}đ`,
    `${dotted} VNĐ`,
    String(amount),
  ]);
}

function resultNumber(number: string, pen: Pen): string {
  const typed = pen.random.chance(0.04) ? number.replace('-', ' - ') : number;
  pen.book.lose('resultNumber', 'NUMBER_AS_TYPED', typed);
  return typed;
}

/** yyyyMMdd as a number; 0 for none. */
function day(moment: string | null): number {
  return moment === null ? 0 : Number(dayOf(moment)?.replaceAll('-', ''));
}
