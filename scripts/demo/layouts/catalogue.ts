import { agencies, agencyOf, districts } from '../province/agencies.ts';
import { type ChannelTerms, type Procedure, procedures } from '../province/procedures.ts';
import { createRandom } from '../province/random.ts';
import { type LegacyRow, rowOf, table, type TableDefinition } from '../table.ts';

/** The catalogue (bộ thủ tục hành chính): a column of prose for each thing that the law names. */
const ThuTuc = table('ThuTuc', {
  MaTTHC: 'varchar(20)',
  TenThuTuc: 'nvarchar(1000)',
  MaLinhVuc: 'varchar(10)',
  TenLinhVuc: 'nvarchar(200)',
  CapThucHien: 'char(1)',
  KetQua: 'nvarchar(1000)',
  CanCuPhapLy: 'nvarchar(1000)',
  DoiTuong: 'nvarchar(1000)',
  YeuCau: 'text',
  HetHieuLuc: 'char(1)',
});
const MaThuTuc = table(
  'MaThuTuc',
  {
    ID: 'int',
    MaTTHC: 'varchar(20)',
    LoaiMa: 'varchar(10)',
    GiaTri: 'varchar(50)',
    TuNgay: 'date',
    DenNgay: 'date',
  },
  ['MaTTHC'],
);
const CachThucThucHien = table(
  'CachThucThucHien',
  {
    ID: 'int',
    MaTTHC: 'varchar(20)',
    Kenh: 'varchar(2)',
    ThoiGian: 'nvarchar(200)',
    TruongHop: 'nvarchar(200)',
    PhiLePhi: 'nvarchar(500)',
  },
  ['MaTTHC'],
);
const ThanhPhanHoSo = table(
  'ThanhPhanHoSo',
  {
    ID: 'int',
    MaTTHC: 'varchar(20)',
    TenGiayTo: 'nvarchar(500)',
    SoBanChinh: 'varchar(5)',
    SoBanSao: 'varchar(5)',
    TenMauDon: 'nvarchar(200)',
  },
  ['MaTTHC'],
);
const DonViThuTucs = table(
  'DonViThuTucs',
  { ID: 'int', MaTTHC: 'varchar(20)', MaDonVi: 'varchar(20)', MucDo: 'int', MotCua: 'char(1)' },
  ['MaTTHC'],
);

export const catalogueTables: readonly TableDefinition[] = [
  ThuTuc,
  MaThuTuc,
  CachThucThucHien,
  ThanhPhanHoSo,
  DonViThuTucs,
];

const LEVELS = { PROVINCE: 'T', DISTRICT: 'H', COMMUNE: 'X' } as const;
const CHANNELS = { IN_PERSON: '1', ONLINE: '2', POST: '3' } as const;
const UNITS = { WORKING_DAY: 'ngày làm việc', DAY: 'ngày', HOUR: 'giờ làm việc', MONTH: 'tháng' };

/** Every row of the catalogue's database. */
export function* catalogueRows(): Generator<LegacyRow> {
  let id = 0;
  for (const procedure of procedures) {
    yield rowOf(ThuTuc, mainRow(procedure));
    const own = { MaTTHC: procedure.code };
    for (const [LoaiMa, GiaTri, TuNgay, DenNgay] of codesOf(procedure))
      yield rowOf(MaThuTuc, { ID: (id += 1), ...own, LoaiMa, GiaTri, TuNgay, DenNgay });
    for (const terms of procedure.channels)
      yield rowOf(CachThucThucHien, { ID: (id += 1), ...own, ...prose(terms, procedure) });
    for (const { name, originals, copies } of procedure.papers)
      yield rowOf(ThanhPhanHoSo, {
        ID: (id += 1),
        ...own,
        TenGiayTo: name,
        // The national database prints nothing for none.
        SoBanChinh: originals === null ? null : String(originals),
        SoBanSao: copies === null ? null : String(copies),
        TenMauDon: /mẫu/iu.test(name) ? name.slice(0, 200) : null,
      });
    for (const MaDonVi of agenciesOffering(procedure))
      yield rowOf(DonViThuTucs, {
        ID: (id += 1),
        ...own,
        MaDonVi,
        MucDo: procedure.onlineLevel,
        MotCua: procedure.throughOneStop ? 'C' : 'K',
      });
  }
  // Repealed, and kept for the archive.
  yield rowOf(ThuTuc, {
    ...mainRow(procedures[0] as Procedure),
    MaTTHC: 'T-CMU-100001-TT',
    HetHieuLuc: 'x',
  });
}

function mainRow({ code, name, field, level, results, legalBases, applicants }: Procedure) {
  const random = createRandom('catalogue', code);
  return {
    MaTTHC: code,
    TenThuTuc: random.chance(0.1) ? name.replaceAll('Đ', 'Ð') : name,
    MaLinhVuc: field.code,
    TenLinhVuc: field.name,
    CapThucHien: LEVELS[level],
    KetQua: results.join('##') || null,
    CanCuPhapLy: legalBases.join(';') || null,
    DoiTuong: applicants.join('##') || null,
    YeuCau: random.chance(0.2) ? 'Nộp đủ hồ sơ theo quy định' : null,
    HetHieuLuc: null,
  };
}

/** [numbering, code, from, to] */
function codesOf({
  code,
  formerCode,
  number,
}: Procedure): readonly (readonly [string, string, string | null, string | null])[] {
  const former = ['CU', formerCode, '2010-01-01', '2017-12-31'] as const;
  const local = ['NB', `TT${String(number).padStart(5, '0')}`, null, null] as const;
  return code.startsWith('MAU')
    ? [former, local]
    : [
        ['QG', code, '2018-01-01', null],
        ['QGDAYDU', `${code}.000.00.00.H12`, '2018-01-01', null],
        former,
        local,
      ];
}

/** The same words that the public page prints. */
function prose({ channel, limit, fee }: ChannelTerms, { channels }: Procedure) {
  const several = channels.filter((other) => other.channel === channel).length > 1;
  return {
    Kenh: CHANNELS[channel],
    ThoiGian:
      limit === null
        ? null
        : `${String(limit.value).padStart(2, '0').replace('.', ',')} ${UNITS[limit.unit]}`,
    TruongHop:
      several && limit !== null
        ? `Trường hợp giải quyết trong ${limit.value} ${UNITS[limit.unit]}`
        : null,
    PhiLePhi: feeText(fee),
  };
}

function feeText(fee: ChannelTerms['fee']): string | null {
  if (fee === null) return null;
  if (fee === 'VARIES') return 'Theo quy định, miễn phí đối với người thuộc hộ nghèo';
  return fee === 0 ? 'Không' : `${String(fee).replaceAll(/\B(?=(?:\d{3})+$)/gu, '.')} đồng`;
}

const communeAgencies = agencies.filter(({ level }) => level === 'COMMUNE').map(({ code }) => code);

/** A procedure is one, its offerings are many: each of 101 communes registers births. */
function agenciesOffering({ level, departmentCode }: Procedure): readonly string[] {
  if (level === 'PROVINCE') return [agencyOf(departmentCode).code];
  return level === 'DISTRICT' ? districts.map(({ agencyCode }) => agencyCode) : communeAgencies;
}
