import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { dialects } from '../../dialects/index.ts';
import { describeFault, type WrittenFault } from '../../../../service/yaml/written-fault.ts';
import type { SourceMapping } from '../../mapping/mapping.ts';
import type { MappingKind } from '../../mapping/read-mapping.ts';
import { readMappings } from '../../mapping/read-offices.ts';
import type { Environment } from '../../../../service/yaml/variables.ts';
import { createRefusedSource, createSource, type Source } from '../source.ts';
import { createSharedDatabases, type SharedDatabases } from './shared-databases.ts';
import { sourceFiles } from './source-files.ts';

export interface SourcesOptions<Extra> {
  /** The folder of mapping files. */
  readonly directory: string;
  readonly kind: MappingKind<Extra>;
  readonly environment: Environment;
  readonly log: Logger;
  /** Those that sources share; if not given, these share theirs among themselves. */
  readonly databases?: SharedDatabases;
}

/**
 * Every source that the folder connects or was meant to connect, in the order of their codes. What is wrong with a file is
 * said in the log with file, line and reason. Its source stands among the others and answers as misconfigured, under the
 * file's name where the file does not say who it is. Of those that were open before, what is as it was goes on, and so does what
 * a file at fault said of them.
 */
export function openSources<Extra>(
  { directory, kind, environment, log, databases = createSharedDatabases() }: SourcesOptions<Extra>,
  before: readonly Source<Extra>[] = [],
): readonly Source<Extra>[] {
  const { mappings, misnamed, foreign } = sourceFiles(directory);
  for (const found of foreign) log.warn({ file: found.file }, describeFault(found));
  if (mappings.length === 0) log.warn({ directory }, 'The folder has no mapping: no source serves');

  const sources: Source<Extra>[] = [];
  const refuse = (
    faults: readonly WrittenFault[],
    who: Pick<Source<Extra>, 'code' | 'name' | 'file' | 'extra'>,
  ): void => {
    const said = faults.map(describeFault);
    const known = before.find(
      (source) => source.code === who.code && isDeepStrictEqual(source.state().reasons, said),
    );
    const refused = known ?? createRefusedSource(who, faults, log);
    // Offices of one file that do not say who they are cannot be told apart.
    if (!sources.some(({ code }) => code === who.code)) sources.push(refused);
  };

  for (const found of misnamed) {
    const { file } = found;
    refuse([found], { code: file, name: file, file, extra: {} });
  }
  const reads = mappings.flatMap((file) =>
    readMappings(join(directory, file), kind, environment).map((read) => ({ file, read })),
  );
  // A file that can be read has the code before one that cannot.
  const holders = new Map<string, string>();
  for (const { file, read } of [
    ...reads.filter(({ read }) => 'mapping' in read),
    ...reads.filter(({ read }) => 'faults' in read),
  ]) {
    const refused = 'faults' in read ? read.refused : read.mapping;
    const code = refused.source?.code;
    const holder = code === undefined ? undefined : holders.get(code);
    if (code !== undefined && holder === undefined) holders.set(code, file);
    const faults = 'faults' in read ? read.faults : [];
    if (holder !== undefined) {
      const what = `the source code “${String(code)}” is that of ${holder} too, which serves under it`;
      const twice = { file, line: 1, what, mend: 'give each source its own code' };
      refuse([twice, ...faults], { code: file, name: file, file, extra: refused.extra });
    } else if ('faults' in read && servedBefore(before, file, code).length > 0) {
      for (const one of faults)
        log.error({ file }, `${describeFault(one)}; what it said before goes on`);
      const held = new Set(sources.map((source) => source.code));
      sources.push(...servedBefore(before, file, code).filter((one) => !held.has(one.code)));
    } else if ('faults' in read) {
      const { code: its = file, name = file } = read.refused.source ?? {};
      refuse(faults, { code: its, name, file, extra: read.refused.extra });
    } else {
      const { mapping } = read;
      const known = before.find((source) => isAsItWas(source.mapping, mapping));
      if (known !== undefined) {
        sources.push(known);
        continue;
      }
      const dialect = databases.of(dialects[mapping.database.client]);
      sources.push(createSource(mapping, dialect, log));
    }
  }
  return sources.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The sources that serve by what the file said before: the one with the code, where it can be told. */
function servedBefore<Extra>(
  before: readonly Source<Extra>[],
  file: string,
  code: string | undefined,
): readonly Source<Extra>[] {
  return before.filter(
    ({ mapping, code: its }) => mapping?.file === file && (code === undefined || its === code),
  );
}

/** The same rows of the same database, read in the same way. */
function isAsItWas(was: SourceMapping | null, is: SourceMapping): boolean {
  const told = ({ file, digest, database, copy }: SourceMapping) => [file, digest, database, copy];
  return was !== null && isDeepStrictEqual(told(was), told(is));
}
