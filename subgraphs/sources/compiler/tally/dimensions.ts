import { glue, list, text, value as bound } from '../../dialects/shared/fragment.ts';
import type { Dimension, OwnDimension, Unit } from '../../model/dimension.ts';
import { filterValue } from '../../model/predicate.ts';
import type { RawRow } from '../../model/raw.ts';
import { type BoundTable, columnRef } from '../bound-table.ts';
import { periodOf } from '../period-of.ts';
import { compileWhere } from '../where.ts';
import type { Key, TallyExpression } from './plan.ts';

/** A dimension in SQL: some expressions, and what their values say of it. */
export interface Said {
  readonly by: readonly TallyExpression[];
  /** Told from the values that stand in the row from a place on. */
  readonly value: (raw: RawRow, at: number) => Key;
}

/** Null where SQL cannot say it, as far as the table's codecs tell. */
export function sayDimension(table: BoundTable, dimension: OwnDimension): Said | null {
  switch (dimension.kind) {
    case 'field':
      return sayField(table, dimension.field);
    case 'period':
      return sayPeriod(table, dimension.field, dimension.unit);
    case 'class': {
      const classes = dimension.classes.map(({ where }) => compileWhere(where, table));
      if (classes.some(({ exact }) => !exact)) return null;
      const branches = classes.map(
        (where, index) => glue`WHEN ${where} THEN ${text(String(index))}`,
      );
      return {
        by: branches.length === 0 ? [] : [{ by: glue`CASE ${list(branches, ' ')} END` }],
        value(raw, at) {
          // Of no classes nothing is read.
          const index = branches.length === 0 ? null : (raw[at] ?? null);
          return index === null ? null : (dimension.classes[Number(index)]?.name ?? null);
        },
      };
    }
    case 'days': {
      const { between } = dimension;
      if (isLacking(table, dimension.from) || isLacking(table, dimension.to))
        return between === undefined ? sayNothing(1) : sayNothing(2);
      const [from, to] = [dimension.from, dimension.to].map((field) =>
        periodOf(table, field, 'day'),
      );
      if (from == null || to == null) return null;
      if (between !== undefined) {
        return {
          by: [{ by: from.by }, { by: to.by }],
          value(raw, at) {
            const [start, end] = [from.read(raw[at] ?? null), to.read(raw[at + 1] ?? null)];
            return start === null || end === null ? null : between(start, end);
          },
        };
      }
      return {
        by: [{ by: table.dialect.expressions.daysBetween(from.by, to.by) }],
        value(raw, at) {
          const days = raw[at] ?? null;
          return days === null ? null : Number(days);
        },
      };
    }
    case 'hash':
      return sayHash(askedIn(table, dimension), dimension);
  }
}

/** Whether no row of a copy has anything in the field, nor has the database: then a copy says so, as all others say what they have. */
export function isLacking({ kept, mapping }: BoundTable, field: string): boolean {
  return kept?.omitted.has(field) === false && mapping.fields[field] === undefined;
}

/** As many expressions as the same has where there is something. */
function sayNothing(expressions: 1 | 2): Said {
  const none: TallyExpression = { by: text('NULL'), isConstant: true };
  return { by: expressions === 1 ? [none] : [none, none], value: () => null };
}

/** A copy has canonical values, and the first column is what rows are told apart by. */
function sayField(table: BoundTable, field: string): Said | null {
  if (isLacking(table, field)) return sayNothing(1);
  const mapping = table.mapping.fields[field];
  if (table.kept === undefined || mapping === undefined) return null;
  if ('constant' in mapping) {
    const constant = filterValue(mapping.constant);
    // A number that is bound has a type that is the database's own choice.
    return typeof constant === 'string'
      ? { by: [{ by: bound(constant), isConstant: true }], value: asItStands }
      : null;
  }
  const [column] = mapping.columns;
  const { kind } = mapping.type;
  if (column === undefined || kind === 'moment' || kind === 'list') return null;
  return {
    by: [{ by: table.dialect.expressions.select(columnRef(table, column)) }],
    value: asItStands,
  };
}

function asItStands(raw: RawRow, at: number): Key {
  return (raw[at] ?? null) as Key;
}

/** The raw values, hashed as soon as they are read; of what a copy has encrypted any of those whose hashes are the same. */
function sayHash(
  table: BoundTable,
  { field, hash }: Extract<Dimension, { readonly kind: 'hash' }>,
): Said {
  const hashed = (value: unknown): string | null => {
    const its = filterValue(value);
    return its === null ? null : hash(String(its));
  };
  const mapping = table.mapping.fields[field];
  if (mapping === undefined) return { by: [], value: () => null };
  if ('constant' in mapping) return { by: [], value: () => hashed(mapping.constant) };
  const { codec, columns } = mapping;
  const { expressions } = table.dialect;
  const refs = columns.map((column) => columnRef(table, column));
  const [sealed, same] = refs;
  const by: readonly TallyExpression[] =
    table.kept?.sealed.has(field) === true && sealed !== undefined && same !== undefined
      ? [{ by: expressions.select(same), read: expressions.select(sealed) }]
      : refs.map((ref) => expressions.grouped(ref));
  return {
    by,
    value: (raw, at) => hashed(codec.decode(raw.slice(at, at + by.length)).value),
  };
}

/** The day, month or year of a moment that the source keeps by its own calendar. */
function sayPeriod(table: BoundTable, field: string, unit: Unit): Said | null {
  if (isLacking(table, field)) return sayNothing(1);
  const period = periodOf(table, field, unit);
  return period && { by: [{ by: period.by }], value: (raw, at) => period.read(raw[at] ?? null) };
}

/** Which table a dimension is of: a hash tells nobody what he may not see, and is made of what stands there. */
export function askedIn(table: BoundTable, { kind }: Dimension): BoundTable {
  return kind === 'hash' ? (table.rights?.whole ?? table) : table;
}
