import type { Logger } from 'pino';
import type { Environment } from '../../../../service/yaml/variables.ts';
import { type Copying, type CopySettings, withCopies } from '../../copy/with-copies.ts';
import { watchSources } from '../../database/opening/watched-sources.ts';
import type { Source } from '../../database/source.ts';
import { Traversals } from '../../fan-out/traversals.ts';
import type { MappingKind } from '../../mapping/read-mapping.ts';

/** What requests are answered from. */
interface Served<Extra> {
  readonly sources: readonly Source<Extra>[];
  readonly copying: Copying | null;
  readonly traversals: Traversals;
}

/** The sources of a folder with their copies, as its files are now. */
export interface ServedSources<Extra> {
  current(): Served<Extra>;
  /** Resolves although a source is down. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export function serveSources<Extra>(
  subgraph: string,
  options: {
    readonly directory: string;
    readonly kind: MappingKind<Extra>;
    readonly environment: Environment;
    readonly log: Logger;
  },
  copies: CopySettings | undefined,
): ServedSources<Extra> {
  const { kind, log } = options;
  const folder = watchSources(options);
  // What was read by the files before is nothing to those who ask by the files now: their traversals are others.
  const serving = (opened: readonly Source<Extra>[]): Served<Extra> => ({
    ...withCopies(subgraph, opened, copies, log),
    traversals: new Traversals(),
  });
  let served = serving(folder.current());

  /** The next requests are answered by what the files say now; those under way go on as they began. */
  async function serve(opened: readonly Source<Extra>[]): Promise<void> {
    const before = served;
    const next = serving(opened);
    await next.copying?.start();
    served = next;
    before.traversals.clear();
    before.copying?.retire();
  }

  return {
    current: () => served,
    async start() {
      // A source that is down is named in the log and picked up when it comes back.
      await served.copying?.start();
      const [entity = ''] = Object.keys(kind.entities);
      await Promise.allSettled(served.sources.map((source) => source.tables(entity)));
      folder.watch(serve);
    },
    async close() {
      served.traversals.clear();
      await folder.close();
      await served.copying?.close();
    },
  };
}
