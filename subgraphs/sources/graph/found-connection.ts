import { fault } from '../../../service/errors/faults.ts';
import type { SortKey } from '../compiler/order/keyset.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import { MOST_CHILDREN } from '../compiler/statements/children.ts';
import type { Source } from '../database/source.ts';
import { gather, type Gathered, type OnUnavailable } from '../fan-out/answers.ts';
import { beganOn, type Cursor, digestOf } from '../fan-out/cursor.ts';
import { compareKeys, compareText } from '../fan-out/merge.ts';
import { askableFirst, assertAllAskable, type Choose, underFirst } from '../fan-out/origins.ts';
import { pageOf, pageWith, placeBehind } from '../fan-out/page.ts';
import type { AnyRow, EntityShape, Row } from '../model/entity.ts';
import {
  askedOf,
  filterValue,
  inOrder,
  matches,
  type OrderTerm,
  type Predicate,
} from '../model/predicate.ts';
import type { Reading } from '../reading/request-reading.ts';
import {
  type Connection,
  type ListArguments,
  type ListShape,
  usualOrderOf,
} from './connection-resolver.ts';
import { orderOf } from './arguments/order-input.ts';
import { childrenOf } from './rows.ts';
import type { SourceContext } from './source-subgraph.ts';
import { predicateOf } from './arguments/where-input.ts';

/** How rows that one look-up finds are asked for as a list. */
export type FoundShape = Pick<ListShape, 'shape' | 'filterKeys' | 'orderFields'> &
  Partial<Pick<ListShape, 'usualOrder'>>;

export type FoundArguments = Omit<ListArguments, 'freshness'>;

/** A look-up at every source, which reads some fields beside its own. */
export interface Found<R> {
  readonly reading: Pick<Reading, 'admit' | 'mayAskBy'>;
  readonly entity: string;
  /** The kind under the entity's rows that it finds; absent: the rows themselves. */
  readonly child?: string;
  /** What is looked for: a cursor is no good for the list under another thing. */
  readonly key: string;
  readonly sources: readonly Source[];
  readonly find: (source: Source, fields: ReadonlySet<string>) => Promise<readonly R[]>;
  readonly choose: Choose;
  /**
   * Rows come in an order of their own, wherever they are read, and those that are equal otherwise stay in it; absent: they come by
   * their ids.
   */
  readonly ordered?: boolean;
  /** Of so many rows a source may have left others out; absent where it gives all. */
  readonly most?: number;
}

/** The rows of one kind under a row. */
export function foundUnder<E extends EntityShape, C extends keyof E['children'] & string>(
  row: RootRow,
  entity: E,
  child: C,
  { reading, sources }: SourceContext<unknown>,
  by?: (row: Row<E['children'][C]>) => string | null,
): Found<Row<E['children'][C]>> {
  return {
    reading,
    entity: row.origin.table.split('/')[1] ?? '',
    child,
    key: row.id,
    sources: sources.filter(({ code }) => code === row.origin.source),
    find: (at) => childrenOf(row, entity, child, { reading }, { by, at }),
    choose: underFirst(row),
    ordered: true,
    most: MOST_CHILDREN,
  };
}

/** A row, and where it stands in the order. */
interface Placed<R> extends Place {
  readonly row: R;
}

type Place = Pick<Cursor, 'keys' | 'key'>;

/** What of the rows is asked for, and in which order. */
interface AskedRows {
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
}

/**
 * A page of the rows that a look-up finds: they are all at hand, so that filter, order and page are made here, by no more than who asks
 * may ask by, and of no copy that lacks it. Throws FORBIDDEN_FIELD, BAD_CURSOR.
 */
export async function foundConnection<R extends AnyRow>(
  found: Found<R>,
  list: FoundShape,
  args: FoundArguments,
): Promise<Connection<R>> {
  const { size, backwards, start } = pageOf(args);
  const began = beganOn(start);
  const asked = readAsked(found, list, args, began);
  const { where, order } = asked;
  const digest = digestOf([found.entity, found.child ?? null, found.key, where, order]);
  const cursor = placeBehind(start, digest, order);
  const { results, answers } = await findRows(found, asked, {
    onUnavailable: args.onUnavailable,
    ...(cursor === null ? {} : { excluded: cursor.excluded }),
  });

  const compare = comparePlaces(found, order, list.shape);
  const passes = ({ row }: Placed<R>): boolean => where === null || matches(where, row);
  const placed = results
    .flatMap(({ result }) => result)
    .map((row) => placeIn(order, row))
    .sort(compare);
  const rows = placed.filter(passes);
  const side = backwards ? -1 : 1;
  const left =
    cursor === null
      ? rows
      : found.ordered === true
        ? besideRow(placed, cursor.key, side).filter(passes)
        : rows.filter((one) => compare(one, cursor) * side > 0);
  const page = backwards ? left.slice(Math.max(0, left.length - size)) : left.slice(0, size);
  const isBounded = results.some(({ result }) => result.length >= (found.most ?? Infinity));
  return {
    ...pageWith<R, Placed<R>>(page, {
      digest,
      began,
      placeOf: ({ keys, key }) => ({ keys, table: '', key }),
      backwards,
      goesOn: cursor !== null,
      more: left.length > page.length,
      answers,
    }),
    nodes: page.map(({ row }) => row),
    totalCount: () => Promise.resolve(isBounded ? null : rows.length),
  };
}

/** Filter and order of the arguments, which whoever asks may ask by. `began`: the day by which the filter goes. */
function readAsked<R>(
  { reading, entity, child, sources }: Found<R>,
  { shape, filterKeys, orderFields, usualOrder = [] }: FoundShape,
  args: FoundArguments,
  began: string,
): AskedRows {
  const where = predicateOf(args.where, shape, filterKeys?.(sources, began));
  const terms = orderOf(args.orderBy, orderFields);
  const order = terms.length > 0 ? terms : usualOrderOf({ entity, usualOrder }, reading);
  reading.admit(entity, { where, order, child });
  return { where, order };
}

/** The rows of every source, each of what can be asked by all that filter and order go by. */
function findRows<R>(
  { entity, child, sources, find, choose }: Found<R>,
  { where, order }: AskedRows,
  options: { readonly onUnavailable: OnUnavailable; readonly excluded?: readonly string[] },
): Promise<Gathered<readonly R[]>> {
  const asked = [
    ...(where === null ? [] : askedOf(where)),
    ...order.map(({ field }) => ({ field })),
  ];
  const fields = new Set(asked.map(({ field }) => field));
  return gather(
    sources,
    async (source) => {
      await assertAllAskable(source, { entity, child }, asked);
      return find(source, fields);
    },
    {
      ...options,
      rowsOf: (rows) => rows.length,
      named: true,
      choose: askableFirst(choose, { entity, child }, asked),
    },
  );
}

function placeIn<R extends AnyRow>(order: readonly OrderTerm[], row: R): Placed<R> {
  return { row, key: row.id, keys: order.map(({ field }) => keyOf(row, field)) };
}

/** By the order; rows that are equal in it by their ids, unless they stand in an order of their own. */
function comparePlaces<R>(
  { ordered }: Found<R>,
  order: readonly OrderTerm[],
  { fields }: EntityShape,
): (a: Place, b: Place) => number {
  const compareValues = (one: string, other: string, field: string): number =>
    NUMBERS.has(fields[field]?.kind ?? '') ? Number(one) - Number(other) : compareText(one, other);
  return (a, b) =>
    compareKeys(a.keys, b.keys, order, compareValues) ||
    (ordered === true ? 0 : compareText(a.key, b.key));
}

/**
 * The rows before one, or behind it, in an order that only their places tell; it may pass the filter no longer. Throws BAD_CURSOR where
 * it has gone from among others.
 */
function besideRow<R>(rows: readonly Placed<R>[], key: string, side: number): readonly Placed<R>[] {
  const place = rows.findIndex((one) => one.key === key);
  if (place === -1 && rows.length > 0) throw fault('BAD_CURSOR');
  return side < 0 ? rows.slice(0, Math.max(0, place)) : rows.slice(place + 1);
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'money']);

function keyOf(row: AnyRow, field: string): SortKey {
  const value = filterValue((row as Readonly<Record<string, unknown>>)[field]);
  return value === null ? null : String(inOrder(value));
}
