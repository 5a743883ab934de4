import { isDeepStrictEqual } from 'node:util';

const PAGE = `first: 20, orderBy: [{ by: RECEIVED_AT, direction: DESC }]`;

/** What is asked, without anything that differs from one time to the next. */
export const QUESTIONS: readonly string[] = [
  `{ dossiers(${PAGE}) { nodes { id code receivedOn status { value } } partial } }`,
  `{ dossiers(${PAGE}) { nodes { id steps { name } payments { name amount } } totalCount partial } }`,
  `{ dossiers(first: 50, where: { applicantName: { contains: "nguyễn" } }) { nodes { id applicant { name } } partial } }`,
  `{ dossiers(first: 10, offices: ["H12.NC"]) { nodes { id code } totalCount partial } }`,
  `{ dossiers(first: 10, offices: ["H12.CN"]) { nodes { id code } totalCount partial } }`,
  `{ dossiers(first: 10, offices: ["H12.CM"]) { nodes { id code procedure { name } } totalCount partial } }`,
];

export type Verdict = 'right' | 'partial' | 'error' | 'refused' | 'wrong';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Asks one question over HTTP; undefined where no GraphQL answer came. */
export async function ask(url: string, query: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(40_000),
    });
    return (await response.json()) as Answer;
  } catch {
    return undefined;
  }
}

/** Right, or marked as less than that: by `partial`, by errors, or by no answer at all. Whatever else differs is wrong. */
export function judge(answer: Answer | undefined, truth: unknown): Verdict {
  if (answer === undefined) return 'refused';
  if (answer.errors !== undefined && answer.errors.length > 0) return 'error';
  if (isDeepStrictEqual(answer.data, truth)) return 'right';
  return JSON.stringify(answer.data).includes('"partial":true') ? 'partial' : 'wrong';
}
