import type { z } from 'zod';

/** How a user names and gives one setting. It stands in the schema's `.meta()`, and help and faults are made of it. */
export interface SettingMeta {
  /** Command-line option, without the dashes. */
  readonly flag?: string;
  /** How a setting that is given as a bare word is shown: `URL`. */
  readonly word?: string;
  /** Environment variable; the flag wins over it. */
  readonly env?: string;
  /** What is expected, as the end of the sentence “give …”. A switch, which is named without a value, has none. */
  readonly give?: string;
  /** Whether its value is for nobody’s eyes: no fault repeats it. */
  readonly secret?: boolean;
  /** What it is for, in a few words. */
  readonly about: string;
}

type Settings = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** Every fault of a configuration at once, in the words in which the user gave it. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** The meta that a setting carries; a setting without it is a fault of ours. */
export function metaOf(setting: z.ZodType): SettingMeta {
  return setting.meta() as unknown as SettingMeta;
}

/** What the user calls a setting: `--port (or PORT)`. */
export function nameOf({ flag, word, env }: SettingMeta): string {
  const name = flag === undefined ? word : `--${flag}`;
  if (name === undefined) return env ?? '';
  return env === undefined ? name : `${name} (or ${env})`;
}

/** Reads settings that were given as text, some of them as bare words. Empty text counts as not given, as it does in a shell. */
export function readConfig<Schema extends Settings>(
  schema: Schema,
  values: Readonly<Record<string, string | undefined>>,
  bare: ReadonlySet<string> = new Set(),
): Readonly<z.output<Schema>> {
  const given = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(result.data);

  const faulty = new Set(result.error.issues.map(({ path }) => String(path[0])));
  throw new ConfigFault([...faulty].map((key) => faultIn(schema, key, given[key], bare.has(key))));
}

function faultIn(
  schema: Settings,
  key: string,
  value: string | undefined,
  isBare: boolean,
): string {
  const setting = schema.shape[key];
  if (setting === undefined) return `${key} is not a setting.`;
  const meta = metaOf(setting);
  const what = value === undefined ? 'is missing' : `cannot be ${shown(value, meta)}`;
  const name = isBare ? (meta.word ?? 'The bare word') : nameOf(meta);
  return `${name} ${what}: give ${meta.give ?? 'it without a value'}.`;
}

/** A value as a fault may repeat it: without the credentials in a URL, and not at all where it is a secret. */
function shown(value: string, { secret }: SettingMeta): string {
  if (secret === true) return 'what was given';
  return `“${withoutCredentials(value)}”`;
}

/** A text as it may be repeated: where there is a URL in it, without name and password. */
export function withoutCredentials(value: string): string {
  return value.replaceAll(/\/\/[^/\s]*@/g, '//…@');
}

/** What the operating system says of a file or folder, in words. */
const REASONS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'it is no folder, or lies in none',
  EEXIST: 'a file is there',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no room left',
};

/** Why a file or folder cannot be used; throws on what is no matter of settings. */
export function systemReason(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (reason === undefined) throw error;
  return reason;
}
