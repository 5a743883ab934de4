import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { ensureDemoData } from '../../scripts/demo/ensure.ts';
import { inRepository } from '../../scripts/subgraph-names.ts';
import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { onestopKind } from '../../subgraphs/onestop/context.ts';
import { createOnestopSubgraph } from '../../subgraphs/onestop/server.ts';
import { copySource } from '../../subgraphs/sources/copy/writing/copy-source.ts';
import { openSources } from '../../subgraphs/sources/database/open-sources.ts';
import { ask } from './ask.ts';

/** The demo province's one-stops, each with a copy. */
export interface CopiedProvince {
  readonly subgraph: Subgraph;
  /** The same, opened anew: what has become of databases and copies shows. */
  reopen(): Promise<Subgraph>;
  /** Where the legacy databases lie. */
  readonly demo: string;
  readonly copies: string;
  /** Codes of the offices. */
  readonly offices: readonly string[];
  /** Some that dossiers have. */
  readonly values: Readonly<
    Record<'codes' | 'days' | 'procedures' | 'statuses' | 'texts', readonly string[]>
  >;
  close(): Promise<void>;
}

const SOME = `{ dossiers(first: 300, freshness: LIVE) { nodes {
  code receivedOn dueOn procedure { code } status { value } steps { assignee } } } }`;

export async function openCopiedProvince(): Promise<CopiedProvince> {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-copied-'));
  const [demo, copies] = [join(directory, 'demo'), join(directory, 'copy')];
  await ensureDemoData({ directory: demo, onProgress: () => undefined });
  const options = {
    environment: { DEMO_DIR: demo },
    log: pino({ level: 'silent' }),
  };
  const folder = inRepository('subgraphs/onestop/sources');
  const sources = openSources({ ...options, directory: folder, kind: onestopKind });
  for (const source of sources)
    await copySource(source, { directory: join(copies, 'onestop'), memory: '100MB' });
  await Promise.all(sources.map((source) => source.close()));
  const reopen = async (): Promise<Subgraph> => {
    const opened = createOnestopSubgraph({
      ...options,
      sourcesDirectory: folder,
      copies: { directory: copies, memory: '100MB', threads: 1, every: null },
    });
    await opened.start();
    return opened;
  };
  const subgraph = await reopen();
  const { data } = await ask(subgraph, SOME);
  const dossiers: readonly any[] = data.dossiers.nodes;
  const distinct = (values: readonly (string | null | undefined)[]): readonly string[] =>
    [...new Set(values.flatMap((value) => value ?? []))].slice(0, 12);

  return {
    subgraph,
    reopen,
    demo,
    copies,
    offices: sources.map(({ code }) => code),
    values: {
      codes: distinct(dossiers.map(({ code }) => code)),
      days: distinct(dossiers.flatMap(({ receivedOn, dueOn }) => [receivedOn, dueOn])),
      procedures: distinct(dossiers.map(({ procedure }) => procedure?.code)),
      statuses: distinct(dossiers.map(({ status }) => status.value)),
      texts: distinct(dossiers.flatMap(({ steps }) => steps.map((step: any) => step.assignee))),
    },
    async close() {
      await subgraph.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
