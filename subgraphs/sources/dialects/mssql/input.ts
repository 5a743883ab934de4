import iconv from 'iconv-lite';
import type { RawValue } from '../../model/raw.ts';
import type { ColumnInfo } from '../dialect.ts';

/** A value together with the type it is sent as. */
export class SqlInput {
  readonly type:
    | 'nvarchar'
    | 'varchar'
    | 'bigint'
    | 'decimal'
    | 'float'
    | 'bit'
    | 'uniqueidentifier'
    | 'varbinary';
  readonly value: RawValue;
  /** Text beyond ASCII goes as `varchar` only where this is also the code page of the connection. */
  readonly codePage: number | undefined;

  constructor(type: SqlInput['type'], value: RawValue, codePage?: number) {
    this.type = type;
    this.value = value;
    this.codePage = codePage;
  }
}

/**
 * Text for a column. An nvarchar compared with a varchar column makes SQL Server convert, and so read, the whole column; a
 * varchar loses what its code page does not have.
 */
export function textInput(text: string, { unicode, codePage }: ColumnInfo): SqlInput {
  if (unicode) return new SqlInput('nvarchar', text);
  if (/^[\0-\x7f]*$/u.test(text)) return new SqlInput('varchar', text);
  return codePage !== undefined && isEncodable(text, codePage)
    ? new SqlInput('varchar', text, codePage)
    : new SqlInput('nvarchar', text);
}

function isEncodable(text: string, codePage: number): boolean {
  const encoding = `cp${codePage}`;
  return (
    iconv.encodingExists(encoding) && iconv.decode(iconv.encode(text, encoding), encoding) === text
  );
}

/** Number of digits that a double, which is all the driver takes for a decimal, keeps exactly. */
const EXACT_DIGITS = 15;

export function numberInput(number: string | number, { type }: ColumnInfo): SqlInput {
  const digits = String(number);
  if (type === 'float' || type === 'real') return new SqlInput('float', Number(number));
  if (isBigint(digits)) return new SqlInput('bigint', digits);
  if (/^-?\d+\.\d+$/u.test(digits) && digits.replace(/\D/gu, '').length <= EXACT_DIGITS) {
    return new SqlInput('decimal', digits);
  }
  return new SqlInput('nvarchar', digits);
}

function isBigint(digits: string): boolean {
  if (!/^-?\d{1,19}$/u.test(digits)) return false;
  const number = BigInt(digits);
  return number === BigInt.asIntN(64, number);
}
