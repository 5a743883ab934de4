import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { SubgraphName } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph, openSubgraphSources } from '../../../scripts/run/subgraphs.ts';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { statements, type StatementEvent } from '../../../service/telemetry/events.ts';
import { fileStore } from '../../../subgraphs/sources/copy/keeping/files/file-store.ts';
import { copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';

/** One small legacy database of any subgraph, with a copy of it. */
export interface SmallSource {
  readonly subgraph: Subgraph;
  /** Runs statements as the database's owner, after it was copied. */
  change(...sql: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** `tables`: of its mapping file. */
export async function openSmallSource(
  name: SubgraphName,
  tables: string,
  sql: readonly string[],
): Promise<SmallSource> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-small-source-'));
  const url = `file:${join(folder, 'rows.db')}`;
  const sourcesDirectory = join(folder, name);
  const copies = { directory: join(folder, 'copies'), memory: '100MB', threads: 1, every: null };
  const options = { environment: {}, log: pino({ level: 'silent' }) };
  mkdirSync(sourcesDirectory);
  await runAsOwner('sqlite', url, sql);
  writeFileSync(
    join(sourcesDirectory, 'one.yaml'),
    `source: { code: ONE, name: One }\ndatabase: { client: sqlite, url: '${url}' }\ncopy: { share: 1 }\n${tables}`,
  );
  const sources = await openSubgraphSources(name, { ...options, directory: sourcesDirectory });
  const store = fileStore({ ...copies, directory: join(copies.directory, name) });
  for (const source of sources) await copySource(source, { store });
  await Promise.all([store, ...sources].map((one) => one.close()));
  const subgraph = await createSubgraph(name, { ...options, sourcesDirectory, copies });
  await subgraph.start();
  return {
    subgraph,
    change: (...its) => runAsOwner('sqlite', url, its),
    async close() {
      await subgraph.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is read from databases, and copies, while something is done. */
export async function statementsOf<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly read: readonly StatementEvent[] }> {
  const read: StatementEvent[] = [];
  const stop = statements.listen((event) => read.push(event));
  try {
    return { result: await work(), read };
  } finally {
    stop();
  }
}
