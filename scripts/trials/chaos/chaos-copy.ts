import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetch } from 'undici';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import {
  type CopiedOffice,
  openCopiedOffice,
  QUESTION,
  type Truth,
  versionOf,
} from './copied-office.ts';
import { copy, COPY_FAULTS } from './copy-faults.ts';
import { type ChildGraph, hasEnded, startChildGraph, stateOf } from '../child-graph.ts';

type Verdict = 'right' | 'error' | 'between' | 'wrong';

interface Answer {
  readonly data?: {
    readonly dossiers:
      | (Truth & {
          readonly partial: boolean;
          readonly sources: readonly {
            readonly from: string | null;
            readonly asOf: string | null;
          }[];
        })
      | null;
  } | null;
}

/** Seconds within which a new copy is seen. */
const SEEN_WITHIN = 20;

await runCommand(
  {
    usage: 'npm run chaos:copy -- [--minutes N] [--rate N]',
    about:
      'Copies an office that changes while copying fails in every way, one after another, asks a graph of its own, and holds each answer against what stood in the office at the moment that the answer names.',
    settings: z.object({
      minutes: z.coerce.number().positive().max(240).default(10).meta({
        flag: 'minutes',
        give: 'a number',
        about: 'how long',
      }),
      rate: z.coerce.number().positive().max(1_000).default(20).meta({
        flag: 'rate',
        give: 'a number',
        about: 'requests a second',
      }),
    }),
  },
  async ({ minutes, rate }) => {
    const office = openCopiedOffice();
    await sleep(1_100);
    await copy(office);
    const graph = await startChildGraph({
      demo: office.demo,
      sources: office.sources,
      environment: { CHAOS_DIR: office.folder, COPY_DIR: office.copies },
    });
    try {
      await run(graph, office, { minutes, rate });
    } finally {
      await graph.close();
      office.close();
    }
  },
);

async function run(
  graph: ChildGraph,
  office: CopiedOffice,
  { minutes, rate }: { readonly minutes: number; readonly rate: number },
): Promise<void> {
  const counts: Record<Verdict, number> = { right: 0, error: 0, between: 0, wrong: 0 };
  const wrong: string[] = [];
  const errors = new Map<string, number>();
  const falseMoments = new Set<number>();
  const pending = new Set<Promise<void>>();
  let fault = '';
  let asked = 0;
  const asking = setInterval(() => {
    const freshness = asked % 2 === 0 ? 'COPY' : 'AUTO';
    asked += 1;
    const [before, during] = [office.versions.length, fault];
    const one = ask(graph, freshness).then((answer) => {
      const verdict = judge(office, answer, before, falseMoments);
      counts[verdict] += 1;
      if (verdict === 'error') errors.set(during, (errors.get(during) ?? 0) + 1);
      if (verdict === 'wrong')
        wrong.push(`${during}, ${freshness}: ${JSON.stringify(answer).slice(0, 300)}`);
    });
    pending.add(one);
    void one.finally(() => pending.delete(one));
  }, 1_000 / rate);

  const until = Date.now() + minutes * 60_000;
  let before = stateOf(graph.process);
  const late: string[] = [];
  for (let turn = 0; Date.now() < until; turn += 1) {
    const next = COPY_FAULTS[turn % COPY_FAULTS.length];
    if (next === undefined) break;
    // Handles and memory that every kind of fault has had its turn in are those to begin with.
    if (turn === COPY_FAULTS.length) before = stateOf(graph.process);
    fault = next.name;
    office.change();
    const version = office.versions.length - 1;
    // The moment of a copy is told in whole seconds.
    await sleep(1_100);
    if (next.falseMoment) falseMoments.add(version);
    await next.happen(office);
    fault = `after ${next.name}`;
    const code = await copy(office);
    if (code !== 0) late.push(`${fault}: a copy ended with ${code ?? 'a signal'}`);
    const seconds = await untilSeen(graph, version);
    if (seconds === null) late.push(`${fault}: its copy was not seen in ${SEEN_WITHIN} s`);
  }
  clearInterval(asking);
  await Promise.all(pending);
  await sleep(2_000);
  const after = stateOf(graph.process);

  const lines = [
    `asked ${asked}: ${Object.entries(counts)
      .map(([verdict, count]) => `${verdict} ${count}`)
      .join(', ')}; ${office.versions.length} versions`,
    ...[...errors].map(([during, count]) => `  errors: ${during}: ${count}`),
    ...wrong.slice(0, 10).map((one) => `  wrong: ${one}`),
    ...late.map((one) => `  ${one}`),
    `the process is ${hasEnded(graph.process) ? 'gone' : 'the same'}`,
    `memory ${before.megabytes} → ${after.megabytes} MB, handles ${before.handles} → ${after.handles}, threads ${before.threads} → ${after.threads}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (counts.wrong > 0 || late.length > 0 || hasEnded(graph.process)) process.exitCode = 1;
}

async function ask(graph: ChildGraph, freshness: string): Promise<Answer> {
  try {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUESTION, variables: { freshness } }),
    });
    return (await response.json()) as Answer;
  } catch {
    return {};
  }
}

/** `between` where the office changed while it was asked itself, so that two of its versions may be in the answer. */
function judge(
  { versions }: CopiedOffice,
  { data }: Answer,
  before: number,
  falseMoments: ReadonlySet<number>,
): Verdict {
  const found = data?.dossiers ?? null;
  if (found === null || found.partial) return 'error';
  const { totalCount, nodes } = found;
  const [{ from, asOf } = { from: null, asOf: null }] = found.sources;
  if (from !== 'COPY' && before !== versions.length) return 'between';
  const version = versionOf(nodes[0]?.code ?? '');
  const meant = versions[version];
  if (!isDeepStrictEqual({ totalCount, nodes }, meant?.truth)) return 'wrong';
  if (from !== 'COPY') return version === versions.length - 1 ? 'right' : 'wrong';
  if (falseMoments.has(version)) return 'right';
  const moment = Date.parse(asOf ?? '');
  const next = versions[version + 1]?.at ?? Infinity;
  return (meant?.at ?? 0) <= moment + 999 && moment <= next ? 'right' : 'wrong';
}

/** Seconds until the version is what the copy answers; null where it takes too long. */
async function untilSeen(graph: ChildGraph, version: number): Promise<number | null> {
  const began = performance.now();
  for (;;) {
    const { data } = await ask(graph, 'COPY');
    const seconds = (performance.now() - began) / 1_000;
    if (versionOf(data?.dossiers?.nodes[0]?.code ?? '') === version) return seconds;
    if (seconds > SEEN_WITHIN) return null;
    await sleep(200);
  }
}
