import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { dropOffice, legacyFixtures, loadOffice } from '../../../scripts/demo/legacy-fixtures.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { createOnestopSubgraph } from '../../../subgraphs/onestop/server.ts';
import { askForDossiers, faultsOf } from '../../../scripts/demo/truth/hold-to-truth.ts';
import { serverUrl } from '../../support/offices/servers.ts';

const SERVERS = [
  { client: 'postgres', url: await serverUrl('postgres') },
  { client: 'mysql', url: await serverUrl('mysql') },
  { client: 'mssql', url: await serverUrl('mssql') },
] as const;

const offices = legacyFixtures({ seed: 7, dossiers: 120 });
const sources = inRepository('subgraphs/onestop/sources');

describe.each(SERVERS)('the one-stops of the demo province on $client', ({ client, url }) => {
  let directory: string;
  let subgraph: Subgraph;
  const test = url === null ? it.skip : it;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-servers-'));
    if (url === null) return;
    // Offices that include another's mapping are no other program: that one is held to the truth.
    const isLoaded = (path: string): boolean =>
      !path.endsWith('.yaml') || offices.some(({ mapping }) => path.endsWith(mapping));
    cpSync(sources, directory, { recursive: true, filter: isLoaded });
    const encrypt = !url.includes('encrypt=false');
    for (const office of offices) {
      await loadOffice({ client, url }, office);
      const mapping = readFileSync(join(sources, office.mapping), 'utf8');
      const database = `database: { client: ${client}, url: "${url}", encrypt: ${encrypt}, trustServerCertificate: true, statementTimeout: 20s }`;
      writeFileSync(
        join(directory, office.mapping),
        mapping.replace(/^database:\n(?: .*\n)+/mu, `${database}\n`),
      );
    }
    subgraph = createOnestopSubgraph({
      sourcesDirectory: directory,
      environment: {},
      log: pino({ level: 'silent' }),
    });
    await subgraph.start();
  }, 120_000);
  afterAll(async () => {
    if (url !== null) {
      await subgraph.close();
      for (const office of offices) await dropOffice({ client, url }, office);
    }
    rmSync(directory, { recursive: true, force: true });
  });

  test.each(offices)(
    'answer the truth or a recorded loss by $mapping',
    async ({ records }) => {
      const answers = await askForDossiers(subgraph, records);

      expect(records.length).toBeGreaterThan(100);
      expect(faultsOf(records, answers)).toEqual([]);
    },
    60_000,
  );
});
