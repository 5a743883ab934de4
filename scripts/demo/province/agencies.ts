import { createRandom } from './random.ts';
import { readReferenceFile } from '../reference-file.ts';

/** A body with an account in VIC. Names of units are real; how the 424 divide, and every identifier, is made up. */
export interface Agency {
  /** Identifier in the form of QĐ 20/2020: `H12.03`. Synthetic: Cà Mau's own codes are not known. */
  readonly code: string;
  /** The same in the form of QCVN 102:2016, which was in use in 2016: `000.00.03.H12`. */
  readonly formerCode: string;
  readonly name: string;
  readonly kind:
    'STATE' | 'PARTY' | 'MASS_ORGANISATION' | 'FATHERLAND_FRONT' | 'SPECIAL_ASSOCIATION';
  readonly level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE';
  readonly parentCode: string | null;
  /** General Statistics Office code of the unit that it governs. */
  readonly unit: string | null;
  /** Letters that stand behind the number of its documents: `QĐ-STP`. */
  readonly notation: string;
  readonly users: number;
}

type Draft = Omit<Agency, 'formerCode' | 'users'>;

/** [Letters of its documents, name]. */
const DEPARTMENTS: readonly (readonly [string, string])[] = [
  ['VP', 'Văn phòng Ủy ban nhân dân tỉnh'],
  ['SNV', 'Sở Nội vụ'],
  ['SKHĐT', 'Sở Kế hoạch và Đầu tư'],
  ['STC', 'Sở Tài chính'],
  ['SCT', 'Sở Công Thương'],
  ['SNN', 'Sở Nông nghiệp và Phát triển nông thôn'],
  ['SGTVT', 'Sở Giao thông vận tải'],
  ['SXD', 'Sở Xây dựng'],
  ['STNMT', 'Sở Tài nguyên và Môi trường'],
  ['STTTT', 'Sở Thông tin và Truyền thông'],
  ['SLĐTBXH', 'Sở Lao động – Thương binh và Xã hội'],
  ['SVHTTDL', 'Sở Văn hóa, Thể thao và Du lịch'],
  ['SKHCN', 'Sở Khoa học và Công nghệ'],
  ['SGDĐT', 'Sở Giáo dục và Đào tạo'],
  ['SYT', 'Sở Y tế'],
  ['STP', 'Sở Tư pháp'],
  ['TTT', 'Thanh tra tỉnh'],
  ['BDT', 'Ban Dân tộc'],
  ['BQL', 'Ban Quản lý Khu kinh tế'],
  ['TTGQTTHC', 'Trung tâm Giải quyết thủ tục hành chính tỉnh'],
];

const DISTRICT_OFFICES = [
  'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân',
  'Phòng Nội vụ',
  'Phòng Tư pháp',
  'Phòng Tài chính – Kế hoạch',
  'Phòng Tài nguyên và Môi trường',
  'Phòng Lao động – Thương binh và Xã hội',
  'Phòng Văn hóa và Thông tin',
  'Phòng Giáo dục và Đào tạo',
  'Phòng Y tế',
  'Thanh tra',
  'Phòng Nông nghiệp và Phát triển nông thôn',
  'Phòng Kinh tế và Hạ tầng',
];

/** Bodies that stand at the province and in each district, with their kind. */
const BODIES: readonly (readonly [Agency['kind'], string])[] = [
  ['PARTY', 'Văn phòng cấp ủy'],
  ['PARTY', 'Ban Tổ chức'],
  ['PARTY', 'Ủy ban Kiểm tra'],
  ['PARTY', 'Ban Tuyên giáo'],
  ['PARTY', 'Ban Dân vận'],
  ['FATHERLAND_FRONT', 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
  ['MASS_ORGANISATION', 'Hội Liên hiệp Phụ nữ'],
  ['MASS_ORGANISATION', 'Hội Nông dân'],
  ['MASS_ORGANISATION', 'Đoàn Thanh niên Cộng sản Hồ Chí Minh'],
  ['MASS_ORGANISATION', 'Hội Cựu chiến binh'],
];

const PROVINCE_BODIES: readonly (readonly [Agency['kind'], string])[] = [
  ...BODIES,
  ['PARTY', 'Ban Nội chính'],
  ['PARTY', 'Đảng ủy Khối các cơ quan'],
  ['PARTY', 'Đảng ủy Khối doanh nghiệp'],
  ['PARTY', 'Trường Chính trị'],
  ['MASS_ORGANISATION', 'Liên đoàn Lao động'],
  ...[
    'Hội Chữ thập đỏ',
    'Hội Văn học Nghệ thuật',
    'Hội Nhà báo',
    'Hội Luật gia',
    'Hội Đông y',
    'Hội Người mù',
    'Hội Khuyến học',
    'Hội Người cao tuổi',
    'Hội Cựu thanh niên xung phong',
    'Hội Nạn nhân chất độc da cam',
    'Liên minh Hợp tác xã',
    'Liên hiệp các Hội Khoa học và Kỹ thuật',
    'Liên hiệp các tổ chức hữu nghị',
    'Hội Bảo trợ người khuyết tật',
    'Hội Làm vườn',
  ].map((name) => ['SPECIAL_ASSOCIATION', name] as const),
];

/** Units below the departments beside each one's own office and inspection: [the department's place, name]. */
const BRANCHES: readonly (readonly [number, string])[] = [
  [1, 'Ban Thi đua – Khen thưởng'],
  [1, 'Ban Tôn giáo'],
  [1, 'Chi cục Văn thư – Lưu trữ'],
  [2, 'Phòng Đăng ký kinh doanh'],
  [4, 'Chi cục Quản lý thị trường'],
  [4, 'Trung tâm Khuyến công'],
  [5, 'Chi cục Thủy sản'],
  [5, 'Chi cục Kiểm lâm'],
  [5, 'Chi cục Thủy lợi'],
  [5, 'Chi cục Chăn nuôi và Thú y'],
  [5, 'Chi cục Trồng trọt và Bảo vệ thực vật'],
  [5, 'Chi cục Phát triển nông thôn'],
  [5, 'Chi cục Quản lý chất lượng nông lâm sản và thủy sản'],
  [5, 'Trung tâm Khuyến nông'],
  [6, 'Trung tâm Đăng kiểm xe cơ giới'],
  [6, 'Cảng vụ đường thủy nội địa'],
  [7, 'Trung tâm Giám định chất lượng xây dựng'],
  [8, 'Chi cục Bảo vệ môi trường'],
  [8, 'Chi cục Biển và Hải đảo'],
  [8, 'Văn phòng Đăng ký đất đai'],
  [8, 'Trung tâm Phát triển quỹ đất'],
  [9, 'Trung tâm Công nghệ thông tin và Truyền thông'],
  [10, 'Trung tâm Dịch vụ việc làm'],
  [10, 'Trung tâm Bảo trợ xã hội'],
  [11, 'Thư viện tỉnh'],
  [11, 'Bảo tàng tỉnh'],
  [12, 'Chi cục Tiêu chuẩn Đo lường Chất lượng'],
  [12, 'Trung tâm Thông tin và Ứng dụng khoa học công nghệ'],
  [14, 'Chi cục An toàn vệ sinh thực phẩm'],
  [14, 'Chi cục Dân số – Kế hoạch hóa gia đình'],
  [14, 'Trung tâm Y tế dự phòng'],
  [14, 'Bệnh viện Đa khoa Cà Mau'],
  [15, 'Trung tâm Trợ giúp pháp lý nhà nước'],
  [15, 'Phòng Công chứng số 1'],
  [15, 'Trung tâm Dịch vụ đấu giá tài sản'],
];

const USERS = 6_700;
const two = (number: number): string => String(number).padStart(2, '0');

/** A district of 2016 with its communes, under their official names. */
export interface District {
  readonly unit: string;
  readonly name: string;
  readonly agencyCode: string;
  readonly communes: readonly {
    readonly unit: string;
    readonly name: string;
    readonly agencyCode: string;
  }[];
}

/** The nine districts and 101 communes of the province. */
export const districts: readonly District[] = readDistricts();

function readDistricts(): readonly District[] {
  const rows = readReferenceFile<'district_code' | 'district' | 'ward_code' | 'ward'>('units.csv');
  const units = [...new Set(rows.map(({ district_code }) => district_code))];
  return units.map((unit, place) => {
    const communes = rows.filter(({ district_code }) => district_code === unit);
    const agencyCode = `H12.${two(place + 21)}`;
    return {
      unit,
      name: communes[0]?.district ?? '',
      agencyCode,
      communes: communes.map(({ ward_code, ward }, index) => ({
        unit: ward_code,
        name: ward.replaceAll(/\s+/gu, ' '),
        agencyCode: `${agencyCode}.${two(index + 1)}`,
      })),
    };
  });
}

function drafts(): readonly Draft[] {
  const agencies: Draft[] = [];
  const add = (draft: Partial<Draft> & Pick<Draft, 'code' | 'name' | 'level' | 'parentCode'>) => {
    agencies.push({ kind: 'STATE', unit: null, notation: 'CV', ...draft });
  };

  const province = { level: 'PROVINCE', parentCode: 'H12' } as const;
  add({
    code: 'H12',
    name: 'Ủy ban nhân dân tỉnh Cà Mau',
    level: 'PROVINCE',
    parentCode: null,
    unit: '96',
    notation: 'UBND',
  });
  DEPARTMENTS.forEach(([notation, name], place) => {
    const code = `H12.${two(place + 1)}`;
    add({ ...province, code, name, notation });
    const branches = BRANCHES.filter(([department]) => department === place).map(([, its]) => its);
    const own = name.startsWith('Sở') ? [`Văn phòng ${name}`, `Thanh tra ${name}`] : [];
    [...own, ...branches].forEach((branch, index) => {
      add({ ...province, code: `${code}.${two(index + 1)}`, name: branch, parentCode: code });
    });
  });
  PROVINCE_BODIES.forEach(([kind, name], place) => {
    add({ ...province, kind, code: `H12.${two(place + 41)}`, name: `${name} tỉnh` });
  });
  for (const { agencyCode, unit, name: district, communes } of districts) {
    const below = { level: 'DISTRICT', parentCode: agencyCode } as const;
    add({
      ...below,
      code: agencyCode,
      name: `Ủy ban nhân dân ${lowerFirst(district)}`,
      parentCode: 'H12',
      unit,
      notation: 'UBND',
    });
    for (const commune of communes) {
      add({
        code: commune.agencyCode,
        name: `Ủy ban nhân dân ${lowerFirst(commune.name)}`,
        level: 'COMMUNE',
        parentCode: agencyCode,
        unit: commune.unit,
        notation: 'UBND',
      });
    }
    DISTRICT_OFFICES.forEach((name, place) => {
      add({
        ...below,
        code: `${agencyCode}.${two(place + 41)}`,
        name: `${name} ${lowerFirst(district)}`,
      });
    });
    BODIES.forEach(([kind, name], place) => {
      add({
        ...below,
        kind,
        code: `${agencyCode}.${two(place + 61)}`,
        name: `${name} ${lowerFirst(district)}`,
      });
    });
  }
  return agencies;
}

/** The 424 agencies with their 6,700 users. */
export const agencies: readonly Agency[] = withUsers(drafts());

const BY_CODE = new Map(agencies.map((agency) => [agency.code, agency]));

/** The agency with this identifier. */
export function agencyOf(code: string): Agency {
  const agency = BY_CODE.get(code);
  if (agency === undefined) throw new Error(`no agency ${code}`);
  return agency;
}

function withUsers(all: readonly Draft[]): readonly Agency[] {
  const random = createRandom('users');
  const weights = all.map(({ level }) => (level === 'COMMUNE' ? 12 : 8) + random.int(20));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return all.map((draft, place) => {
    const after = before + (weights[place] ?? 0);
    const users = Math.round((after * USERS) / total) - Math.round((before * USERS) / total);
    before = after;
    return { ...draft, formerCode: formerCodeOf(draft.code), users };
  });
}

/** `H12.03.02` → `000.02.03.H12`. */
function formerCodeOf(code: string): string {
  const [large = '', middle = '00', small = '00'] = code.split('.');
  return `000.${small}.${middle}.${large}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
