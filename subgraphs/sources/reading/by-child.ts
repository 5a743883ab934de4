import type { BoundChildTable, BoundRootTable } from '../compiler/bound-table.ts';
import { planChildRow, planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { admitRead } from '../compiler/served-by.ts';
import { compileByKeys } from '../compiler/statements/by-keys.ts';
import { compileParents } from '../compiler/statements/children.ts';
import { byHalves, MOST_KEYS, tooManyRows } from '../database/by-halves.ts';
import { decodeRoots } from '../database/key-forms.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { chunksOf } from '../../../service/chunks-of.ts';
import type { AnyRow } from '../model/entity.ts';
import { fieldsOf, filterValue, matches, type Predicate } from '../model/predicate.ts';
import { readKey } from '../model/row-key.ts';

/** Rows of a child table that one look-up may find. */
const MOST_FOUND = 20_000;

/** A row, and a row under it that was looked for. */
export interface ParentOf {
  readonly row: RootRow;
  readonly child: AnyRow;
}

/**
 * The rows of an entity under which a child row passes, each with every such child: one statement over the child table, one
 * for their parents. Throws FILTER_TOO_BROAD, SCAN_REFUSED.
 */
export async function readByChild(
  source: Source,
  asked: {
    readonly entity: string;
    readonly child: string;
    readonly where: Predicate;
    readonly fields: ReadonlySet<string>;
    /** What is read of the child rows, beside what they are looked for by. */
    readonly childFields: ReadonlySet<string>;
  },
  options: ReadOptions,
): Promise<readonly ParentOf[]> {
  const tables = await source.tables(asked.entity);
  const found = await Promise.all(
    tables.map(async (table) => {
      const childTable = table.children[asked.child];
      if (childTable === undefined) return [];
      const children = await childrenWith(source, childTable, asked, options);
      const keys = [...new Set(children.map(({ parent }) => parent))];
      const under = await parentsOf(source, table, childTable, keys, asked.fields, options);
      return children.flatMap(({ parent, child }) =>
        (under.get(parent) ?? []).map((row) => ({ row, child })),
      );
    }),
  );
  return found.flat();
}

async function childrenWith(
  source: Source,
  table: BoundChildTable,
  { where, childFields }: { readonly where: Predicate; readonly childFields: ReadonlySet<string> },
  options: ReadOptions,
): Promise<readonly { readonly parent: string; readonly child: AnyRow }[]> {
  admitRead(table, { where, order: null });
  const looked = fieldsOf(where);
  const plan = planChildRow(table, new Set([...looked, ...childFields]));
  const statement = compileParents(table, plan, where, MOST_FOUND + 1);
  const raw = await source.read(statement, options);
  if (raw.length > MOST_FOUND) throw tooManyRows(source);
  // A row without a key goes by its place among those that whoever looks for it finds, whatever else is looked for with it.
  const places = new Map<string, number>();
  return raw.flatMap(([held, ...row]) => {
    const parent = readKey(held ?? null);
    if (parent === null) return [];
    const child = plan.decode(row, { parent, place: 0 });
    if (!matches(where, child)) return [];
    if (table.mapping.key !== null) return [{ parent, child }];
    const values = child as Readonly<Record<string, unknown>>;
    const found = JSON.stringify([parent, ...looked.map((field) => filterValue(values[field]))]);
    const place = places.get(found) ?? 0;
    places.set(found, place + 1);
    return [{ parent, child: plan.decode(row, { parent, place }) }];
  });
}

/** The rows that children refer to, by the keys that they refer by: the database alone knows which are equal. */
async function parentsOf(
  source: Source,
  table: BoundRootTable,
  { mapping }: BoundChildTable,
  keys: readonly string[],
  fields: ReadonlySet<string>,
  options: ReadOptions,
): Promise<ReadonlyMap<string, readonly RootRow[]>> {
  const plan = planRootRow(table, fields);
  const under = new Map<string, RootRow[]>();
  const readSome = async (some: readonly string[]): Promise<void> => {
    const asked = some.map((key, place) => ({ place, key }));
    const statement = compileByKeys(table, plan, asked, mapping.parentColumn);
    if (statement === null) return;
    const raw = await source.read(statement, options);
    const own = raw.map(([, ...row]) => row);
    const decoded = await decodeRoots(source, table, fields, own, options);
    for (const [index, row] of decoded.entries()) {
      const key = asked[Number(raw[index]?.[0])]?.key;
      if (row === null || key === undefined) continue;
      under.set(key, [...(under.get(key) ?? []), row]);
    }
  };
  for (const some of chunksOf(keys, MOST_KEYS))
    await byHalves(some, readSome, (_those, error) => {
      throw error;
    });
  return under;
}
