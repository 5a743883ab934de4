import { ANONYMOUS } from '../service/access/identity.ts';
import type { AskingPolicy } from '../service/access/policy.ts';
import { OpenSubscriptions } from '../service/graphql/subscriptions/open-subscriptions.ts';
import { checkCors } from '../service/http/entry/cors.ts';
import type { Exchange } from '../service/http/exchange.ts';
import { type HttpService, startHttpService } from '../service/http/http-service.ts';
import { openAudit } from './access/audit/settings.ts';
import type { Authenticate } from './access/authentication.ts';
import { type BreakGlassParts, createBreakGlass } from './access/break-glass/break-glass.ts';
import { createRightsOf, type PoliciesOfRoles } from './access/rights.ts';
import { createDocumentAdmission, withTrustedDocuments } from './asking/admit-documents.ts';
import { createAllowances } from './asking/allowances.ts';
import { type Budgets, createBudgets } from './asking/budgets.ts';
import { openTrustedDocuments } from './asking/trusted-documents.ts';
import { withNamesHidden } from './asking/with-names-hidden.ts';
import { type ContextOptions, createContextOf } from './context.ts';
import { createOverreadingTeller, type OverreadingTeller } from './executors/seen-recorder.ts';
import { type GraphParts, startGraph } from './graph.ts';
import { createBodyReader } from './operations/body-reader.ts';
import { createEndpoints } from './routes/endpoints.ts';
import { createPages, type PagesOptions } from './routes/pages.ts';
import { PATHS } from './routes/paths.ts';
import { createServing } from './routes/serving.ts';
import { createSockets } from './routes/sockets.ts';

export interface GatewayParts
  extends
    Pick<GraphParts, 'config' | 'supergraph' | 'connect' | 'shared' | 'log'>,
    Pick<ContextOptions, 'identities'>,
    Pick<PagesOptions, 'examples' | 'actors'> {
  /** Establishes who asks; absent: everybody is anonymous. */
  readonly authenticate?: Authenticate | undefined;
  /** What roles consent to, for `@policy`, beside what bears their name; absent: nothing. */
  readonly policies?: PoliciesOfRoles | undefined;
  /** What roles may ask, and how much; absent: everybody everything. */
  readonly asking?: AskingPolicy | undefined;
  /** Lines that `/ready` adds: what is down in this process while the rest serves. */
  readonly outages?: () => readonly string[];
  /** Who may take a higher right for one record, and the key of what they show for it; absent: nobody may. */
  readonly breakGlass?: Pick<BreakGlassParts, 'roles' | 'key'> | undefined;
  /** By which gateways that share a store know what one of them has put there. */
  readonly sharedKey?: Uint8Array;
}

/** Starts the gateway. From top to bottom: what is counted and recorded, the graph, who asks it, what serves it where. */
export async function startGateway(parts: GatewayParts): Promise<HttpService> {
  const { config, supergraph, log } = parts;
  const cors = { origins: config.corsOrigins, credentials: config.corsCredentials };
  checkCors(cors);

  const allowanceOf = createAllowances(parts.asking);
  const budgets = createBudgets({ ...parts, allowanceOf });
  const trail = await openAudit(config, log);
  const onOverreading = createOverreadingTeller(trail, log);
  const documents = await openTrustedDocuments(config, parts, log);
  const subscriptions = new OpenSubscriptions(config);
  const parseBody = createBodyReader(config);
  const graph = await startGraph({
    ...parts,
    createContext: createContextOf({
      allowanceOf,
      forwardHeaders: config.forwardHeaders,
      identities: parts.identities,
    }),
    rightsOf: createRightsOf(parts.policies),
    budgets,
    countsReading: parts.asking !== undefined,
    onOverreading,
    subscriptions,
    trail,
    parseBody,
  });

  // What is told of nobody is opened to nobody.
  const glass =
    trail &&
    parts.breakGlass &&
    createBreakGlass({
      ...parts.breakGlass,
      trail,
      log,
      count: countGlass(budgets, onOverreading),
    });
  const identify =
    parts.authenticate && (glass?.identify(parts.authenticate) ?? parts.authenticate);
  const countRequest = ({
    identity = ANONYMOUS,
    client,
  }: Pick<Exchange, 'identity' | 'client'>) => {
    budgets.request({ identity, client });
  };

  const ofAny = withNamesHidden(graph.answering, allowanceOf);
  const admitDocument = documents && createDocumentAdmission(documents, allowanceOf, log);
  const answering = admitDocument ? withTrustedDocuments(ofAny, admitDocument) : ofAny;
  const serving = createServing(config, { identify, budgets, parseBody, log });
  const pages = createPages({ ...parts, introspection: config.introspection, allowanceOf });
  const sockets = createSockets(config, { ...serving, answering, onMessage: countRequest, cors });
  const http = await startHttpService({
    host: config.host,
    port: config.port,
    shutdownDelayMs: config.shutdownDelayMs,
    drainMs: config.drainMs,
    onClosing: () => {
      subscriptions.leave();
      sockets.leave();
    },
    isReady: () => true,
    allowedHosts: config.allowedHosts,
    clientsConnect: config.clientHeader === undefined,
    outages: parts.outages,
    log,
    upgrades: { [PATHS.graph]: sockets.upgrade },
    routes: {
      ...pages.routes,
      ...createEndpoints(config, {
        serving,
        answering,
        exporting: {
          answering: ofAny,
          ...(admitDocument && { admitDocument }),
          schema: graph.schema,
        },
        glass,
        explorer: pages.explorer,
        cors,
        // The first has counted with the request.
        onFurther: countRequest,
      }),
    },
  });

  return {
    url: http.url,
    async close() {
      supergraph.close();
      await http.close();
      await graph.close();
      documents?.close();
      await trail?.close();
    },
  };
}

/** Counts the rights that one takes, and tells of who takes too many. */
function countGlass(budgets: Budgets, onOverreading: OverreadingTeller): BreakGlassParts['count'] {
  return (exchange) => {
    const { identity = ANONYMOUS, client } = exchange;
    budgets.breakGlass({ identity, client }, (overreading) => {
      onOverreading(overreading, { exchange, identity });
    });
  };
}
