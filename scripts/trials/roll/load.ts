import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What became of the requests since the last look. */
interface Tally {
  readonly asked: number;
  readonly failed: readonly string[];
  /** Milliseconds, the fastest first. */
  readonly times: readonly number[];
}

/** Clients that ask all the time. */
export interface Load {
  tally(): Tally;
  stop(): Promise<void>;
}

const QUERIES = [
  'query Page { dossiers(first: 5) { nodes { code procedure { name } resultDocument { notation } } partial } }',
  'query Search { dossiers(first: 3, where: { applicantName: { contains: "Nguyễn" } }) { nodes { code } partial } }',
  'query Kinds { __type(name: "Dossier") { name } }',
];

/**
 * Starts so many clients; each asks by hash, as persisted operations are, and tells the text where it is not known. Every answer
 * has to be what it was at first.
 */
export async function startLoad(url: string, clients: number, pauseMs: number): Promise<Load> {
  const first = new Map<string, string>();
  for (const query of QUERIES) first.set(query, await answerTo(url, query));
  const broken = [...first.values()].find((answer) => answer.includes('"errors"'));
  if (broken !== undefined) throw new Error(`The graph does not answer as it is: ${broken}`);

  let going = true;
  let asked = 0;
  let failed: string[] = [];
  let times: number[] = [];

  async function client(n: number): Promise<void> {
    for (let turn = n; going; turn += 1) {
      const query = QUERIES[turn % QUERIES.length] ?? '';
      const began = performance.now();
      asked += 1;
      const fault = await faultOf(url, query, first.get(query));
      times.push(performance.now() - began);
      if (fault !== undefined) failed.push(fault);
      await sleep(pauseMs);
    }
  }
  const all = Array.from({ length: clients }, (_unused, n) => client(n));
  return {
    tally() {
      const told = { asked, failed, times: times.sort((a, b) => a - b) };
      [asked, failed, times] = [0, [], []];
      return told;
    },
    async stop() {
      going = false;
      await Promise.all(all);
    },
  };
}

/** What is wrong with an answer; undefined where it is the right one. */
async function faultOf(url: string, query: string, right: string | undefined) {
  try {
    const answer = await answerTo(url, query);
    return answer === right ? undefined : answer;
  } catch (error) {
    const { message, cause } = error as Error;
    return `${message} ${cause instanceof Error ? cause.message : ''}`;
  }
}

async function answerTo(url: string, query: string): Promise<string> {
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const answer = await answerOf(url, { extensions });
  return answer.includes('PersistedQueryNotFound') ? answerOf(url, { query, extensions }) : answer;
}

async function answerOf(url: string, body: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200 && !text.includes('PersistedQueryNotFound'))
    throw new Error(`${response.status} ${text.slice(0, 300)}`);
  return text;
}
