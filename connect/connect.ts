import { calledBy } from '../service/settings/arguments.ts';
import { check } from './commands/check.ts';
import { count } from './commands/count.ts';
import { drift } from './commands/drift.ts';
import { explain } from './commands/explain.ts';
import { look } from './commands/look.ts';
import { preview } from './commands/preview.ts';
import { rows } from './commands/rows.ts';
import { suggest } from './commands/suggest.ts';
import type { Subcommand } from './subcommand.ts';
import { EXIT, type Surroundings } from './surroundings.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  look,
  suggest,
  preview,
  check,
  explain,
  count,
  rows,
  drift,
];

/** Runs `npm run connect -- …`; resolves to the exit code. */
export async function connect(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const [name = '', ...rest] = argv;
  const found = SUBCOMMANDS.find((one) => one.name === name);
  if (found !== undefined) return found.run(rest, surroundings);
  const asked = name === '' || name === '--help' || name === '-h';
  if (!asked) surroundings.tell(`There is no command “${name}”.\n\n`);
  (asked ? surroundings.out : surroundings.tell)(overview(surroundings.calledAs));
  return asked ? EXIT.WELL : EXIT.COULD_NOT_RUN;
}

function overview(calledAs: string): string {
  const width = Math.max(...SUBCOMMANDS.map(({ name }) => name.length));
  return [
    `Usage: ${calledBy(calledAs, 'npm run connect -- COMMAND …')}`,
    '',
    'Connects a legacy database to the graph. It only reads, at most 5,000 rows of a table (“rows” one column of all), and nothing leaves this machine.',
    '',
    ...SUBCOMMANDS.map(({ name, line }) => `  ${name.padEnd(width)}  ${line}`),
    '',
    calledBy(
      calledAs,
      'npm run connect -- COMMAND --help says more. Exit codes: 0 well, 1 faults were found, 2 it could not run.',
    ),
    '',
  ].join('\n');
}
