import { dateCodec } from '../../subgraphs/sources/codecs/index.ts';
import { momentKey } from '../../subgraphs/sources/model/moment.ts';
import type { Condition, Ordering, Trimmed } from '../../subgraphs/sources/model/condition.ts';
import type { RawRow, RawValue } from '../../subgraphs/sources/model/raw.ts';

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
    case 'in':
      return condition.values.some((value) => equal(raw, value, condition.trimmed));
    case 'compare': {
      const key = keyOf(raw, condition.ordering);
      const bound = keyOf(condition.value, { ...condition.ordering, kind: 'native', none: [] });
      if (key === null || bound === null) return false;
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
  if (ordering.kind === 'text-date') {
    const { value } = dateCodec({ format: ordering.format, none: [] }).decode([raw]);
    return value === null ? null : momentKey(value);
  }
  if (ordering.kind === 'binary') return String(raw);
  return MOMENT.test(String(raw)) ? momentOf(raw) : Number(raw);
}
