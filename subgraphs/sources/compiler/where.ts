import { codesIn, textOf } from '../codecs/index.ts';
import type { Condition, Ordering } from '../model/condition.ts';
import type { ColumnCondition, ColumnRef, Fragment, Seek } from '../dialects/dialect.ts';
import { complement, glue, list, name, NEVER, text } from '../dialects/shared/fragment.ts';
import { storable } from '../dialects/shared/storable.ts';
import { chunksOf } from '../../../service/chunks-of.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { RowCondition } from '../mapping/mapping.ts';
import { askedOf, flatten, matches, type Predicate, withNothingIn } from '../model/predicate.ts';
import {
  assertAskable,
  type BoundTable,
  columnRef,
  isReached,
  type TableColumn,
} from './bound-table.ts';
import { keptPiece } from './kept/pieces.ts';
import { periodOf } from './period-of.ts';

/** What an index finds of a condition, and over which columns. */
export interface SoughtBy {
  readonly seek: Seek;
  /** The database's names of the columns; more than one where alternatives are looked up each by its own. */
  readonly columns: readonly string[];
}

/** A condition, and what indexes of the table find of it; null where every row is looked at. */
interface Sought extends Fragment {
  readonly by: SoughtBy | null;
  /** Holds of at least the same rows, and costs far less. */
  readonly near?: Fragment;
}

/** What the database is asked, and whether that alone decides. */
interface CompiledWhere extends Sought {
  readonly exact: boolean;
}

const TRUE: Sought = { ...text('1 = 1'), by: null };
/** Nothing is read for it. */
const FALSE: Sought = { ...NEVER, by: { seek: 'point', columns: [] } };

/**
 * The predicate as SQL that never misses a wanted row. Where a codec cannot decide in SQL, the condition widens (under a
 * `not` the part inside narrows instead), `exact` is false, and the reader looks again at the decoded rows.
 */
export function compileWhere(predicate: Predicate, table: BoundTable): CompiledWhere {
  return compileAdmitted(admitted(predicate, table), table);
}

/** The predicate as who asks may ask it: what is withheld of a row has nothing in it. */
export function admitted(predicate: Predicate, table: BoundTable): Predicate {
  const { rights } = table;
  if (rights === undefined) return predicate;
  for (const asked of askedOf(predicate)) assertAskable(table, asked);
  return rights.withheld === null ? predicate : withNothingIn(predicate, rights.withheld);
}

/** As `compileWhere`, of what is admitted already. */
export function compileAdmitted(predicate: Predicate, table: BoundTable): CompiledWhere {
  return compileWhole(predicate, table.rights?.whole ?? table);
}

/** Which rows of the table are there for who asks; null where all are. */
export function compileRights({ rights }: BoundTable): CompiledWhere | null {
  if (rights === undefined || rights.rows === null) return null;
  return compileWhole(rights.rows, rights.whole);
}

function compileWhole(predicate: Predicate, table: BoundTable): CompiledWhere {
  return keptPiece(table, 'where', predicate, () => {
    let exact = true;
    const fragment = compilePredicate(flatten(predicate), table, {
      widen: true,
      onInexact: () => {
        exact = false;
      },
    });
    return { ...fragment, exact };
  });
}

function compilePredicate(
  predicate: Predicate,
  table: BoundTable,
  how: { readonly widen: boolean; readonly onInexact: () => void },
): Sought {
  switch (predicate.kind) {
    case 'all':
    case 'any':
      return join(
        predicate.kind,
        predicate.of.map((part) => compilePredicate(part, table, how)),
      );
    case 'not': {
      const held = heldBy(predicate.of, table);
      if (held !== null) return held;
      return negated(compilePredicate(predicate.of, table, { ...how, widen: !how.widen }));
    }
    case 'days': {
      for (const field of [predicate.left, predicate.right]) assertAskable(table, { field });
      const sides = [predicate.left, predicate.right];
      // A field that the source does not keep is null in every row.
      if (sides.some((field) => table.mapping.fields[field] === undefined)) return FALSE;
      const [left, right] = sides.map((field) => periodOf(table, field, 'day'));
      if (left != null && right != null)
        return unsought(glue`(${left.by} ${text(predicate.op)} ${right.by})`);
      how.onInexact();
      return how.widen ? TRUE : FALSE;
    }
    case 'test': {
      assertAskable(table, { field: predicate.field, op: predicate.test.op });
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

/** Rows that have a value in the field, where the database knows as much as the codec. */
function heldBy(absent: Predicate, table: BoundTable): Sought | null {
  if (absent.kind !== 'test' || absent.test.op !== 'isNull') return null;
  const field = table.mapping.fields[absent.field];
  if (field === undefined || 'constant' in field) return null;
  const pushed = field.codec.push(absent.test);
  if (pushed?.exact !== true) return null;
  const { atLeast } = pushed;
  const columns = field.columns.map((name) => columnRef(table, name));
  if (atLeast.kind === 'not') return compileCondition(atLeast.of, columns, table);
  if (atLeast.kind === 'isNull')
    return compileCondition({ kind: 'not', of: atLeast }, columns, table);
  return null;
}

/** The rows that exist for us, as the mapping's `where` says. */
export function compileRowConditions(table: BoundTable): Sought {
  return join(
    'all',
    table.mapping.where.map((condition) => compileRowCondition(condition, table)),
  );
}

export function compileRowCondition(condition: RowCondition, table: BoundTable): Sought {
  const ref = columnRef(table, condition.column);
  if ('op' in condition) {
    const { expressions } = table.dialect;
    const { op, value } = condition;
    return sought(ref, expressions.compare(ref, orderingOf(ref), op, value), table);
  }
  const { values, negated: isNegated } = condition;
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
  return isNegated ? negated(fragment) : fragment;
}

/** By its own order: numbers, moments, and all else by code unit. */
function orderingOf({ info: { kind } }: ColumnRef): Ordering {
  if (kind === 'number') return { kind: 'number', none: [] };
  return kind === 'moment' || kind === 'date'
    ? { kind: 'moment', none: [] }
    : { kind: 'binary', none: [] };
}

function compileCondition(
  condition: Condition,
  columns: readonly TableColumn[],
  table: BoundTable,
): Sought {
  const { expressions } = table.dialect;
  const at = (index: number): TableColumn => {
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
    case 'not': {
      const { of } = condition;
      if (of.kind === 'readable')
        return sought(
          at(of.column),
          expressions.unreadable(at(of.column), of.ordering),
          table,
          true,
        );
      // The plain complement, which databases know from what they keep of a column.
      if (of.kind === 'isNull') return unsought(glue`${name(at(of.column).reference)} IS NOT NULL`);
      return negated(compileCondition(of, columns, table));
    }
    case 'isNull': {
      const column = at(condition.column);
      const isNull = glue`${name(column.reference)} IS NULL`;
      return sought(column, { ...isNull, seek: 'range' }, table, true);
    }
    case 'readable':
      return unsought(expressions.readable(at(condition.column), condition.ordering));
    case 'code': {
      const column = at(condition.column);
      const { codes } = condition;
      return sought(column, expressions.code(column, codes), table, codes.includes(''));
    }
    case 'in': {
      const column = at(condition.column);
      // Forms that differ as numbers and text may be one in the column's own type.
      const values = [
        ...new Set(condition.values.flatMap((value) => storable(value, column.info))),
      ];
      return sought(column, expressions.among(column, values, condition), table);
    }
    case 'compare': {
      const { ordering, op, value } = condition;
      const column = at(condition.column);
      return sought(column, expressions.compare(column, ordering, op, value), table);
    }
    case 'like': {
      const inside = condition.pieces.map(escapeLike).join('%');
      const open = condition.anchored === 'none' ? '%' : '';
      const close = condition.anchored === 'both' ? '' : '%';
      return unsought(expressions.like(at(condition.column), `${open}${inside}${close}`));
    }
  }
}

function negated(part: Sought): Sought {
  if (part.sql === FALSE.sql) return TRUE;
  return part.sql === TRUE.sql ? FALSE : unsought(complement(part));
}

function unsought({ sql, bindings }: Fragment): Sought {
  return { sql, bindings, by: null };
}

/** A condition on the column, if an index of its table begins with it; `empty` where it holds of rows that have nothing in it. */
function sought(
  { info, join, reference }: TableColumn,
  { sql, bindings, seek, near }: ColumnCondition,
  table: BoundTable,
  empty = false,
): Sought {
  if (sql === NEVER.sql) return FALSE;
  const leads = (join ?? table).indexes.some(([first]) => first === info.name);
  const condition = { sql, bindings, ...(near && { near }) };
  if (seek === undefined || !leads) return { ...condition, by: null };
  if (join === null) return { ...condition, by: { seek, columns: [info.name] } };
  // What rows have nothing beside them, no index of the joined table knows.
  const reached = !empty && isReached(table, join);
  return { ...condition, by: reached ? { seek, columns: [reference] } : null };
}

/** Of conditions that all hold the best is looked up; of alternatives each must be. */
function joinedBy(kind: 'all' | 'any', parts: readonly Sought[]): SoughtBy | null {
  const sought = parts.flatMap(({ by }) => by ?? []);
  if (kind === 'all') return sought.find(({ seek }) => seek === 'point') ?? sought[0] ?? null;
  if (sought.length < parts.length) return null;
  return {
    seek: sought.every(({ seek }) => seek === 'point') ? 'point' : 'range',
    columns: [...new Set(sought.flatMap(({ columns }) => columns))],
  };
}

/** Parts beside each other at the most: a chain of n is n deep to a database, and SQLite takes no more than 1,000. */
const MOST_BESIDE = 16;

/** What is known of every row before any is read is not asked: no database looks through a table for what none of its rows can be. */
function join(kind: 'all' | 'any', all: readonly Sought[]): Sought {
  const [deciding, idle] = kind === 'all' ? [FALSE, TRUE] : [TRUE, FALSE];
  if (all.some(({ sql }) => sql === deciding.sql)) return deciding;
  const parts = all.filter(({ sql }) => sql !== idle.sql);
  if (parts.length === 0) return idle;
  if (parts.length > MOST_BESIDE) {
    const size = Math.ceil(parts.length / MOST_BESIDE);
    return join(
      kind,
      chunksOf(parts, size).map((group) => join(kind, group)),
    );
  }
  const by = joinedBy(kind, parts);
  if (kind === 'any') return { ...glue`(${list(parts, ' OR ')})`, by };
  // Both ends of a stretch before what each costs: a database tells conditions in their order.
  const nears = parts.length === 1 ? [] : parts.flatMap(({ near }) => near ?? []);
  return { ...glue`(${list([...nears, ...parts], ' AND ')})`, by };
}

function escapeLike(piece: string): string {
  return piece.replace(/[\\%_[\]]/gu, '\\$&');
}
