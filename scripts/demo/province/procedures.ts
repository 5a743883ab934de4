import { createRandom } from './random.ts';
import { readReferenceFile } from '../reference-file.ts';

export type Level = 'PROVINCE' | 'DISTRICT' | 'COMMUNE';

interface Paper {
  readonly name: string;
  readonly originals: number | null;
  readonly copies: number | null;
}

/** How one channel goes, as the national catalogue prints it. */
export interface ChannelTerms {
  readonly channel: 'IN_PERSON' | 'ONLINE' | 'POST';
  readonly limit: {
    readonly value: number;
    readonly unit: 'WORKING_DAY' | 'DAY' | 'HOUR' | 'MONTH';
  } | null;
  /** đồng; `VARIES` where the fee hangs on the case, null where nothing is known. */
  readonly fee: number | 'VARIES' | null;
}

/** A procedure of the catalogue. */
export interface Procedure {
  /** National short code; `MAU-0001` (“mẫu”, sample) for one that is made up. */
  readonly code: string;
  /** Place in the catalogue, from 1. */
  readonly number: number;
  readonly level: Level;
  readonly name: string;
  readonly field: { readonly code: string; readonly name: string };
  readonly channels: readonly ChannelTerms[];
  readonly papers: readonly Paper[];
  readonly applicants: readonly string[];
  readonly results: readonly string[];
  readonly legalBases: readonly string[];
  /** `T-CMU-000123-TT`, the form in use until 2018; the numbers are made up. */
  readonly formerCode: string;
  /** Working days as one-stops promise them. */
  readonly limitDays: number;
  /** đồng, where the fee is one number. */
  readonly fee: number | null;
  /** The department that decides, of a procedure of the province. */
  readonly departmentCode: string;
  readonly throughOneStop: boolean;
  readonly onlineLevel: number;
}

/** The province's catalogue by level, and how much of it is online: levels are cumulative, a level 4 meets level 3. */
const CATALOGUE = {
  PROVINCE: { count: 1_252, oneStop: 0.8, level3: 0.8, level4: 0.3 },
  DISTRICT: { count: 233, oneStop: 0.7, level3: 0.7, level4: 0.2 },
  // The province set no goal for communes: these shares are made up.
  COMMUNE: { count: 142, oneStop: 1, level3: 0.4, level4: 0.05 },
} as const;

const APPLICANTS: Readonly<Record<string, string>> = {
  C: 'Công dân Việt Nam',
  V: 'Người Việt Nam định cư ở nước ngoài',
  N: 'Người nước ngoài',
  B: 'Doanh nghiệp',
  F: 'Doanh nghiệp có vốn đầu tư nước ngoài',
  H: 'Hợp tác xã',
  O: 'Tổ chức (không bao gồm doanh nghiệp, HTX)',
  T: 'Tổ chức nước ngoài',
};

const CHANNELS = { DIRECT: 'IN_PERSON', ONLINE: 'ONLINE', POSTAL: 'POST' } as const;

/** Which department decides in which fields: a guess of the generator. The first that fits. */
const COMPETENCE: readonly (readonly [RegExp, string])[] = [
  [/thủy sản|thú y|thủy lợi|chăn nuôi|trồng trọt|lâm|nông|hợp tác xã/iu, 'H12.06'],
  [/đường|hàng hải|giao thông|đăng kiểm|lái xe/iu, 'H12.07'],
  [/xây dựng|nhà ở|kiến trúc|quy hoạch|bất động sản|vật liệu/iu, 'H12.08'],
  [/đất đai|môi trường|nước|khoáng sản|biển|khí/iu, 'H12.09'],
  [
    /công chứng|luật|thừa phát|hộ tịch|pháp|giám định|đấu giá|hòa giải|quốc tịch|trọng tài/iu,
    'H12.16',
  ],
  [/doanh nghiệp|đầu tư|đấu thầu/iu, 'H12.03'],
  [/ngân hàng|ngoại hối|tài chính|tiền tệ|kho bạc|giá|công sản|chứng khoán/iu, 'H12.04'],
  [/chính sách|lao động|bảo hiểm|BHXH|cai nghiện/iu, 'H12.11'],
  [/khoa học|tiêu chuẩn/iu, 'H12.13'],
];

/** The 1,627 procedures: real ones as far as they go, the rest made up and marked so in code and name. */
export const procedures: readonly Procedure[] = readProcedures();

/** The procedures of a level that a one-stop receives. */
export function oneStopProcedures(...levels: readonly Level[]): readonly Procedure[] {
  return procedures.filter(({ level, throughOneStop }) => throughOneStop && levels.includes(level));
}

type Row = Readonly<
  Record<
    | 'code'
    | 'level'
    | 'name'
    | 'field'
    | 'limits'
    | 'fees'
    | 'applicants'
    | 'result'
    | 'legal_basis',
    string
  >
>;

function readProcedures(): readonly Procedure[] {
  const papers = new Map<string, Paper[]>();
  for (const row of readReferenceFile<'code' | 'paper' | 'originals' | 'copies'>(
    'procedure-papers.csv',
  )) {
    const own = papers.get(row.code) ?? [];
    own.push({ name: row.paper, originals: count(row.originals), copies: count(row.copies) });
    papers.set(row.code, own);
  }
  const rows = withSamples(readReferenceFile<keyof Row>('procedures.csv'));
  const fields = [...new Set(rows.map(({ field }) => field))];
  const places = new Map<string, number>();

  return rows.map((row, index) => {
    const level = row.level as Level;
    const place = places.get(level) ?? 0;
    places.set(level, place + 1);
    const channels = channelsOf(row);
    return {
      code: row.code,
      number: index + 1,
      level,
      name: row.name,
      field: {
        code: `LV${String(fields.indexOf(row.field) + 1).padStart(3, '0')}`,
        name: row.field,
      },
      channels,
      papers: papers.get(row.code) ?? [],
      applicants: Array.from(row.applicants, (letter) => APPLICANTS[letter] ?? letter),
      results: split(row.result),
      legalBases: split(row.legal_basis),
      formerCode: `T-CMU-${String(270_000 + index)}-TT`,
      limitDays: limitDaysOf(channels, row.code),
      fee: channels.map(({ fee }) => fee).find((fee) => typeof fee === 'number') ?? null,
      departmentCode: COMPETENCE.find(([field]) => field.test(row.field))?.[1] ?? 'H12.01',
      ...reach(level, place),
    };
  });
}

/** Real rows, filled up level by level with rows that are made after them. */
function withSamples(real: readonly Row[]): readonly Row[] {
  let made = 0;
  return (['PROVINCE', 'DISTRICT', 'COMMUNE'] as const).flatMap((level) => {
    const own = real.filter((row) => row.level === level);
    const samples = Array.from(
      { length: CATALOGUE[level].count - own.length },
      (_unused, index) => {
        const model = own[(index * 7) % own.length] as Row;
        made += 1;
        return {
          ...model,
          code: `MAU-${String(made).padStart(4, '0')}`,
          name: `Thủ tục mẫu số ${made} về lĩnh vực ${model.field}`,
        };
      },
    );
    return [...own, ...samples];
  });
}

/** Spread evenly over the level, so that the shares come out to the procedure. */
function reach(level: Level, place: number): Pick<Procedure, 'throughOneStop' | 'onlineLevel'> {
  const { count: all, oneStop, level3, level4 } = CATALOGUE[level];
  const share = ((place * 389) % all) / all;
  return {
    throughOneStop: ((place * 211) % all) / all < oneStop,
    onlineLevel: share < level4 ? 4 : share < level3 ? 3 : 2,
  };
}

function channelsOf({ limits, fees }: Row): readonly ChannelTerms[] {
  const limitRows = split(limits).map((text) => text.split(':'));
  const feeRows = split(fees).map((text) => text.split(':'));
  return Object.entries(CHANNELS).flatMap(([printed, channel]): ChannelTerms[] => {
    const ownLimits = limitRows.filter(([its]) => its === printed);
    const [, fee] = feeRows.find(([its]) => its === printed) ?? [];
    if (ownLimits.length === 0 && fee === undefined) return [];
    const terms = { channel, fee: feeOf(fee) };
    if (ownLimits.length === 0) return [{ ...terms, limit: null }];
    return ownLimits.map(([, text = '']) => {
      const [value = '', unit = ''] = text.split(' ');
      return { ...terms, limit: { value: Number(value), unit: unit as 'DAY' } };
    });
  });
}

function feeOf(text: string | undefined): ChannelTerms['fee'] {
  if (text === undefined) return null;
  return text === 'VARIES' ? 'VARIES' : Number.parseInt(text, 10);
}

/** What the receipt promises, in working days; some made up where the catalogue does not say. */
function limitDaysOf(channels: readonly ChannelTerms[], code: string): number {
  const { value, unit } = channels.find(({ limit }) => limit !== null)?.limit ?? {
    value: createRandom('limit', code).pick([1, 3, 5, 7, 10, 15]),
    unit: 'WORKING_DAY',
  };
  if (unit === 'HOUR') return 0.5;
  const days = unit === 'MONTH' ? value * 21 : unit === 'DAY' ? Math.round((value * 5) / 7) : value;
  return Math.min(Math.max(days, 1), 60);
}

function split(text: string): readonly string[] {
  return text === '' ? [] : text.split('|');
}

function count(text: string): number | null {
  return text === '' ? null : Number(text);
}
