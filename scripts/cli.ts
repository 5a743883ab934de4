import cluster from 'node:cluster';
import { PROGRAM } from '../service/settings/arguments.ts';
import { commands } from './commands.ts';

const [node = '', own = '', name = '--help', ...rest] = process.argv;
const command = commands.get(name);
if (command !== undefined) {
  // How a command begins more processes of its own.
  if (cluster.isPrimary) cluster.setupPrimary({ exec: own, args: [name, ...rest] });
  // What a command reads of its line is what follows its name.
  process.argv = [node, PROGRAM, ...rest];
  void command.run();
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

Each command lists its settings with --help. They come from the command line, the environment or motcua.yaml.
`;
}
