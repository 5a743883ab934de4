import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { DatabaseOptions, TableName } from '../dialects/dialect.ts';
import type { EntityShape } from '../model/entity.ts';
import type { RawValue } from '../model/raw.ts';
import { CrosswalkFault } from './crosswalk.ts';
import { type CodecSurroundings, fieldCodec } from './field-codec.ts';
import type {
  ChildTableMapping,
  FieldMapping,
  MappingFault,
  RootTableMapping,
  RowCondition,
  SourceMapping,
  TableMapping,
} from './mapping.ts';
import {
  type CodePage,
  type DatabaseSpec,
  mappingSchema,
  sourceSchema,
  type TableSpec,
  type TextEncoding,
} from './schema.ts';

/** What the mapping files of one subgraph may say. */
export interface MappingKind<Extra> {
  readonly entities: Readonly<Record<string, EntityShape>>;
  /** Blocks of the file that belong to this subgraph alone. */
  readonly extra: { readonly [K in keyof Extra]: z.ZodType<Extra[K]> };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The mapping, or everything that is wrong with it. */
export type MappingRead<Extra> =
  | { readonly mapping: SourceMapping<Extra> }
  | {
      readonly faults: readonly MappingFault[];
      /** Who the refused source is, where that part of the file can be read. */
      readonly refused?: Pick<SourceMapping<Extra>, 'source' | 'extra'>;
    };

type Path = readonly PropertyKey[];

/** Reads and checks one mapping file; it never throws for what stands in it. */
export function readMapping<Extra>(
  file: string,
  kind: MappingKind<Extra>,
  environment: Environment,
): MappingRead<Extra> {
  const lines = new LineCounter();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { faults: [{ file: basename(file), line: 1, what: 'the file cannot be read' }] };
  }
  const document = parseDocument(text, { lineCounter: lines });
  const faults: MappingFault[] = [];
  const faultAt = (offset: number, what: string, mend?: string): void => {
    faults.push({
      file: basename(file),
      line: lines.linePos(offset).line,
      what,
      ...(mend === undefined ? {} : { mend }),
    });
  };

  for (const error of document.errors)
    faultAt(error.pos[0], firstLine(error.message), 'mend the YAML');
  if (faults.length > 0) return { faults };

  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string') return;
      node.value = node.value.replace(
        /\$\{(\w+)(?::-([^}]*))?\}/gu,
        (_match, variable: string, otherwise: string | undefined) => {
          const value = environment[variable] ?? otherwise;
          if (value === undefined) {
            faultAt(
              node.range?.[0] ?? 0,
              `the environment variable ${variable} is not set`,
              `set ${variable}, or write \${${variable}:-default}`,
            );
          }
          return value ?? '';
        },
      );
    },
  });

  /** The faults, and who the source would be: the others' answers say that it is missing. */
  const refuse = (): MappingRead<Extra> => {
    const written = document.toJS() as unknown;
    const identity = z.object({ source: sourceSchema }).safeParse(written);
    const extra = z.object({ ...kind.extra }).safeParse(written);
    if (!identity.success || !extra.success) return { faults };
    return { faults, refused: { source: identity.data.source, extra: extra.data as Extra } };
  };
  const lineOf = (path: Path): number => lines.linePos(offsetOf(document, path)).line;
  const parsed = mappingSchema(kind.entities, kind.extra).safeParse(document.toJS());
  if (!parsed.success) {
    for (const issue of parsed.error.issues.flatMap(mostTelling)) {
      const found = explain(issue);
      faultAt(offsetOf(document, found.path), found.what, found.mend);
    }
  }
  if (faults.length > 0 || !parsed.success) return refuse();

  const spec = parsed.data as {
    source: { code: string; name: string };
    text?: TextEncoding;
    codePage?: CodePage;
    database: DatabaseSpec;
  };
  const surroundings: CodecSurroundings = {
    file,
    text: spec.text ?? 'unicode',
    codePage: spec.codePage ?? 1252,
  };
  const blocks = parsed.data as Readonly<Record<string, unknown>>;

  const readFields = (
    table: TableSpec,
    shape: EntityShape,
    path: Path,
  ): Record<string, FieldMapping> => {
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
        fields[field] = { type, ...fieldCodec(type, block, surroundings), line: lineOf(at) };
      } catch (fault) {
        if (!(fault instanceof CrosswalkFault)) throw fault;
        faultAt(offsetOf(document, at), fault.message, 'mend the crosswalk');
      }
    }
    return fields;
  };

  const readTable = (table: TableSpec, shape: EntityShape, path: Path): TableMapping => ({
    name: table.name ?? null,
    table: tableName(table.table, spec.database.schema),
    line: lineOf([...path, 'table']),
    where: Object.entries(table.where ?? {}).map(([column, condition]): RowCondition => {
      const negated = typeof condition === 'object' && condition !== null && 'not' in condition;
      const values: readonly RawValue[] = [negated ? condition.not : condition].flat();
      return { column, values, negated, line: lineOf([...path, 'where', column]) };
    }),
    fields: readFields(table, shape, path),
  });

  const readChild = (
    table: TableSpec,
    shape: EntityShape,
    parentKey: string,
    path: Path,
  ): ChildTableMapping => {
    const parent = table.parent ?? '';
    const [childColumn, parentColumn] =
      typeof parent === 'string' ? [parent, parentKey] : (Object.entries(parent)[0] ?? ['', '']);
    return { ...readTable(table, shape, path), childColumn, parentColumn, key: table.key ?? null };
  };

  const readRoot = (
    { key = '', ...table }: TableSpec,
    shape: EntityShape,
    path: Path,
  ): RootTableMapping => ({
    ...readTable(table, shape, path),
    key,
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
  if (faults.length > 0) return refuse();

  const extra = Object.fromEntries(
    Object.keys(kind.extra).map((key) => [key, blocks[key]]),
  ) as Extra;
  return {
    mapping: {
      file: basename(file),
      source: spec.source,
      database: databaseOptions(spec.database),
      extra,
      entities,
    },
  };
}

function databaseOptions({
  statementTimeout,
  connectTimeout,
  schema,
  ...rest
}: DatabaseSpec): DatabaseOptions {
  return {
    ...rest,
    ...(schema === undefined ? {} : { schema }),
    statementTimeout: milliseconds(statementTimeout),
    connectTimeout: milliseconds(connectTimeout),
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

/** Where a path lies in the text; a path that is not there lies where its nearest ancestor does. */
function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent: unknown =
      depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (typeof parent !== 'object' || parent === null || !('items' in parent)) continue;
    const items = parent.items as readonly { key?: unknown; range?: readonly number[] }[];
    const item =
      typeof key === 'number'
        ? items[key]
        : items.find(({ key: its }) => isScalar(its) && String(its.value) === key);
    const range = item && 'key' in item && isScalar(item.key) ? item.key.range : item?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  return 0;
}

type Issue = z.core.$ZodIssue;

/** Of a union's branches, the one that got furthest says what the integrator meant. */
function mostTelling(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.filter(
    (branch) => !branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const [first] = branches.length > 0 ? branches.sort((a, b) => a.length - b.length) : [];
  if (first === undefined) return [issue];
  return first.flatMap((inner) => mostTelling({ ...inner, path: [...issue.path, ...inner.path] }));
}

function explain(issue: Issue): { path: Path; what: string; mend?: string } {
  const at = issue.path.length === 0 ? 'the file' : `“${issue.path.join('.')}”`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        path: [...issue.path, issue.keys[0] ?? ''],
        what: `${at} has no key ${issue.keys.map((key) => `“${key}”`).join(', ')}`,
        mend: 'mend the spelling, or take it out; schema/mapping.*.json lists what may stand here',
      };
    case 'invalid_type':
      return issue.input === undefined
        ? {
            path: issue.path,
            what: `${at} is missing or not a ${issue.expected}`,
            mend: 'write it',
          }
        : { path: issue.path, what: `${at} is not a ${issue.expected}` };
    case 'invalid_value':
      return { path: issue.path, what: `${at} is none of ${issue.values.map(String).join(', ')}` };
    case 'invalid_union':
      return {
        path: issue.path,
        what: `${at} is of none of the forms that may stand here`,
        mend: 'a column’s name, or a block such as { column: NAME }; docs/connecting-an-agency.md lists the forms',
      };
    default:
      return { path: issue.path, what: `${at}: ${issue.message}` };
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
