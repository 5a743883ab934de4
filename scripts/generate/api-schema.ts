import { readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, findBreakingChanges, printSchema } from 'graphql';
import { runCommand } from '../../service/settings/arguments.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

const TOO_SMALL =
  'a role that may not be told of few dossiers is told nothing of it where a part is that small';

/** Changes that break clients of the last release and are meant to; each with its reason. */
const ACCEPTED: ReadonlyMap<string, string> = new Map([
  [
    'DossierMeasures.timeliness changed type from TimelinessCounts! to TimelinessCounts.',
    TOO_SMALL,
  ],
  ['DossierMeasures.handlingDays changed type from DayMeasures! to DayMeasures.', TOO_SMALL],
  [
    'DossierMeasures.handlingWorkingDays changed type from WorkingDayMeasures! to WorkingDayMeasures.',
    TOO_SMALL,
  ],
]);

await runCommand(
  {
    usage: 'npm run api-schema -- [--check]',
    about:
      'Writes what clients see of schema/supergraph.graphql to schema/api.graphql, and names what would break clients of schema/released.graphql.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const supergraphSdl = await readFile(inRepository('schema/supergraph.graphql'), 'utf8');
    const schema = Supergraph.build(supergraphSdl)
      .apiSchema()
      .toGraphQLJSSchema({ includeDefer: true });
    await writeGenerated(inRepository('schema/api.graphql'), `${printSchema(schema)}\n`, check);
    const released = buildSchema(await readFile(inRepository('schema/released.graphql'), 'utf8'));
    for (const { description } of findBreakingChanges(released, schema)) {
      if (ACCEPTED.has(description)) continue;
      process.stderr.write(`breaks clients of the last release: ${description}\n`);
      process.exitCode = 1;
    }
  },
);
