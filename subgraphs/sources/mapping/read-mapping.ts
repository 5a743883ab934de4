import { basename } from 'node:path';
import { z } from 'zod';
import type { DatabaseOptions, TableName } from '../dialects/dialect.ts';
import { type EntityShape, open, text } from '../model/entity.ts';
import { mappingDigest } from './digest.ts';
import { type MappingText, readMappingText } from './mapping-text.ts';
import type { FieldMapping, SourceIdentity, SourceMapping } from './mapping.ts';
import { readEntities } from './read-tables.ts';
import type { CopySpec } from './schema/copy.ts';
import type { DatabaseSpec } from './schema/database.ts';
import type { CodePage, TextEncoding } from './schema/fields.ts';
import { mappingSchema, sourceSchema } from './schema/mapping-schema.ts';
import { canonicalUrl } from './url.ts';
import { schemaFaults } from '../../../service/yaml/schema-faults.ts';
import { FileFault } from '../../../service/yaml/text-file.ts';
import type { WrittenFault } from '../../../service/yaml/written-fault.ts';
import type { Environment } from '../../../service/yaml/variables.ts';

/** What the mapping files of one subgraph may say. */
export interface MappingKind<Extra> {
  readonly entities: Readonly<Record<string, EntityShape>>;
  /** Blocks of the file that belong to this subgraph alone. */
  readonly extra: { readonly [K in keyof Extra]: z.ZodType<Extra[K]> };
  /** What all rows of a source have in common, as fields of every entity that can be filtered by and are mapped nowhere; public. */
  readonly common?: Readonly<Record<string, (source: SourceIdentity, extra: Extra) => string>>;
}

/** Made once for all files of a kind: making one takes longer than reading a file with it. */
const schemas = new WeakMap<MappingKind<never>['entities'], ReturnType<typeof mappingSchema>>();

function schemaOf<Extra>({ entities, extra }: MappingKind<Extra>) {
  const made = schemas.get(entities) ?? mappingSchema(entities, extra);
  schemas.set(entities, made);
  return made;
}

/** The mapping, or everything that is wrong with it. */
export type MappingRead<Extra> =
  | { readonly mapping: SourceMapping<Extra> }
  | {
      readonly faults: readonly WrittenFault[];
      /** What the file says of the refused source, as far as it can be read. */
      readonly refused: {
        readonly source?: SourceMapping['source'];
        readonly extra: Partial<Extra>;
      };
    };

/** What may stand where a column is told. */
const FORMS =
  'write a column’s name, or a block such as { column: NAME }; docs/connecting-an-agency.md lists the forms';

/** Reads and checks one mapping file; it never throws for what stands in it. */
export function readMapping<Extra>(
  file: string,
  kind: MappingKind<Extra>,
  environment: Environment,
): MappingRead<Extra> {
  let written: MappingText;
  try {
    written = readMappingText(file, environment);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const { line = 1, message, mend } = fault;
    const faults = [{ file: basename(file), line, what: `the file ${message}`, mend }];
    return { faults, refused: { extra: {} } };
  }
  const refuse = (faults: readonly WrittenFault[]): MappingRead<Extra> => ({
    faults,
    refused: identityOf(written.value, kind),
  });
  if (!written.whole) return refuse(written.faults);
  const fitted = fit(written, schemaOf(kind));
  if ('faults' in fitted) return refuse(fitted.faults);

  const { blocks } = fitted;
  const { source, database, copy, text: encoding = 'unicode', codePage = 1252 } = blocks;
  const { placeOf } = written;
  const extra = Object.fromEntries(
    Object.keys(kind.extra).map((key) => [key, blocks[key]]),
  ) as Extra;
  const faults: WrittenFault[] = [];
  const entities = readEntities(blocks, kind.entities, {
    placeOf,
    tableName: (table) => tableName(table, database.schema),
    refuse: (fault) => {
      faults.push(fault);
    },
    surroundings: { file, text: encoding, codePage, timezone: database.timezone },
    common: commonFields(kind, source, extra),
  });
  faults.push(...faultsOfAll(entities, blocks, placeOf));
  if (faults.length > 0) return refuse(faults);

  const { check } = copy;
  return {
    mapping: {
      file: basename(file),
      digest: mappingDigest(file, blocks),
      copy: { ...copy, check: check === undefined ? check : milliseconds(check) },
      source,
      database: databaseOptions(database),
      extra,
      entities,
    },
  };
}

/** The blocks of a mapping that fits its schema. */
interface Blocks extends Readonly<Record<string, unknown>> {
  readonly source: SourceIdentity;
  readonly text?: TextEncoding;
  readonly codePage?: CodePage;
  readonly database: DatabaseSpec;
  readonly copy: CopySpec;
}

/** The text's blocks, or all that keeps them from being read on. */
function fit(
  { value, faults, placeOf }: MappingText,
  schema: ReturnType<typeof mappingSchema>,
): { readonly blocks: Blocks } | { readonly faults: readonly WrittenFault[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return faults.length > 0 ? { faults } : { blocks: parsed.data as Blocks };
  const known = new Set(faults.map(({ file, line }) => `${file}:${line}`));
  const misfits = schemaFaults(schema, value, parsed.error, FORMS)
    .map(({ path, ...said }) => ({ ...placeOf(path), ...said }))
    // A value that could not be read fits nothing either.
    .filter(({ file, line }) => !known.has(`${file}:${line}`));
  return { faults: [...faults, ...misfits] };
}

function commonFields<Extra>(
  { common = {} }: MappingKind<Extra>,
  source: SourceIdentity,
  extra: Extra,
): Readonly<Record<string, FieldMapping>> {
  return Object.fromEntries(
    Object.entries(common).map(([field, constantOf]) => [
      field,
      { type: open(text), constant: constantOf(source, extra) },
    ]),
  );
}

/** What is wrong with no table by itself. */
function faultsOfAll(
  entities: SourceMapping['entities'],
  { source, copy: { check } }: Blocks,
  placeOf: MappingText['placeOf'],
): readonly WrittenFault[] {
  const tables = Object.values(entities).flat();
  if (tables.length === 0) {
    const names = Object.keys(entities).map((name) => `“${name}:”`);
    const mend = `write ${names.join(' or ')}`;
    return [{ ...placeOf([]), what: 'the file maps no table', mend }];
  }
  const silent = tables.find(({ changed }) => changed.length === 0);
  if (check === undefined || source.asOf !== undefined || silent === undefined) return [];
  return [
    {
      ...placeOf(['copy', 'check']),
      what: `no look at “${silent.table.table}” shows whether its rows have changed`,
      mend: 'name the column that tells (changed:) in each table, or take “check:” out',
    },
  ];
}

/** The `database:` block as drivers take it. */
export function databaseOptions({
  statementTimeout,
  connectTimeout,
  schema,
  limits,
  isolation,
  lockTimeout,
  timezone: _timezone,
  ...rest
}: DatabaseSpec): DatabaseOptions {
  return {
    ...rest,
    url: canonicalUrl(rest.client, rest.url),
    locks: { isolation, lockTimeout: milliseconds(lockTimeout) },
    ...(schema === undefined ? {} : { schema }),
    statementTimeout: milliseconds(statementTimeout),
    connectTimeout: milliseconds(connectTimeout),
    limits: { ...limits, wait: milliseconds(limits.wait) },
  };
}

function milliseconds(duration: string): number {
  const amount = Number.parseInt(duration, 10);
  return duration.endsWith('ms') ? amount : amount * 1_000;
}

function tableName(written: string, schema: string | undefined): TableName {
  const [first = '', second] = written.split('.');
  if (second !== undefined) return { schema: first, table: second };
  return schema === undefined ? { table: first } : { schema, table: first };
}

/** Who the source is, from whichever part of a faulty file says so. */
function identityOf<Extra>(written: unknown, { extra }: MappingKind<Extra>) {
  const values = z.record(z.string(), z.unknown()).safeParse(written).data ?? {};
  const source = sourceSchema.safeParse(values['source']).data;
  const own = Object.entries<z.ZodType>(extra).flatMap(([key, schema]) => {
    const { success, data } = schema.safeParse(values[key]);
    return success ? [[key, data] as const] : [];
  });
  return {
    ...(source === undefined ? {} : { source }),
    extra: Object.fromEntries(own) as Partial<Extra>,
  };
}
