import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openAuthentication } from '../../gateway/access/open-authentication.ts';
import { queryPlansSetting, servingSettings } from '../../gateway/config.ts';
import { createAuthentication } from '../../gateway/access/authentication.ts';
import { createTokenReader } from '../../gateway/access/tokens.ts';
import { createIdentityTokens, randomIdentityKey } from '../../service/access/identity-token.ts';
import { glassRolesOf } from '../../service/access/read-policy.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { createLog } from '../../service/log.ts';
import { assertSafeStart, insecure } from '../../service/settings/safe-start.ts';
import { adminSettings, logLevelSetting, readyDetails } from '../../service/settings/settings.ts';
import { closeAll, closeOnEnd, endSignal } from '../../service/shutdown.ts';
import { openTracing } from '../../service/telemetry/tracing/open-tracing.ts';
import { tracingSettings } from '../../service/telemetry/tracing/settings.ts';
import { openAdmin } from '../../service/telemetry/admin.ts';
import { openDemoIssuer } from '../credentials/demo-issuer.ts';
import { demoActors, demoIdentity, demoRole } from '../credentials/demo-people.ts';
import { ensureDemoData } from '../demo/ensure.ts';
import { startStandalone } from './standalone.ts';
import { readingOptions, readingSettings } from './reading-settings.ts';
import { demoDirectory, sources } from './source-settings.ts';
import { inRepository, SUBGRAPHS } from './subgraph-names.ts';
import { createSubgraph, sourcesFor } from './subgraphs.ts';

/** The examples in the order of their file names, which they are numbered for. */
async function readExamples(): Promise<readonly string[]> {
  const folder = inRepository('schema/examples');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(files.map((name) => readFile(`${folder}/${name}`, 'utf8')));
}

const CLOCKS_S = 10;

/** The demo trusts its own issuer, and takes who shows nothing for one who plays a role in it; so may who opens the explorer. */
async function demoAccess(directory: string, role: string) {
  const issuer = await openDemoIssuer(directory);
  return {
    authenticate: createAuthentication({
      readToken: createTokenReader([issuer.trusted], CLOCKS_S),
      anonymous: demoIdentity(role),
    }),
    actors: demoActors(issuer),
  };
}

void runCommand(
  {
    usage: 'npm start -- [--port N] [--sources DIR] [--engine stock|compiled]',
    about:
      'Runs the whole graph in one process. The first start writes the demo province’s legacy databases.',
    settings: z.object({
      sources,
      demoDirectory,
      ...readingSettings,
      ...servingSettings,
      queryPlans: queryPlansSetting('yes'),
      insecure,
      demoRole,
      readyDetails,
      ...adminSettings,
      ...tracingSettings,
      logLevel: logLevelSetting('warn'),
    }),
  },
  async (config) => {
    const { sources, demoDirectory, logLevel, readyDetails, insecure, demoRole } = config;
    const ending = endSignal();
    const log = createLog({ service: 'motcua-graph', level: logLevel });
    const real = sources !== undefined;
    const opened = await openAuthentication(config, log);
    assertSafeStart(
      {
        host: config.host,
        real,
        insecure,
        guarded: opened !== undefined,
        missing: '--identity (or IDENTITY_FILE), --api-keys (or API_KEYS_FILE)',
      },
      log,
    );
    const reading = readingOptions(config);
    await ensureDemoData({ directory: demoDirectory, signal: ending });
    const access = opened ?? (real || insecure ? {} : await demoAccess(demoDirectory, demoRole));
    const key = randomIdentityKey();
    const identities = createIdentityTokens(key, config.requestDeadlineMs);
    const subgraphs = await Promise.all(
      SUBGRAPHS.map(({ name }) =>
        createSubgraph(name, {
          sourcesDirectory: sourcesFor(name, sources, 'onestop'),
          environment: { ...process.env, DEMO_DIR: demoDirectory },
          log,
          identities,
          ...reading,
        }),
      ),
    );
    const tracing = await openTracing({ ...config, service: 'motcua-graph', entry: true, log });
    const { engine, auditUrl } = config;
    const auditDir =
      config.auditDir ??
      (engine === 'compiled' && auditUrl === undefined ? join(demoDirectory, 'audit') : undefined);
    // Before anything is answered: all is counted.
    const admin = await openAdmin({
      ...config,
      log,
      sources: () => subgraphs.flatMap((subgraph) => subgraph.sources()),
    });
    const service = await startStandalone({
      config: {
        ...config,
        auditDir,
        // Its second start then waits for no plan.
        plansDir: config.plansDir ?? join(demoDirectory, 'plans'),
      },
      subgraphs,
      identities,
      breakGlass: { roles: glassRolesOf(reading.policy), key },
      asking: reading.policy,
      ...access,
      supergraphSdl: await readFile(inRepository('schema/supergraph.graphql'), 'utf8'),
      examples: await readExamples(),
      readyDetails,
      log,
    });
    const shown = service.url.replace('127.0.0.1', 'localhost');
    process.stdout.write(`Motcua Graph is ready.\n  Graph     ${shown}/graphql\n`);
    if (config.introspection) process.stdout.write(`  Explorer  ${shown}/\n`);
    process.stdout.write(`  Statistics ${shown}/statistics\n`);
    closeOnEnd(ending, () => closeAll(service, admin, tracing), log);
  },
);
