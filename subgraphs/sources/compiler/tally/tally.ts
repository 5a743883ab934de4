import { fault } from '../../../../service/errors/faults.ts';
import { glue } from '../../dialects/shared/fragment.ts';
import type { Dimension, OwnDimension } from '../../model/dimension.ts';
import { fieldsOf } from '../../model/predicate.ts';
import { type BoundRootTable, columnsOf } from '../bound-table.ts';
import { tellOfNobody } from '../tells-of-nobody.ts';
import { compileWhere } from '../where.ts';
import type { Said } from './dimensions.ts';
import type { Beside, Key, TallyPlan, TallyRead, Told } from './plan.ts';
import { planTold } from './told.ts';

/**
 * How rows that pass are counted by dimensions. What SQL cannot say of a dimension, or of the filter, is told from the raw values
 * behind it, which rows are then told apart by; several tallies may have the same keys. Throws NOT_FILTERABLE where SQL cannot say
 * which classes the rows under a row are in.
 */
export function planTally(table: BoundRootTable, { by, where, under }: TallyRead): TallyPlan {
  const main = planTold(table, by.filter(isOwn), where);
  const children = by.flatMap((dimension) => (isOwn(dimension) ? [] : [dimension]));
  const all = children.map((dimension) => planChildren(table, dimension));
  const each = under && planEach(table, under);
  const beside: readonly Beside[] = [
    ...all.flatMap(({ beside: its }) => its ?? []),
    ...(each === null ? [] : [each]),
  ];
  // Where the values of each stand in a row: its own, of all children, of each.
  let length = main.expressions.length;
  const from = (told: Told | null): number => {
    const at = length;
    length += told?.expressions.length ?? 0;
    return at;
  };
  const childrenAt = all.map(({ beside: its }) => from(its));
  const eachAt = from(each);

  return {
    expressions: main.expressions,
    columns: main.columns,
    beside,
    isCanonical: main.isCanonical && beside.length === 0,
    tellsOfNobody:
      main.tellsOfNobody &&
      each?.tellsOfNobody !== false &&
      all.every(({ beside: its }) => its === null || tellOfNobody(its.table, its.columns)),
    isLacking: main.isLacking,
    read(raw) {
      const count = Number(raw[length] ?? 0);
      const keys = main.read(raw, 0);
      const its = each === null ? NO_KEYS : each.read(raw, eachAt);
      // Where nothing tells rows apart, none at all is a row of its own.
      if (keys === null || its === null || count === 0) return null;
      if (all.length === 0) return { keys: each === null ? keys : [...keys, ...its], count };
      const ofChildren = all.map(({ value }, index) => value(raw, childrenAt[index] ?? 0));
      const next = { own: keys.values(), children: ofChildren.values() };
      const inOrder = by.map(
        (dimension) => next[isOwn(dimension) ? 'own' : 'children'].next().value ?? null,
      );
      return { keys: [...inOrder, ...its], count };
    },
  };
}

const NO_KEYS: readonly Key[] = [];

function isOwn(dimension: Dimension): dimension is OwnDimension {
  return dimension.kind !== 'children';
}

/** Each row of a table under another, by what of its own rows are told apart. */
function planEach(table: BoundRootTable, { child, by }: NonNullable<TallyRead['under']>) {
  const its = linkedTable(table, child);
  if (its === null) throw new TypeError(`The table has no ${child}`);
  return { ...planTold(its.table, by, null), ...its, rows: 'each' as const };
}

/** A table under another, and the column there that it refers to; null where none such is mapped. */
function linkedTable(
  { children, mapping }: BoundRootTable,
  child: string,
): Pick<Beside, 'table' | 'link'> | null {
  const [table, its] = [children[child], mapping.children[child]];
  return table === undefined || its === undefined ? null : { table, link: its.parentColumn };
}

/** Of all rows under a row, which classes any is in: nothing where the table keeps none such. */
function planChildren(
  root: BoundRootTable,
  { child, classes, of }: Extract<Dimension, { readonly kind: 'children' }>,
): { readonly beside: Beside | null; readonly value: Said['value'] } {
  const linked = linkedTable(root, child);
  if (linked === null) return { beside: null, value: () => of([]) };
  const { table } = linked;
  const fields = classes.flatMap(({ where }) => fieldsOf(where));
  const expressions = classes.map(({ where }) => {
    const its = compileWhere(where, table);
    if (!its.exact)
      throw fault('NOT_FILTERABLE', { field: fieldsOf(where).join(), source: table.source });
    return { by: glue`MAX(CASE WHEN ${its} THEN 1 ELSE 0 END)` };
  });
  return {
    beside: { ...linked, rows: 'all', expressions, columns: columnsOf(table, fields) },
    value: (raw, at) =>
      of(classes.flatMap(({ name }, index) => (Number(raw[at + index] ?? 0) === 1 ? [name] : []))),
  };
}
