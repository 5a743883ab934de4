import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import { sourceFiles } from '../../subgraphs/sources/database/opening/source-files.ts';
import { readMappingText } from '../../subgraphs/sources/mapping/mapping-text.ts';
import { FileFault } from '../../service/yaml/text-file.ts';
import type { Environment } from '../../service/yaml/variables.ts';
import { type KindName, KIND_NAMES, KINDS, openKind } from '../kinds.ts';
import { CouldNotRun } from '../surroundings.ts';

/** One source of the mappings that were asked for, held against its database as the graph would. */
export interface MappedSource {
  readonly kind: KindName;
  readonly source: Source;
  /** The tables of each entity; null where the mapping is refused or the database does not answer. */
  readonly entities: Readonly<Record<string, readonly BoundRootTable[]>> | null;
  /** What is wrong: `FILE:LINE: what — mend`. */
  readonly reasons: readonly string[];
  /** The mapping may be right: it was its database that did not answer. */
  readonly unreached: boolean;
  /** What the database does not promise. */
  readonly doubts: readonly string[];
}

/**
 * Opens the mapping, or all of a folder, does some work with each source, and closes them. Throws CouldNotRun where one that answered
 * at first does not give what the work asks for.
 */
export async function withMapped<T>(
  { path, kind }: { readonly path: string; readonly kind?: KindName | undefined },
  environment: Environment,
  work: (sources: readonly MappedSource[]) => Promise<T>,
): Promise<T> {
  const { directory, only } = placeOf(path);
  const folders =
    only === null
      ? KIND_NAMES.map((name) => ({ name, folder: join(directory, name) })).filter(({ folder }) =>
          isFolder(folder),
        )
      : [];
  const opened: {
    readonly kind: KindName;
    readonly sources: readonly Source[];
    readonly said: Said[];
  }[] = [];
  const open = (name: KindName, folder: string): void => {
    const said: Said[] = [];
    const log = pino(
      { level: 'warn' },
      { write: (line: string) => said.push(JSON.parse(line) as Said) },
    );
    opened.push({
      kind: name,
      sources: openKind(name, { directory: folder, environment, log }),
      said,
    });
  };
  if (folders.length > 0) for (const { name, folder } of folders) open(name, folder);
  else open(kind ?? kindOf(directory, only, environment), directory);

  const all = opened.flatMap(({ kind: its, sources, said }) =>
    sources.map((source) => ({ kind: its, source, said })),
  );
  const mapped: MappedSource[] = [];
  try {
    for (const { kind: its, source, said } of all) {
      if (only !== null && source.file !== only) continue;
      mapped.push(await hold({ kind: its, source, said }));
    }
    if (mapped.length === 0)
      throw new CouldNotRun(`${path} is no mapping: a mapping’s name ends in .yaml`);
    return await work(mapped);
  } catch (error) {
    const reasons = whyNotRead(mapped, error);
    throw reasons === null ? error : new CouldNotRun(reasons.join('\n'));
  } finally {
    await Promise.all(all.map(({ source }) => source.close()));
  }
}

/** Why one of the sources, which answered at first, did not give what was asked of it; null for an error that is no source's. */
export function whyNotRead(
  sources: readonly MappedSource[],
  error: unknown,
): readonly string[] | null {
  if (!(error instanceof GraphQLError)) return null;
  const reasons = sources.flatMap(({ source, entities }) => {
    const { status, reasons: its } = source.state();
    return entities === null || status === 'OK' ? [] : its;
  });
  // One that serves was asked for more than it may give.
  return reasons.length > 0 ? reasons : [error.message];
}

/** A line of the log. */
interface Said {
  readonly source?: string;
  readonly level: number;
  readonly msg: string;
}

async function hold({
  kind,
  source,
  said,
}: Pick<MappedSource, 'kind' | 'source'> & {
  readonly said: readonly Said[];
}): Promise<MappedSource> {
  const base = { kind, source };
  try {
    const entities: Record<string, readonly BoundRootTable[]> = {};
    for (const entity of Object.keys(KINDS[kind].entities))
      entities[entity] = await source.tables(entity);
    const doubts = said.filter((line) => line.source === source.code).map(({ msg }) => msg);
    return { ...base, entities, reasons: [], unreached: false, doubts };
  } catch {
    // What it was stands in the source's state, in the operator's words.
    const { status, reasons } = source.state();
    const unreached = status !== 'MISCONFIGURED';
    return { ...base, entities: null, reasons, unreached, doubts: [] };
  }
}

function placeOf(path: string): { readonly directory: string; readonly only: string | null } {
  if (isFolder(path)) return { directory: path, only: null };
  const directory = dirname(path);
  if (!isFolder(directory) || !isFile(path))
    throw new CouldNotRun(`There is no file or folder ${path}`);
  return { directory, only: basename(path) };
}

/** By the entities that a mapping names; a one-stop's where it names none. */
function kindOf(directory: string, only: string | null, environment: Environment): KindName {
  const files = only === null ? sourceFiles(directory).mappings : [only];
  for (const file of files) {
    const named = blocksOf(join(directory, file), environment);
    const found = KIND_NAMES.find((name) =>
      Object.keys(KINDS[name].entities).some((entity) => named.includes(entity)),
    );
    if (found !== undefined) return found;
  }
  return 'onestop';
}

function blocksOf(file: string, environment: Environment): readonly string[] {
  try {
    const { value } = readMappingText(file, environment);
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  } catch (error) {
    if (error instanceof FileFault) return [];
    throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
