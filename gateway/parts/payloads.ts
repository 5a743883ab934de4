import type { GraphQLFormattedError } from 'graphql';
import type { Arrived, Payload, Pending } from '../engine/parts/answer-in-parts.ts';
import type { PartsFormat } from './format.ts';

/** What a client is told at first, beside what is to come. */
interface First {
  /** JSON. */
  readonly data: Buffer;
  readonly errors: readonly GraphQLFormattedError[];
}

/** A payload with its errors as the client is told them. */
export interface Presented extends Payload {
  readonly arrived: readonly Omit<Arrived, 'refusal'>[];
}

type Json = string | Buffer | undefined;

/** What comes first, as JSON. */
export function firstPayload(
  format: PartsFormat,
  { data, errors }: First,
  pending: readonly Pending[],
): Buffer {
  return Buffer.concat(
    object([
      ['errors', some(errors)],
      ['data', data],
      ['pending', format === 'v0.2' ? some(pending.map(named)) : undefined],
      ['hasNext', 'true'],
    ]),
  );
}

/** What comes later, as JSON. */
export function laterPayload(
  format: PartsFormat,
  { arrived, pending, hasNext }: Presented,
): Buffer {
  const parts: readonly (readonly [name: string, value: Json | readonly Buffer[]])[] =
    format === 'v0.2'
      ? [
          ['pending', some(pending.map(named))],
          ['incremental', list(arrived.filter(({ data }) => data !== undefined).map(byId))],
          ['completed', list(arrived.map(completed))],
        ]
      : [['incremental', list(arrived.map(byPath))]];
  return Buffer.concat(object([...parts, ['hasNext', String(hasNext)]]));
}

/** What is told at the end of it all, as JSON. */
export function lastPayload(extensions: object): Buffer {
  return Buffer.from(JSON.stringify({ hasNext: false, extensions }));
}

function named({ id, path, label }: Pending) {
  return { id, path, ...(label !== undefined && { label }) };
}

function byPath({ data, path, label, errors }: Presented['arrived'][number]): readonly Buffer[] {
  return object([
    ['data', data ?? 'null'],
    ['path', JSON.stringify(path)],
    ['label', label === undefined ? undefined : JSON.stringify(label)],
    ['errors', some(errors)],
  ]);
}

function byId({ id, data, errors }: Presented['arrived'][number]): readonly Buffer[] {
  return object([
    ['id', JSON.stringify(id)],
    ['data', data],
    ['errors', some(errors)],
  ]);
}

/** What could not be has its errors here, and no data anywhere. */
function completed({ id, data, errors }: Presented['arrived'][number]): readonly Buffer[] {
  return object([
    ['id', JSON.stringify(id)],
    ['errors', data === undefined ? JSON.stringify(errors) : undefined],
  ]);
}

function some(values: readonly object[]): Json {
  return values.length === 0 ? undefined : JSON.stringify(values);
}

function list(values: readonly (readonly Buffer[])[]): readonly Buffer[] | undefined {
  if (values.length === 0) return undefined;
  return [
    Buffer.from('['),
    ...values.flatMap((value, index) => (index === 0 ? value : [COMMA, ...value])),
    Buffer.from(']'),
  ];
}

/** A JSON object of values that are JSON already; those that are undefined are left out. */
function object(
  fields: readonly (readonly [name: string, value: Json | readonly Buffer[]])[],
): readonly Buffer[] {
  const written: Buffer[] = [];
  for (const [name, value] of fields) {
    if (value === undefined) continue;
    written.push(Buffer.from(`${written.length === 0 ? '{' : ','}"${name}":`));
    if (typeof value === 'string') written.push(Buffer.from(value));
    else if (Buffer.isBuffer(value)) written.push(value);
    else written.push(...value);
  }
  return [...written, Buffer.from('}')];
}

const COMMA = Buffer.from(',');
