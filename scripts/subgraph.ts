import { z } from 'zod';
import { createIdentityTokens, identityKeyFrom } from '../service/access/identity-token.ts';
import { runCommand } from '../service/settings/arguments.ts';
import { createLog } from '../service/log.ts';
import { serveSubgraph } from '../service/graphql/serve-subgraph.ts';
import {
  allowedHosts,
  drainMs,
  host,
  logLevelSetting,
  portSetting,
  secretSetting,
  readyDetails,
  shutdownDelayMs,
  wholeNumber,
} from '../service/settings/settings.ts';
import { closeOnEnd, endSignal } from '../service/shutdown.ts';
import { copiesOf, copySettings } from './copy-settings.ts';
import { calendar } from './source-settings.ts';
import { SUBGRAPHS } from './subgraph-names.ts';
import { createSubgraph, sourcesFor } from './subgraphs.ts';

const names = SUBGRAPHS.map(({ name }) => name);

await runCommand(
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
        'what its gateway is known by; whoever reaches it is answered, if not given',
      ),
      calendar,
      allowedHosts,
      ...copySettings,
      readyDetails,
      shutdownDelayMs,
      drainMs,
      logLevel: logLevelSetting('info'),
    }),
  },
  async ({
    name,
    sources,
    calendar,
    copyDir,
    copyMemory,
    copyThreads,
    copyEvery,
    copyFullEvery,
    copyKey,
    logLevel,
    secret,
    ...serving
  }) => {
    const ending = endSignal();
    const log = createLog({ service: name, level: logLevel });
    const subgraph = await createSubgraph(name, {
      sourcesDirectory: sourcesFor(name, sources, name),
      environment: process.env,
      log,
      ...(secret !== undefined && { identities: createIdentityTokens(identityKeyFrom(secret)) }),
      calendar,
      copies: copiesOf({ copyDir, copyMemory, copyThreads, copyEvery, copyFullEvery, copyKey }),
    });
    const service = await serveSubgraph({
      subgraph,
      log,
      ...serving,
      ...(secret !== undefined && { secret }),
    });
    log.info({ url: `${service.url}/graphql` }, 'serving');
    closeOnEnd(ending, () => service.close(), log);
  },
);
