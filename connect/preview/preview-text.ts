import { counted, share, textTable } from '../report/text-table.ts';
import { plain } from '../report/values.ts';
import type { Preview, PreviewTable } from './preview.ts';

/** A preview for a terminal. */
export function previewText({ file, code, name, tables }: Preview): string {
  return `${file} (${code}): ${name}\n\n${tables.map(tableText).join('\n')}`;
}

function tableText({ name, table, looked, fields, rows }: PreviewTable): string {
  const head = `${name} (${table}), ${counted(looked)} rows looked at, worst fields first\n`;
  const examples = fields.flatMap((field) =>
    (field.examples.length === 0 ? [{ raw: '', value: '', repair: '' }] : field.examples).map(
      ({ raw, value, repair }, index) => [
        index === 0 ? field.field : '',
        index === 0 ? share(field.lost, field.rows - field.empty) : '',
        index === 0 ? share(field.empty, field.rows) : '',
        plain(raw),
        plain(value) || '–',
        repair,
      ],
    ),
  );
  const whole = rows.map(({ key, cells }) => {
    const lines = cells
      .filter(({ raw, value }) => raw !== '' || value !== '')
      .map(({ field, raw, value, repair }) => [field, plain(raw), plain(value) || '–', repair]);
    return `  row ${plain(key) || 'without a key'}\n${textTable(['field', 'as it stands', 'as it is read', 'repair'], lines, '    ')}`;
  });
  return `${head}${textTable(['field', 'lost', 'empty', 'as it stands', 'as it is read', 'repair'], examples, '  ')}${whole.join('')}`;
}
