import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { dialects } from '../dialects/index.ts';
import { describeFault, type MappingFault } from '../mapping/mapping.ts';
import {
  type Environment,
  type MappingKind,
  type MappingRead,
  readMapping,
} from '../mapping/read-mapping.ts';
import { createRefusedSource, createSource, type Source } from './source.ts';

export interface SourcesOptions<Extra> {
  /** The folder of mapping files. */
  readonly directory: string;
  readonly kind: MappingKind<Extra>;
  readonly environment: Environment;
  readonly log: Logger;
}

/**
 * Every source that a mapping file of the folder connects, in the order of their codes. A faulty file is refused with file,
 * line and reason in the log; its source, where the file says who it is, answers as misconfigured while the others serve.
 */
export function openSources<Extra>({
  directory,
  kind,
  environment,
  log,
}: SourcesOptions<Extra>): readonly Source<Extra>[] {
  const sources = new Map<string, Source<Extra>>();
  const files = readdirSync(directory).filter((name) => /\.ya?ml$/u.test(name));
  for (const file of files.sort()) {
    const refuse = (found: MappingFault): void => {
      log.error({ file }, describeFault(found));
    };
    const read = readMapping(join(directory, file), kind, environment);
    const { code } = identityOf(read) ?? {};
    if (code !== undefined && sources.has(code)) {
      const what = `another file has the source code “${code}” already`;
      refuse({ file, line: 1, what, mend: 'give each source its own code' });
    } else if ('faults' in read) {
      read.faults.forEach(refuse);
      if (read.refused !== undefined) {
        const { source, extra } = read.refused;
        sources.set(source.code, createRefusedSource({ ...source, extra }));
      }
    } else {
      const { mapping } = read;
      sources.set(
        mapping.source.code,
        createSource(mapping, dialects[mapping.database.client], log),
      );
    }
  }
  return [...sources.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function identityOf<Extra>(read: MappingRead<Extra>): { readonly code: string } | undefined {
  return 'faults' in read ? read.refused?.source : read.mapping.source;
}
