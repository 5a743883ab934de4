/** Rows of text in columns as wide as they need be; numbers to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  indent = '',
): string {
  const all = [head, ...rows];
  const widths = head.map((_cell, column) => Math.max(...all.map((row) => widthOf(row[column]))));
  const numeric = head.map(
    (_cell, column) => rows.length > 0 && rows.every((row) => NUMBER.test(row[column] ?? '')),
  );
  const lineOf = (row: readonly string[]): string =>
    `${indent}${row
      .map((cell, column) => {
        const room = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return numeric[column] === true ? `${room}${cell}` : `${cell}${room}`;
      })
      .join('  ')}`.trimEnd();
  return `${all.map(lineOf).join('\n')}\n`;
}

const NUMBER = /^(?:about |over )?[\d,.]*\s?%?$/u;

/** Marks take no room of their own. */
function widthOf(cell: string | undefined): number {
  return (cell ?? '').normalize('NFC').replace(/\p{M}/gu, '').length;
}

/** A count as people read it. */
export function counted(value: number): string {
  return value.toLocaleString('en');
}

/** A part of a whole, never rounded to none or all. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part * 100) / whole;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  if (percent < 100 && percent > 99.9) return '>99.9 %';
  return `${percent.toFixed(percent === 100 || percent === 0 ? 0 : 1)} %`;
}
