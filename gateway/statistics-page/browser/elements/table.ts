import { element } from './dom.ts';
import type { Column, Table } from '../drawing/table.ts';
import type { Format } from '../words/format.ts';

const NOTHING = '–';

/** The table for readers. */
export function tableElement(table: Table, caption: string, format: Format): HTMLTableElement {
  const { columns, rows, total, numbered = false } = table;
  const row = (cells: readonly (string | number | null)[]): HTMLTableRowElement =>
    element(
      'tr',
      {},
      ...cells.map((cell, place) => {
        const { kind = 'text' } = columns[place] ?? {};
        const text = cellText(cell, kind, format);
        return kind === 'text' && place < 2
          ? element('th', { scope: 'row' }, text)
          : element('td', {}, text);
      }),
    );
  const numbers = element(
    'tr',
    { className: 'numbers' },
    ...columns.map((_column, place) => element('td', {}, `(${place + 1})`)),
  );
  return element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, ...heads(columns), ...(numbered ? [numbers] : [])),
    element('tbody', {}, ...rows.map(row)),
    ...(total ? [element('tfoot', {}, row(total))] : []),
  );
}

function heads(columns: readonly Column[]): readonly HTMLTableRowElement[] {
  const head = (text: string, rowSpan = 1, colSpan = 1): HTMLTableCellElement =>
    element('th', { scope: colSpan > 1 ? 'colgroup' : 'col', rowSpan, colSpan }, text);
  if (columns.every(({ under }) => under === undefined))
    return [element('tr', {}, ...columns.map(({ name }) => head(name)))];
  const first = columns.flatMap(({ name, under }, place) => {
    if (under === undefined) return head(name, 2);
    if (columns[place - 1]?.under === under) return [];
    const end = columns.findIndex((one, other) => other > place && one.under !== under);
    return head(under, 1, (end === -1 ? columns.length : end) - place);
  });
  const second = columns.filter(({ under }) => under !== undefined).map(({ name }) => head(name));
  return [element('tr', {}, ...first), element('tr', {}, ...second)];
}

function cellText(cell: string | number | null, kind: Column['kind'], format: Format): string {
  if (cell === null) return NOTHING;
  return typeof cell === 'string' || kind === 'text' ? String(cell) : format[kind](cell);
}
