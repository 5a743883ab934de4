import { type Agency, agencies, agencyOf } from '../province/agencies.ts';
import { workingDayAfter, workingDaysOfYear } from '../province/calendar.ts';
import { withLetterEth } from '../encodings.ts';
import { personName } from '../province/people.ts';
import type { Generation } from '../province/loads.ts';
import { createRandom, type Random } from '../province/random.ts';
import { type LegacyRow, rowOf, table, type TableDefinition } from '../table.ts';
import type { DossierTruth } from '../truth/truth.ts';

/** VIC: lists of a portal product, each document with copies of names that drift, tasks and messages in tables beside it. */
const DonVi = table(
  'DonVi',
  {
    DonViID: 'int',
    MaDinhDanh: 'varchar(20)',
    TenDonVi: 'nvarchar(300)',
    Khoi: 'char(2)',
    Cap: 'int',
    MaDonViCapTren: 'varchar(20)',
    DaGiaiThe: 'char(1)',
  },
  ['MaDinhDanh'],
);
const DonViMa = table(
  'DonVi_Ma',
  {
    ID: 'int',
    DonViID: 'int',
    LoaiMa: 'varchar(10)',
    GiaTri: 'varchar(30)',
    TuNgay: 'datetime',
    DenNgay: 'datetime',
  },
  ['DonViID'],
);
const NguoiDung = table(
  'NguoiDung',
  {
    NguoiDungID: 'int',
    TenDangNhap: 'varchar(50)',
    HoTen: 'nvarchar(100)',
    MaDonVi: 'char(20)',
    Khoa: 'bit',
  },
  ['MaDonVi'],
);

const shared = {
  SoKyHieu: 'nvarchar(100)',
  NgayBanHanh: 'datetime',
  LoaiVanBan: 'nvarchar(50)',
  TrichYeu: 'nvarchar(2000)',
  CoQuanBanHanh: 'varchar(20)',
  CoQuanGuiText: 'nvarchar(300)',
  NguoiKyText: 'nvarchar(100)',
  ChucVu: 'nvarchar(100)',
  DoKhan: 'int',
  DoMat: 'int',
} as const;

const VanBanDen = table(
  'VanBanDen',
  {
    ID: 'int',
    SiteName: 'varchar(50)',
    ItemId: 'int',
    SoDen: 'varchar(10)',
    NgayDen: 'datetime',
    ...shared,
  },
  ['CoQuanBanHanh', 'NgayBanHanh'],
  ['NgayBanHanh'],
);
const VanBanBanHanh = table(
  'VanBanBanHanh',
  { ID: 'int', So: 'varchar(10)', ...shared, VanBanTraLoi: 'nvarchar(200)', YearMonth: 'int' },
  ['CoQuanBanHanh', 'NgayBanHanh'],
  ['NgayBanHanh'],
  ['VanBanTraLoi'],
);
const TaskVBDen = table(
  'TaskVBDen',
  {
    ID: 'int',
    VBId: 'int',
    VaiTro: 'varchar(10)',
    MaDonVi: 'varchar(20)',
    DueDate: 'datetime',
    CompletedDate: 'datetime',
  },
  ['VBId'],
);
const TrangThaiLienThong = table(
  'TrangThaiLienThong',
  { ID: 'int', VBId: 'int', MaTrangThai: 'char(2)', ThoiGian: 'datetime', NoiGui: 'varchar(30)' },
  ['VBId'],
);

export const vicTables: readonly TableDefinition[] = [
  DonVi,
  DonViMa,
  NguoiDung,
  VanBanDen,
  VanBanBanHanh,
  TaskVBDen,
  TrangThaiLienThong,
];

const KINDS: Readonly<Record<Agency['kind'], string>> = {
  STATE: 'NN',
  PARTY: 'DA',
  MASS_ORGANISATION: 'DT',
  FATHERLAND_FRONT: 'MT',
  SPECIAL_ASSOCIATION: 'HO',
};
const LEVELS = { PROVINCE: 1, DISTRICT: 2, COMMUNE: 3 } as const;

/** Agencies with their identifiers, and the users. */
export function* agencyRows(): Generator<LegacyRow> {
  const random = createRandom('accounts');
  let codes = 0;
  let users = 0;
  for (const [place, agency] of agencies.entries()) {
    const DonViID = place + 1;
    const { code, formerCode, unit } = agency;
    yield rowOf(DonVi, {
      DonViID,
      MaDinhDanh: code,
      TenDonVi: random.chance(0.1) ? withLetterEth(agency.name) : agency.name,
      Khoi: KINDS[agency.kind],
      Cap: LEVELS[agency.level],
      MaDonViCapTren: agency.parentCode,
    });
    const identifiers: readonly (readonly [string, string | null, string | null, string | null])[] =
      [
        ['QC102', formerCode, '2016-04-01 00:00:00', '2020-07-21 00:00:00'],
        ['QD20', code, '2020-07-22 00:00:00', null],
        ['TCTK', unit, null, null],
        ['NB', `CM${String(DonViID).padStart(4, '0')}`, null, null],
      ];
    for (const [LoaiMa, GiaTri, TuNgay, DenNgay] of identifiers)
      if (GiaTri !== null)
        yield rowOf(DonViMa, { ID: (codes += 1), DonViID, LoaiMa, GiaTri, TuNgay, DenNgay });
    for (let count = 0; count < agency.users; count += 1) {
      users += 1;
      yield rowOf(NguoiDung, {
        NguoiDungID: users,
        TenDangNhap: `nd${users}`,
        HoTen: personName(random),
        // char(20): padded, and so no key of anything until it is trimmed.
        MaDonVi: code.padEnd(20),
        Khoa: 0,
      });
    }
  }
  yield rowOf(DonVi, {
    DonViID: agencies.length + 1,
    MaDinhDanh: 'H12.99',
    TenDonVi: 'Sở Thủy sản',
    DaGiaiThe: 'x',
  });
}

const KINDS_OF_DOCUMENT: Readonly<Record<string, string>> = {
  QĐ: 'Quyết định',
  GCN: 'Giấy chứng nhận',
  GP: 'Giấy phép',
  TB: 'Thông báo',
};

/** Documents, numbered as they come. */
export interface Registry {
  /** The decision on a dossier, where VIC has it, and what became of it elsewhere. */
  decisionRows(truth: DossierTruth): Generator<LegacyRow>;
  /** Letters from ministries, and secret papers that nobody may read here. */
  letterRows(): Generator<LegacyRow>;
}

/** Opens the registers of documents received and issued. */
export function openRegistry({ seed, scale }: Generation): Registry {
  let received = 0;
  let issued = 0;
  let tasks = 0;
  let events = 0;

  /** The copy that another agency received, with its tasks and the messages on its way. */
  function* receivedCopy(original: LegacyRow['values'], random: Random): Generator<LegacyRow> {
    received += 1;
    const issuedOn = String(original['NgayBanHanh']).slice(0, 10);
    const arrivedOn = workingDayAfter(issuedOn, 1 + random.int(2));
    const receiver = random.pick(agencies.filter(({ kind }) => kind === 'STATE'));
    const typed = String(original['SoKyHieu']);
    yield rowOf(VanBanDen, {
      ...original,
      ID: received,
      SiteName: `site-${receiver.code.toLowerCase().replaceAll('.', '-')}`,
      // Each site counts for itself: the same number on many of them.
      ItemId: 1 + (received % 50),
      SoDen: String(received),
      NgayDen: `${arrivedOn} 08:00:00`,
      SoKyHieu: random.chance(0.1) ? typed.replace('-', '–') : typed,
    });
    const roles = ['CHINH', 'PHOIHOP', 'DEBIET'].slice(0, 1 + random.int(3));
    for (const VaiTro of roles) {
      tasks += 1;
      yield rowOf(TaskVBDen, {
        ID: tasks,
        VBId: received,
        VaiTro,
        MaDonVi: random.pick(agencies).code,
        DueDate: `${workingDayAfter(arrivedOn, 5)} 17:00:00`,
        CompletedDate:
          VaiTro === 'DEBIET' || random.chance(0.3)
            ? '1900-01-01 00:00:00'
            : `${workingDayAfter(arrivedOn, 1 + random.int(7))} 15:30:00`,
      });
    }
    yield* messages(arrivedOn, receiver, random);
  }

  /** Store and forward: some come twice, the first before the register says so, and the list is in no order. */
  function* messages(day: string, receiver: Agency, random: Random): Generator<LegacyRow> {
    const course = random.chance(0.05)
      ? ['01', '02']
      : ['01', '03', '04', '05', '06'].slice(0, 2 + random.int(4));
    const sent = course.flatMap((code, hour) => {
      const at = `${day} ${String(7 + hour).padStart(2, '0')}:${random.chance(0.2) ? '00' : '15'}:00`;
      return random.chance(0.1)
        ? [
            { code, at },
            { code, at },
          ]
        : [{ code, at }];
    });
    for (const { code, at } of random.chance(0.3) ? sent.reverse() : sent) {
      events += 1;
      yield rowOf(TrangThaiLienThong, {
        ID: events,
        VBId: received,
        MaTrangThai: random.chance(0.01) ? '09' : code,
        ThoiGian: at,
        NoiGui: receiver.formerCode,
      });
    }
  }

  function* decisionRows(truth: DossierTruth): Generator<LegacyRow> {
    const { result } = truth;
    if (result?.inVic !== true) return;
    const random = createRandom(seed, 'decision', result.issuerCode, result.number);
    const issuer = agencyOf(result.issuerCode);
    const [number = '', letters = ''] = result.number.split('/');
    issued += 1;
    const document = {
      SoKyHieu: random.chance(0.1) ? withLetterEth(result.number) : result.number,
      NgayBanHanh: `${result.issuedOn} 00:00:00`,
      LoaiVanBan: KINDS_OF_DOCUMENT[letters.split('-')[0] ?? ''] ?? 'Công văn',
      TrichYeu: decisionSubject(truth),
      CoQuanBanHanh: issuer.code,
      // Typed once, and not changed when the agency's name was.
      CoQuanGuiText: random.chance(0.2) ? issuer.name.toUpperCase() : issuer.name,
      NguoiKyText: result.signerName,
      ChucVu: issuer.notation === 'UBND' ? 'Chủ tịch' : 'Giám đốc',
      DoKhan: random.chance(0.05) ? 1 : 0,
      DoMat: 0,
    };
    yield rowOf(VanBanBanHanh, {
      ...document,
      ID: issued,
      So: number,
      YearMonth: Number(result.issuedOn.slice(0, 7).replace('-', '')),
    });
    if (!random.chance(0.1)) return;
    yield* receivedCopy(document, random);
    if (random.chance(0.5)) yield answerTo(document, random);
  }

  /** A letter that answers a document by its `DocumentId`, the only key that crosses agencies. */
  function answerTo(document: LegacyRow['values'], random: Random): LegacyRow {
    issued += 1;
    const issuedOn = String(document['NgayBanHanh']).slice(0, 10);
    const issuer = random.pick(
      agencies.filter(({ level, kind }) => level === 'PROVINCE' && kind === 'STATE'),
    );
    return rowOf(VanBanBanHanh, {
      ID: issued,
      So: String(issued),
      SoKyHieu: `${issued}/CV-${issuer.notation}`,
      NgayBanHanh: `${workingDayAfter(issuedOn, 3)} 00:00:00`,
      LoaiVanBan: 'Công văn',
      TrichYeu: `V/v trả lời văn bản số ${String(document['SoKyHieu'])}`,
      CoQuanBanHanh: issuer.code,
      CoQuanGuiText: issuer.name,
      NguoiKyText: personName(random),
      ChucVu: 'Phó Giám đốc',
      DoKhan: 0,
      DoMat: 0,
      VanBanTraLoi: `${String(document['CoQuanBanHanh'])},${issuedOn.replaceAll('-', '/')},${String(document['SoKyHieu'])}`,
    });
  }

  function* letterRows(): Generator<LegacyRow> {
    for (const day of workingDaysOfYear) {
      const random = createRandom(seed, 'letters', day);
      for (let count = Math.ceil(scale * 40); count > 0; count -= 1) {
        const number = 1 + random.int(9_000);
        yield* receivedCopy(
          {
            SoKyHieu: `${number}/${random.pick(['VPCP-TTĐT', 'BTC-QLG', 'BNV-CCHC', 'BTP-HTQTCT'])}`,
            NgayBanHanh: `${day} 00:00:00`,
            LoaiVanBan: 'Công văn',
            TrichYeu: 'V/v báo cáo tình hình kiểm soát thủ tục hành chính',
            // No agency of the province: known by name alone.
            CoQuanBanHanh: null,
            CoQuanGuiText: random.pick([
              'Văn phòng Chính phủ',
              'Bộ Tài chính',
              'Bộ Nội vụ',
              'Bộ Tư pháp',
            ]),
            NguoiKyText: personName(random),
            ChucVu: 'Thứ trưởng',
            DoKhan: random.pick([0, 0, 0, 0, 1, 2, 3]),
            DoMat: random.chance(0.03) ? 1 + random.int(3) : 0,
          },
          random,
        );
      }
    }
  }

  return { decisionRows, letterRows };
}

/** What the decision is about, as VIC has it: the test of the join looks for it. */
export function decisionSubject({ procedure, applicantName }: DossierTruth): string {
  return `Về việc ${procedure.name} của ${applicantName}`;
}
