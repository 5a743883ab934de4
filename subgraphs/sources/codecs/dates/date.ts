import type { TextDateFormat } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { Codec } from '../codec.ts';
import { integerDate } from './date-integer.ts';
import { nativeDate } from './date-native.ts';
import { textDate } from './date-text.ts';

interface DateOptions {
  readonly format: TextDateFormat | 'native' | 'yyyyMMdd-integer';
  /** Raw values that mean “none”, as an empty column always does. Default: 1 January 1900 and zeros. */
  readonly none?: readonly RawValue[];
  /**
   * Some rows came in with month and day swapped, which shows where the month would be greater than 12. The database then
   * cannot compare by day, and sorts such rows as having none.
   */
  readonly swapped?: boolean;
}

/** Days and moments, kept as the database's own type, as a number or as text. */
export function dateCodec({ format, none, swapped = false }: DateOptions): Codec<string> {
  switch (format) {
    case 'native':
      return nativeDate(none);
    case 'yyyyMMdd-integer':
      return integerDate(none, swapped);
    default:
      return textDate(format, none, swapped);
  }
}
