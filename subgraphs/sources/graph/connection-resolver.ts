import type { GraphQLResolveInfo } from 'graphql';
import type { EntityShape } from '../model/entity.ts';
import { isMissing, type OnUnavailable, type SourceAnswer } from '../fan-out/answers.ts';
import type { Freshness } from '../fan-out/origins.ts';
import { type Page, type PageArguments, pageOf } from '../fan-out/page.ts';
import type { ConnectionCount } from '../fan-out/connection.ts';
import { beganOn } from '../fan-out/cursor.ts';
import type { OrderTerm, Predicate } from '../model/predicate.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import type { Reading } from '../reading/request-reading.ts';
import type { Source } from '../database/source.ts';
import { type OrderInput, orderOf } from './arguments/order-input.ts';
import { type Needs, neededFields, selectedFields } from './arguments/selection.ts';
import { type FilterKeys, predicateOf, type WhereInput } from './arguments/where-input.ts';

/** How an entity's list is asked for in the graph. */
export interface ListShape {
  readonly entity: string;
  readonly shape: EntityShape;
  readonly needs: Needs;
  /** Filter keys that are not simply a field of the entity; what they mean may depend on the sources asked, and on the day. */
  readonly filterKeys?: (sources: readonly Source[], today?: string) => FilterKeys;
  /** The entity field behind each value of the order enum. */
  readonly orderFields: Readonly<Record<string, string>>;
  readonly usualOrder: readonly OrderTerm[];
  /** The client named the sources itself: one that does not answer, even alone, is an empty list that says so. */
  readonly named?: boolean;
}

export interface ListArguments extends PageArguments {
  readonly where?: WhereInput | undefined;
  readonly orderBy?: OrderInput | undefined;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
}

/** What the connection types of the graph are resolved from; rows are counted only where that is asked for. */
export interface Connection<R> extends Page<R> {
  readonly nodes: readonly R[];
  readonly totalCount: () => Promise<number | null>;
}

interface SharedList {
  readonly connection: Connection<RootRow>;
  /** Rows that it adds to the answer under each parent. */
  readonly answers: number;
}

type SharedLists = Map<string, Promise<SharedList>>;

/** The lists of each request, by the place in its document where they are asked for: documents are of many requests, of whoever asks. */
const lists = new WeakMap<Reading, Map<GraphQLResolveInfo['fieldNodes'], SharedLists>>();

/**
 * A page of a list as the client asked for it, with only the columns that its selection needs. Under hundreds of parents at one
 * place it is one answer, and its arguments are looked at once.
 */
export async function resolveConnection<R extends RootRow>(
  reading: Reading,
  sources: readonly Source[],
  list: ListShape,
  args: ListArguments,
  info: GraphQLResolveInfo,
  /** What the rows under this parent have in common. */
  under: Predicate | null = null,
): Promise<Connection<R>> {
  const places = lists.get(reading) ?? new Map<GraphQLResolveInfo['fieldNodes'], SharedLists>();
  lists.set(reading, places);
  const here = places.get(info.fieldNodes) ?? new Map<string, Promise<SharedList>>();
  places.set(info.fieldNodes, here);
  const asked = JSON.stringify([sources.map(({ code }) => code), under]);
  const shared = here.get(asked) ?? readList(reading, sources, list, args, info, under);
  here.set(asked, shared);
  const { connection, answers } = await shared;
  await reading.give(answers);
  // Rows of an entity are what its declaration says: every table is read by it.
  return connection as Connection<R>;
}

async function readList(
  reading: Reading,
  sources: readonly Source[],
  list: ListShape,
  args: ListArguments,
  info: GraphQLResolveInfo,
  under: Predicate | null,
): Promise<SharedList> {
  const began = beganOn(pageOf(args).start);
  const query = {
    entity: list.entity,
    where: both(under, predicateOf(args.where, list.shape, list.filterKeys?.(sources, began))),
    freshness: args.freshness,
    onUnavailable: args.onUnavailable,
    named: list.named ?? false,
  };
  const order = orderOf(args.orderBy, list.orderFields);
  const selected = selectedFields(info);
  const isOfNone =
    args.first === 0 && [args.last, args.after, args.before].every((one) => one == null);
  const isCountAlone = isOfNone && !selected.has('pageInfo');
  const counting = selected.has('totalCount')
    ? reading.count(sources, { ...query, besideRows: !isCountAlone })
    : null;
  // Waited for below; whatever is wrong with the count alone is told where it stands.
  const counted = counting?.catch(() => null);
  const count = isCountAlone ? await counted : null;
  if (typeof count?.total === 'number') return { connection: countAlone(count), answers: 0 };
  const page = await reading.connection(sources, {
    began,
    ...query,
    fields: neededFields(selectedFields(info, ['nodes'], ['edges', 'node']), list.needs),
    order: order.length > 0 ? order : usualOrderOf(list, reading),
    usual: order.length === 0,
    page: args,
    goesOn: info.path.prev === undefined,
  });
  const answers = joinedAnswers(page.sources, (await counted)?.sources ?? []);
  const connection = {
    nodes: page.edges.map(({ node }) => node),
    ...page,
    totalCount: async () => (await counting)?.total ?? null,
    partial: answers.some(isMissing),
    sources: answers,
  };
  const times = ['nodes', 'edges'].filter((field) => selected.has(field)).length;
  return { connection, answers: page.edges.length * times };
}

function both(one: Predicate | null, other: Predicate | null): Predicate | null {
  return one === null || other === null ? (one ?? other) : { kind: 'all', of: [one, other] };
}

/** The usual order, as far as who asks may know it. */
export function usualOrderOf(
  { entity, usualOrder }: Pick<ListShape, 'entity' | 'usualOrder'>,
  reading: Pick<Reading, 'mayAskBy'>,
): readonly OrderTerm[] {
  return usualOrder.filter(({ field }) => reading.mayAskBy(entity, field));
}

/** A page without rows of which only the count is asked for: nothing is sorted and read for it. */
function countAlone({ total, sources }: ConnectionCount): Connection<RootRow> {
  return {
    edges: [],
    nodes: [],
    pageInfo: {
      hasNextPage: total !== 0,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    },
    totalCount: () => Promise.resolve(total),
    partial: sources.some(isMissing),
    sources,
  };
}

/** How each source took part in two reads together: it answered only if it answered both. */
export function joinedAnswers(
  page: readonly SourceAnswer[],
  count: readonly SourceAnswer[],
): readonly SourceAnswer[] {
  return page.map((answer) => {
    const other = count.find(({ source }) => source === answer.source);
    if (other === undefined) return answer;
    const { status, why, asOf } = [answer, other].find(isMissing) ?? olderOf(answer, other);
    return { ...answer, status, why, asOf, ms: Math.max(answer.ms, other.ms) };
  });
}

/** The rows of the one hold as of an earlier moment than those of the other. */
function olderOf(one: SourceAnswer, other: SourceAnswer): SourceAnswer {
  return (one.asOf ?? '') <= (other.asOf ?? '') ? one : other;
}
