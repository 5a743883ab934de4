import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createAuthentication } from '../../../gateway/access/authentication.ts';
import { createTokenReader } from '../../../gateway/access/tokens.ts';
import { servingSettings } from '../../../gateway/config.ts';
import { createIdentityTokens, randomIdentityKey } from '../../../service/access/identity-token.ts';
import { createLog } from '../../../service/log.ts';
import { runCommand } from '../../../service/settings/arguments.ts';
import { closeOnEnd, endSignal } from '../../../service/shutdown.ts';
import { DEMO_ROLES, demoIdentity } from '../../credentials/demo-people.ts';
import { readingOptions, readingSettings } from '../../run/reading-settings.ts';
import { demoDirectory } from '../../run/source-settings.ts';
import { startStandalone } from '../../run/standalone.ts';
import { inRepository, SUBGRAPHS } from '../../run/subgraph-names.ts';
import { createSubgraph, sourcesFor } from '../../run/subgraphs.ts';

// The demo's graph as `npm start` serves it, but with nobody's rights where no role is given, and no trail unless one is asked for.
await runCommand(
  {
    usage: 'scripts/bench/access/graph.ts [--role officer] [--audit-dir DIR]',
    about: 'For npm run bench:access.',
    settings: z.object({
      role: z
        .enum(DEMO_ROLES)
        .optional()
        .meta({
          flag: 'role',
          give: `one of ${DEMO_ROLES.join(', ')}`,
          about: 'as whom requests act; if not given, nobody’s rights are looked at',
        }),
      demoDirectory,
      ...readingSettings,
      ...servingSettings,
    }),
  },
  async ({ role, demoDirectory, ...config }) => {
    const log = createLog({ service: 'motcua-graph', level: 'warn' });
    const { policy, ...reading } = readingOptions(config);
    const identities = createIdentityTokens(randomIdentityKey());
    const anonymous = role && demoIdentity(role);
    const service = await startStandalone({
      config,
      subgraphs: await Promise.all(
        SUBGRAPHS.map(({ name }) =>
          createSubgraph(name, {
            sourcesDirectory: sourcesFor(name, undefined, 'onestop'),
            environment: { ...process.env, DEMO_DIR: demoDirectory },
            log,
            identities,
            ...reading,
            ...(role !== undefined && { policy }),
          }),
        ),
      ),
      identities,
      ...(anonymous && {
        authenticate: createAuthentication({ readToken: createTokenReader([], 0), anonymous }),
      }),
      supergraphSdl: await readFile(inRepository('schema/supergraph.graphql'), 'utf8'),
      examples: [],
      log,
    });
    closeOnEnd(endSignal(), () => service.close(), log);
  },
);
