import type { Condition, Trimmed } from '../model/condition.ts';
import type { RawValue } from '../model/raw.ts';
import { trimSigns } from '../model/white-space.ts';

/** A raw value as text, null as none; a bit is `1` or `0`, as a text column would keep it. */
export function textOf(raw: RawValue | undefined): string {
  if (raw === null || raw === undefined) return '';
  if (typeof raw === 'boolean') return raw ? '1' : '0';
  return raw instanceof Uint8Array ? Buffer.from(raw).toString('utf8') : String(raw);
}

/** Drops blanks at both ends, and only blanks: exactly what a database's trim does. */
export function trimBlanks(text: string): string {
  return trimSigns(text, ' ');
}

/** A code in the forms that a column of text, numbers or bits would hold it, whether or not the database minds case. */
export function codeForms(code: string): readonly (string | number)[] {
  const forms = [code, code.toUpperCase(), code.toLowerCase(), capitalized(code)];
  const composed = [...forms, ...forms.map((form) => form.normalize('NFD'))];
  return [...new Set([...composed, ...(code === '0' || code === '1' ? [Number(code)] : [])])];
}

/** What `codeForms` are the same under. */
export function codeKey(text: string): string {
  return trimBlanks(text).normalize('NFC').toLowerCase();
}

/** The column holds nothing, or blanks only. */
export function isBlank(column: number): Condition {
  return isNothing(column, 'blanks');
}

/** The column holds nothing, or nothing that can be seen. */
export function isWhiteSpace(column: number): Condition {
  return isNothing(column, 'white space');
}

function isNothing(column: number, trimmed: Trimmed): Condition {
  return {
    kind: 'any',
    of: [
      { kind: 'isNull', column },
      { kind: 'in', column, values: [''], trimmed },
    ],
  };
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}
