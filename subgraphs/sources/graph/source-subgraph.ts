import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/schema-helper/index.js';
import type { Logger } from 'pino';
import type { Identity } from '../../../service/access/identity.ts';
import { type IdentityReader, unsharedIdentities } from '../../../service/access/identity-token.ts';
import { fault } from '../../../service/errors/faults.ts';
import { CLIENT_HEADER } from '../../../service/http/client.ts';
import type { IncomingRequest, Subgraph } from '../../../service/graphql/subgraph.ts';
import { createRequestScope } from '../dialects/shared/request-scope.ts';
import type { MappingKind } from '../mapping/read-mapping.ts';
import type { Environment } from '../../../service/yaml/yaml-text.ts';
import { withOneCopy } from '../reading/one-copy.ts';
import type { Policy } from '../../../service/access/policy.ts';
import { createRightsOf, type ProcedureFields } from '../policy/rights-of.ts';
import { withRights } from '../policy/with-rights.ts';
import { createReading, type Reading } from '../reading/request-reading.ts';
import type { Source } from '../database/source.ts';
import { type CopySettings, withCopies } from '../copy/with-copies.ts';
import { watchSources } from '../database/watched-sources.ts';
import { readSubgraphSdl } from './subgraph-sdl.ts';
import { predicateOf } from './where-input.ts';
import { scalars } from './values.ts';

type ResolverMap = NonNullable<GraphQLSchemaModule['resolvers']>;

export interface SubgraphOptions {
  /** Folder of mapping files. */
  readonly sourcesDirectory: string;
  /** What `${NAME}` in mapping files stands for. */
  readonly environment: Environment;
  readonly log: Logger;
  /** Where copies of the sources are kept; none are read or written if not given. */
  readonly copies?: CopySettings;
  /** Reads who asks, as the gateway has handed it on; absent: nobody is believed to be anyone. */
  readonly identities?: IdentityReader;
  /** Who may see what; absent: everybody everything. */
  readonly policy?: Policy;
}

/** What every resolver of a subgraph over legacy sources gets: who asks, loaders and sources of this request. */
export interface SourceContext<Extra> {
  readonly identity: Identity;
  /** Whom the request counts for, as the gateway tells; null where nobody does. */
  readonly client: string | null;
  readonly reading: Reading;
  readonly sources: readonly Source<Extra>[];
  /**
   * Reads whatever there is, for a resolver that holds each row against a second factor before it tells anything of it. Throws
   * FORBIDDEN_ENTITY, said of `what`.
   */
  readonly bySecondFactor: (what: string) => Pick<SourceContext<Extra>, 'reading' | 'sources'>;
}

/** A subgraph over the sources of a folder: its SDL, its resolvers, and a fresh `Reading` for each request. */
export function createSourceSubgraph<Extra>(
  definition: {
    /** Its SDL is `schema/NAME.graphql`. */
    readonly name: string;
    readonly kind: MappingKind<Extra>;
    readonly resolvers: object;
    /** Of entities whose rows are about a procedure. */
    readonly procedureFields?: Readonly<Record<string, ProcedureFields>>;
    /** Adds what only this subgraph's resolvers need. */
    readonly extendContext?: (context: SourceContext<Extra>) => SourceContext<Extra>;
  },
  options: SubgraphOptions,
): Subgraph {
  const { name, kind, resolvers, procedureFields = {}, extendContext } = definition;
  const { sourcesDirectory, environment, log, copies: copySettings } = options;
  const { identities = unsharedIdentities, policy } = options;
  const { entities } = kind;
  const rightsOf = policy && createRightsOf({ policy, entities, procedureFields, predicateOf });
  const schema = buildSubgraphSchema({
    typeDefs: readSubgraphSdl(name),
    resolvers: { ...scalars, ...(resolvers as ResolverMap) },
  });
  const ownLog = log.child({ subgraph: name });
  const folder = watchSources({ directory: sourcesDirectory, kind, environment, log: ownLog });
  let served = withCopies(name, folder.current(), copySettings, ownLog);

  /** The next requests are answered by what the files say now; those under way go on as they began. */
  async function serve(opened: readonly Source<Extra>[]): Promise<void> {
    const before = served.copying;
    const next = withCopies(name, opened, copySettings, ownLog);
    await next.copying?.start();
    served = next;
    before?.retire();
  }

  return {
    name,
    schema,
    async createContext({ headers, signal }: IncomingRequest): Promise<SourceContext<Extra>> {
      const identity = await identities.read(headers);
      const client = headers[CLIENT_HEADER] ?? null;
      const who = identity.kind === 'anonymous' ? client : identity.subject;
      const request = createRequestScope(signal, undefined, who ?? undefined);
      const rights = rightsOf?.(identity) ?? null;
      const held = served.sources.map(withOneCopy);
      const own = rights === null ? held : held.map((source) => withRights(source, rights));
      const reading = createReading(own, { request }, rights);
      const bySecondFactor = (what: string) => {
        if (rights?.secondFactor === false) throw fault('FORBIDDEN_ENTITY', { entity: what });
        return { reading: createReading(held, { request }), sources: held };
      };
      const context = { identity, client, reading, sources: own, bySecondFactor };
      return extendContext?.(context) ?? context;
    },
    async start() {
      // A source that is down is named in the log and picked up when it comes back.
      await served.copying?.start();
      const [entity = ''] = Object.keys(kind.entities);
      await Promise.allSettled(served.sources.map((source) => source.tables(entity)));
      folder.watch(serve);
    },
    outages() {
      const failing = served.sources.flatMap((source) => {
        const { status, ...state } = source.state();
        return status === 'OK' || status === 'STARTING' ? [] : [{ source, status, ...state }];
      });
      // Nobody may be asking for them: who looks has them asked, so that the next look is right.
      for (const { source } of failing) void askAgain(source);
      return failing.map(({ source, ...state }) => ({ ...state, source: source.code }));
    },
    sources: () =>
      served.sources.map((source) => ({
        source: source.code,
        name: source.name,
        ...source.state(),
        copiedAt: momentOf(source.copy()?.asOf),
      })),
    async close() {
      await folder.close();
      await served.copying?.close();
    },
  };
}

/** Has a source find out whether it answers; its state then says so. */
async function askAgain(source: Source): Promise<void> {
  try {
    await source.tables('');
    await source.read({ sql: 'SELECT 1', bindings: [] });
  } catch {
    // The state has the reason.
  }
}

/** Moments of sources and copies are of Vietnam, which has had no other offset since 1975. */
const OFFSET = '+07:00';

function momentOf(local: string | null | undefined): Date | null {
  return local === null || local === undefined ? null : new Date(`${local}${OFFSET}`);
}
