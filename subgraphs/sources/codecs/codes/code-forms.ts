import { codeKey, foldsCase, numberKey } from '../../model/code.ts';
import { writingsOf } from './code-writings.ts';

/** How one column writes codes: what a code of the list is looked for as, and what stands in a row as. */
export interface CodeForms {
  /** All that the database is asked for. */
  readonly keys: (code: string) => readonly string[];
  readonly key: (raw: string) => string;
}

/**
 * In a column of text: the code in ASCII letters of either case; one with other letters as it is written, in capitals, in
 * small letters or with a capital, its letters composed or apart, and each letter in its own way too.
 */
export const TEXT_CODES: CodeForms = {
  keys: (code) => [...new Set([code, ...(foldsCase(code) ? [] : writingsOf(code))].map(codeKey))],
  key: codeKey,
};

/** In a column of numbers: the number. Code `01` is 1 there, and has lost its zero, unless another code is `1`. */
export function numberCodes(strict: boolean): CodeForms {
  const key = (code: string): string => numberKey(code) ?? codeKey(code);
  return {
    keys: (code) => (strict || numberKey(code) !== null ? [key(code)] : TEXT_CODES.keys(code)),
    key,
  };
}

/** In a column of truth: `1`, `t`, `true` and `y` are one answer. */
export const TRUTH_CODES: CodeForms = {
  keys: (code) => [truthKey(code)],
  key: truthKey,
};

function truthKey(code: string): string {
  const key = codeKey(code);
  return /^(?:t|true|y|yes)$/u.test(key) ? '1' : /^(?:f|false|n|no)$/u.test(key) ? '0' : key;
}

/** The list says `01` where the column of numbers has 1. */
export function hasLostZeros(code: string, raw: string): boolean {
  return /^0+\d/u.test(code) && codeKey(code) !== codeKey(raw) && !raw.startsWith('0');
}
