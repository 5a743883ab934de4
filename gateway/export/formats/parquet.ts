import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column } from '../columns.ts';
import type { Format } from './format.ts';

/** Rows that a reader has in memory at a time, and this process too. */
const ROWS_OF_A_GROUP = 10_000;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;

/** How each kind is kept (Parquet's logical types); moments in UTC. */
const TYPES = {
  text: TEXT,
  json: TEXT,
  day: { type: 'INT32', converted_type: 'DATE' },
  moment: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  integer: { type: 'INT32' },
  money: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  truth: { type: 'BOOLEAN' },
} as const satisfies Readonly<Record<Column['kind'], Partial<Schema[number]>>>;

/** Parquet, a group of rows after another; what became of the export stands in the file's metadata as `motcua.manifest`. */
export const parquet: Format = {
  mediaType: 'application/vnd.apache.parquet',
  extension: 'parquet',
  async *write(parts, columns) {
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns) });
    let rows: object[] = [];
    const group = (): void => {
      const columnData = columns.map(({ name, kind, valueOf }) => ({
        name,
        data: rows.map((row) => valueIn(kind, valueOf(row))),
      }));
      if (rows.length > 0) void writer.write({ columnData, rowGroupSize: ROWS_OF_A_GROUP });
      rows = [];
    };
    for await (const part of parts) {
      if ('rows' in part) {
        rows.push(...part.rows);
        if (rows.length < ROWS_OF_A_GROUP) continue;
        group();
      } else {
        // Without its end the file is none.
        if (part.error !== undefined) return;
        group();
        writer.kvMetadata = [{ key: 'motcua.manifest', value: JSON.stringify(part.manifest) }];
        void writer.finish();
      }
      yield taken(bytes);
    }
  },
};

function schemaOf(columns: readonly Column[]): Schema {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(
      ({ name, kind }) => ({ name, repetition_type: 'OPTIONAL', ...TYPES[kind] }) as const,
    ),
  ];
}

/** As its column's type wants it; null for what a row has none of, or a subgraph gave in another form. */
function valueIn(kind: Column['kind'], value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'day':
    case 'moment': {
      const date = new Date(value as string);
      return Number.isNaN(date.getTime()) ? null : date;
    }
    case 'money':
      return BigInt(value as number);
    case 'integer':
    case 'number':
    case 'truth':
      return value;
    case 'text':
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** What was written since the last time. */
function taken(bytes: ByteWriter): Uint8Array {
  const copied = bytes.getBytes().slice();
  bytes.index = 0;
  return copied;
}
