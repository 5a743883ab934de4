import { codesIn, textOf } from '../codecs/index.ts';
import type { Condition } from '../model/condition.ts';
import type { ColumnRef, Fragment } from '../dialects/dialect.ts';
import { glue, list, name, NEVER, text } from '../dialects/shared/fragment.ts';
import { storable } from '../dialects/shared/storable.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { RowCondition } from '../mapping/mapping.ts';
import { flatten, matches, type Predicate } from '../model/predicate.ts';
import { type BoundTable, columnRef } from './bound-table.ts';

/** What the database is asked, and whether that alone decides. */
interface CompiledWhere extends Fragment {
  readonly exact: boolean;
}

const TRUE = text('1 = 1');
const FALSE = NEVER;

/**
 * The predicate as SQL that never misses a wanted row. Where a codec cannot decide in SQL, the condition widens (under a
 * `not` the part inside narrows instead), `exact` is false, and the reader looks again at the decoded rows.
 */
export function compileWhere(predicate: Predicate, table: BoundTable): CompiledWhere {
  let exact = true;
  const fragment = compilePredicate(flatten(predicate), table, {
    widen: true,
    onInexact: () => {
      exact = false;
    },
  });
  return { ...fragment, exact };
}

function compilePredicate(
  predicate: Predicate,
  table: BoundTable,
  how: { readonly widen: boolean; readonly onInexact: () => void },
): Fragment {
  switch (predicate.kind) {
    case 'all':
    case 'any':
      return join(
        predicate.kind,
        predicate.of.map((part) => compilePredicate(part, table, how)),
      );
    case 'not':
      return complement(compilePredicate(predicate.of, table, { ...how, widen: !how.widen }));
    case 'days': {
      const [left, right] = [predicate.left, predicate.right].map((field) => dayOf(field, table));
      // A field that the source does not keep is null in every row.
      if (left === null || right === null) return FALSE;
      if (left !== undefined && right !== undefined)
        return glue`(${left} ${text(predicate.op)} ${right})`;
      how.onInexact();
      return how.widen ? TRUE : FALSE;
    }
    case 'test': {
      const field = table.mapping.fields[predicate.field];
      // A field that the source does not keep is null in every row.
      if (field === undefined || 'constant' in field) {
        const row = { [predicate.field]: field?.constant ?? null };
        return matches(predicate, row) ? TRUE : FALSE;
      }
      const pushed = field.codec.push(predicate.test);
      if (pushed === null) {
        throw fault('NOT_FILTERABLE', { field: predicate.field, source: table.source });
      }
      if (!pushed.exact) {
        how.onInexact();
        if (!how.widen) return FALSE;
      }
      const columns = field.columns.map((name) => columnRef(table, name));
      return compileCondition(pushed.atLeast, columns, table);
    }
  }
}

/** The day of a field of moments; null where the source keeps none, undefined where SQL cannot say it. */
function dayOf(field: string, table: BoundTable): Fragment | null | undefined {
  const mapping = table.mapping.fields[field];
  if (mapping === undefined) return null;
  if ('constant' in mapping) return undefined;
  const { codec, columns } = mapping;
  const [column] = columns;
  if (codec.calendar !== true || codec.ordering === undefined || column === undefined)
    return undefined;
  return table.dialect.expressions.day(columnRef(table, column), codec.ordering);
}

/** The rows that exist for us, as the mapping's `where` says. */
export function compileRowConditions(table: BoundTable): Fragment {
  return join(
    'all',
    table.mapping.where.map((condition) => compileRowCondition(condition, table)),
  );
}

function compileRowCondition(
  { column, values, negated }: RowCondition,
  table: BoundTable,
): Fragment {
  const ref = columnRef(table, column);
  const present = values.filter((value) => value !== null) as (string | number | boolean)[];
  const typed = table.dialect.strictTypes;
  const { keys } = codesIn({ ...ref.info, strict: typed });
  const codes = [...new Set(present.flatMap((value) => keys(textOf(value))))];
  const parts: readonly Condition[] = [
    ...(values.includes(null) ? [{ kind: 'isNull', column: 0 } as const] : []),
    ...(present.length === 0
      ? []
      : [
          typed && !['text', 'number', 'boolean', 'other'].includes(ref.info.kind)
            ? ({ kind: 'in', column: 0, values: present } as const)
            : ({ kind: 'code', column: 0, codes } as const),
        ]),
  ];
  const fragment = compileCondition({ kind: 'any', of: parts }, [ref], table);
  return negated ? complement(fragment) : fragment;
}

function compileCondition(
  condition: Condition,
  columns: readonly ColumnRef[],
  table: BoundTable,
): Fragment {
  const { expressions } = table.dialect;
  const at = (index: number): ColumnRef => {
    const column = columns[index];
    if (column === undefined)
      throw new TypeError(`A codec asked for column ${index} of ${columns.length}`);
    return column;
  };
  switch (condition.kind) {
    case 'constant':
      return condition.value ? TRUE : FALSE;
    case 'all':
    case 'any':
      return join(
        condition.kind,
        condition.of.map((part) => compileCondition(part, columns, table)),
      );
    case 'not':
      return complement(compileCondition(condition.of, columns, table));
    case 'isNull':
      return glue`${name(at(condition.column).reference)} IS NULL`;
    case 'readable':
      return expressions.readable(at(condition.column), condition.ordering);
    case 'code':
      return expressions.code(at(condition.column), condition.codes);
    case 'in': {
      const column = at(condition.column);
      // Forms that differ as numbers and text may be one in the column's own type.
      const values = [
        ...new Set(condition.values.flatMap((value) => storable(value, column.info))),
      ];
      return expressions.among(column, values, condition);
    }
    case 'compare':
      return expressions.compare(
        at(condition.column),
        condition.ordering,
        condition.op,
        condition.value,
      );
    case 'like': {
      const inside = condition.pieces.map(escapeLike).join('%');
      const open = condition.anchored === 'none' ? '%' : '';
      const close = condition.anchored === 'both' ? '' : '%';
      return expressions.like(at(condition.column), `${open}${inside}${close}`);
    }
  }
}

/** NOT in three-valued SQL leaves NULL as NULL; this is the plain complement on every dialect. */
function complement(condition: Fragment): Fragment {
  return glue`CASE WHEN ${condition} THEN 1 ELSE 0 END = 0`;
}

/** Parts beside each other at the most: a chain of n is n deep to a database, and SQLite takes no more than 1,000. */
const MOST_BESIDE = 16;

function join(kind: 'all' | 'any', parts: readonly Fragment[]): Fragment {
  const [only] = parts;
  if (only === undefined) return kind === 'all' ? TRUE : FALSE;
  if (parts.length > MOST_BESIDE) {
    const size = Math.ceil(parts.length / MOST_BESIDE);
    const groups = Array.from({ length: Math.ceil(parts.length / size) }, (_, group) =>
      join(kind, parts.slice(group * size, (group + 1) * size)),
    );
    return join(kind, groups);
  }
  return glue`(${list(parts, kind === 'all' ? ' AND ' : ' OR ')})`;
}

function escapeLike(piece: string): string {
  return piece.replace(/[\\%_[\]]/gu, '\\$&');
}
