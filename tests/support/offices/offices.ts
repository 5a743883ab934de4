import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { createOnestopSubgraph } from '../../../subgraphs/onestop/server.ts';
import type { SubgraphOptions } from '../../../subgraphs/sources/graph/source-subgraph.ts';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';

/** One legacy office for a test: its mapping, and the SQL that makes its SQLite file. */
export interface OfficeFixture {
  readonly file: string;
  readonly yaml: string;
  readonly sql: readonly string[];
}

export interface Offices {
  readonly directory: string;
  readonly subgraph: Subgraph;
  /** The lines of the log, as objects. */
  readonly logged: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** Writes the offices into a temporary folder and opens the one-stop subgraph over them; `prepare` may add files and variables. */
export async function openOffices(
  fixtures: readonly OfficeFixture[],
  prepare: (directory: string) => Readonly<Record<string, string>> = () => ({}),
  access: Pick<SubgraphOptions, 'policy' | 'identities'> = {},
): Promise<Offices> {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-offices-'));
  const environment = prepare(directory);
  for (const { file, yaml, sql } of fixtures) {
    writeFileSync(join(directory, file), yaml);
    if (sql.length > 0) await writeDatabase(join(directory, file.replace(/\.yaml$/u, '.db')), sql);
  }
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const subgraph = createOnestopSubgraph({
    sourcesDirectory: directory,
    environment: { ...environment, DIR: directory },
    log,
    ...access,
  });
  await subgraph.start();
  return {
    directory,
    subgraph,
    logged,
    async close() {
      await subgraph.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Makes a SQLite file from statements. */
export function writeDatabase(file: string, sql: readonly string[]): Promise<void> {
  return runAsOwner('sqlite', `file:${file}`, sql);
}
