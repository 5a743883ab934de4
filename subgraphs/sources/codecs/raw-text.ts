import { isCodeNumber } from '../model/code.ts';
import type { Condition } from '../model/condition.ts';
import { textOfBytes } from '../model/text/charset.ts';
import type { RawValue } from '../model/raw.ts';
import { trimSigns } from '../model/text/white-space.ts';

/** A raw value as text, null as none; a bit is `1` or `0`, as a text column would keep it. */
export function textOf(raw: RawValue | undefined): string {
  if (raw === null || raw === undefined) return '';
  if (typeof raw === 'boolean') return raw ? '1' : '0';
  return raw instanceof Uint8Array ? textOfBytes(raw) : String(raw);
}

/** Drops blanks at both ends, and only blanks: exactly what a database's trim does. */
export function trimBlanks(text: string): string {
  return trimSigns(text, ' ');
}

/**
 * The column of text, numbers or bits as a code: without blanks at its ends. Null for a fraction, of which databases keep
 * different digits.
 */
export function codeOf(raw: RawValue | undefined): string | null {
  return isCodeNumber(raw ?? null) ? trimBlanks(textOf(raw)) : null;
}

/** The column holds nothing, or blanks only. */
export function isBlank(column: number): Condition {
  return { kind: 'code', column, codes: [''] };
}

/** The column holds nothing, or nothing that can be seen. */
export function isWhiteSpace(column: number): Condition {
  return {
    kind: 'any',
    of: [
      { kind: 'isNull', column },
      { kind: 'in', column, values: [''], trimmed: 'white space' },
    ],
  };
}
