import { z } from 'zod';
import {
  createIdentityTokens,
  type IdentityReader,
  identityKeyFrom,
  unsharedIdentities,
} from '../../service/access/identity-token.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { createLog } from '../../service/log.ts';
import { serveSubgraph } from '../../service/graphql/serve-subgraph.ts';
import { assertSafeStart, insecure } from '../../service/settings/safe-start.ts';
import {
  adminSettings,
  allowedHosts,
  drainMs,
  host,
  logLevelSetting,
  portSetting,
  secretSetting,
  readyDetails,
  shutdownDelayMs,
  wholeNumber,
} from '../../service/settings/settings.ts';
import { closeAll, closeOnEnd, endSignal } from '../../service/shutdown.ts';
import { openTracing } from '../../service/telemetry/tracing/open-tracing.ts';
import { tracingSettings } from '../../service/telemetry/tracing/settings.ts';
import { openAdmin } from '../../service/telemetry/admin.ts';
import { demoIdentities, demoRole } from '../credentials/demo-people.ts';
import { readingOptions, readingSettings } from './reading-settings.ts';
import { SUBGRAPHS } from './subgraph-names.ts';
import { createSubgraph, sourcesFor } from './subgraphs.ts';

const names = SUBGRAPHS.map(({ name }) => name);

/** Who asks is what the gateway hands on, or somebody of the demo, or nobody known. */
function identitiesFor(secret: string | undefined, role: string | undefined): IdentityReader {
  if (secret !== undefined) return createIdentityTokens(identityKeyFrom(secret));
  return role === undefined ? unsharedIdentities : demoIdentities(role);
}

void runCommand(
  {
    usage: 'npm run subgraph -- procedures|vic|onestop --port N [--sources DIR]',
    about: 'Serves one subgraph: /graphql, /health, /ready.',
    bare: 'name',
    settings: z.object({
      name: z.enum(names).meta({
        flag: 'name',
        give: `one of ${names.join(', ')}`,
        about: 'which subgraph; may be given as a bare word',
      }),
      host,
      port: portSetting(0),
      sources: z.string().optional().meta({
        flag: 'sources',
        env: 'SOURCES_DIR',
        give: 'a folder',
        about:
          'folder of mapping files (*.yaml), or one that has them in a folder of the subgraph’s name',
      }),
      deadlineMs: wholeNumber(1).default(30_000).meta({
        env: 'REQUEST_DEADLINE_MS',
        give: 'milliseconds',
        about: 'time for a request, all in all',
      }),
      secret: secretSetting(
        'what its gateway is known by, and who asks by its word; needed but for the demo on loopback',
      ),
      ...readingSettings,
      allowedHosts,
      insecure,
      demoRole,
      readyDetails,
      shutdownDelayMs,
      drainMs,
      ...adminSettings,
      ...tracingSettings,
      logLevel: logLevelSetting('info'),
    }),
  },
  async (config) => {
    const { name, sources, logLevel, secret, insecure, demoRole } = config;
    const ending = endSignal();
    const log = createLog({ service: name, level: logLevel });
    const real = sources !== undefined;
    assertSafeStart(
      {
        host: config.host,
        real,
        insecure,
        guarded: secret !== undefined,
        missing: 'SUBGRAPH_SECRET, here and to its gateway',
      },
      log,
    );
    const identities = identitiesFor(secret, real || insecure ? undefined : demoRole);
    const subgraph = await createSubgraph(name, {
      sourcesDirectory: sourcesFor(name, sources, name),
      environment: process.env,
      log,
      identities,
      ...readingOptions(config),
    });
    const tracing = await openTracing({ ...config, service: name, entry: false, log });
    // Before anything is answered: all is counted.
    const admin = await openAdmin({
      ...config,
      log,
      sources: () => subgraph.sources(),
    });
    const service = await serveSubgraph({
      ...config,
      secret,
      subgraph,
      log,
    });
    log.info({ url: `${service.url}/graphql` }, 'serving');
    closeOnEnd(ending, () => closeAll(service, admin, tracing), log);
  },
);
