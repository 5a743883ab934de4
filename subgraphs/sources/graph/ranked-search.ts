import type { GraphQLResolveInfo } from 'graphql';
import { fault, isFault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import { isMissing, type OnUnavailable, type SourceAnswer } from '../fan-out/answers.ts';
import { withRowsOf } from '../fan-out/page.ts';
import { joinedAnswers, type ListShape, usualOrderOf } from './connection-resolver.ts';
import { neededFields, selectedFields } from './arguments/selection.ts';
import type { SourceContext } from './source-subgraph.ts';
import { predicateOf, type WhereInput } from './arguments/where-input.ts';

const USUAL_ROWS = 5;
const MOST_ROWS = 50;
const MOST_CHARACTERS = 200;

/** What a search finds of one kind. */
export interface Hits<R> {
  readonly nodes: readonly R[];
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}

/** What was typed into a search box. Throws BAD_USER_INPUT. */
export function searchedText(typed: string): string {
  const text = typed.trim();
  if (text !== '' && text.length <= MOST_CHARACTERS) return text;
  const reason = reasonOf('SEARCHED_TEXT', { most: MOST_CHARACTERS });
  throw fault('BAD_USER_INPUT', { reason });
}

/** Where a text is looked for, and how: in any of the fields. */
export interface Rank {
  readonly fields: readonly string[];
  readonly op: 'eq' | 'startsWith' | 'contains' | 'containsLoose';
  /** What is looked for instead of what was typed: any of these, and nothing where there are none. */
  readonly spellings?: (typed: string) => readonly string[];
}

/**
 * The rows that pass the best rank, then those that pass the next, and so on until there are enough; none twice. Each rank
 * is a list like any other: read where it is served best, named in `sources` where it is not answered. Fields that who asks may not
 * ask by are not looked through. Where a later rank is too broad, what the others find is an answer, and is marked; nothing is none.
 */
export async function rankedSearch<R extends RootRow>(
  { reading, sources }: SourceContext<unknown>,
  list: ListShape,
  /** What was typed, and where it is looked for, the best first. */
  { text, ranks }: { readonly text: string; readonly ranks: readonly Rank[] },
  {
    first,
    onUnavailable,
  }: { readonly first?: number | null; readonly onUnavailable: OnUnavailable },
  info: GraphQLResolveInfo,
): Promise<Hits<R>> {
  const size = first ?? USUAL_ROWS;
  if (size < 0 || size > MOST_ROWS)
    throw fault('BAD_USER_INPUT', {
      reason: reasonOf('OUT_OF_RANGE', { name: 'first', least: 0, most: MOST_ROWS }),
    });
  const fields = neededFields(selectedFields(info, ['nodes']), list.needs);
  const found = new Map<string, RootRow>();
  let answers: readonly SourceAnswer[] = [];
  let refused: Error | undefined;
  for (const { fields: looked, op, spellings } of ranks) {
    if (found.size >= size && answers.length > 0) break;
    const open = looked.filter((field) => reading.mayAskBy(list.entity, field));
    const texts = spellings?.(text) ?? [text];
    const ways = open.flatMap((field) => texts.map((one) => ({ [field]: { [op]: one } })));
    if (ways.length === 0) continue;
    const filter: WhereInput = { or: ways };
    const asked = reading.connection(sources, {
      entity: list.entity,
      fields,
      where: predicateOf(filter, list.shape, list.filterKeys?.(sources)),
      order: usualOrderOf(list, reading),
      usual: true,
      page: { first: size },
      freshness: 'AUTO',
      onUnavailable,
      named: false,
    });
    const page = await asked.catch((error: unknown) => {
      if (answers.length === 0 || !isFault(error, 'FILTER_TOO_BROAD')) throw error;
      refused = error as Error;
      return null;
    });
    if (page === null) continue;
    answers = answers.length === 0 ? page.sources : joinedAnswers(page.sources, answers);
    for (const { node } of page.edges) if (!found.has(node.id)) found.set(node.id, node);
  }
  if (refused !== undefined && found.size === 0) throw refused;
  const lacks = refused !== undefined && found.size < size;
  const nodes = [...found.values()].slice(0, size);
  await reading.give(nodes.length);
  return {
    // Rows of an entity are what its declaration says: every table is read by it.
    nodes: nodes as R[],
    partial: lacks || answers.some(isMissing),
    sources: withRowsOf(answers, nodes),
  };
}

/** The text in a field as it was typed, and then whatever the diacritics. */
export function textRanks(fields: readonly string[]): readonly Rank[] {
  return [
    { fields, op: 'contains' },
    { fields, op: 'containsLoose' },
  ];
}

/** Of what has a code and a name: the code as it stands, then the name by its beginning and by what is in it. */
export const RANKS_OF_NAMED: readonly Rank[] = [
  { fields: ['code'], op: 'eq' },
  { fields: ['name'], op: 'startsWith' },
  ...textRanks(['name']),
];
