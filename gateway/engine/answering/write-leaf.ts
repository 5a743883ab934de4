import { exactNumber, withExactNumbers } from '../../../service/exact-numbers.ts';
import { TextSpan } from '../../transport/answers/text-span.ts';
import type { ValueShape } from '../document/selection.ts';
import type { JsonWriter } from './json-writer.ts';

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** Writes a leaf; false, with nothing written, where the value is not of its type (§6.4.3 result coercion). */
export function writeLeaf(
  writer: JsonWriter,
  value: unknown,
  { leaf, enumValues }: ValueShape,
): boolean {
  switch (leaf) {
    case 'String':
      return writeString(writer, value) || writeSpan(writer, value);
    case 'ID':
      return writeString(writer, typeof value === 'string' ? value : idOf(value));
    case 'Int':
      // 32 bits (§3.5.1): what is not one comes back another number.
      if (value !== ((value as number) | 0)) return writeExact(writer, value, isInt);
      writer.integer(value);
      return true;
    case 'Float':
      return Number.isFinite(value)
        ? writeAny(writer, value)
        : writeExact(writer, value, Number.isFinite);
    case 'Boolean':
      return typeof value === 'boolean' && writeAny(writer, value);
    case 'Enum':
      return enumValues?.has(value as string) === true && writeString(writer, value);
    default:
      return writeAny(writer, value);
  }
}

/** An identifier may come as a number; one that has lost its digits is none. */
function idOf(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : value;
  const text = exactNumber(value);
  return text !== undefined && /^-?\d+$/.test(text) ? text : value;
}

function isInt(value: number): boolean {
  return value === (value | 0);
}

/** Writes a number that came as it was written, where it is one that may stand there. */
function writeExact(
  writer: JsonWriter,
  value: unknown,
  isValid: (value: number) => boolean,
): boolean {
  const text = exactNumber(value);
  if (text === undefined || !isValid(Number(text))) return false;
  writer.text(text);
  return true;
}

function writeSpan(writer: JsonWriter, value: unknown): boolean {
  if (!(value instanceof TextSpan)) return false;
  writer.span(value);
  return true;
}

function writeString(writer: JsonWriter, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  writer.string(value);
  return true;
}

/** Writes any JSON value; false for what JSON does not know, a number too large among it. */
function writeAny(writer: JsonWriter, value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      writer.string(value);
      return true;
    case 'boolean':
      writer.bytes(value ? TRUE : FALSE);
      return true;
    case 'number':
      if (!Number.isFinite(value)) return false;
      writer.text(String(value));
      return true;
    case 'object':
      writer.text(withExactNumbers(JSON.stringify(value)));
      return true;
    default:
      return false;
  }
}
