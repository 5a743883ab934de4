import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runCommand } from '../../service/settings/arguments.ts';
import { checkSettings, writeGenerated } from './generated-file.ts';
import { inRepository } from '../run/subgraph-names.ts';

/** The commands that run for long, and may have their settings in a file. */
const COMMANDS = [
  ['start', 'scripts/run/start.ts'],
  ['gateway', 'gateway/main.ts'],
  ['subgraph', 'scripts/run/subgraph.ts'],
  ['copy', 'scripts/run/copy.ts'],
] as const;

const run = promisify(execFile);

/** Each says what its own settings are. */
async function schemaOf(script: string): Promise<unknown> {
  const args = ['--import', 'tsx', inRepository(script), '--config-schema'];
  const { stdout } = await run(process.execPath, args);
  return JSON.parse(stdout);
}

await runCommand(
  {
    usage: 'npm run config-schema -- [--check]',
    about: 'Writes the JSON Schema of motcua.yaml, made of the settings of every command.',
    settings: checkSettings,
  },
  async ({ check }) => {
    const properties = Object.fromEntries(
      await Promise.all(
        COMMANDS.map(async ([name, script]) => [name, await schemaOf(script)] as const),
      ),
    );
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'motcua.yaml: the settings of each command, behind its command line and environment',
      type: 'object',
      properties,
    };
    const file = inRepository('schema/motcua.json');
    await writeGenerated(file, `${JSON.stringify(schema, null, 2)}\n`, check);
  },
);
