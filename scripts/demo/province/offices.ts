import { agencies, type District, districts } from './agencies.ts';
import { type Level, oneStopProcedures, type Procedure } from './procedures.ts';

export type LayoutName = 'trung-tam' | 'ca-mau' | 'nam-can' | 'cai-nuoc';

/** Where a dossier of one level goes: the procedures handed in there, the place, and who decides. */
export interface Desk {
  readonly level: Level;
  /** Place among the desks of its level: the province counted them together. */
  readonly place: number;
  readonly procedures: readonly Procedure[];
  readonly address: string;
  /** Null: the department that the procedure belongs to. */
  readonly issuerCode: string | null;
}

/** A one-stop with the database that it keeps: the communes' dossiers stand in their district's. */
export interface Office {
  /** The names of the database's file and of the mapping's. */
  readonly file: string;
  readonly source: string;
  readonly layout: LayoutName;
  readonly desks: readonly Desk[];
}

/** The province's yearly loads (lượt) by level. */
export const LOADS = { PROVINCE: 60_000, DISTRICT: 82_500, COMMUNE: 405_000 } as const;

const communes = districts.flatMap((district) => district.communes);

/** Desks that share each level's load. */
const DESKS = { PROVINCE: 1, DISTRICT: districts.length, COMMUNE: communes.length } as const;

/** Dossiers a year at one desk; over the desks of a level they add up to its load, to the dossier. */
export function yearlyLoad({ level, place }: Desk, scale: number): number {
  const upTo = (desks: number) => Math.round((LOADS[level] * scale * desks) / DESKS[level]);
  return upTo(place + 1) - upTo(place);
}

/** File, source code and layout of each district's one-stop. Products were copied from office to office. */
const DISTRICT_SYSTEMS: Readonly<Record<string, readonly [string, string, LayoutName]>> = {
  '964': ['ca-mau', 'H12.CM', 'ca-mau'],
  '966': ['u-minh', 'H12.UM', 'nam-can'],
  '967': ['thoi-binh', 'H12.TB', 'cai-nuoc'],
  '968': ['tran-van-thoi', 'H12.TV', 'ca-mau'],
  '969': ['cai-nuoc', 'H12.CN', 'cai-nuoc'],
  '970': ['dam-doi', 'H12.DD', 'ca-mau'],
  '971': ['nam-can', 'H12.NC', 'nam-can'],
  '972': ['phu-tan', 'H12.PT', 'nam-can'],
  '973': ['ngoc-hien', 'H12.NH', 'cai-nuoc'],
};

/** All ten one-stops: the Centre and the nine districts'. */
export const offices: readonly Office[] = [
  {
    file: 'trung-tam',
    source: 'H12.TT',
    layout: 'trung-tam',
    desks: [
      {
        level: 'PROVINCE',
        place: 0,
        procedures: oneStopProcedures('PROVINCE'),
        address: 'Phường 5, thành phố Cà Mau, tỉnh Cà Mau',
        issuerCode: null,
      },
    ],
  },
  ...districts.map(districtOffice),
];

/** The office that had each product first; to the others it was copied. */
export const firstOffices = offices.filter(({ file, layout }) => file === layout);

/** The agencies that sign decisions on the dossiers of an office. */
export function issuersOf({ desks, layout }: Office): readonly string[] {
  if (layout === 'trung-tam')
    return agencies.filter(({ code }) => /^H12\.(0[1-9]|1\d)$/u.test(code)).map(({ code }) => code);
  return desks.flatMap(({ issuerCode }) => issuerCode ?? []);
}

function districtOffice(district: District, place: number): Office {
  const [file, source, layout] = DISTRICT_SYSTEMS[district.unit] ?? ['', '', 'nam-can'];
  const around = `${district.name.slice(0, 1).toLowerCase()}${district.name.slice(1)}, tỉnh Cà Mau`;
  return {
    file,
    source,
    layout,
    desks: [
      {
        level: 'DISTRICT',
        place,
        procedures: oneStopProcedures('DISTRICT'),
        address: `${district.communes[0]?.name ?? ''}, ${around}`,
        issuerCode: district.agencyCode,
      },
      ...district.communes.map((commune): Desk => ({
        level: 'COMMUNE',
        place: communes.indexOf(commune),
        procedures: oneStopProcedures('COMMUNE'),
        address: `${commune.name}, ${around}`,
        issuerCode: commune.agencyCode,
      })),
    ],
  };
}
