import { counted, share } from '../report/text-table.ts';
import type { Preview, PreviewTable, PreviewValue } from './preview.ts';

/** A preview as one page that needs nothing else: no script, no font and no picture from anywhere. */
export function previewPage(previews: readonly Preview[]): string {
  const titles = previews.map(({ code }) => code).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Preview of ${titles}`)}</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
th, td { border: 1px solid #ccc; padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; }
th { background: #f2f2f2; }
td.raw { font-family: ui-monospace, monospace; white-space: pre-wrap; }
tr.lost td { background: #fde8e8; }
tr.mended td { background: #fdf6d8; }
summary { cursor: pointer; margin: 0.3rem 0; }
</style>
</head>
<body>
${previews.map(sourceOf).join('\n')}
</body>
</html>
`;
}

function sourceOf({ file, code, name, tables }: Preview): string {
  return `<h1>${escaped(`${code}: ${name}`)}</h1>
<p>${escaped(file)}. What stands here may say who a citizen is: keep the page as you keep the database.</p>
${tables.map(tableOf).join('\n')}`;
}

function tableOf({ name, table, looked, fields, rows }: PreviewTable): string {
  const lines = fields.flatMap((field) =>
    (field.examples.length === 0 ? [NOTHING] : field.examples).map((example, index) => {
      const first =
        index > 0
          ? ''
          : [
              field.field,
              field.columns.join(' + '),
              share(field.lost, field.rows - field.empty),
              share(field.empty, field.rows),
            ]
              .map(
                (cell) =>
                  `<td rowspan="${Math.max(1, field.examples.length)}">${escaped(cell)}</td>`,
              )
              .join('');
      return `<tr${classOf(example)}>${first}${valueCells(example)}</tr>`;
    }),
  );
  const whole = rows.map(
    ({ key, cells }) => `<details><summary>row ${escaped(key)}</summary>
<table><tr><th>field</th><th>as it stands</th><th>as it is read</th><th>repair</th></tr>
${cells.map((cell) => `<tr${classOf(cell)}><td>${escaped(cell.field)}</td>${valueCells(cell)}</tr>`).join('\n')}
</table></details>`,
  );
  return `<h2>${escaped(name)}</h2>
<p>${escaped(`${table}: ${counted(looked)} rows looked at, worst fields first`)}</p>
<table><tr><th>field</th><th>column</th><th>lost</th><th>empty</th><th>as it stands</th><th>as it is read</th><th>repair</th></tr>
${lines.join('\n')}
</table>
${whole.join('\n')}`;
}

const NOTHING: PreviewValue = { raw: '', value: '', repair: '' };

function valueCells({ raw, value, repair }: PreviewValue): string {
  return `<td class="raw">${escaped(raw)}</td><td>${escaped(value)}</td><td>${escaped(repair)}</td>`;
}

function classOf({ value, repair }: PreviewValue): string {
  if (repair === '') return '';
  return value === '' || value === 'UNKNOWN' ? ' class="lost"' : ' class="mended"';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as a page shows it: whatever stands in a database, it is no markup. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/gu, (sign) => ESCAPES[sign] ?? sign)
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (sign) =>
      sign === '\n' || sign === '\t' ? sign : '\uFFFD',
    );
}
