import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/schema-helper/index.js';
import type { Logger } from 'pino';
import { whoOf } from '../../../service/access/asker.ts';
import type { Identity } from '../../../service/access/identity.ts';
import { type IdentityReader, unsharedIdentities } from '../../../service/access/identity-token.ts';
import { fault, type Language } from '../../../service/errors/faults.ts';
import { languageHandedOn } from '../../../service/errors/language.ts';
import { CLIENT_HEADER } from '../../../service/http/entry/client.ts';
import { TRAVERSAL_HEADER } from '../../../service/http/entry/traversal.ts';
import type { IncomingRequest, Subgraph } from '../../../service/graphql/subgraph.ts';
import { createRequestScope } from '../dialects/shared/running/request-scope.ts';
import type { MappingKind } from '../mapping/read-mapping.ts';
import type { Environment } from '../../../service/yaml/variables.ts';
import { withOneCopy } from '../reading/one-copy.ts';
import type { Policy } from '../../../service/access/policy.ts';
import { createMaskedFields, type ShownRows } from '../policy/masked-fields.ts';
import { createRightsOf, type ProcedureFields } from '../policy/rights-of.ts';
import { withRights } from '../policy/with-rights.ts';
import { createReading, type Reading } from '../reading/request-reading.ts';
import type { Source } from '../database/source.ts';
import type { CopySettings } from '../copy/with-copies.ts';
import { serveSources } from './served/served-sources.ts';
import { outagesOf, reportsOf } from './served/source-reports.ts';
import { type StatusChange, watchStatuses } from './served/source-statuses.ts';
import { readSubgraphSdl } from './subgraph-sdl.ts';
import { predicateOf } from './arguments/where-input.ts';
import { scalars, sourceAnswer } from './values.ts';

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
  /** In which the reader is told why a source did not answer. */
  readonly language: Language;
  readonly reading: Reading;
  readonly sources: readonly Source<Extra>[];
  /** Coordinates of fields of persons whose values are masked for who asks. */
  readonly masked: readonly string[];
  /** Changes of how sources do, from now on, of those with these codes or of all. */
  readonly statusChanges: (
    codes: readonly string[] | null | undefined,
  ) => AsyncGenerator<StatusChange>;
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
    /** Which types show rows with fields of persons. */
    readonly shownRows?: readonly ShownRows[];
    /** Adds what only this subgraph's resolvers need. */
    readonly extendContext?: (context: SourceContext<Extra>) => SourceContext<Extra>;
  },
  options: SubgraphOptions,
): Subgraph {
  const { name, kind, resolvers, procedureFields = {}, shownRows = [], extendContext } = definition;
  const { sourcesDirectory, environment, log, identities = unsharedIdentities, policy } = options;
  const { entities } = kind;
  const rightsOf = policy && createRightsOf({ policy, entities, procedureFields, predicateOf });
  const schema = buildSubgraphSchema({
    typeDefs: readSubgraphSdl(name),
    resolvers: { ...scalars, SourceAnswer: sourceAnswer, ...resolvers } as ResolverMap,
  });
  const maskedFor = createMaskedFields(schema, shownRows);
  const served = serveSources(
    name,
    { directory: sourcesDirectory, kind, environment, log: log.child({ subgraph: name }) },
    options.copies,
  );
  const statuses = watchStatuses(() => served.current().sources);

  return {
    name,
    schema,
    async whoAsks(headers) {
      return whoHandedOn(await identities.read(headers), headers[CLIENT_HEADER] ?? null);
    },
    async createContext({ headers, signal }: IncomingRequest): Promise<SourceContext<Extra>> {
      const identity = await identities.read(headers);
      const client = headers[CLIENT_HEADER] ?? null;
      const request = createRequestScope(signal, undefined, whoHandedOn(identity, client));
      const rights = rightsOf?.(identity) ?? null;
      // Who asks while copies are still being opened is not told that there are none.
      const opening = served.current().copying?.opened();
      if (opening !== undefined) await opening;
      const { sources, traversals } = served.current();
      const held = sources.map(withOneCopy);
      const own = rights === null ? held : held.map((source) => withRights(source, rights));
      const word = headers[TRAVERSAL_HEADER];
      const traversal = word === undefined ? undefined : traversals.of(word, rights);
      const reading = createReading(own, { request }, rights, traversal);
      const bySecondFactor = (what: string) => {
        const opened = rights === null ? null : rights.secondFactor;
        if (rights !== null && opened === null) throw fault('FORBIDDEN_ENTITY', { entity: what });
        const shown = opened === null ? held : held.map((source) => withRights(source, opened));
        return { reading: createReading(shown, { request }, opened), sources: shown };
      };
      const masked = rights === null ? [] : maskedFor(rights);
      const statusChanges: SourceContext<Extra>['statusChanges'] = (codes) =>
        statuses.changes(codes, signal);
      const context = {
        identity,
        client,
        language: languageHandedOn(headers),
        reading,
        sources: own,
        masked,
        statusChanges,
        bySecondFactor,
      };
      return extendContext?.(context) ?? context;
    },
    start: () => served.start(),
    outages: () => outagesOf(served.current().sources),
    sources: () => reportsOf(served.current().sources),
    close: () => served.close(),
  };
}

/** For whom a request is; undefined: for nobody in particular, where no gateway has told the address of a stranger. */
function whoHandedOn(identity: Identity, client: string | null): string | undefined {
  if (client === null) return identity.kind === 'anonymous' ? undefined : identity.subject;
  return whoOf({ identity, client });
}
