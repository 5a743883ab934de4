import { reasonOf } from '../../../../service/errors/reasons.ts';
import { compose } from '../../model/text/compose.ts';
import type { Test } from '../../model/predicate.ts';
import { dayAfter } from '../../model/moment.ts';
import type { EntityShape, FieldType } from '../../model/entity.ts';
import type { FilterValue, Predicate } from '../../model/predicate.ts';
import { badFilter, checkFilterSize } from './filter-bounds.ts';

/** Characters that a search may look for. */
const MOST_SEARCHED = 200;

/** A filter input of the graph: `and`, `or`, `not`, and tests by field. */
export type WhereInput = object | null | undefined;

/** How filter keys are read that are not simply a field of the entity. */
export interface FilterKeys {
  /** The field that a key looks at where the names differ: `receivedOn` looks at `receivedAt` by days. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Keys over what no field holds; null inputs never get here. */
  readonly computed?: Readonly<Record<string, (input: object) => Predicate>>;
}

/** A filter input as a predicate over the entity's fields. Throws BAD_FILTER. */
export function predicateOf(
  where: WhereInput,
  entity: EntityShape,
  { renamed = {}, computed = {} }: FilterKeys = {},
): Predicate | null {
  const conjunction = (input: object): Predicate => {
    const of = Object.entries(input).flatMap(([key, value]: [string, unknown]): Predicate[] => {
      if (value === null || value === undefined) return [];
      if (key === 'and' || key === 'or') {
        return [{ kind: key === 'and' ? 'all' : 'any', of: (value as object[]).map(conjunction) }];
      }
      if (key === 'not') return [{ kind: 'not', of: conjunction(value) }];
      const compute = computed[key];
      if (compute !== undefined) return [compute(value)];
      const field = renamed[key] ?? key;
      const type = entity.fields[field];
      return Object.entries(value).flatMap(([op, operand]: [string, unknown]) =>
        tests({ key, field, type }, op, operand),
      );
    });
    return of.length === 1 && of[0] ? of[0] : { kind: 'all', of };
  };

  if (where === null || where === undefined) return null;
  checkFilterSize(where);
  return conjunction(where);
}

interface Tested {
  readonly key: string;
  readonly field: string;
  readonly type: FieldType | undefined;
}

function tests({ key, field, type }: Tested, op: string, operand: unknown): Predicate[] {
  if (operand === undefined) return [];
  if (operand === null) throw badFilter(key, reasonOf('NULL_TEST', { op }));
  const test = (its: Test<FilterValue>): Predicate => ({ kind: 'test', field, test: its });
  const isNull = test({ op: 'isNull' });
  const byDay = type?.kind === 'moment';
  const among = (written: readonly FilterValue[]): Predicate => {
    const values = [...new Set(written.flatMap((one) => spellingsOf(one, type)))];
    const [only] = values;
    return test(
      values.length === 1 && only !== undefined ? { op: 'eq', value: only } : { op: 'in', values },
    );
  };
  // A comparison never matches null, its opposite neither.
  const other = (written: readonly FilterValue[]): Predicate => ({
    kind: 'not',
    of: { kind: 'any', of: [among(written), isNull] },
  });
  const value = operand as FilterValue;
  switch (op) {
    case 'isNull':
      return [operand === true ? isNull : { kind: 'not', of: isNull }];
    case 'eq':
      return [among([value])];
    case 'ne':
      return [other([value])];
    case 'in':
      return [among(operand as FilterValue[])];
    case 'notIn':
      return [other(operand as FilterValue[])];
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
      const wanted = (type?.kind === 'text' ? cleaned(String(value)) : String(value)).trim();
      if (wanted === '') throw badFilter(key, reasonOf('EMPTY_TEST', { op }));
      if (wanted.length > MOST_SEARCHED)
        throw badFilter(key, reasonOf('LONG_TEST', { op, most: MOST_SEARCHED }));
      return [test({ op, value: wanted })];
    }
    default:
      throw badFilter(key, reasonOf('NO_TEST', { op }));
  }
}

/** The canonical values that a client's value may mean: what a look-up takes, a filter takes. */
function spellingsOf(written: FilterValue, type: FieldType | undefined): readonly FilterValue[] {
  if (typeof written !== 'string' || type === undefined) return [written];
  if (type.kind === 'text') return [cleaned(written)];
  return 'spellings' in type ? type.spellings(written) : [written];
}

/** Text as the codecs decode it, so that a value typed with combining marks or Ð equals what is read. */
function cleaned(text: string): string {
  return compose(text).replaceAll('Ð', 'Đ').replaceAll('ð', 'đ').trim();
}
