import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CopyStore } from './copy-store.ts';
import { fileStore } from './files/file-store.ts';
import { schemaStore } from './schemas/schema-store.ts';

/** Where the copies of all subgraphs are kept, and what reading and writing files of them may take of this machine. */
export interface KeptCopies {
  /** A folder, with one for each subgraph in it. */
  readonly directory: string;
  /** A database of PostgreSQL that several hosts share; the folder, if not given. */
  readonly url?: string | undefined;
  /** As DuckDB writes it: `300MB`. */
  readonly memory: string;
  readonly threads: number;
}

/** Where the copies of one subgraph's sources are kept. `log` hears of what could not be tidied up there. */
export function openStore(
  { directory, url, ...limits }: KeptCopies,
  subgraph: string,
  log?: Logger,
): CopyStore {
  return url === undefined
    ? fileStore({ directory: join(directory, subgraph), ...limits })
    : schemaStore({ url, subgraph, log });
}
