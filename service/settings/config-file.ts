import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { nearest } from '../nearest.ts';
import { ConfigFault } from './config.ts';

/** The file that is read where none is named, if it is there. */
export const USUAL_FILE = 'motcua.yaml';

/** Letters by which a slip differs from a command: some commands differ by four, as `bench:rate` and `bench:gateway` do. */
const SLIP = 2;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const value = z.union([scalar, z.array(scalar)]).nullable();
const fileSchema = z.record(z.string(), z.record(z.string(), value).nullable()).nullable();

/**
 * One command's part of a configuration file: its settings by name, as text. A list becomes what stands on a command line, its
 * items with commas between; true and false become yes and no.
 *
 * @param file - Undefined: `motcua.yaml` in this folder, if there is one.
 */
export function readConfigFile(
  file: string | undefined,
  command: string,
  settings: readonly string[],
): Readonly<Record<string, string>> {
  const name = file ?? USUAL_FILE;
  const text = textOf(name, file !== undefined);
  if (text === undefined) return {};
  const parts = partsOf(name, text);
  const part = parts[command] ?? {};
  // Unread, it would be as if nothing stood there: a trail would not be kept, say.
  const slip = Object.keys(parts).find((key) => nearest(key, [command], SLIP) !== undefined);
  if (slip !== undefined && !Object.hasOwn(parts, command))
    throw new ConfigFault([`${name}: “${slip}” is no command: is ${command} meant?`]);
  const unknown = Object.keys(part).filter((key) => !settings.includes(key));
  if (unknown.length > 0)
    throw new ConfigFault(unknown.map((key) => `${name}: ${command} has no setting “${key}”.`));
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, given]) => (given === null ? [] : [[key, asText(given)]])),
  );
}

function textOf(file: string, isWanted: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!isWanted && code === 'ENOENT') return undefined;
    throw new ConfigFault([`The configuration file cannot be read: ${message}.`]);
  }
}

function partsOf(file: string, text: string): Readonly<NonNullable<z.infer<typeof fileSchema>>> {
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    const [reason = ''] = (error as Error).message.split(':\n');
    throw new ConfigFault([`${file} is no YAML: ${reason}.`]);
  }
  const { success, data, error } = fileSchema.safeParse(written);
  if (success) return data ?? {};
  const at = error.issues[0]?.path.join('.') ?? '';
  const where = at === '' ? '' : ` At “${at}” it does not.`;
  throw new ConfigFault([
    `${file} must have the names of commands and below each its settings, texts, numbers, yes, no or lists of them.${where}`,
  ]);
}

function asText(given: z.infer<typeof scalar> | readonly z.infer<typeof scalar>[]): string {
  if (typeof given === 'object') return given.map((item) => asText(item)).join(',');
  if (typeof given === 'boolean') return given ? 'yes' : 'no';
  return String(given);
}
