import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Statements and the rows that they answered: of the legacy databases, and of copies. */
export interface Reads {
  readonly live: { readonly statements: number; readonly rows: number };
  readonly copy: { readonly statements: number; readonly rows: number };
}

/** Long enough for a log to be on the disk. */
const WRITTEN_MS = 100;

/** What a graph's log, on `debug`, tells from a place on. */
export async function readReads(log: string, from: number): Promise<Reads> {
  await wait(WRITTEN_MS);
  const lines = readFileSync(log, 'utf8').slice(from).split('\n').filter(Boolean);
  const statements = lines
    .map((line) => JSON.parse(line) as { sql?: string; rows?: number; from?: string })
    .filter(({ sql }) => sql !== undefined);
  const sum = (copied: boolean) => {
    const its = statements.filter(({ from: place }) => (place === 'COPY') === copied);
    return { statements: its.length, rows: its.reduce((all, { rows = 0 }) => all + rows, 0) };
  };
  return { live: sum(false), copy: sum(true) };
}
