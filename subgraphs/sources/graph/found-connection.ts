import { fault } from '../../../service/errors/faults.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import { MOST_CHILDREN } from '../compiler/statements/children.ts';
import type { Source } from '../database/source.ts';
import { gather, isMissing } from '../fan-out/answers.ts';
import { pageOf } from '../fan-out/connection.ts';
import { beganOn, digestOf, readCursor, writeCursor } from '../fan-out/cursor.ts';
import { compareText } from '../fan-out/merge.ts';
import { type Choose, liveFirst } from '../fan-out/origins.ts';
import type { AnyRow, EntityShape, Row } from '../model/entity.ts';
import { fieldsOf, filterValue, inOrder, matches, type OrderTerm } from '../model/predicate.ts';
import type { Connection, ListArguments, ListShape } from './connection-resolver.ts';
import { orderOf } from './order-input.ts';
import { childrenOf } from './rows.ts';
import type { SourceContext } from './source-subgraph.ts';
import { predicateOf } from './where-input.ts';

/** How rows that one look-up finds are asked for as a list; in the order in which they were found unless told otherwise. */
export type FoundShape = Pick<ListShape, 'shape' | 'filterKeys' | 'orderFields'> &
  Partial<Pick<ListShape, 'usualOrder'>>;

export type FoundArguments = Omit<ListArguments, 'freshness'>;

/** A look-up at every source, which reads some fields beside its own. */
export interface Found<R> {
  readonly sources: readonly Source[];
  readonly find: (source: Source, fields: ReadonlySet<string>) => Promise<readonly R[]>;
  readonly choose: Choose;
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
    sources: sources.filter(({ code }) => code === row.origin.source),
    find: () => childrenOf(row, entity, child, { reading }, by && { by }),
    choose: async (source) =>
      (await liveFirst(source)).filter(
        ({ from }) => row.origin.from === 'LIVE' || from === row.origin.from,
      ),
    most: MOST_CHILDREN,
  };
}

/**
 * A page of the rows that a look-up finds: they are all at hand, so that filter, order and page are made here. Throws
 * BAD_CURSOR, also where the row that a cursor stands on has gone.
 */
export async function foundConnection<R extends AnyRow>(
  { sources, find, choose, most = Infinity }: Found<R>,
  { shape, filterKeys, orderFields, usualOrder = [] }: FoundShape,
  args: FoundArguments,
): Promise<Connection<R>> {
  const asked = orderOf(args.orderBy, orderFields);
  const order = asked.length > 0 ? asked : usualOrder;
  const { size, backwards, start } = pageOf(args);
  const began = beganOn(start);
  const where = predicateOf(args.where, shape, filterKeys?.(sources, began));
  const fields = new Set([
    ...(where === null ? [] : fieldsOf(where)),
    ...order.map(({ field }) => field),
  ]);
  const { results, answers } = await gather(sources, (source) => find(source, fields), {
    onUnavailable: args.onUnavailable,
    rowsOf: (rows) => rows.length,
    named: true,
    choose,
  });
  const rows = results
    .flatMap(({ result }) => result)
    .filter((row) => where === null || matches(where, row))
    .sort((a, b) => compareRows(a, b, order));
  const digest = digestOf([where, order]);
  const at = start === null ? null : placeOf(rows, start, digest);
  const left = at === null ? rows : backwards ? rows.slice(0, at) : rows.slice(at + 1);
  const page = backwards ? left.slice(Math.max(0, left.length - size)) : left.slice(0, size);
  const cursorOf = ({ id }: AnyRow): string =>
    writeCursor({ digest, keys: [], table: '', key: id, excluded: [], began });
  const [first, last] = [page[0], page.at(-1)];
  const more = left.length > page.length;
  const isBounded = results.some(({ result }) => result.length >= most);
  return {
    edges: page.map((node) => ({ node, cursor: () => cursorOf(node) })),
    nodes: page,
    pageInfo: {
      hasNextPage: backwards ? at !== null : more,
      hasPreviousPage: backwards ? more : at !== null,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
    totalCount: () => Promise.resolve(isBounded ? null : rows.length),
    partial: answers.some(isMissing),
    sources: answers.map((answer) => ({
      ...answer,
      rows: page.filter(({ origin }) => origin.source === answer.source).length,
    })),
  };
}

function placeOf(rows: readonly AnyRow[], start: string, digest: string): number {
  const { key } = readCursor(start, digest);
  const place = rows.findIndex(({ id }) => id === key);
  if (place === -1) throw fault('BAD_CURSOR');
  return place;
}

/** By the terms, rows without a value last. */
function compareRows(a: AnyRow, b: AnyRow, order: readonly OrderTerm[]): number {
  for (const { field, direction } of order) {
    const [one, other] = [valueOf(a, field), valueOf(b, field)];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    const compared =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compareText(String(inOrder(one)), String(inOrder(other)));
    if (compared !== 0) return direction === 'DESC' ? -compared : compared;
  }
  return 0;
}

function valueOf(row: AnyRow, field: string) {
  return filterValue((row as Readonly<Record<string, unknown>>)[field]);
}
