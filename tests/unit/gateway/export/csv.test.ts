import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Column } from '../../../../gateway/export/columns.ts';
import { csv } from '../../../../gateway/export/formats/csv.ts';

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;
const COLUMNS: readonly Column[] = ['a', 'b', 'c'].map((name) => ({
  name,
  kind: 'text',
  valueOf: (row) => (row as Readonly<Record<string, unknown>>)[name],
}));

/** RFC 4180, read character by character. */
function readCsv(text: string, separator: string): string[][] {
  const lines: string[][] = [[]];
  let cell = '';
  let quotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quotes && char === '"' && text[at + 1] === '"') cell += text.charAt((at += 1));
    else if (char === '"') quotes = !quotes;
    else if (quotes) cell += char;
    else if (char === separator || char === '\r') {
      lines.at(-1)?.push(cell);
      cell = '';
      if (char === '\r') lines.push([]);
    } else if (char !== '\n') cell += char;
  }
  return lines.slice(0, -1);
}

/** Texts of what makes trouble. */
const texts = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    ',',
    ';',
    "'",
    '1',
    '.',
    'Đ',
    'ườ',
    '＝',
  ),
  maxLength: 8,
});

describe('CSV', () => {
  it('keeps every text, with an apostrophe before what a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('comma', 'semicolon', 'tab'),
        fc.array(fc.record({ a: texts, b: texts, c: texts }), { minLength: 1 }),
        (separator, rows) => {
          const read = readCsv(csv(separator).rows(rows, COLUMNS), SEPARATORS[separator]);

          expect(read).toHaveLength(rows.length);
          for (const [at, row] of rows.entries()) {
            for (const [column, text] of [row.a, row.b, row.c].entries()) {
              const cell = read[at]?.[column] ?? '';
              expect([text, `'${text}`]).toContain(cell);
              if (!/^[+-]?\d+([.,]\d+)?$/u.test(cell))
                expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/u);
              if (/^[^=+\-@\t\r\n＝]/u.test(text)) expect(cell).toBe(text);
            }
          }
        },
      ),
    );
  });

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['-5', '-5'],
    ['-5+cmd', "'-5+cmd"],
    ['+84912345678', '+84912345678'],
    [0.25, '0.25'],
    [true, 'true'],
    [null, ''],
    [undefined, ''],
    [['a', 'b'], '"[""a"",""b""]"'],
  ])('writes %j as %s', (value, cell) => {
    expect(csv('comma').rows([{ a: value }], COLUMNS.slice(0, 1))).toBe(`${cell}\r\n`);
  });

  it('begins with a mark by which Excel knows UTF-8, and has decimal commas where semicolons separate', () => {
    const semicolon = csv('semicolon');

    expect(semicolon.begin(COLUMNS)).toBe('\uFEFFa;b;c\r\n');
    expect(semicolon.rows([{ a: 0.5, b: 'Năm Căn', c: 3 }], COLUMNS)).toBe('"0,5";Năm Căn;3\r\n');
  });
});
