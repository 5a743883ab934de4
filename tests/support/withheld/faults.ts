import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDatabase } from '../offices/offices.ts';
import type { HalfSource } from './sources.ts';

/** What is wrong with a source, or with a table of one. */
export interface Fault {
  readonly mood: Mood;
  readonly source: HalfSource;
  /** Absent: the whole source. */
  readonly table?: string;
}

/**
 * `down` and `misfit`, where a table has gone, befall a whole source. A table that is `refusing` fails each statement, one
 * that is `hung` gives no row in time, of which its source has little then; one that is `slow` gives it late, but in time.
 */
export type Mood = 'down' | 'misfit' | 'refusing' | 'hung' | 'slow';

/** A row for each that `FROM c` counts to. */
const counting = (to: string): string =>
  `WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c ${to}) SELECT max(n) FROM c`;

const VIEWS: Readonly<Record<Exclude<Mood, 'down' | 'misfit'>, string>> = {
  refusing: 'abs(-9223372036854775808) > 0',
  // For seconds, which is longer than any statement may take; one without end would outlive the test where it is not heard.
  hung: `(${counting('LIMIT 20000000')}) > 0`,
  slow: `(${counting('LIMIT 5000')}) > 0`,
};

/** Other sources have time enough for a machine that does other work too. */
const TIMEOUT = /statementTimeout: \w+/u;
const LITTLE = 'statementTimeout: 300ms';

/** Does some work while a database below `directory` has a fault. */
export async function during<T>(
  directory: string,
  { mood, source: { subgraph, code, tables }, table }: Fault,
  work: () => Promise<T>,
): Promise<T> {
  const file = join(directory, subgraph, `${code.toLowerCase()}.db`);
  const mapping = join(directory, subgraph, `${code.toLowerCase()}.yaml`);
  const written = readFileSync(mapping, 'utf8');
  copyFileSync(file, `${file}.whole`);
  if (mood === 'hung') writeFileSync(mapping, written.replace(TIMEOUT, LITTLE));
  if (mood === 'down') rmSync(file);
  else {
    const befallen = mood === 'misfit' ? tables.slice(0, 1) : tables;
    await writeDatabase(
      file,
      befallen
        .filter((name) => table === undefined || name === table)
        .flatMap((name) => [
          `ALTER TABLE ${name} RENAME TO ${name}_`,
          ...(mood === 'misfit'
            ? []
            : [`CREATE VIEW ${name} AS SELECT * FROM ${name}_ WHERE ${VIEWS[mood]}`]),
        ]),
    );
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
    copyFileSync(`${file}.whole`, file);
    writeFileSync(mapping, written);
  }
}
