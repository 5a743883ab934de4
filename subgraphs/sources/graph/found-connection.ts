import { fault } from '../../../service/errors/faults.ts';
import type { SortKey } from '../compiler/keyset.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import { MOST_CHILDREN } from '../compiler/statements/children.ts';
import type { Source } from '../database/source.ts';
import { gather, isMissing } from '../fan-out/answers.ts';
import { pageOf } from '../fan-out/connection.ts';
import { beganOn, type Cursor, digestOf, readCursor, writeCursor } from '../fan-out/cursor.ts';
import { compareText } from '../fan-out/merge.ts';
import { askableFirst, assertAllAskable, type Choose, underFirst } from '../fan-out/origins.ts';
import type { AnyRow, EntityShape, Row } from '../model/entity.ts';
import { askedOf, filterValue, inOrder, matches, type OrderTerm } from '../model/predicate.ts';
import type { Reading } from '../reading/request-reading.ts';
import {
  type Connection,
  type ListArguments,
  type ListShape,
  usualOrderOf,
} from './connection-resolver.ts';
import { orderOf } from './order-input.ts';
import { childrenOf } from './rows.ts';
import type { SourceContext } from './source-subgraph.ts';
import { predicateOf } from './where-input.ts';

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

/**
 * A page of the rows that a look-up finds: they are all at hand, so that filter, order and page are made here, by no more than who asks
 * may ask by, and of no copy that lacks it. Throws FORBIDDEN_FIELD, BAD_CURSOR.
 */
export async function foundConnection<R extends AnyRow>(
  found: Found<R>,
  { shape, filterKeys, orderFields, usualOrder = [] }: FoundShape,
  args: FoundArguments,
): Promise<Connection<R>> {
  const { reading, entity, child, sources, find, most = Infinity } = found;
  const { size, backwards, start } = pageOf(args);
  const began = beganOn(start);
  const where = predicateOf(args.where, shape, filterKeys?.(sources, began));
  const terms = orderOf(args.orderBy, orderFields);
  const order = terms.length > 0 ? terms : usualOrderOf({ entity, usualOrder }, reading);
  reading.admit(entity, { where, order, child });
  const digest = digestOf([entity, child ?? null, found.key, where, order]);
  const cursor = start === null ? null : readCursor(start, digest);
  if (cursor !== null && cursor.keys.length !== order.length) throw fault('BAD_CURSOR');
  const asked = [
    ...(where === null ? [] : askedOf(where)),
    ...order.map(({ field }) => ({ field })),
  ];
  const fields = new Set(asked.map(({ field }) => field));
  const { results, answers } = await gather(
    sources,
    async (source) => {
      await assertAllAskable(source, { entity, child }, asked);
      return find(source, fields);
    },
    {
      onUnavailable: args.onUnavailable,
      rowsOf: (rows) => rows.length,
      named: true,
      choose: askableFirst(found.choose, { entity, child }, asked),
      ...(cursor === null ? {} : { excluded: cursor.excluded }),
    },
  );
  const compare = (a: Place, b: Place): number =>
    compareKeys(a.keys, b.keys, order, shape) ||
    (found.ordered === true ? 0 : compareText(a.key, b.key));
  const placed = results
    .flatMap(({ result }) => result)
    .map((row): Placed<R> => ({
      row,
      key: row.id,
      keys: order.map(({ field }) => keyOf(row, field)),
    }))
    .sort(compare);
  const passes = ({ row }: Placed<R>): boolean => where === null || matches(where, row);
  const rows = placed.filter(passes);
  const side = backwards ? -1 : 1;
  const left =
    cursor === null
      ? rows
      : found.ordered === true
        ? besideRow(placed, cursor.key, side).filter(passes)
        : rows.filter((one) => compare(one, cursor) * side > 0);
  const page = backwards ? left.slice(Math.max(0, left.length - size)) : left.slice(0, size);
  const excluded = answers.filter(isMissing).map(({ source }) => source);
  const cursorOf = ({ keys, key }: Placed<R>): string =>
    writeCursor({ digest, keys, table: '', key, excluded, began });
  const [first, last] = [page[0], page.at(-1)];
  const more = left.length > page.length;
  const isBounded = results.some(({ result }) => result.length >= most);
  return {
    edges: page.map((one) => ({ node: one.row, cursor: () => cursorOf(one) })),
    nodes: page.map(({ row }) => row),
    pageInfo: {
      hasNextPage: backwards ? cursor !== null : more,
      hasPreviousPage: backwards ? more : cursor !== null,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
    totalCount: () => Promise.resolve(isBounded ? null : rows.length),
    partial: excluded.length > 0,
    sources: answers.map((answer) => ({
      ...answer,
      rows: page.filter(({ row }) => row.origin.source === answer.source).length,
    })),
  };
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

/** By the terms, rows without a value last. */
function compareKeys(
  a: readonly SortKey[],
  b: readonly SortKey[],
  order: readonly OrderTerm[],
  { fields }: EntityShape,
): number {
  for (const [index, { field, direction }] of order.entries()) {
    const [one, other] = [a[index] ?? null, b[index] ?? null];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    const isNumber = NUMBERS.has(fields[field]?.kind ?? '');
    const compared = isNumber ? Number(one) - Number(other) : compareText(one, other);
    if (compared !== 0) return direction === 'DESC' ? -compared : compared;
  }
  return 0;
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'money']);

function keyOf(row: AnyRow, field: string): SortKey {
  const value = filterValue((row as Readonly<Record<string, unknown>>)[field]);
  return value === null ? null : String(inOrder(value));
}
