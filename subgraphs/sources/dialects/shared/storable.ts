import type { ColumnInfo, Held } from '../dialect.ts';
import { ASCII, bytesOf, isEncodable, windowsBytes } from '../../model/text/charset.ts';

/** Bounds of whole numbers by the name of their type. */
const SIGNED: Readonly<Record<string, bigint>> = {
  tinyint: 1n << 7n,
  smallint: 1n << 15n,
  mediumint: 1n << 23n,
  int: 1n << 31n,
  integer: 1n << 31n,
  bigint: 1n << 63n,
};

const GUID = /^\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/iu;

/** Digits that every server takes in a decimal, before the point and behind it. */
const MOST_DIGITS = 38;

/**
 * The value in the forms in which the column may hold it; none where it cannot, for a database would refuse the whole
 * statement instead of finding nothing.
 */
export function storable(value: string | number | boolean, info: ColumnInfo): readonly Held[] {
  const { kind, affinity, labels, charset, type } = info;
  const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
  if (affinity !== undefined) return inAnyColumn(text, info);
  if (labels !== undefined) return labels.includes(text) ? [text] : [];
  switch (kind) {
    case 'number':
      return numbersOf(text, info);
    case 'boolean':
      return text === '1' || text === '0' ? [text === '1'] : [];
    case 'text':
      if (charset === 'bytes') return [text, ...windowsForm(text)];
      return charset === undefined || isEncodable(text, charset) ? [text] : [];
    case 'binary':
      return bytesOf(text);
    case 'other':
      return /^(?:uuid|uniqueidentifier)$/u.test(type) && !GUID.test(text) ? [] : [text];
    default:
      return [value];
  }
}

/** SQLite makes a number of text that is one where the column prefers numbers, and text of numbers where it prefers that. */
function inAnyColumn(text: string, { kind, affinity }: ColumnInfo): readonly Held[] {
  if (kind === 'binary') return [text, ...bytesOf(text)];
  const number = affinity === 'none' ? plainNumber(text) : null;
  return [text, ...(number === null ? [] : [number]), ...windowsForm(text)];
}

function plainNumber(text: string): bigint | number | null {
  if (/^-?(?:0|[1-9]\d{0,18})$/u.test(text)) {
    const whole = BigInt(text);
    return whole === BigInt.asIntN(64, whole) ? whole : null;
  }
  return /^-?\d+\.\d+$/u.test(text) ? Number(text) : null;
}

function windowsForm(text: string): readonly Uint8Array[] {
  if (ASCII.test(text)) return [];
  const bytes = windowsBytes(text);
  return bytes === null ? [] : [bytes];
}

function numbersOf(
  written: string,
  { type, unsigned = false, precision, scale }: ColumnInfo,
): readonly Held[] {
  const [, sign = '', whole = '', fraction = ''] =
    /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/u.exec(written.trim()) ?? [];
  if (whole === '') return [];
  const text = `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  const limit = SIGNED[type];
  if (limit !== undefined || type === 'bit') {
    if (fraction !== '') return [];
    const number = BigInt(text);
    const bits = limit === undefined ? 1n << BigInt(precision ?? 64) : limit * 2n;
    // SQL Server's tinyint has no sign.
    const [least, most] =
      unsigned || limit === undefined
        ? [0n, bits - 1n]
        : [-bits / 2n, type === 'tinyint' ? bits - 1n : bits / 2n - 1n];
    return number >= least && number <= most ? [text] : [];
  }
  if (/^(?:real|float|double|double precision)$/u.test(type)) return [text];
  if (whole.length > MOST_DIGITS - Math.min(scale ?? 0, MOST_DIGITS)) return [];
  return fraction.length > (scale ?? MOST_DIGITS - whole.length) ? [] : [text];
}
