import type { Log } from '../log.ts';
import { statements } from './events.ts';

/** Of a statement's text; what it reads stands at its beginning. */
const MOST_CHARS = 500;

/** Has the log tell of statements that take so long. */
export function logSlowStatements(log: Log, slowMs: number): () => void {
  return statements.listen(({ source, from, ms, waitedMs, rows, sql }) => {
    if (ms < slowMs) return;
    const text = sql.slice(0, MOST_CHARS);
    const times = { ms: Math.round(ms), waitedMs: Math.round(waitedMs) };
    log.warn({ source, from, ...times, rows, sql: text }, 'a statement was slow');
  });
}
