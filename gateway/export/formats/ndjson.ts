import type { Lines } from './text-format.ts';

/** A JSON object a line: the rows as the graph answers them, then what became of the export. */
export const ndjson: Lines = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  extension: 'ndjson',
  begin: () => '',
  rows: (rows) => rows.map(line).join(''),
  end: (manifest) => line({ manifest }),
  brokenOff: (manifest, { message, extensions }) =>
    line({ error: { code: extensions?.['code'], message }, manifest }),
};

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
