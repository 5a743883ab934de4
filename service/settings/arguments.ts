import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { z } from 'zod';
import { ConfigFault, metaOf, nameOf, readConfig, type SettingMeta } from './config.ts';
import { readConfigFile, USUAL_FILE } from './config-file.ts';
import { misspelt } from './misspelt.ts';
import { configSchemaOf, type Given, presetOf, printedConfig } from './printed-config.ts';

type Settings = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** A command as its user sees it. */
export interface Command<Schema extends Settings> {
  /** First line of the help: `npm run gateway -- --supergraph FILE`. */
  readonly usage: string;
  /** A paragraph of help. */
  readonly about: string;
  readonly settings: Schema;
  /** The setting that is given as a bare word, or several in their order. */
  readonly bare?: (string & keyof z.output<Schema>) | readonly (string & keyof z.output<Schema>)[];
  /** Whole command lines, for the end of the help. */
  readonly examples?: readonly string[];
}

/** What is asked of every command: to run, or to say something of itself. */
type Asked = AskedOfItself | 'run';
type AskedOfItself = 'help' | 'print-config' | 'config-schema';

/** A command's line, its environment and its part of a configuration file, put together; nothing is checked yet. */
interface Line {
  readonly asked: Asked;
  readonly given: ReadonlyMap<string, Given>;
}

/**
 * What stands on the command line and, behind it, in the environment and in a configuration file; what the command is asked to say of
 * itself (`sayOfItself`) where it is not to run.
 */
export function readCommand<Schema extends Settings>(
  command: Command<Schema>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<Schema>> | AskedOfItself {
  const { asked, given } = readLine(command, argv, env);
  return asked === 'run' ? readGiven(command.settings, given) : asked;
}

function readLine(
  command: Command<Settings>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Line {
  const { shape } = command.settings;
  const metas = Object.entries(shape).map(([key, setting]) => ({ key, ...metaOf(setting) }));
  const bares = [command.bare ?? []].flat();
  const { values, positionals } = parse(argv, metas, bares.length > 0);
  const asked = ASKED.find((one) => values[one] === true) ?? 'run';
  if (asked === 'help' || asked === 'config-schema') return { asked, given: new Map() };
  const [beyond] = positionals.slice(bares.length);
  if (beyond !== undefined)
    throw new ConfigFault([`“${beyond}” is one word too many: put what has blanks into quotes.`]);

  const file = values['config'] ?? (env['MOTCUA_CONFIG'] === '' ? undefined : env['MOTCUA_CONFIG']);
  const name = file === undefined ? undefined : String(file);
  const written = readConfigFile(name, nameOfCommand(command), Object.keys(shape));
  const given = new Map<string, Given>();
  for (const { key, flag, env: variable } of metas) {
    const flagged = flag === undefined ? undefined : values[flag];
    const bare = bares.includes(key) ? positionals[bares.indexOf(key)] : undefined;
    const exported = variable === undefined ? undefined : env[variable];
    const its = [
      [flagged === undefined ? undefined : String(flagged), `--${flag ?? ''}`],
      [bare, BARE],
      [exported, variable],
      [written[key], name ?? USUAL_FILE],
    ].find(([text]) => text !== undefined && text !== '');
    if (its !== undefined) given.set(key, { text: its[0] ?? '', by: its[1] ?? '' });
  }
  return { asked, given };
}

const ASKED = ['help', 'print-config', 'config-schema'] as const;

/** Where a bare word stands. */
const BARE = 'the command line';

function readGiven<Schema extends Settings>(
  schema: Schema,
  given: Line['given'],
): Readonly<z.output<Schema>> {
  const texts = Object.fromEntries([...given].map(([key, { text }]) => [key, text]));
  const bare = [...given].flatMap(([key, { by }]) => (by === BARE ? [key] : []));
  return readConfig(schema, texts, new Set(bare));
}

/** The word by which a command is called, from its usage: `npm run gateway -- …` is `gateway`. */
function nameOfCommand({ usage }: Command<Settings>): string {
  return /^(?:npm (?:run )?)?(\S+)/u.exec(usage)?.[1] ?? '';
}

/** What every command knows beside its settings. */
const COMMON = [
  {
    name: '--config (or MOTCUA_CONFIG)',
    text: `file of settings, behind the command line and the environment [${USUAL_FILE}, if there]`,
  },
  {
    name: '--print-config',
    text: 'prints all settings and where each comes from, without secrets',
  },
];

/** By what name the package's own command is called. */
export const PROGRAM = 'motcua-graph';

/**
 * The text of `--help`.
 *
 * @param calledAs - The program that was called: where it is the package's own command, its user knows no `npm run`.
 */
export function helpOf(
  { usage, about, settings, examples = [] }: Command<Settings>,
  calledAs = '',
): string {
  const rows = Object.values(settings.shape).map((setting) => {
    const meta = metaOf(setting);
    const preset = presetOf(setting);
    return {
      name: nameOf(meta),
      text: preset === '' ? meta.about : `${meta.about} [${preset}]`,
    };
  });
  rows.push(...COMMON);
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}`);
  const calls = (line: string): string => calledBy(calledAs, line);
  const shown =
    examples.length === 0 ? [] : ['', 'Examples:', ...examples.map((one) => `  ${calls(one)}`)];
  return [`Usage: ${calls(usage)}`, '', about, '', ...lines, ...shown, ''].join('\n');
}

/** A line of help as whoever called a program of this name would type it. */
export function calledBy(program: string, line: string): string {
  return program === PROGRAM
    ? line.replace(/^((?:\w+=\S+ )*)npm (?:run )?(\S+)(?: --)?/u, `$1${PROGRAM} $2`)
    : line;
}

/**
 * Has a command say of itself what its line asks for. Throws what is wrong with settings when they have been said: where a wrong one
 * comes from stands there, too.
 */
export function sayOfItself(
  command: Command<Settings>,
  asked: AskedOfItself,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { calledAs, out }: { readonly calledAs: string; readonly out: (text: string) => void },
): void {
  switch (asked) {
    case 'help':
      out(helpOf(command, calledAs));
      break;
    case 'config-schema':
      out(JSON.stringify(configSchemaOf(command.settings)));
      break;
    case 'print-config': {
      const { given } = readLine(command, argv, env);
      out(printedConfig(nameOfCommand(command), command.settings, given));
      readGiven(command.settings, given);
    }
  }
}

/** What is said of variables that are nearly those of a command's settings. */
function misspeltOf({ settings }: Command<Settings>, names: readonly string[]): string {
  const variables = Object.values(settings.shape).flatMap((setting) => metaOf(setting).env ?? []);
  return misspelt(names, variables)
    .map(({ name, meant }) => `${name} is no setting and is not read: is ${meant} meant?\n`)
    .join('');
}

/** The exit code of what a signal has ended before it had done anything, as shells have it. */
const BROKEN_OFF = 130;

/** Runs a command of this process: help goes to stdout, faults of its use to stderr with exit code 2. */
export async function runCommand<Schema extends Settings>(
  command: Command<Schema>,
  run: (config: Readonly<z.output<Schema>>) => Promise<void>,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    const config = readCommand(command, argv, process.env);
    if (config !== 'help' && config !== 'config-schema')
      process.stderr.write(misspeltOf(command, Object.keys(process.env)));
    if (typeof config !== 'string') await run(config);
    else
      sayOfItself(command, config, argv, process.env, {
        calledAs: process.argv[1] ?? '',
        out: (text) => process.stdout.write(text),
      });
  } catch (error) {
    if ((error as Error).name === 'AbortError') {
      process.exitCode = BROKEN_OFF;
      return;
    }
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n--help lists all settings.\n`);
    // At once: what was begun already, a thread or a watched file, would keep the process.
    process.exit(2);
  }
}

/** One of the things that a command does, by the word behind it: `npm run audit -- verify`. */
export interface Subcommand {
  readonly about: string;
  run(argv: readonly string[]): Promise<void>;
}

export function subcommand<Schema extends Settings>(
  command: Command<Schema>,
  run: (config: Readonly<z.output<Schema>>) => Promise<void>,
): Subcommand {
  return { about: command.about, run: (argv) => runCommand(command, run, argv) };
}

/** Runs the subcommand that the first word names; lists them where it names none. */
export async function runSubcommand(
  usage: string,
  subcommands: Readonly<Record<string, Subcommand>>,
): Promise<void> {
  const [word = '', ...argv] = process.argv.slice(2);
  const named = Object.hasOwn(subcommands, word) ? subcommands[word] : undefined;
  if (named !== undefined) {
    await named.run(argv);
    return;
  }
  const width = Math.max(...Object.keys(subcommands).map(({ length }) => length));
  const lines = Object.entries(subcommands).map(
    ([name, { about }]) => `  ${name.padEnd(width)}  ${about}`,
  );
  const asked = word === '--help' || word === '-h';
  const called = calledBy(process.argv[1] ?? '', usage);
  const text = [`Usage: ${called}`, '', ...lines, '', 'Each tells its settings by --help.', ''];
  (asked ? process.stdout : process.stderr).write(text.join('\n'));
  if (!asked) process.exitCode = 2;
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

function parse(
  argv: readonly string[],
  metas: readonly SettingMeta[],
  allowPositionals: boolean,
): Parsed {
  const options: NonNullable<ParseArgsConfig['options']> = {
    help: { type: 'boolean', short: 'h' },
    config: { type: 'string' },
    'print-config': { type: 'boolean' },
    'config-schema': { type: 'boolean' },
  };
  for (const { flag, give } of metas) {
    if (flag !== undefined) options[flag] = { type: give === undefined ? 'boolean' : 'string' };
  }
  try {
    return parseArgs({ args: [...argv], options, allowPositionals }) as Parsed;
  } catch (error) {
    throw new ConfigFault([`${(error as Error).message.split('. ')[0] ?? ''}.`]);
  }
}
