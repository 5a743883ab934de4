import type { EntityShape, FieldType } from '../model/entity.ts';
import { type CodecSurroundings, fieldCodec, FieldFault } from './field-codec.ts';
import type {
  ChildTableMapping,
  FieldMapping,
  RootTableMapping,
  SourceMapping,
  TableMapping,
} from './mapping.ts';
import { checkJoin, readConditions, readJoins, type Reading } from './read-joins.ts';
import type { TableSpec } from './schema/tables.ts';

type Path = readonly PropertyKey[];

type Fields = Readonly<Record<string, FieldMapping>>;

interface TableReading extends Reading {
  readonly surroundings: CodecSurroundings;
  /** Fields of every entity that no column is named for. */
  readonly common: Fields;
}

/** The tables of each entity, without what is refused of them. `blocks`: the mapping's, checked against its schema. */
export function readEntities(
  blocks: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, EntityShape>>,
  reading: TableReading,
): SourceMapping['entities'] {
  return Object.fromEntries(
    Object.entries(shapes).map(([entity, shape]) => {
      const block = blocks[entity] as TableSpec | readonly TableSpec[] | undefined;
      if (block === undefined) return [entity, []];
      return [
        entity,
        Array.isArray(block)
          ? block.map((table: TableSpec, index) => readRoot(table, shape, [entity, index], reading))
          : [readRoot(block as TableSpec, shape, [entity], reading)],
      ];
    }),
  );
}

function readRoot(
  { key = '', ...table }: TableSpec,
  shape: EntityShape,
  path: Path,
  reading: TableReading,
): RootTableMapping {
  const its = readTable(table, shape, path, reading);
  return {
    ...its,
    fields: { ...its.fields, ...reading.common },
    key,
    keyAt: reading.placeOf([...path, 'key']),
    children: Object.fromEntries(
      Object.entries(shape.children).flatMap(([child, under]) => {
        const block = table[child] as TableSpec | undefined;
        if (block === undefined) return [];
        return [[child, readChild(block, under, key, [...path, child], reading)]];
      }),
    ),
  };
}

function readChild(
  table: TableSpec,
  shape: EntityShape,
  parentKey: string,
  path: Path,
  reading: TableReading,
): ChildTableMapping {
  const parent = table.parent ?? '';
  const [childColumn, parentColumn] =
    typeof parent === 'string' ? [parent, parentKey] : (Object.entries(parent)[0] ?? ['', '']);
  return {
    ...readTable(table, shape, path, reading),
    childColumn,
    parentColumn,
    parentAt: reading.placeOf([...path, 'parent']),
    key: table.key ?? null,
    keyAt: reading.placeOf([...path, 'key']),
  };
}

function readTable(
  table: TableSpec,
  shape: EntityShape,
  path: Path,
  reading: TableReading,
): TableMapping {
  const { placeOf, tableName } = reading;
  const joins = readJoins(table, path, reading);
  const names = joins.map(({ name }) => name);
  const where = readConditions(table.where, [...path, 'where'], reading);
  for (const { column, at } of where) checkJoin(column, names, at, reading);
  return {
    name: table.name ?? null,
    table: tableName(table.table),
    at: placeOf([...path, 'table']),
    joins,
    where,
    changed: [table.changed ?? []].flat(),
    changedAt: placeOf([...path, 'changed']),
    fields: readFields(table, shape, path, names, reading),
  };
}

/** `joins`: by name. */
function readFields(
  { columns }: TableSpec,
  shape: EntityShape,
  path: Path,
  joins: readonly string[],
  reading: TableReading,
): Fields {
  const fields: Record<string, FieldMapping> = {};
  for (const [field, type] of Object.entries(shape.fields)) {
    const block = columns[field];
    if (block === undefined) continue;
    const read =
      typeof block === 'object' && block !== null && 'constant' in block
        ? constantField(type, block.constant)
        : readColumns(type, block, [...path, 'columns', field], joins, reading);
    if (read !== null) fields[field] = read;
  }
  return fields;
}

function constantField(type: FieldType, constant: unknown): FieldMapping {
  const isCoded = type.kind === 'coded' || type.kind === 'reference';
  return {
    type,
    constant: isCoded
      ? { value: constant, sourceCode: String(constant), sourceLabel: null }
      : constant,
  };
}

/** Null where the block is refused. */
function readColumns(
  type: FieldType,
  block: unknown,
  at: Path,
  joins: readonly string[],
  { placeOf, refuse, surroundings }: TableReading,
): FieldMapping | null {
  try {
    const read = fieldCodec(type, block, surroundings);
    for (const column of read.columns) checkJoin(column, joins, placeOf(at), { refuse });
    return { type, ...read, at: placeOf(at) };
  } catch (fault) {
    if (!(fault instanceof FieldFault)) throw fault;
    const { message: what, mend, place = placeOf([...at, ...fault.at]) } = fault;
    refuse({ ...place, what, mend });
    return null;
  }
}
