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
  /** The setting that is given as a bare word, where there is one. */
  readonly bare?: string & keyof z.output<Schema>;
}

/** What stands on the command line and, behind it, in the environment; `'help'` where help is asked for. */
export function readCommand<Schema extends Settings>(
  command: Command<Schema>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<Schema>> | 'help' {
  const { shape } = command.settings;
  const metas = Object.entries(shape).map(([key, setting]) => ({ key, ...metaOf(setting) }));
  const { values, positionals } = parse(argv, metas, command.bare !== undefined);
  if (values['help'] === true) return 'help';

  const given = metas.map(({ key, flag, env: variable }) => {
    const flagged = flag === undefined ? undefined : values[flag];
    const bare = key === command.bare ? positionals[0] : undefined;
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
export function helpOf({ usage, about, settings }: Command<Settings>, calledAs = ''): string {
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
  const called =
    calledAs === PROGRAM ? usage.replace(/^npm (?:run )?(\S+)(?: --)?/u, `${PROGRAM} $1`) : usage;
  return [`Usage: ${called}`, '', about, '', ...lines, ''].join('\n');
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
