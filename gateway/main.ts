import {
  createIdentityTokens,
  identityKeyFrom,
  sharedKeyFrom,
} from '../service/access/identity-token.ts';
import type { AskingPolicy } from '../service/access/policy.ts';
import { readAskingPolicy, readGlassRoles } from '../service/access/read-policy.ts';
import { runCommand } from '../service/settings/arguments.ts';
import { assertSafeStart } from '../service/settings/safe-start.ts';
import { ConfigFault } from '../service/settings/config.ts';
import { createLog, type Log } from '../service/log.ts';
import type { SharedStore } from '../service/redis/shared-store.ts';
import { closeAll, closeOnEnd, endSignal } from '../service/shutdown.ts';
import { openAdmin, openAdminOfWorkers } from '../service/telemetry/admin.ts';
import { openTracing } from '../service/telemetry/tracing/open-tracing.ts';
import { breakers } from '../service/telemetry/events.ts';
import { checkWorkers, isFirstOf, leavingWorkers, runWorkers } from '../service/workers/workers.ts';
import { openAuthentication } from './access/open-authentication.ts';
import { gatewaySettings } from './config.ts';
import { tellsOfPersons } from './engine/seen/personal-classes.ts';
import { startGateway } from './server.ts';
import { overSupergraph } from './supergraph/faulty-supergraph.ts';
import { openSupergraphFile } from './supergraph/file.ts';
import { httpUrlOf, subgraphsOf } from './supergraph/subgraphs-of.ts';
import { withBreaker } from './transport/breaker.ts';
import { createHttpTransport } from './transport/http.ts';
import { withInFlightSharing } from './transport/in-flight.ts';

const BREAKER = { failures: 10, restMs: 250, maxRestMs: 2_000 };

/** Loads the client only where there is a Redis. */
async function openShared(url: string | undefined, log: Log): Promise<SharedStore | undefined> {
  if (url === undefined) return undefined;
  const { openSharedStore } = await import('../service/redis/shared-store.ts');
  return openSharedStore({ url, log });
}

/** Throws where a setting gives a place for a subgraph that the supergraph does not have. */
async function checkNames(
  given: ReadonlyMap<string, string>,
  sdl: string,
  setting: string,
): Promise<void> {
  if (given.size === 0) return;
  const names = await overSupergraph(() => subgraphsOf(sdl).map(({ name }) => name));
  const unknown = [...given.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new ConfigFault(
      unknown.map((name) => `${setting}: there is no subgraph “${name}”, but ${names.join(', ')}.`),
    );
}

/** By a policy; without one the usual for all, where it is known who they are. */
function askingOf(file: string | undefined, known: boolean): AskingPolicy | undefined {
  if (file !== undefined) return readAskingPolicy(file);
  return known ? { roles: [], documentScopes: [] } : undefined;
}

void runCommand(
  {
    usage: 'npm run gateway -- --supergraph FILE [--port N] [--engine stock|compiled]',
    about: 'Serves a Federation 2 supergraph: POST and GET /graphql and /export, /health, /ready.',
    settings: gatewaySettings,
  },
  async (config) => {
    const ending = endSignal();
    const { compressRequestsAboveBytes: compressAboveBytes, subgraphSecret: secret } = config;
    const log = createLog({ service: 'gateway', level: config.logLevel });
    checkWorkers(config.workers, config.auditDir);
    if (isFirstOf(config.workers)) {
      const admin = await openAdminOfWorkers({ ...config, sources: () => [], log });
      await runWorkers({ count: config.workers, ending, log });
      await admin.close();
      return;
    }
    const opened = await openAuthentication(config, log);
    assertSafeStart(
      {
        host: config.host,
        real: false,
        insecure: config.insecure,
        guarded: opened !== undefined,
        missing: '--identity (or IDENTITY_FILE), --api-keys (or API_KEYS_FILE)',
      },
      log,
    );
    if (opened !== undefined && secret === undefined) {
      log.warn({}, 'subgraphs are not told who asks: there is no SUBGRAPH_SECRET to sign it with');
    }
    const key = secret === undefined ? undefined : identityKeyFrom(secret);
    const supergraph = await openSupergraphFile(config.supergraph, log);
    const { subgraphUrls, subscriptionUrls } = config;
    await checkNames(subgraphUrls, supergraph.sdl, '--subgraph-urls (or SUBGRAPH_URLS)');
    await checkNames(
      subscriptionUrls,
      supergraph.sdl,
      '--subscription-urls (or SUBSCRIPTION_URLS)',
    );
    const tracing = await openTracing({ ...config, service: 'gateway', entry: true, log });
    const shared = await openShared(config.redisUrl, log);
    // Before anything is answered, so that all is counted: a subscription that was not would be one too few for ever.
    const admin = await openAdmin({ ...config, sources: () => [], log });
    const gateway = await startGateway({
      config,
      log,
      ...(shared && { shared }),
      ...(secret !== undefined && { sharedKey: sharedKeyFrom(secret) }),
      asking: askingOf(config.policy, opened !== undefined),
      supergraph,
      ...opened,
      ...(key && { identities: createIdentityTokens(key, config.requestDeadlineMs) }),
      ...(key &&
        config.policy !== undefined && {
          breakGlass: { roles: readGlassRoles(config.policy), key },
        }),
      connect: ({ name, url }, encoding) =>
        withInFlightSharing(
          withBreaker(
            createHttpTransport({
              encoding,
              url: httpUrlOf({ name, url: subgraphUrls.get(name) ?? url }),
              eventsUrl: subscriptionUrls.get(name),
              deadlineMs: config.subgraphDeadlineMs,
              maxAnswerBytes: config.maxAnswerBytes,
              ...(secret !== undefined && { secret }),
              ...(compressAboveBytes !== undefined && { compressAboveBytes }),
            }),
            {
              ...BREAKER,
              onChange: (open) => {
                breakers.tell({ subgraph: name, open });
              },
            },
          ),
        ),
    });
    const keepsTrail = config.auditDir !== undefined || config.auditUrl !== undefined;
    if (!keepsTrail && tellsOfPersons(supergraph.sdl)) {
      log.warn(
        'no trail is kept of who sees personal data: AUDIT_DIR names a folder for it, AUDIT_URL a database',
      );
    }
    log.info({ url: `${gateway.url}/graphql` }, 'serving');
    closeOnEnd(
      ending,
      () => closeAll(gateway, admin, tracing, ...(shared ? [shared] : []), leavingWorkers),
      log,
    );
  },
);
