import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import type { Column } from '../columns.ts';
import type { Format, Part } from './format.ts';

/** How Vietnamese settings write them; Excel shows them by its own where it has others. */
const NUMBER_FORMATS: Partial<Record<Column['kind'], string>> = {
  day: 'dd/mm/yyyy',
  moment: 'dd/mm/yyyy hh:mm:ss',
  money: '#,##0',
};

const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|[+-]\d{2}:\d{2})$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** The first day that Excel counts without the leap day that 1900 did not have. */
const FIRST_DAY = Date.UTC(1900, 2, 1);

/** Characters that a cell holds at the most (Excel specifications and limits). */
const MOST_CHARACTERS = 32_767;

/** Characters that XML 1.0 has no place for. */
// eslint-disable-next-line no-control-regex -- they are what is meant
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

/**
 * A workbook (ECMA-376) of one sheet, in memory that does not grow with it: days, moments and money as such, texts as texts, so that
 * none is a formula. Moments stand as the clock showed them where they were written, for a cell has no zone.
 */
export const xlsx: Format = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
  async *write(parts, columns) {
    const file = writeXlsxStream(cellsOf(parts, columns), {
      name: 'Export',
      columns: columns.map(({ name, kind }) => {
        const numFmt = NUMBER_FORMATS[kind];
        return { header: name, ...(numFmt !== undefined && { numFmt }) };
      }),
      freezePane: { rows: 1 },
    });
    try {
      yield* file;
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
    }
  },
};

/** Nothing but the end of the file is held back: without it no program opens it. */
class BrokenOff extends Error {}

async function* cellsOf(
  parts: AsyncIterable<Part>,
  columns: readonly Column[],
): AsyncIterable<CellValue[]> {
  for await (const part of parts) {
    if ('rows' in part) {
      for (const row of part.rows)
        yield columns.map(({ kind, valueOf }) => cellOf(kind, valueOf(row)));
    } else if (part.error !== undefined) throw new BrokenOff();
  }
}

function cellOf(kind: Column['kind'], value: unknown): CellValue {
  switch (typeof value) {
    case 'string':
      return (kind === 'day' || kind === 'moment' ? dateOf(value) : null) ?? textOf(value);
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? null : textOf(JSON.stringify(value));
  }
}

/** Null for what Excel has no number for. */
function dateOf(written: string): Date | null {
  const wall = DAY.test(written) ? written : MOMENT.exec(written)?.[1];
  if (wall === undefined) return null;
  const date = new Date(wall.length > 'yyyy-MM-dd'.length ? `${wall}Z` : wall);
  return date.getTime() >= FIRST_DAY ? date : null;
}

function textOf(value: string): string {
  return value.replace(NO_XML, '\ufffd').slice(0, MOST_CHARACTERS);
}
