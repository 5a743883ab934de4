import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { gatewaySettings, servingSettings } from '../../../gateway/config.ts';
import { copySettings } from '../../../scripts/run/copy-settings.ts';
import { USUAL_ASKS } from '../../../service/access/policy-schema.ts';
import { isFaultCode } from '../../../service/errors/faults.ts';
import { metaOf } from '../../../service/settings/config.ts';
import { databaseSchema } from '../../../subgraphs/sources/mapping/schema/database.ts';

/** Numbers among the settings that bound nothing. */
const NO_LIMITS = new Set(['PORT', 'COMPRESS_REQUESTS_ABOVE_BYTES']);

const UNITS: Readonly<Record<string, number>> = { '': 1, ms: 1, KiB: 1_024, MiB: 1_048_576 };

/** Before what `asks` of a role in a policy has. */
const ASKS = 'asks.';

interface Bound {
  readonly what: string;
  readonly preset: string;
  readonly settings: readonly string[];
  readonly codes: readonly string[];
}

/** The rows of the tables of bounds. */
const bounds: readonly Bound[] = readFileSync(
  new URL('../../../docs/limits.md', import.meta.url),
  'utf8',
)
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(({ length }) => length === 6)
  .filter(([, what]) => what !== 'Bound' && !what?.startsWith('--'))
  .map(([, what = '', preset = '', setting = '', code = '']) => ({
    what,
    preset,
    settings: quoted(setting),
    codes: quoted(code),
  }));

const environment = new Map(
  Object.values({ ...gatewaySettings.shape, ...copySettings }).flatMap((setting: z.ZodType) => {
    const { env } = metaOf(setting);
    return env === undefined ? [] : [[env, setting] as const];
  }),
);

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name);
}

/** `64 MiB` as bytes, `30,000 ms` as milliseconds. */
function numberOf(preset: string): number {
  const [, digits = '', unit = ''] = /^([\d,]+)(?: (\w+))?$/u.exec(preset) ?? [];
  return Number(digits.replaceAll(',', '')) * (UNITS[unit] ?? Number.NaN);
}

/** What a setting is that is not given; of a duration its milliseconds. */
function presetOf(setting: z.ZodType): unknown {
  const preset = setting.safeParse(undefined).data;
  const [, digits, unit] = /^(\d+)(ms|s)$/u.exec(String(preset)) ?? [];
  return digits === undefined ? preset : Number(digits) * (unit === 's' ? 1_000 : 1);
}

/** What a mapping file's `database` is where nothing is said but what must be. */
const database = databaseSchema.parse({ client: 'postgres', url: 'postgres://u@h/d' });

function mappingPreset(path: string): unknown {
  const [, ...keys] = path.split('.');
  const found = keys.reduce<unknown>(
    (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
    database,
  );
  return presetOf(z.unknown().default(found));
}

describe('docs/limits.md', () => {
  it('has a table of bounds for each layer', () => {
    expect(bounds.length).toBeGreaterThan(50);
  });

  it('names all that a role may ask, with the usual numbers', () => {
    const named = new Map(
      bounds.flatMap(({ settings: [name], preset }) =>
        name?.startsWith(ASKS) === true ? [[name.slice(ASKS.length), preset] as const] : [],
      ),
    );
    const numbers = Object.entries(USUAL_ASKS).filter(([, usual]) => typeof usual === 'number');

    expect(numbers.map(([key]) => [key, numberOf(named.get(key) ?? '')])).toEqual(numbers);
    expect([...named.keys()].filter((key) => !(key in USUAL_ASKS))).toEqual([]);
  });

  it('names codes that clients can meet', () => {
    const named = bounds.flatMap(({ codes }) => codes);

    expect(named.filter((code) => !isFaultCode(code))).toEqual([]);
  });

  it('names a setting or says that there is none', () => {
    const named = bounds.flatMap(({ settings }) => settings);
    const unknown = named.filter(
      (name) =>
        !name.startsWith(ASKS) && !environment.has(name) && mappingPreset(name) === undefined,
    );

    expect(unknown).toEqual([]);
  });

  it('names every number among the gateway’s settings that bounds something', () => {
    const named = new Set(bounds.flatMap(({ settings }) => settings));
    const numbers = Object.values(servingSettings)
      .filter((setting: z.ZodType) => typeof setting.safeParse('1000000').data === 'number')
      .flatMap((setting: z.ZodType) => metaOf(setting).env ?? []);

    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers.filter((name) => !NO_LIMITS.has(name) && !named.has(name))).toEqual([]);
  });

  it('names every limit of a mapping file', () => {
    const named = new Set(bounds.flatMap(({ settings }) => settings));
    const keys = Object.keys(database.limits).map((key) => `database.limits.${key}`);

    expect(keys.filter((key) => !named.has(key))).toEqual([]);
  });

  it('tells the defaults that the settings have', () => {
    const wrong = bounds.flatMap(({ preset, settings: [name] }) => {
      if (name === undefined || name.startsWith(ASKS) || preset === '—') return [];
      const setting = environment.get(name);
      const actual = setting === undefined ? mappingPreset(name) : presetOf(setting);
      return actual === numberOf(preset) ? [] : [`${name}: ${preset}, not ${String(actual)}`];
    });

    expect(wrong).toEqual([]);
  });
});
