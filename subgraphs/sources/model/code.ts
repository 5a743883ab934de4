import type { RawValue } from './raw.ts';
import { trimSigns } from './text/white-space.ts';

/**
 * Codes as a column of text, numbers or bits holds them. A code is the same without the blanks at its ends and with ASCII
 * letters in either case; nothing else is folded, for databases do not agree on more.
 */

/** Codes in which case is not minded. Databases write `?` for what is not ASCII. */
const FOLDS = /^[\0-\u003E\u0040-\u007F]*$/u;

/** Whether ASCII letters of the code match in either case. */
export function foldsCase(code: string): boolean {
  return FOLDS.test(code);
}

/** The code without the blanks at its ends, and in lower case where case is not minded. */
export function codeKey(code: string): string {
  const trimmed = trimSigns(code, ' ');
  return foldsCase(trimmed) ? trimmed.toLowerCase() : trimmed;
}

/** What printed codes are the same by to whoever looks for one, who does not mind case. */
export function printedKey(code: string): string {
  return code.toLowerCase();
}

/** A number that a column of numbers holds for a code; the digits after it are all zeros. */
const NUMBER = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/u;

/** `007`, `7` and `7.00` are one number: `7`. Null for what is no number. */
export function numberKey(code: string): string | null {
  const [, sign = '', whole, fraction = ''] = NUMBER.exec(code) ?? [];
  if (whole === undefined) return null;
  const number = fraction === '' ? whole : `${whole}.${fraction}`;
  return number === '0' ? number : `${sign}${number}`;
}

/** What a number in a floating column is as a code: the whole numbers only, for of fractions each database keeps others. */
export function isCodeNumber(raw: RawValue): boolean {
  return typeof raw !== 'number' || Number.isSafeInteger(raw);
}
