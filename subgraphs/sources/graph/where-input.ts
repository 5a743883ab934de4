import { fault } from '../../../service/faults.ts';
import type { Test } from '../model/predicate.ts';
import { dayAfter } from '../model/moment.ts';
import type { EntityShape } from '../model/entity.ts';
import type { FilterValue, Predicate } from '../model/predicate.ts';

/** Values in one `in`, and parts in one filter, at the most. */
const MOST_VALUES = 1_000;
const MOST_PARTS = 200;

/** A filter input of the graph: `and`, `or`, `not`, and tests by field. */
export type WhereInput = object | null | undefined;

/**
 * A filter input as a predicate over the entity's fields. `renamed` says which field a filter key looks at where the names
 * differ: `receivedOn` looks at `receivedAt` by days. Throws BAD_FILTER.
 */
export function predicateOf(
  where: WhereInput,
  entity: EntityShape,
  renamed: Readonly<Record<string, string>> = {},
): Predicate | null {
  let parts = 0;

  const conjunction = (input: object): Predicate => {
    const of = Object.entries(input).flatMap(([key, value]: [string, unknown]): Predicate[] => {
      parts += 1;
      if (parts > MOST_PARTS) throw bad(key, `a filter holds at most ${MOST_PARTS} parts`);
      if (value === null || value === undefined) return [];
      if (key === 'and' || key === 'or') {
        return [{ kind: key === 'and' ? 'all' : 'any', of: (value as object[]).map(conjunction) }];
      }
      if (key === 'not') return [{ kind: 'not', of: conjunction(value) }];
      const field = renamed[key] ?? key;
      const kind = entity.fields[field]?.kind;
      return Object.entries(value).flatMap(([op, operand]: [string, unknown]) =>
        tests(key, field, op, kind === 'text' ? cleaned(operand) : operand, kind === 'moment'),
      );
    });
    return of.length === 1 && of[0] ? of[0] : { kind: 'all', of };
  };

  if (where === null || where === undefined) return null;
  return conjunction(where);
}

function tests(
  key: string,
  field: string,
  op: string,
  operand: unknown,
  byDay: boolean,
): Predicate[] {
  if (operand === undefined) return [];
  if (operand === null) throw bad(key, `\`${op}\` is null; ask for \`isNull\` instead`);
  const test = (its: Test<FilterValue>): Predicate => ({ kind: 'test', field, test: its });
  const isNull = test({ op: 'isNull' });
  const value = operand as FilterValue;
  switch (op) {
    case 'isNull':
      return [operand === true ? isNull : { kind: 'not', of: isNull }];
    case 'ne':
      // A comparison never matches null, this one neither.
      return [{ kind: 'not', of: { kind: 'any', of: [test({ op: 'eq', value }), isNull] } }];
    case 'in': {
      const values = operand as FilterValue[];
      if (values.length > MOST_VALUES) throw bad(key, `\`in\` holds at most ${MOST_VALUES} values`);
      return [test({ op: 'in', values })];
    }
    case 'eq':
    case 'lt':
    case 'gte':
      return [test({ op, value })];
    // Moments within a day come after its start: “at most this day” is “before the next”, which the last day has not.
    case 'lte': {
      if (!byDay) return [test({ op, value })];
      const next = dayAfter(String(value));
      return [next === null ? { kind: 'not', of: isNull } : test({ op: 'lt', value: next })];
    }
    case 'gt': {
      if (!byDay) return [test({ op, value })];
      const next = dayAfter(String(value));
      return [next === null ? { kind: 'any', of: [] } : test({ op: 'gte', value: next })];
    }
    case 'contains':
    case 'containsLoose':
    case 'startsWith': {
      const wanted = String(value).trim();
      if (wanted === '') throw bad(key, `\`${op}\` is empty`);
      if (wanted.length > 200) throw bad(key, `\`${op}\` is longer than 200 characters`);
      return [test({ op, value: wanted })];
    }
    default:
      throw bad(key, `there is no test \`${op}\``);
  }
}

/** Text as the codecs decode it, so that a value typed with combining marks or Ð equals what is read. */
function cleaned(operand: unknown): unknown {
  if (Array.isArray(operand)) return operand.map(cleaned);
  if (typeof operand !== 'string') return operand;
  return operand.normalize('NFC').replaceAll('Ð', 'Đ').replaceAll('ð', 'đ').trim();
}

function bad(field: string, reason: string): Error {
  return fault('BAD_FILTER', { field, reason });
}
