import { basename } from 'node:path';
import { z } from 'zod';
import type { DatabaseOptions, TableName } from '../dialects/dialect.ts';
import { type EntityShape, open, text } from '../model/entity.ts';
import { type CodecSurroundings, fieldCodec, FieldFault } from './field-codec.ts';
import { mappingDigest } from './digest.ts';
import { type MappingText, readMappingText } from './mapping-text.ts';
import type {
  ChildTableMapping,
  FieldMapping,
  JoinMapping,
  RootTableMapping,
  SourceIdentity,
  SourceMapping,
  TableMapping,
} from './mapping.ts';
import { checkJoin, readConditions, readJoins } from './read-joins.ts';
import {
  type CodePage,
  type CopySpec,
  type DatabaseSpec,
  mappingSchema,
  sourceSchema,
  type TableSpec,
  type TextEncoding,
} from './schema.ts';
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

type Path = readonly PropertyKey[];

/** What may stand where a column is told. */
const FORMS =
  'write a column’s name, or a block such as { column: NAME }; docs/connecting-an-agency.md lists the forms';

/** Reads and checks one mapping file; it never throws for what stands in it. */
export function readMapping<Extra>(
  file: string,
  kind: MappingKind<Extra>,
  environment: Environment,
): MappingRead<Extra> {
  const faults: WrittenFault[] = [];
  let written: MappingText;
  try {
    written = readMappingText(file, environment);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    const { line = 1, message, mend } = fault;
    faults.push({ file: basename(file), line, what: `the file ${message}`, mend });
    return { faults, refused: { extra: {} } };
  }
  const { placeOf } = written;
  faults.push(...written.faults);
  const refuse = (): MappingRead<Extra> => ({ faults, refused: identityOf(written.value, kind) });
  if (!written.whole) return refuse();

  const schema = schemaOf(kind);
  const parsed = schema.safeParse(written.value);
  if (!parsed.success) {
    const known = new Set(faults.map(({ file, line }) => `${file}:${line}`));
    for (const { path, ...said } of schemaFaults(schema, written.value, parsed.error, FORMS)) {
      const place = placeOf(path);
      // A value that could not be read fits nothing either.
      if (!known.has(`${place.file}:${place.line}`)) faults.push({ ...place, ...said });
    }
  }
  if (faults.length > 0 || !parsed.success) return refuse();

  const spec = parsed.data as {
    source: SourceIdentity;
    text?: TextEncoding;
    codePage?: CodePage;
    database: DatabaseSpec;
    copy: CopySpec;
  };
  const surroundings: CodecSurroundings = {
    file,
    text: spec.text ?? 'unicode',
    codePage: spec.codePage ?? 1252,
    timezone: spec.database.timezone,
  };
  const blocks = parsed.data as Readonly<Record<string, unknown>>;
  const say = (fault: WrittenFault): void => {
    faults.push(fault);
  };
  const nameOfTable = (table: string): TableName => tableName(table, spec.database.schema);

  const readFields = (
    table: TableSpec,
    shape: EntityShape,
    path: Path,
    joins: readonly JoinMapping[],
  ): Record<string, FieldMapping> => {
    const names = joins.map(({ name }) => name);
    const fields: Record<string, FieldMapping> = {};
    for (const [field, type] of Object.entries(shape.fields)) {
      const block = table.columns[field];
      if (block === undefined) continue;
      if (typeof block === 'object' && block !== null && 'constant' in block) {
        const { constant } = block;
        fields[field] = {
          type,
          constant:
            type.kind === 'coded' || type.kind === 'reference'
              ? { value: constant, sourceCode: String(constant), sourceLabel: null }
              : constant,
        };
        continue;
      }
      const at = [...path, 'columns', field];
      try {
        const read = fieldCodec(type, block, surroundings);
        for (const column of read.columns) checkJoin(column, names, placeOf(at), { refuse: say });
        fields[field] = { type, ...read, at: placeOf(at) };
      } catch (fault) {
        if (!(fault instanceof FieldFault)) throw fault;
        const { message: what, mend, place = placeOf([...at, ...fault.at]) } = fault;
        faults.push({ ...place, what, mend });
      }
    }
    return fields;
  };

  const readTable = (
    table: TableSpec,
    shape: EntityShape,
    path: Path,
    common: Readonly<Record<string, FieldMapping>> = {},
  ): TableMapping => {
    const joins = readJoins(table, path, { placeOf, tableName: nameOfTable, refuse: say });
    const names = joins.map(({ name }) => name);
    const where = readConditions(table.where, [...path, 'where'], { placeOf });
    for (const { column, at } of where) checkJoin(column, names, at, { refuse: say });
    return {
      name: table.name ?? null,
      table: nameOfTable(table.table),
      at: placeOf([...path, 'table']),
      joins,
      where,
      changed: [table.changed ?? []].flat(),
      changedAt: placeOf([...path, 'changed']),
      fields: { ...readFields(table, shape, path, joins), ...common },
    };
  };

  const readChild = (
    table: TableSpec,
    shape: EntityShape,
    parentKey: string,
    path: Path,
  ): ChildTableMapping => {
    const parent = table.parent ?? '';
    const [childColumn, parentColumn] =
      typeof parent === 'string' ? [parent, parentKey] : (Object.entries(parent)[0] ?? ['', '']);
    return {
      ...readTable(table, shape, path),
      childColumn,
      parentColumn,
      parentAt: placeOf([...path, 'parent']),
      key: table.key ?? null,
      keyAt: placeOf([...path, 'key']),
    };
  };

  const extra = Object.fromEntries(
    Object.keys(kind.extra).map((key) => [key, blocks[key]]),
  ) as Extra;
  const common = Object.fromEntries(
    Object.entries(kind.common ?? {}).map(([field, constantOf]) => [
      field,
      { type: open(text), constant: constantOf(spec.source, extra) },
    ]),
  );

  const readRoot = (
    { key = '', ...table }: TableSpec,
    shape: EntityShape,
    path: Path,
  ): RootTableMapping => ({
    ...readTable(table, shape, path, common),
    key,
    keyAt: placeOf([...path, 'key']),
    children: Object.fromEntries(
      Object.entries(shape.children).flatMap(([child, its]) => {
        const block = table[child] as TableSpec | undefined;
        return block === undefined ? [] : [[child, readChild(block, its, key, [...path, child])]];
      }),
    ),
  });

  const entities = Object.fromEntries(
    Object.entries(kind.entities).map(([entity, shape]) => {
      const block = blocks[entity] as TableSpec | readonly TableSpec[] | undefined;
      if (block === undefined) return [entity, []];
      return [
        entity,
        Array.isArray(block)
          ? block.map((table: TableSpec, index) => readRoot(table, shape, [entity, index]))
          : [readRoot(block as TableSpec, shape, [entity])],
      ];
    }),
  );
  if (Object.values(entities).every((tables) => tables.length === 0)) {
    const names = Object.keys(kind.entities);
    const mend = `write ${names.map((name) => `“${name}:”`).join(' or ')}`;
    faults.push({ ...placeOf([]), what: 'the file maps no table', mend });
  }
  const { check } = spec.copy;
  const silent = Object.values(entities)
    .flat()
    .find(({ changed }) => changed.length === 0);
  if (check !== undefined && spec.source.asOf === undefined && silent !== undefined)
    faults.push({
      ...placeOf(['copy', 'check']),
      what: `no look at “${silent.table.table}” shows whether its rows have changed`,
      mend: 'name the column that tells (changed:) in each table, or take “check:” out',
    });
  if (faults.length > 0) return refuse();

  return {
    mapping: {
      file: basename(file),
      digest: mappingDigest(file, blocks),
      copy: { ...spec.copy, check: check === undefined ? check : milliseconds(check) },
      source: spec.source,
      database: databaseOptions(spec.database),
      extra,
      entities,
    },
  };
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
