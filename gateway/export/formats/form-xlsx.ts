import { type Cell, type CellStyle, writeXlsx } from 'hucre';
import type { Column } from '../columns.ts';
import { columnsUnder, depthOf, type Form, type Head } from '../forms/form.ts';
import type { Format, Part } from './format.ts';
import { xlsx } from './xlsx.ts';

/** What stands over a form's rows beside its heads. */
export interface FormTold {
  /** First and last day of the period, `yyyy-MM-dd`; undefined where the report has none, or it was not asked for. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Whether sources are missing in it. */
  readonly partial: boolean;
}

const FONT = { name: 'Times New Roman', size: 11 };
const LINE = { style: 'thin' } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const MIDDLE = { horizontal: 'center', vertical: 'center', wrapText: true } as const;

/** Characters that columns are wide: of numbers, of what is counted, of the row's number. */
const WIDTHS = { count: 11, label: 34, number: 6 };

/** Points. */
const LINE_HEIGHT = 15;

/** A report as its form is printed: number, title, merged heads, numbered columns, a row of sums, places to sign. */
export function formXlsx(form: Form, told: FormTold): Format {
  return {
    mediaType: xlsx.mediaType,
    extension: xlsx.extension,
    async *write(parts, columns) {
      const rows = await rowsOf(parts);
      if (rows !== null) yield await writeXlsx({ sheets: [sheetOf(form, told, rows, columns)] });
    },
  };
}

/** Null of an export that breaks off: nothing of it is given. */
async function rowsOf(parts: AsyncIterable<Part>): Promise<readonly object[] | null> {
  const rows: object[] = [];
  for await (const part of parts) {
    if ('rows' in part) rows.push(...part.rows);
    else if (part.error !== undefined) return null;
  }
  return rows;
}

function sheetOf(form: Form, told: FormTold, rows: readonly object[], columns: readonly Column[]) {
  const sheet = new Sheet();
  const heads = form.heads.flatMap(columnsUnder);
  const last = heads.length - 1;
  const depth = Math.max(...form.heads.map(depthOf));
  const plain = (style: CellStyle = {}): CellStyle => ({
    font: FONT,
    alignment: MIDDLE,
    ...style,
  });
  const bold = { font: { ...FONT, bold: true }, alignment: MIDDLE };
  const half = Math.floor(last / 2);
  const line = (
    row: number,
    text: string,
    style: CellStyle,
    [from, to]: readonly [number, number] = [0, last],
  ): void => {
    sheet.put({ row, col: from }, { row, col: to }, text, style);
  };

  line(0, form.number, bold, [0, half - 1]);
  line(0, 'Đơn vị báo cáo: …………………………', plain(), [half, last]);
  line(1, form.ordered, plain({ font: { ...FONT, italic: true } }), [0, half - 1]);
  line(1, 'Đơn vị nhận báo cáo: ………………………', plain(), [half, last]);
  line(3, form.title, { ...bold, font: { ...bold.font, size: 13 } });
  line(4, periodOf(told), plain({ font: { ...FONT, italic: true } }));
  if (told.partial) line(5, 'CHƯA ĐẦY ĐỦ: thiếu số liệu của một số đơn vị', bold);
  line(6, `Đơn vị tính: ${form.unit}`, {
    font: { ...FONT, italic: true },
    alignment: { horizontal: 'right' },
  });

  const top = 7;
  let col = 0;
  for (const head of form.heads) col += placeHead(sheet, head, { row: top, col }, depth, bold);
  const numbers = top + depth;
  for (const [at, { number }] of heads.entries())
    sheet.put({ row: numbers, col: at }, null, number ?? `(${at + 1})`, {
      ...plain({ border: BOX, font: { ...FONT, italic: true, size: 9 } }),
    });

  const byName = new Map(columns.map((column) => [column.name, column]));
  const labelOf = (row: object): unknown => byName.get(heads[1]?.column ?? '')?.valueOf(row);
  const first = numbers + 1;
  for (const [at, row] of rows.entries())
    for (const [place, { column }] of heads.entries()) {
      const value = byName.get(column ?? '')?.valueOf(row);
      sheet.put({ row: first + at, col: place }, null, valueOf(value), {
        font: FONT,
        border: BOX,
        alignment:
          place === 1
            ? { horizontal: 'left', vertical: 'center', wrapText: true }
            : { horizontal: place === 0 ? 'center' : 'right', vertical: 'center' },
        ...(typeof value === 'number' && place > 0 && { numFmt: '#,##0' }),
      });
    }

  const sums = first + rows.length;
  sheet.put({ row: sums, col: 0 }, { row: sums, col: 1 }, 'Tổng cộng', { ...bold, border: BOX });
  for (const [place, { column }] of heads.entries()) {
    if (place < 2) continue;
    const values = rows.map((row) => byName.get(column ?? '')?.valueOf(row));
    const known = values.filter((value) => typeof value === 'number');
    const sum = known.reduce((all, value) => all + value, 0);
    sheet.put({ row: sums, col: place }, null, known.length === 0 ? null : sum, {
      ...bold,
      border: BOX,
      alignment: { horizontal: 'right', vertical: 'center' },
      numFmt: '#,##0',
    });
  }

  const signed = sums + 2;
  const left = [0, half - 1] as const;
  const right = [half, last] as const;
  line(signed, '………, ngày …… tháng …… năm ………', plain({ font: { ...FONT, italic: true } }), right);
  line(signed + 1, 'NGƯỜI LẬP BIỂU', bold, left);
  line(signed + 1, 'THỦ TRƯỞNG ĐƠN VỊ', bold, right);
  line(signed + 2, '(Ký, ghi rõ họ tên)', plain({ font: { ...FONT, italic: true } }), left);
  line(signed + 2, '(Ký, đóng dấu)', plain({ font: { ...FONT, italic: true } }), right);

  return {
    name: 'Biểu',
    rows: sheet.rows,
    cells: sheet.cells,
    merges: sheet.merges,
    columns: heads.map((_head, at) => ({
      width: at === 0 ? WIDTHS.number : at === 1 ? WIDTHS.label : WIDTHS.count,
    })),
    rowDefs: new Map([
      [3, { height: 36 }],
      ...Array.from({ length: depth }, (_one, at) => [top + at, { height: 30 }] as const),
      [numbers, { height: 2 * LINE_HEIGHT }],
      ...rows.map(
        (row, at) => [first + at, { height: LINE_HEIGHT * linesOf(labelOf(row)) }] as const,
      ),
    ]),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${top + 1}:$${numbers + 1}`,
    } as const,
  };
}

/** Places a head over its columns; answers how many they are. */
function placeHead(
  sheet: Sheet,
  head: Head,
  { row, col }: Place,
  depth: number,
  style: CellStyle,
): number {
  const width = columnsUnder(head).length;
  const height = 'over' in head ? 1 : depth;
  sheet.put({ row, col }, { row: row + height - 1, col: col + width - 1 }, head.text, {
    ...style,
    border: BOX,
  });
  let at = col;
  for (const under of 'over' in head ? head.over : [])
    at += placeHead(sheet, under, { row: row + 1, col: at }, depth - 1, style);
  return width;
}

interface Place {
  readonly row: number;
  readonly col: number;
}

/** Cells by their places. */
class Sheet {
  readonly rows: (string | number | null)[][] = [];
  readonly cells = new Map<string, Partial<Cell>>();
  readonly merges: { startRow: number; startCol: number; endRow: number; endCol: number }[] = [];

  /** `to`: the last of the cells that are one; null for one cell. A frame is around each of them, as Excel draws it. */
  put(from: Place, to: Place | null, value: string | number | null, style: CellStyle): void {
    const end = to ?? from;
    for (let row = from.row; row <= end.row; row += 1) {
      for (let col = from.col; col <= end.col; col += 1) {
        const its = row === from.row && col === from.col ? value : null;
        while (this.rows.length <= row) this.rows.push([]);
        const cells = this.rows[row] ?? [];
        while (cells.length <= col) cells.push(null);
        cells[col] = its;
        this.cells.set(`${row},${col}`, { value: its, style });
      }
    }
    if (end.row > from.row || end.col > from.col)
      this.merges.push({
        startRow: from.row,
        startCol: from.col,
        endRow: end.row,
        endCol: end.col,
      });
  }
}

/** Lines of a label in its column: a cell whose height is not said hides all but one. */
function linesOf(label: unknown): number {
  return typeof label === 'string' ? Math.max(1, Math.ceil(label.length / WIDTHS.label)) : 1;
}

function periodOf({ from, to }: FormTold): string {
  if (from === undefined || to === undefined) return 'Kỳ báo cáo: …………………';
  const [first, last] = [from, to].map((day) => day.split('-').reverse().join('/'));
  return `Kỳ báo cáo: từ ngày ${first ?? ''} đến ngày ${last ?? ''}`;
}

function valueOf(value: unknown): string | number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? value : null;
}
