import { stringify } from 'yaml';
import { z } from 'zod';
import { metaOf, nameOf, withoutCredentials } from './config.ts';

type Settings = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** A setting as it was given, and by what: a flag, a variable, a file. */
export interface Given {
  readonly text: string;
  readonly by: string;
}

/**
 * All settings of a command as a part of `motcua.yaml`, each with where it comes from. What is secret stands in a comment only,
 * and its value nowhere.
 */
export function printedConfig(
  command: string,
  settings: Settings,
  given: ReadonlyMap<string, Given>,
): string {
  const lines = Object.entries(settings.shape).map(([key, setting]) => {
    const meta = metaOf(setting);
    const its = given.get(key);
    const text = its?.text ?? presetOf(setting);
    if (text === '') return `  # ${key}: not given; ${nameOf(meta)}`;
    const by = its?.by ?? 'preset';
    if (meta.secret === true) return `  # ${key}: hidden; ${by}`;
    return `  ${stringify({ [key]: withoutCredentials(text) }).trimEnd()} # ${by}`;
  });
  return [`${command}:`, ...lines, ''].join('\n');
}

/** What a command's part of `motcua.yaml` may hold, as JSON Schema. */
export function configSchemaOf(settings: Settings): object {
  const properties = Object.entries(settings.shape).flatMap(([key, setting]) => {
    const { about, give, secret = false } = metaOf(setting);
    if (give === undefined) return [];
    // Only what it is for: a file that others read is no place for it.
    const warning = secret ? ' Secret: rather by its variable.' : '';
    const preset = presetOf(setting);
    const description = `${about}${preset === '' ? '' : ` [${preset}]`}: ${give}.${warning}`;
    return [[key, { description, ...valuesOf(innermost(setting)) }]];
  });
  return {
    type: ['object', 'null'],
    properties: Object.fromEntries(properties) as object,
    additionalProperties: false,
  };
}

/** What stands for a setting that is not given, as the user would give it. */
export function presetOf(setting: z.ZodType): string {
  let at: unknown = setting;
  while (at instanceof z.ZodPipe) at = at.def.in;
  if (!(at instanceof z.ZodDefault || at instanceof z.ZodPrefault)) return '';
  const preset: unknown = at.def.defaultValue;
  return typeof preset === 'string' || typeof preset === 'number' ? String(preset) : '';
}

/** What is given, before defaults and transformations. */
function innermost(setting: z.ZodType): unknown {
  let at: unknown = setting;
  for (;;) {
    if (at instanceof z.ZodPipe) at = at.def.in;
    else if (at instanceof z.ZodDefault || at instanceof z.ZodPrefault) at = at.def.innerType;
    else if (at instanceof z.ZodOptional) at = at.def.innerType;
    else return at;
  }
}

function valuesOf(given: unknown): object {
  if (given instanceof z.ZodEnum) {
    const words = given.options;
    return { enum: words.includes('yes') ? [...words, true, false] : words };
  }
  if (given instanceof z.ZodNumber) {
    const { minimum, maximum } = z.toJSONSchema(given);
    return {
      type: 'number',
      ...(minimum !== undefined && { minimum }),
      ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { maximum }),
    };
  }
  return {
    type: ['string', 'number', 'array'],
    items: { type: ['string', 'number'] },
  };
}
