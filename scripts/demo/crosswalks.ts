import { agencyOf } from './province/agencies.ts';
import { localProcedureCode, unitCode } from './layouts/nam-can.ts';
import { serviceCode } from './layouts/ca-mau.ts';
import { firstOffices, issuersOf, type LayoutName, offices } from './province/offices.ts';
import { type Procedure, procedures } from './province/procedures.ts';

/** How an office writes the code of a procedure and, where it has its own, of an agency; with the legacy columns’ names. */
interface LocalCodes {
  readonly procedure: readonly [column: string, code: (procedure: Procedure) => string];
  readonly agency?: readonly [column: string, code: (agencyCode: string) => string];
}

const LOCAL_CODES: Readonly<Record<LayoutName, LocalCodes>> = {
  'trung-tam': {
    procedure: ['MaTTHC', ({ code }) => `${code}.000.00.00.H12`],
    agency: ['CoQuanBanHanhKetQua', (code) => agencyOf(code).formerCode],
  },
  'ca-mau': {
    procedure: ['serviceCode', serviceCode],
    agency: ['govAgencyCode', (code) => agencyOf(code).unit ?? ''],
  },
  'nam-can': {
    procedure: ['MaLoaiHoSo', localProcedureCode],
    agency: ['MaDonViKy', unitCode],
  },
  // It uses the identifiers of QĐ 20/2020 for agencies.
  'cai-nuoc': { procedure: ['ThuTuc', ({ formerCode }) => formerCode] },
};

/** The crosswalks of procedures and agencies that lie beside the mappings, by file name. */
export function crosswalkFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  // A product that is copied brings its procedures with it.
  for (const office of firstOffices) {
    const { procedure } = LOCAL_CODES[office.layout];
    const levels = new Set(office.desks.map(({ level }) => level));
    const handled = procedures.filter(({ level }) => levels.has(level));
    files.set(
      `${office.file}.procedures.csv`,
      csv(
        [procedure[0], 'value'],
        handled.map((one) => [procedure[1](one), one.code]),
      ),
    );
  }
  for (const office of offices) {
    const { agency } = LOCAL_CODES[office.layout];
    if (agency !== undefined)
      files.set(
        `${office.file}.agencies.csv`,
        csv(
          [agency[0], 'value', 'label'],
          issuersOf(office).map((code) => [agency[1](code), code, agencyOf(code).name]),
        ),
      );
  }
  return files;
}

function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string =>
    /[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
