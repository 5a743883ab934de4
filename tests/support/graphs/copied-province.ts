import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { onestopKind } from '../../../subgraphs/onestop/context.ts';
import { createOnestopSubgraph } from '../../../subgraphs/onestop/server.ts';
import { openCopies } from '../../../subgraphs/sources/copy/copies.ts';
import { openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { copySource } from '../../../subgraphs/sources/copy/writing/copy-source.ts';
import { openSources } from '../../../subgraphs/sources/database/opening/open-sources.ts';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import { ask } from '../ask.ts';
import { demoProvince } from './demo-province.ts';
import { madeOnce } from '../run/made-once.ts';

/** The databases as sources, and their copies. */
interface OpenSources {
  readonly live: readonly Source[];
  readonly copied: readonly Source[];
  close(): Promise<void>;
}

/** The demo province's one-stops, each with a copy. */
export interface CopiedProvince {
  readonly subgraph: Subgraph;
  /** The same, opened anew: what has become of databases and copies shows. */
  reopen(): Promise<Subgraph>;
  /** The same, asked while it starts. */
  starting(): Subgraph;
  /** What the subgraph reads, by itself. */
  openSources(): Promise<OpenSources>;
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

/**
 * Those of all suites that only read them; with `own`, databases and copies that may be moved and taken away. `url`: where its copies
 * are kept, if not in a folder; it is empty.
 */
export async function openCopiedProvince(
  own: { readonly url: string | undefined } | null = null,
): Promise<CopiedProvince> {
  const directory =
    own === null
      ? await madeOnce('copied', (made) => writeCopiedProvince(made))
      : mkdtempSync(join(tmpdir(), 'motcua-copied-'));
  if (own !== null) await writeCopiedProvince(directory, own.url);
  const [demo, copies] = placesIn(directory);
  const kept = { ...COPIES, directory: copies, url: own?.url };
  const options = optionsOver(demo);
  const offices = openSources({ ...options, directory: SOURCES, kind: onestopKind });
  await Promise.all(offices.map((source) => source.close()));
  const starting = (): Subgraph =>
    createOnestopSubgraph({
      ...options,
      sourcesDirectory: SOURCES,
      // Tests count statements.
      copies: { ...kept, every: null, answers: 0 },
    });
  const reopen = async (): Promise<Subgraph> => {
    const opened = starting();
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
    starting,
    async openSources() {
      const live = openSources({ ...options, directory: SOURCES, kind: onestopKind });
      const opened = openCopies(
        live.flatMap(({ mapping }) => mapping ?? []),
        { store: openStore(kept, 'onestop'), log: options.log },
      );
      await opened.refresh();
      return {
        live,
        copied: live.flatMap(({ code }) => opened.of(code) ?? []),
        async close() {
          await opened.close();
          await Promise.all(live.map((source) => source.close()));
        },
      };
    },
    demo,
    copies,
    offices: offices.map(({ code }) => code),
    values: {
      codes: distinct(dossiers.map(({ code }) => code)),
      days: distinct(dossiers.flatMap(({ receivedOn, dueOn }) => [receivedOn, dueOn])),
      procedures: distinct(dossiers.map(({ procedure }) => procedure?.code)),
      statuses: distinct(dossiers.map(({ status }) => status.value)),
      texts: distinct(dossiers.flatMap(({ steps }) => steps.map((step: any) => step.assignee))),
    },
    async close() {
      await subgraph.close();
      if (own !== null) rmSync(directory, { recursive: true, force: true });
    },
  };
}

const SOURCES = inRepository('subgraphs/onestop/sources');
const COPIES = { memory: '100MB', threads: 1 };

/** Where the databases lie, and where their copies. */
function placesIn(directory: string): readonly [string, string] {
  return [join(directory, 'demo'), join(directory, 'copy')];
}

function optionsOver(demo: string) {
  return { environment: { DEMO_DIR: demo }, log: pino({ level: 'silent' }) };
}

async function writeCopiedProvince(directory: string, url?: string): Promise<void> {
  const [demo, copies] = placesIn(directory);
  await demoProvince(demo);
  const sources = openSources({ ...optionsOver(demo), directory: SOURCES, kind: onestopKind });
  const store = openStore({ ...COPIES, directory: copies, url }, 'onestop');
  for (const source of sources) await copySource(source, { store });
  await Promise.all([store, ...sources].map((one) => one.close()));
}
