import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { dialects } from './dialects/index.ts';
import { describeFault } from './mapping/mapping.ts';
import { type Environment, type MappingKind, readMapping } from './mapping/read-mapping.ts';
import { createSource, type Source } from './source.ts';

export interface SourcesOptions<Extra> {
  /** The folder of mapping files. */
  readonly directory: string;
  readonly kind: MappingKind<Extra>;
  readonly environment: Environment;
  readonly log: Logger;
}

/**
 * Every source that a good mapping file of the folder connects, in the order of their codes. A faulty file is refused
 * with file, line and reason in the log, while the others serve.
 */
export function openSources<Extra>({
  directory,
  kind,
  environment,
  log,
}: SourcesOptions<Extra>): readonly Source<Extra>[] {
  const sources = new Map<string, Source<Extra>>();
  for (const file of readdirSync(directory)
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort()) {
    const read = readMapping(join(directory, file), kind, environment);
    if ('faults' in read) {
      for (const found of read.faults) log.error({ file }, describeFault(found));
      continue;
    }
    const { code } = read.mapping.source;
    if (sources.has(code)) {
      log.error(
        { file },
        describeFault({
          file,
          line: 1,
          what: `another file has the source code “${code}” already`,
          mend: 'give each source its own code',
        }),
      );
      continue;
    }
    sources.set(code, createSource(read.mapping, dialects[read.mapping.database.client], log));
  }
  return [...sources.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
