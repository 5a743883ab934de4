import type { Authenticate } from '../../gateway/access/authentication.ts';
import type { PoliciesOfRoles } from '../../gateway/access/rights.ts';
import type { Actors } from '../../gateway/explorer/actors.ts';
import type { ServingConfig } from '../../gateway/config.ts';
import { type GatewayParts, startGateway } from '../../gateway/server.ts';
import { fixedSupergraph } from '../../gateway/supergraph/file.ts';
import { createInProcessTransport } from '../../gateway/transport/in-process.ts';
import type { AskingPolicy } from '../../service/access/policy.ts';
import type { IdentityWriter } from '../../service/access/identity-token.ts';
import type { HttpService } from '../../service/http/http-service.ts';
import type { Log } from '../../service/log.ts';
import { isUnexpected, mask, meantExtensions } from '../../service/errors/mask.ts';
import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { outageLines } from '../../service/http/admission/outage.ts';

export interface StandaloneParts {
  readonly config: ServingConfig;
  readonly supergraphSdl: string;
  readonly subgraphs: readonly Subgraph[];
  /** Establishes who asks; absent: everybody is anonymous. */
  readonly authenticate?: Authenticate | undefined;
  /** What roles consent to, for `@policy`. */
  readonly policies?: PoliciesOfRoles | undefined;
  /** What roles may ask, and how much; absent: everybody everything. */
  readonly asking?: AskingPolicy | undefined;
  /** Hands on who asks to the subgraphs, which read it with the same key; absent: they are not told. */
  readonly identities?: IdentityWriter;
  /** Who may take a higher right for one record. */
  readonly breakGlass?: GatewayParts['breakGlass'];
  /** Queries for the explorer to open with. */
  readonly examples: readonly string[];
  /** People whom one may act as in the explorer; of the demo alone. */
  readonly actors?: Actors | undefined;
  /** Whether `/ready` tells why sources do not answer. */
  readonly readyDetails?: boolean;
  readonly log: Log;
}

/** The gateway and its subgraphs in one process: the same as distributed, but for the HTTP between them. */
export async function startStandalone(parts: StandaloneParts): Promise<HttpService> {
  const { config, supergraphSdl, subgraphs, examples, readyDetails = false, log } = parts;
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  // Sources are opened by threads of their own, while this one builds the gateway.
  const started = Promise.all(subgraphs.map((subgraph) => subgraph.start()));

  const starting = startGateway({
    config,
    supergraph: fixedSupergraph(supergraphSdl),
    authenticate: parts.authenticate,
    policies: parts.policies,
    asking: parts.asking,
    ...(parts.identities && { identities: parts.identities }),
    breakGlass: parts.breakGlass,
    examples,
    actors: parts.actors,
    outages: () =>
      outageLines(
        subgraphs.flatMap((subgraph) => subgraph.outages()),
        { details: readyDetails },
      ),
    log,
    connect({ name }) {
      const subgraph = byName.get(name);
      if (subgraph === undefined)
        throw new Error(`the supergraph has an unknown subgraph: ${name}`);
      return createInProcessTransport({
        schema: subgraph.schema,
        createContext: (headers, signal) => subgraph.createContext({ headers, signal }),
        whoAsks: (headers) => subgraph.whoAsks(headers),
        deadlineMs: config.subgraphDeadlineMs,
        formatError(error, headers) {
          if (isUnexpected(meantExtensions(error)['code'])) {
            const requestId = headers['x-request-id'];
            const err = error.originalError ?? error;
            log.error({ requestId, path: error.path?.join('.'), err }, 'an error was masked');
          }
          return mask(error.toJSON(), error);
        },
      });
    },
  });
  const [gateway] = await Promise.all([starting, started]);

  return {
    url: gateway.url,
    async close() {
      try {
        await gateway.close();
      } finally {
        await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
      }
    },
  };
}
