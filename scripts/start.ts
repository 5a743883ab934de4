import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { queryPlansSetting, servingSettings } from '../gateway/config.ts';
import { createIdentityTokens, randomIdentityKey } from '../service/access/identity-token.ts';
import { runCommand } from '../service/settings/arguments.ts';
import { createLog } from '../service/log.ts';
import { logLevelSetting, readyDetails } from '../service/settings/settings.ts';
import { closeOnEnd, endSignal } from '../service/shutdown.ts';
import { copiesOf, copySettings } from './copy-settings.ts';
import { ensureDemoData } from './demo/ensure.ts';
import { startStandalone } from './standalone.ts';
import { calendar, demoDirectory, sources } from './source-settings.ts';
import { inRepository, SUBGRAPHS } from './subgraph-names.ts';
import { createSubgraph, sourcesFor } from './subgraphs.ts';

/** The examples in the order of their file names, which they are numbered for. */
async function readExamples(): Promise<readonly string[]> {
  const folder = inRepository('schema/examples');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(files.map((name) => readFile(`${folder}/${name}`, 'utf8')));
}

await runCommand(
  {
    usage: 'npm start -- [--port N] [--sources DIR] [--engine stock|compiled]',
    about:
      'Runs the whole graph in one process. The first start writes the demo province’s legacy databases.',
    settings: z.object({
      sources,
      calendar,
      demoDirectory,
      ...copySettings,
      ...servingSettings,
      queryPlans: queryPlansSetting('yes'),
      readyDetails,
      logLevel: logLevelSetting('warn'),
    }),
  },
  async ({
    sources,
    calendar,
    demoDirectory,
    copyDir,
    copyMemory,
    copyThreads,
    copyEvery,
    copyFullEvery,
    copyKey,
    logLevel,
    readyDetails,
    ...config
  }) => {
    const ending = endSignal();
    const log = createLog({ service: 'motcua-graph', level: logLevel });
    await ensureDemoData({ directory: demoDirectory, signal: ending });
    const identities = createIdentityTokens(randomIdentityKey(), config.requestDeadlineMs);
    const subgraphs = await Promise.all(
      SUBGRAPHS.map(({ name }) =>
        createSubgraph(name, {
          sourcesDirectory: sourcesFor(name, sources, 'onestop'),
          environment: { ...process.env, DEMO_DIR: demoDirectory },
          log,
          identities,
          calendar,
          copies: copiesOf({ copyDir, copyMemory, copyThreads, copyEvery, copyFullEvery, copyKey }),
        }),
      ),
    );
    const service = await startStandalone({
      config,
      subgraphs,
      identities,
      supergraphSdl: await readFile(inRepository('schema/supergraph.graphql'), 'utf8'),
      examples: await readExamples(),
      readyDetails,
      log,
    });
    const shown = service.url.replace('127.0.0.1', 'localhost');
    process.stdout.write(`Motcua Graph is ready.\n  Graph     ${shown}/graphql\n`);
    if (config.introspection) process.stdout.write(`  Explorer  ${shown}/\n`);
    closeOnEnd(ending, () => service.close(), log);
  },
);
