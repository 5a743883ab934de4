#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { PROGRAM } from '../service/settings/arguments.ts';
import { commands } from './commands.ts';

/** What `npm start` gives to node, as far as that can be set while it runs. */
const HEAP = '--heap-growing-percent=40';

const [node = '', , name = '--help', ...rest] = process.argv;
const command = commands.get(name);
if (command !== undefined) {
  setFlagsFromString(HEAP);
  // What a command reads of its line is what follows its name.
  process.argv = [node, PROGRAM, ...rest];
  await command.run();
} else if (['--help', '-h', 'help'].includes(name)) {
  process.stdout.write(help());
} else {
  process.stderr.write(`There is no command “${name}”.\n--help lists all commands.\n`);
  process.exitCode = 2;
}

function help(): string {
  const width = Math.max(...[...commands.keys()].map(({ length }) => length));
  return `Usage: ${PROGRAM} COMMAND [--help] [SETTINGS]

One GraphQL graph over a province’s legacy systems, which are only ever read.
To see it work, with a made-up province that is written into .demo:

  ${PROGRAM} start

${[...commands].map(([word, { about }]) => `  ${word.padEnd(width)}  ${about}`).join('\n')}

Each command lists its settings with --help. They come from the command line or the environment.
`;
}
