import type { Comparison, Ordering } from '../../../model/condition.ts';
import type { RawValue } from '../../../model/raw.ts';
import type { ColumnInfo, ColumnRef, Fragment } from '../../dialect.ts';
import { glue, list, name, NEVER, text } from '../fragment.ts';
import type { Words } from '../words.ts';
import type { Sorted } from './sorted.ts';

/** Numbers, of which those within the limits are read. */
export function numbers(
  words: Words,
  column: ColumnRef,
  { none, limits }: Extract<Ordering, { kind: 'number' }>,
): Sorted {
  const bare = name(column.reference);
  const bound = (number: RawValue): readonly Fragment[] =>
    isNumeric(number) ? [words.number(number, column.info)] : [];
  const sentinels = none.flatMap(bound);
  const conditions = [
    ...(limits === undefined
      ? []
      : [
          ...(words.isNumber === undefined ? [] : [words.isNumber(column)]),
          ...(withinType(limits, column.info, words.isNumber === undefined)
            ? []
            : [glue`${bare} BETWEEN ${list([limits.least, limits.most].flatMap(bound), ' AND ')}`]),
          ...(limits.whole && !(words.isNumber === undefined && isWhole(column.info))
            ? [glue`${bare} = ${words.floor(column)}`]
            : []),
          ...(limits.gap === undefined
            ? []
            : [
                glue`NOT (${bare} >= ${list([limits.gap[0]].flatMap(bound), '')} AND ${bare} < ${list([limits.gap[1]].flatMap(bound), '')})`,
              ]),
        ]),
    ...(sentinels.length > 0 ? [glue`${bare} NOT IN (${list(sentinels, ', ')})`] : []),
  ];
  const holdsAll = withinType(limits, column.info, words.isNumber === undefined);
  const compared = (op: Comparison, number: string | number): readonly Fragment[] =>
    bound(number).map((operand) => glue`${bare} ${text(op)} ${operand}`);
  const readable =
    conditions.length === 0
      ? glue`${bare} IS NOT NULL`
      : glue`(${list([...(holdsAll ? [glue`${bare} IS NOT NULL`] : []), ...conditions], ' AND ')})`;
  return {
    sorted:
      conditions.length === 0
        ? bare
        : glue`CASE WHEN ${list(conditions, ' AND ')} THEN ${bare} END`,
    readable,
    ...(conditions.length === 0 ? { unreadable: glue`${bare} IS NULL` } : {}),
    ...(holdsAll && conditions.length === 1 && sentinels.length > 0
      ? { unreadable: glue`(${bare} IS NULL OR ${bare} IN (${list(sentinels, ', ')}))` }
      : {}),
    compare(op, number) {
      const [comparison] = compared(op, number);
      if (comparison === undefined) return NEVER;
      return { ...glue`(${list([comparison, ...conditions], ' AND ')})`, seek: 'range' };
    },
    order: { sorted: bare, compare: (op, number) => compared(op, number)[0] ?? NEVER },
  };
}

const INTEGERS = /^(?:tiny|small|medium|big)?int(?:eger)?$/u;

/** A type without fractions, in databases whose types hold. */
function isWhole({ type }: ColumnInfo): boolean {
  return INTEGERS.test(type);
}

/** All that the type can hold lies within the limits. */
function withinType(
  limits: { least: number; most: number } | undefined,
  { type }: ColumnInfo,
  strict: boolean,
): boolean {
  return (
    limits === undefined ||
    (strict &&
      INTEGERS.test(type) &&
      type !== 'bigint' &&
      limits.least <= -LARGEST_INT &&
      limits.most >= LARGEST_INT)
  );
}

const LARGEST_INT = 4_294_967_296;

function isNumeric(candidate: RawValue): candidate is string | number {
  return (
    (typeof candidate === 'number' && Number.isFinite(candidate)) ||
    (typeof candidate === 'string' && /^-?\d+(?:\.\d+)?$/u.test(candidate))
  );
}
