import { dateCodec } from '../../../subgraphs/sources/codecs/index.ts';
import { codeKey, numberKey } from '../../../subgraphs/sources/model/code.ts';
import { momentKey } from '../../../subgraphs/sources/model/moment.ts';
import type { Condition, Ordering, Trimmed } from '../../../subgraphs/sources/model/condition.ts';
import { BLANKS, withoutSigns } from '../../../subgraphs/sources/model/text/white-space.ts';
import type { RawRow, RawValue } from '../../../subgraphs/sources/model/raw.ts';

/** A condition as a database that minds case answers it: what the codecs' conditions are held against. */
export function holds(condition: Condition, row: RawRow): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'all':
      return condition.of.every((part) => holds(part, row));
    case 'any':
      return condition.of.some((part) => holds(part, row));
    case 'not':
      return !holds(condition.of, row);
  }
  const raw = row[condition.column] ?? null;
  switch (condition.kind) {
    case 'isNull':
      return raw === null;
    case 'readable':
      return keyOf(raw, condition.ordering) !== null;
    case 'code':
      return condition.codes.some((code) => isCode(raw, code));
    case 'in':
      return condition.values.some((value) => equal(raw, value, condition.trimmed));
    case 'compare': {
      const key = keyOf(raw, condition.ordering);
      const bound =
        typeof condition.value === 'number' || condition.ordering.kind === 'binary'
          ? condition.value
          : momentKey(condition.value);
      if (key === null) return false;
      return (
        (condition.op.endsWith('=') && key === bound) ||
        (condition.op.startsWith('<') ? key < bound : key > bound)
      );
    }
    case 'like': {
      if (raw === null) return false;
      const [first = '', ...rest] = condition.pieces.map((piece) => piece.toLowerCase());
      const text = String(raw).toLowerCase();
      let at = text.indexOf(first) + first.length;
      let found = condition.anchored === 'none' ? text.includes(first) : text.startsWith(first);
      for (const piece of rest) {
        const next = text.indexOf(piece, at);
        found &&= next >= 0;
        at = next + piece.length;
      }
      return found && (condition.anchored !== 'both' || at === text.length);
    }
  }
}

function equal(
  raw: RawValue,
  value: string | number | boolean,
  trimmed: Trimmed | undefined,
): boolean {
  if (raw === null) return false;
  if (MOMENT.test(String(raw)) && MOMENT.test(String(value))) {
    return momentOf(raw) === momentOf(value);
  }
  // The compiler gives a column of numbers numbers, and one of text text.
  if (typeof raw !== 'string') return Number(raw) === Number(value) && value !== '';
  if (trimmed === undefined) return raw === String(value);
  if (trimmed === 'separators')
    return (
      withoutSigns(withoutSigns(raw, BLANKS).replace(/\.0{1,2}$/, ''), '.-|') === String(value)
    );
  const ends =
    trimmed === 'blanks'
      ? /^ +| +$/g
      : /^[ \t\n\r\u00A0\u200B\uFEFF]+|[ \t\n\r\u00A0\u200B\uFEFF]+$/g;
  return raw.replace(ends, '') === String(value);
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[T ]|$)/;

function momentOf(raw: RawValue): string {
  return momentKey(String(raw).replace(' ', 'T'));
}

/** What a value sorts by; null for none and unreadable. */
function keyOf(raw: RawValue, ordering: Ordering): string | number | null {
  if (raw === null || ordering.none.some((none) => equal(raw, none as string, 'blanks')))
    return null;
  switch (ordering.kind) {
    case 'text-date': {
      const forms = ordering.shapes.map(({ format, pivot }) => ({
        format: format as 'dd/MM/yyyy',
        ...(pivot === undefined ? {} : { pivot }),
      }));
      const text = String(raw).trim();
      for (const form of forms) {
        const { value } = dateCodec({ ...form, none: [] }).decode([text]);
        if (value !== null) return momentKey(value);
      }
      return null;
    }
    case 'binary':
      return String(raw).trim();
    case 'moment': {
      const { value } = dateCodec({ none: [] }).decode([raw]);
      return value === null ? null : momentKey(value);
    }
    case 'number': {
      const number = Number(raw);
      const { limits } = ordering;
      if (limits === undefined) return number;
      const isRead =
        number >= limits.least &&
        number <= limits.most &&
        (!limits.whole || Number.isInteger(number)) &&
        (limits.gap === undefined || number < limits.gap[0] || number >= limits.gap[1]);
      return isRead ? number : null;
    }
  }
}

function isCode(raw: RawValue, code: string): boolean {
  if (code === '') return raw === null || String(raw).trim() === '';
  if (raw === null) return false;
  if (typeof raw === 'boolean') return code === String(Number(raw));
  if (typeof raw === 'number') return numberKey(code) === numberKey(String(raw));
  return codeKey(String(raw)) === codeKey(code);
}
