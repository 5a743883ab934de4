import { foldsCase } from '../../model/code.ts';
import { isEncodable } from '../../model/text/charset.ts';
import type { ColumnCondition, ColumnInfo, ColumnRef, Fragment } from '../dialect.ts';
import { glue, list, name, NEVER, value } from './fragment.ts';
import type { Words } from './words.ts';

/** A code that a column of numbers can hold. */
const NUMBER = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,6})?$/u;
const TEXT: ColumnInfo = { name: '', type: 'nvarchar', kind: 'text', unicode: true };

/**
 * The column holds one of the codes; none is written `''`.
 *
 * @param trimmed - The column as text, without blanks at its ends.
 */
export function isCode(
  words: Words,
  column: ColumnRef,
  codes: readonly string[],
  trimmed: Fragment,
): ColumnCondition {
  const { reference, info } = column;
  const bare = name(reference);
  const numeric = info.kind === 'number' || info.kind === 'boolean';
  const numbers = codes.filter((code) => numeric && NUMBER.test(code));
  // In a column of numbers there is no text, but where the database lets any value into any column.
  const texts =
    numeric && words.isNumber === undefined
      ? []
      : codes.filter(
          (code) =>
            code !== '' &&
            !numbers.includes(code) &&
            (info.charset === undefined || isEncodable(code, info.charset)),
        );
  const bound = (of: readonly string[]): Fragment => {
    const column = info.kind === 'text' ? info : TEXT;
    return list(
      of.map((code) => value(words.bind(code, column))),
      ', ',
    );
  };
  const plain = texts.filter((code) => foldsCase(code));
  const other = texts.filter((code) => !foldsCase(code));
  const held = numbers.flatMap((code) =>
    // A database that lets any value into any column has numbers among its truth values.
    info.kind === 'boolean' && words.isNumber === undefined
      ? bits(words, code, info)
      : [words.number(code, info)],
  );
  const parts = [
    ...(held.length > 0 ? [glue`${bare} IN (${list(held, ', ')})`] : []),
    ...(plain.length > 0
      ? [glue`${words.lower(trimmed)} IN (${bound(plain.map((code) => code.toLowerCase()))})`]
      : []),
    ...(other.length > 0 ? [glue`${words.binary(trimmed)} IN (${bound(other)})`] : []),
    ...(codes.includes('')
      ? [
          glue`${bare} IS NULL`,
          ...(numeric && words.isNumber === undefined
            ? []
            : [glue`${words.binary(trimmed)} IN (${bound([''])})`]),
        ]
      : []),
  ];
  if (parts.length === 0) return NEVER;
  const found = glue`(${list(parts, ' OR ')})`;
  // Numbers and NULL are looked for in the bare column, text is not. Few codes stand for many rows.
  return texts.length === 0 && (!codes.includes('') || (numeric && words.isNumber === undefined))
    ? { ...found, seek: 'range' }
    : found;
}

function bits(words: Words, code: string, info: ColumnInfo): readonly Fragment[] {
  return code === '0' || code === '1' ? [value(words.bind(code === '1', info))] : [];
}
