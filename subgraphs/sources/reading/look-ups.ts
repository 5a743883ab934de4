import type DataLoader from 'dataloader';
import { groupBy } from '../../../service/group-by.ts';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import { planChildRow, planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { admitRead } from '../compiler/served-by.ts';
import { compileChildren } from '../compiler/statements/children.ts';
import { tooManyRows } from '../database/by-halves.ts';
import { decodeRoots } from '../database/key-forms.ts';
import { nextSlice } from '../database/next-slice.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import type { AnyRow } from '../model/entity.ts';
import {
  filterValue,
  holding,
  holdingAny,
  matches,
  MOMENT,
  type Predicate,
} from '../model/predicate.ts';
import { batched, type Fields, type NonEmpty, wordOf } from './batched.ts';
import { type ParentOf, readByChild } from './by-child.ts';
import { readByKeys } from './by-keys.ts';
import { createListing } from './listing.ts';

/** Each look-up by fields may take a dozen parameters: raw forms of a text, bounds of a day. */
const MOST_FIELD_LOOKUPS = 150;

/** Rows that look-ups by something else than the key may find in one table. */
const MOST_LISTED = 5_000;

interface KeyLookup {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly key: string;
  readonly fields: Fields;
}

interface FieldLookup {
  readonly source: Source;
  readonly entity: string;
  readonly values: Readonly<Record<string, string>>;
  readonly fields: Fields;
}

/** Of rows under which a child row holds the values. */
export interface ParentLookup extends FieldLookup {
  readonly child: string;
  readonly childFields: Fields;
}

interface ChildLookup {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly child: string;
  readonly parent: string;
  readonly fields: Fields;
}

/** One request's look-ups, of one tick as few statements as may be. What they find is not yet held against anybody's rights. */
interface LookUps {
  readonly byKey: DataLoader<KeyLookup, RootRow | null, string>;
  /** Throws FILTER_TOO_BROAD, SCAN_REFUSED, as `parents` does. */
  readonly byFields: DataLoader<FieldLookup, readonly RootRow[], string>;
  readonly parents: DataLoader<ParentLookup, readonly ParentOf[], string>;
  readonly children: DataLoader<ChildLookup, readonly AnyRow[], string>;
}

/** By what rows are listed for a request. */
interface Means {
  readonly options: ReadOptions;
  readonly listed: ReturnType<typeof createListing>;
}

export function createLookUps(options: ReadOptions): LookUps {
  const means = { options, listed: createListing(options) };
  return {
    byKey: batched(options, {
      groupOf: ({ source, table }) => `${source.from}|${table.id}`,
      keyOf: ({ source, table, key }) => `${source.from}|${table.id}|${key}`,
      read: (lookups, fields) => {
        const [{ source, table }] = lookups;
        const keys = lookups.map(({ key }) => key);
        return readByKeys(source, table, keys, fields, options);
      },
    }),
    byFields: batched(options, {
      groupOf: ({ source, entity, values }) =>
        `${source.from}|${source.code}|${entity}|${Object.keys(values).join(',')}`,
      keyOf: ({ source, entity, values }) =>
        `${source.from}|${source.code}|${entity}|${JSON.stringify(values)}`,
      read: (lookups, fields) => readByFields(lookups, fields, means),
      most: MOST_FIELD_LOOKUPS,
    }),
    parents: batched(options, {
      groupOf: ({ source, entity, child, values, childFields }) =>
        `${source.from}|${source.code}|${entity}|${child}|${Object.keys(values).join(',')}|${wordOf(childFields)}`,
      keyOf: ({ source, entity, child, values, childFields }) =>
        `${source.from}|${source.code}|${entity}|${child}|${JSON.stringify(values)}|${wordOf(childFields)}`,
      read: (lookups, fields) => readParents(lookups, fields, options),
      most: MOST_FIELD_LOOKUPS,
    }),
    children: batched(options, {
      groupOf: ({ source, table, child }) => `${source.from}|${table.id}/${child}`,
      keyOf: ({ source, table, child, parent }) => `${source.from}|${table.id}/${child}|${parent}`,
      read: (lookups, fields) => readChildren(lookups, fields, options),
    }),
  };
}

/** The rows that hold each look-up's values. */
async function readByFields(
  lookups: NonEmpty<FieldLookup>,
  fields: Fields,
  { options, listed }: Means,
): Promise<readonly (readonly RootRow[])[]> {
  const [{ source, entity, values: first }] = lookups;
  const looked = Object.keys(first);
  const where = holdingAny(lookups.map(({ values }) => values));
  const read = new Set([...fields, ...looked]);
  const tables = await source.tables(entity);
  const rows = await Promise.all(
    tables.map(async (table) => {
      const slice = nextSlice(options.request);
      if (slice !== undefined) await slice;
      return readListed({ source, table, where, fields: read }, { options, listed });
    }),
  );
  const placed = groupBy(rows.flat(), (row) => placeOf(row, looked));
  const under = new Map(placed.map((group) => [placeOf(group[0], looked), group]));
  return lookups.map(({ values }) => {
    const own = holding(values);
    return (under.get(placeOf(values, looked)) ?? []).filter((row) => matches(own, row));
  });
}

/** Rows of a table that may pass. */
async function readListed(
  asked: {
    readonly source: Source;
    readonly table: BoundRootTable;
    readonly where: Predicate;
    readonly fields: Fields;
  },
  { options, listed }: Means,
): Promise<readonly RootRow[]> {
  const { source, table, where, fields } = asked;
  admitRead(table, { where, order: null });
  const { keys, columns } = planRootRow(table, fields);
  const raw = await listed({ source, table, where, keys, columns, limit: MOST_LISTED + 1 });
  if (raw.length > MOST_LISTED) throw tooManyRows(source);
  const decoded = await decodeRoots(source, table, fields, raw, options);
  return decoded.flatMap((row) => row ?? []);
}

async function readParents(
  lookups: NonEmpty<ParentLookup>,
  fields: Fields,
  options: ReadOptions,
): Promise<readonly (readonly ParentOf[])[]> {
  const [{ source, entity, child, childFields }] = lookups;
  const where = holdingAny(lookups.map(({ values }) => values));
  const asked = { entity, child, where, fields, childFields };
  const found = await readByChild(source, asked, options);
  return lookups.map(({ values }) => {
    const own = holding(values);
    return found.filter((one) => matches(own, one.child));
  });
}

/** The rows under each parent, one that is looked up twice asked for once. */
async function readChildren(
  lookups: NonEmpty<ChildLookup>,
  fields: Fields,
  options: ReadOptions,
): Promise<readonly (readonly AnyRow[])[]> {
  const [{ source, table, child }] = lookups;
  const childTable = table.children[child];
  if (childTable === undefined) return lookups.map(() => []);
  const plan = planChildRow(childTable, fields);
  const parents = [...new Set(lookups.map(({ parent }) => parent))];
  const statement = compileChildren(
    childTable,
    plan,
    parents.map((key, place) => ({ place, key })),
  );
  const raw = statement === null ? [] : await source.read(statement, options);
  const siblings = groupBy(raw, ([place]) => parents[Number(place)] ?? '');
  const under = new Map(
    siblings.map((group) => {
      const parent = parents[Number(group[0][0])] ?? '';
      return [parent, group.map(([, ...row], place) => plan.decode(row, { parent, place }))];
    }),
  );
  return lookups.map(({ parent }) => under.get(parent) ?? []);
}

/** Rows and look-ups that may match are in one place: of what may be a moment its day decides. */
function placeOf(values: Readonly<Record<string, unknown>>, fields: readonly string[]): string {
  const held = fields.map((field) => String(filterValue(values[field])));
  return held
    .map((text) => (MOMENT.test(text) ? text.slice(0, 'yyyy-MM-dd'.length) : text))
    .join('|');
}
