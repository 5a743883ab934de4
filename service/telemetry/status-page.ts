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
  const rows = sources.map(({ source, name, status, since, lastError, copiedAt }) => {
    const { perMinute, slowest } = activityOf(source);
    const cells = [
      `${source} (${name})`,
      status,
      moment(since),
      copiedAt === null ? 'never' : `${moment(copiedAt)} (${ageOf(copiedAt)})`,
      String(perMinute),
      slowest === undefined ? '' : `${Math.round(slowest.ms)} ms: ${slowest.sql.slice(0, 120)}`,
      lastError === null ? '' : `${moment(lastError.at)}: ${lastError.reasons.join('; ')}`,
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
<p>Times are in UTC. ${sources.length === 0 ? 'No source is read by this process. ' : ''}Figures for Prometheus are at <a href="/metrics">/metrics</a>.</p>
</body></html>
`;
}

/** How fresh a copy is. */
function ageOf(at: Date): string {
  const minutes = Math.max(0, Math.floor((Date.now() - at.getTime()) / 60_000));
  return minutes < 120 ? `${minutes} min old` : `${Math.floor(minutes / 60)} h old`;
}

function moment(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
