import type { SourceActivity } from './activity.ts';
import type { SourceReport } from './source-report.ts';

const COLUMNS = [
  ...['Source', 'State', 'Since', 'Copied', 'Statements a minute', 'Slowest of an hour'],
  'Last error',
];

/** How every source does, as a page without scripts; times are in UTC. */
export function statusPage(
  sources: readonly SourceReport[],
  activityOf: (source: string) => SourceActivity,
): string {
  const rows = sources.map(({ source, name, status, since, reasons, copiedAt }) => {
    const { perMinute, slowest } = activityOf(source);
    const cells = [
      `${source} (${name})`,
      status,
      moment(since),
      copiedAt === null ? 'never' : moment(copiedAt),
      String(perMinute),
      slowest === undefined ? '' : `${Math.round(slowest.ms)} ms: ${slowest.sql.slice(0, 120)}`,
      reasons.join('; '),
    ];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="10"><title>Motcua Graph: sources</title></head>
<body><h1>Sources</h1>
<table border="1" cellpadding="4">
<thead><tr>${COLUMNS.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
<p>${sources.length === 0 ? 'No source is read by this process. ' : ''}Figures for Prometheus are at <a href="/metrics">/metrics</a>.</p>
</body></html>
`;
}

function moment(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
