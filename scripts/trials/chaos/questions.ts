import { isDeepStrictEqual } from 'node:util';
import { Agent, fetch } from 'undici';

/** A page of dossiers, without anything that differs from one time to the next. */
interface Question {
  readonly first: number;
  /** Of which offices, and which of their dossiers. */
  readonly which: string;
  readonly fields: string;
  readonly counts: boolean;
}

export const QUESTIONS: readonly Question[] = [
  { first: 20, which: '', fields: 'id code receivedOn status { value }', counts: false },
  { first: 20, which: '', fields: 'id steps { name } payments { name amount }', counts: true },
  {
    first: 50,
    which: 'where: { applicantName: { contains: "nguyễn" } }',
    fields: 'id applicant { name }',
    counts: false,
  },
  { first: 10, which: 'offices: ["H12.NC"]', fields: 'id code', counts: true },
  { first: 10, which: 'offices: ["H12.CN"]', fields: 'id code', counts: true },
  {
    first: 10,
    which: 'offices: ["H12.CM"]',
    fields: 'id code procedure { name }',
    counts: true,
  },
];

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = Readonly<Record<string, Json>>;
type Node = Fields & { readonly id: string };

interface Page {
  readonly nodes: readonly Node[];
  readonly partial: boolean;
  readonly totalCount?: number | null;
  readonly sources: readonly { readonly source: string; readonly status: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Answer {
  readonly data?: { readonly dossiers: Page | null };
  readonly errors?: readonly { readonly path?: readonly (string | number)[] }[];
}

/** Every dossier that a question's pages would lead through, in their order. */
export type Truth = readonly Node[];

export type Verdict = 'right' | 'partial' | 'error' | 'refused' | 'wrong';

let connections = new Agent();

/** Closes what connections are kept: they are handles of the graph, too. */
export async function leaveGraph(): Promise<void> {
  const left = connections;
  connections = new Agent();
  await left.close();
}

/** Asks a question over HTTP; undefined where no GraphQL answer came. */
export async function ask(
  url: string,
  { which, fields, counts, first }: Question,
  page: { readonly first?: number; readonly after?: string | null } = {},
): Promise<Answer | undefined> {
  const after = page.after == null ? '' : `after: ${JSON.stringify(page.after)}`;
  const query = `{ dossiers(first: ${page.first ?? first}, ${after} ${which} orderBy: [{ by: RECEIVED_AT, direction: DESC }]) {
    nodes { ${fields} } ${counts ? 'totalCount' : ''} partial sources { source status } pageInfo { hasNextPage endCursor }
  } }`;
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(40_000),
      dispatcher: connections,
    });
    const answer = (await response.json()) as Answer;
    return response.status === 503 ? undefined : answer;
  } catch {
    return undefined;
  }
}

/** Reads all pages of a question while nothing is at fault. Throws where something is. */
export async function truthOf(url: string, question: Question): Promise<Truth> {
  const all: Node[] = [];
  for (let after: string | null = null; ;) {
    const answer = await ask(url, question, { first: 500, after });
    const page = answer?.data?.dossiers;
    if (page == null || page.partial || answer?.errors !== undefined)
      throw new Error(JSON.stringify(answer).slice(0, 500));
    all.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

/**
 * Right; or less, and marked: `partial` where the page and the count are those of the sources that it says have answered, or
 * with null and an error at each place that is not as it should be. Whatever else differs is wrong.
 */
export function judge(
  answer: Answer | undefined,
  truth: Truth,
  { first, counts }: Question,
): Verdict {
  if (answer === undefined) return 'refused';
  const { data, errors = [] } = answer;
  const page = data?.dossiers;
  if (page == null) return errors.length > 0 ? 'error' : 'wrong';

  const answered = new Set(
    page.sources.filter(({ status }) => status === 'OK').map(({ source }) => source),
  );
  if (page.partial !== page.sources.some(({ status }) => status !== 'OK')) return 'wrong';
  // A source that gave its page and then did not count has not answered, and its rows stand.
  if (counts) for (const { id } of page.nodes) answered.add(sourceOf(id));
  const theirs = truth.filter(({ id }) => answered.has(sourceOf(id)));
  if (page.nodes.length !== Math.min(first, theirs.length)) return 'wrong';
  const located = new Set(errors.map(({ path = [] }) => path.join('.')));
  const isMarked = (got: Json, right: Json | undefined, path: string): boolean => {
    if (isDeepStrictEqual(got, right) || (got === null && located.has(path))) return true;
    if (typeof got !== 'object' || got === null || typeof right !== 'object' || right === null)
      return false;
    const keys = Object.keys(right);
    return (
      keys.length === Object.keys(got).length &&
      keys.every((key) =>
        isMarked((got as Fields)[key] ?? null, (right as Fields)[key], `${path}.${key}`),
      )
    );
  };
  if (!page.nodes.every((node, at) => isMarked(node, theirs[at], `dossiers.nodes.${at}`)))
    return 'wrong';
  if (counts && !isCount(page, truth.length, located)) return 'wrong';
  return errors.length > 0 ? 'error' : page.partial ? 'partial' : 'right';
}

const sourceOf = (id: string): string => id.split(':')[0] ?? '';

/** Of a partial page, a lower bound. */
function isCount(
  { totalCount, partial }: Page,
  all: number,
  located: ReadonlySet<string>,
): boolean {
  if (totalCount == null) return partial || located.has('dossiers.totalCount');
  return partial ? totalCount <= all : totalCount === all;
}
