import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { pino } from 'pino';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { askForDossiers, faultsOf } from './hold-to-truth.ts';
import type { DossierRecord } from './records.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import { createSubgraph } from '../../run/subgraphs.ts';

/** Dossiers that are held to the truth at a time. */
const BATCH = 2_000;

/** Faults that are shown. */
const SHOWN = 20;

/** The records, some at a time: a year's do not all fit into memory. */
async function* batchesOf(file: string): AsyncGenerator<readonly DossierRecord[]> {
  let batch: DossierRecord[] = [];
  for await (const line of createInterface({
    input: createReadStream(file).pipe(createGunzip()),
  })) {
    batch.push(JSON.parse(line) as DossierRecord);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function holdToTruth(subgraph: Subgraph, truth: string): Promise<void> {
  let held = 0;
  let wrong = 0;
  for await (const records of batchesOf(truth)) {
    const faults = faultsOf(records, await askForDossiers(subgraph, records));
    for (const fault of faults.slice(0, Math.max(0, SHOWN - wrong)))
      process.stdout.write(`${JSON.stringify(fault)}\n`);
    held += records.length;
    wrong += faults.length;
    process.stderr.write(
      `${held.toLocaleString('en')} dossiers held to the truth, ${wrong} wrong\n`,
    );
  }
  process.exitCode = wrong === 0 && held > 0 ? 0 : 1;
}

await runCommand(
  {
    usage: 'npm run demo-truth -- [--dir DIR]',
    about:
      'Asks the graph for every dossier of the demo province, field by field, and holds the answers to the ground truth beside the databases. Exit code 1 if any differs.',
    settings: z.object({
      dir: z.string().default('.demo').meta({
        flag: 'dir',
        give: 'a folder',
        about: 'where npm run demo-data wrote the province; of --scale 1 it is a whole year',
      }),
    }),
  },
  async ({ dir }) => {
    const subgraph = await createSubgraph('onestop', {
      sourcesDirectory: inRepository('subgraphs/onestop/sources'),
      environment: { DEMO_DIR: dir },
      log: pino({ level: 'warn' }),
    });
    await subgraph.start();
    await holdToTruth(subgraph, join(dir, 'truth.ndjson.gz')).finally(() => subgraph.close());
  },
);
