import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { ConfigFault, metaOf, nameOf, readConfig, type SettingMeta } from './config.ts';

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

/** What stands on the command line and, behind it, in the environment; `'help'` where help is asked for. */
export function readCommand<Schema extends Settings>(
  command: Command<Schema>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<Schema>> | 'help' {
  const { shape } = command.settings;
  const metas = Object.entries(shape).map(([key, setting]) => ({ key, ...metaOf(setting) }));
  const bares = [command.bare ?? []].flat();
  const { values, positionals } = parse(argv, metas, bares.length > 0);
  if (values['help'] === true) return 'help';
  const [beyond] = positionals.slice(bares.length);
  if (beyond !== undefined)
    throw new ConfigFault([`“${beyond}” is one word too many: put what has blanks into quotes.`]);

  const given = metas.map(({ key, flag, env: variable }) => {
    const flagged = flag === undefined ? undefined : values[flag];
    const bare = bares.includes(key) ? positionals[bares.indexOf(key)] : undefined;
    const value = flagged === undefined ? bare : String(flagged);
    return [key, value ?? (variable === undefined ? undefined : env[variable])] as const;
  });
  return readConfig(command.settings, Object.fromEntries(given));
}

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
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}`);
  const calls = (line: string): string =>
    calledAs === PROGRAM
      ? line.replace(/^((?:\w+=\S+ )*)npm (?:run )?(\S+)(?: --)?/u, `$1${PROGRAM} $2`)
      : line;
  const shown =
    examples.length === 0 ? [] : ['', 'Examples:', ...examples.map((one) => `  ${calls(one)}`)];
  return [`Usage: ${calls(usage)}`, '', about, '', ...lines, ...shown, ''].join('\n');
}

/** The exit code of what a signal has ended before it had done anything, as shells have it. */
const BROKEN_OFF = 130;

/** Runs a command of this process: help goes to stdout, faults of its use to stderr with exit code 2. */
export async function runCommand<Schema extends Settings>(
  command: Command<Schema>,
  run: (config: Readonly<z.output<Schema>>) => Promise<void>,
): Promise<void> {
  try {
    const config = readCommand(command, process.argv.slice(2), process.env);
    if (config === 'help') process.stdout.write(helpOf(command, process.argv[1]));
    else await run(config);
  } catch (error) {
    if ((error as Error).name === 'AbortError') {
      process.exitCode = BROKEN_OFF;
      return;
    }
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n--help lists all settings.\n`);
    process.exitCode = 2;
  }
}

/** What stands for a setting that is not given, as the user would give it. */
function presetOf(setting: z.ZodType): string {
  let at: unknown = setting;
  while (at instanceof z.ZodPipe) at = at.def.in;
  if (!(at instanceof z.ZodDefault)) return '';
  const preset: unknown = at.def.defaultValue;
  return typeof preset === 'string' || typeof preset === 'number' ? String(preset) : '';
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
