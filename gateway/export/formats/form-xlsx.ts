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

const PLAIN = { font: FONT, alignment: MIDDLE };
const BOLD = { font: { ...FONT, bold: true }, alignment: MIDDLE };
const ITALIC = { font: { ...FONT, italic: true }, alignment: MIDDLE };

/** The row of the topmost heads. */
const TOP = 7;

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
  const depth = Math.max(...form.heads.map(depthOf));
  const byName = new Map(columns.map((column) => [column.name, column]));
  const counted = rows.map((row) =>
    heads.map(({ column }) => byName.get(column ?? '')?.valueOf(row)),
  );
  const numbers = TOP + depth;
  const first = numbers + 1;
  const sums = first + rows.length;

  placeLetterhead(sheet, form, told, heads.length);
  placeHeads(sheet, form, depth);
  placeRows(sheet, first, counted);
  placeSums(sheet, sums, counted, heads.length);
  placeSignatures(sheet, sums + 2, heads.length);

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
      ...Array.from({ length: depth }, (_one, at) => [TOP + at, { height: 30 }] as const),
      [numbers, { height: 2 * LINE_HEIGHT }],
      ...counted.map(
        ([, label], at) => [first + at, { height: LINE_HEIGHT * linesOf(label) }] as const,
      ),
    ]),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${TOP + 1}:$${numbers + 1}`,
    } as const,
  };
}

/** What stands over the heads: the form's number on the left, who reports to whom on the right, the title in the middle. */
function placeLetterhead(sheet: Sheet, form: Form, told: FormTold, width: number): void {
  const [left, right, whole] = sidesOf(width);
  sheet.putLine(0, left, form.number, BOLD);
  sheet.putLine(0, right, 'Đơn vị báo cáo: …………………………', PLAIN);
  sheet.putLine(1, left, form.ordered, ITALIC);
  sheet.putLine(1, right, 'Đơn vị nhận báo cáo: ………………………', PLAIN);
  sheet.putLine(3, whole, form.title, { ...BOLD, font: { ...BOLD.font, size: 13 } });
  sheet.putLine(4, whole, periodOf(told), ITALIC);
  if (told.partial) sheet.putLine(5, whole, 'CHƯA ĐẦY ĐỦ: thiếu số liệu của một số đơn vị', BOLD);
  sheet.putLine(6, whole, `Đơn vị tính: ${form.unit}`, {
    font: ITALIC.font,
    alignment: { horizontal: 'right' },
  });
}

/** The heads, `depth` rows of them, and under them the number of each column. */
function placeHeads(sheet: Sheet, { heads }: Form, depth: number): void {
  let col = 0;
  for (const head of heads) col += placeHead(sheet, head, { row: TOP, col }, depth, BOLD);
  for (const [at, { number }] of heads.flatMap(columnsUnder).entries())
    sheet.put({ row: TOP + depth, col: at }, null, number ?? `(${at + 1})`, {
      ...PLAIN,
      border: BOX,
      font: { ...ITALIC.font, size: 9 },
    });
}

/** A row a report's row; its number first, then its label. */
function placeRows(sheet: Sheet, first: number, counted: readonly (readonly unknown[])[]): void {
  for (const [at, row] of counted.entries())
    for (const [col, value] of row.entries())
      sheet.put({ row: first + at, col }, null, valueOf(value), {
        font: FONT,
        border: BOX,
        alignment:
          col === 1
            ? { horizontal: 'left', vertical: 'center', wrapText: true }
            : { horizontal: col === 0 ? 'center' : 'right', vertical: 'center' },
        ...(typeof value === 'number' && col > 0 && { numFmt: '#,##0' }),
      });
}

/** The sum of each column behind the label; none of a column in which nothing is known. */
function placeSums(
  sheet: Sheet,
  row: number,
  counted: readonly (readonly unknown[])[],
  width: number,
): void {
  sheet.put({ row, col: 0 }, { row, col: 1 }, 'Tổng cộng', { ...BOLD, border: BOX });
  for (let col = 2; col < width; col += 1) {
    const known = counted.map((values) => values[col]).filter((value) => typeof value === 'number');
    const sum = known.reduce((all, value) => all + value, 0);
    sheet.put({ row, col }, null, known.length === 0 ? null : sum, {
      ...BOLD,
      border: BOX,
      alignment: { horizontal: 'right', vertical: 'center' },
      numFmt: '#,##0',
    });
  }
}

function placeSignatures(sheet: Sheet, row: number, width: number): void {
  const [left, right] = sidesOf(width);
  sheet.putLine(row, right, '………, ngày …… tháng …… năm ………', ITALIC);
  sheet.putLine(row + 1, left, 'NGƯỜI LẬP BIỂU', BOLD);
  sheet.putLine(row + 1, right, 'THỦ TRƯỞNG ĐƠN VỊ', BOLD);
  sheet.putLine(row + 2, left, '(Ký, ghi rõ họ tên)', ITALIC);
  sheet.putLine(row + 2, right, '(Ký, đóng dấu)', ITALIC);
}

/** First and last column of the left half of a form, of the right one, and of all of it. */
function sidesOf(width: number): readonly [Span, Span, Span] {
  const last = width - 1;
  const half = Math.floor(last / 2);
  return [
    [0, half - 1],
    [half, last],
    [0, last],
  ];
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

/** First and last column. */
type Span = readonly [number, number];

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

  /** A text over some columns of a row. */
  putLine(row: number, [from, to]: Span, text: string, style: CellStyle): void {
    this.put({ row, col: from }, { row, col: to }, text, style);
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
