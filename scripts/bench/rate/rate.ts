import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { ensureDemoData } from '../../demo/ensure.ts';
import { runAsOwner } from '../../demo/writers/owner.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import { startChildGraph, stateOf } from '../../trials/child-graph.ts';
import { percentilesOf } from '../percentiles.ts';
import { type Asked, costsOf } from './costs.ts';

/** Look-ups of one dossier between two of the examples: most of what counters and citizens ask is one record. */
const LOOK_UPS = 4;
const WARM_MS = 10_000;
const PATIENCE_MS = 30_000;
/** After which a file is tried again that somebody read. */
const LOCKED_MS = 20;
/** `fetch` would take of the two cores half as much as a look-up does. */
const CONNECTIONS = new Agent({ headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });

const ONE = `query ($id: ID!) { dossier(id: $id) {
  code status { value } procedure { name } office { name } steps { name startedAt finishedAt } resultDocument { notation issuer { name } } } }`;

interface Answered {
  readonly name: string;
  /** Milliseconds from when it was due to be sent. */
  readonly waited: number;
  readonly outcome: 'whole' | 'errors' | 'refused' | 'failed';
}

await runCommand(
  {
    usage: 'npm run bench:rate -- [--rate 150] [--seconds 30] [--writes 1] [--copied]',
    about: [
      'Asks the demo province at a fixed rate, whether or not it keeps up: each example of schema/examples, and four look-ups of',
      'one dossier between two of them, while the old systems go on writing. Waits are counted from when a request was due.',
    ].join('\n'),
    settings: z.object({
      rate: z.coerce.number().int().min(1).default(150).meta({
        flag: 'rate',
        give: 'requests a second',
        about: 'how much is asked',
      }),
      seconds: z.coerce.number().int().min(1).default(30).meta({
        flag: 'seconds',
        give: 'seconds, 1 at least',
        about: 'for how long, after ten seconds that warm it up',
      }),
      writes: z.coerce.number().min(0).default(1).meta({
        flag: 'writes',
        give: 'commits a second',
        about:
          'to the sources’ files in turn; 547,500 dossiers a year with ten each are fewer in working hours',
      }),
      copied: z.stringbool().default(false).meta({
        flag: 'copied',
        about: 'with a copy of every source beside it, made before',
      }),
      each: z.coerce.number().int().min(0).default(0).meta({
        flag: 'each',
        give: 'times, 0 for no table',
        about: 'instead: what each costs by itself, asked so often',
      }),
    }),
  },
  async ({ rate, seconds, writes, copied, each }) => {
    const demo = mkdtempSync(join(tmpdir(), 'motcua-rate-'));
    const copies = join(demo, 'copies');
    try {
      await ensureDemoData({ directory: demo });
      if (copied) await copyAll(demo, copies);
      const graph = await startChildGraph({ demo, environment: { COPY_DIR: copies } });
      try {
        const mix = await mixed(graph.url);
        if (each > 0) {
          const table = await costsOf(graph.process.pid ?? 0, mix, each, (body) =>
            send(graph.url, body),
          );
          process.stdout.write(`${table}\n`);
          return;
        }
        const written = new AbortController();
        const writing = writes === 0 ? undefined : write(demo, writes, written.signal);
        await askAll(graph.url, mix, rate, WARM_MS);
        const before = stateOf(graph.process).cpuSeconds;
        const load = loadavg()[0] ?? 0;
        const answers = await askAll(graph.url, mix, rate, seconds * 1_000);
        const cpu = stateOf(graph.process).cpuSeconds - before;
        written.abort();
        await writing;
        report(answers, { rate, load, cpu });
      } finally {
        await graph.close();
      }
    } finally {
      rmSync(demo, { recursive: true, force: true });
    }
  },
);

/** Copies every source of the demo province into the folder. */
async function copyAll(demo: string, copies: string): Promise<void> {
  const script = inRepository('scripts/run/copy.ts');
  const settings = ['--demo', demo, '--copy-dir', copies];
  await promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...settings]);
}

/** Commits to the sources' files in turn, and changes nothing that anybody reads. */
async function write(demo: string, aSecond: number, until: AbortSignal): Promise<void> {
  const files = readdirSync(demo).filter((file) => file.endsWith('.db'));
  for (let at = 0; !until.aborted; at += 1) {
    const url = `file:${join(demo, files[at % files.length] ?? '')}`;
    while (!(await commits(url, at + 1))) await sleep(LOCKED_MS);
    await sleep(1_000 / aSecond);
  }
}

/** False where somebody reads the file at the moment. */
async function commits(url: string, version: number): Promise<boolean> {
  try {
    await runAsOwner('sqlite', url, [`PRAGMA user_version = ${version}`]);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}

/** What is asked, one after another and over again. */
async function mixed(url: string): Promise<readonly Asked[]> {
  const page = await send(
    url,
    JSON.stringify({ query: '{ dossiers(first: 500) { nodes { id } } }' }),
  );
  const ids = (
    JSON.parse(page.text) as { data: { dossiers: { nodes: readonly { readonly id: string }[] } } }
  ).data.dossiers.nodes.map(({ id }) => id);
  const folder = inRepository('schema/examples');
  const examples = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return ids.flatMap((id, at) => {
    const one = { name: 'one dossier', body: JSON.stringify({ query: ONE, variables: { id } }) };
    if (at % LOOK_UPS !== 0) return [one];
    const name = examples[(at / LOOK_UPS) % examples.length] ?? '';
    const query = readFileSync(join(folder, name), 'utf8');
    return [{ name, body: JSON.stringify({ query }) }, one];
  });
}

/** Sends what is due when it is due, and resolves when all is answered. */
async function askAll(
  url: string,
  mix: readonly Asked[],
  rate: number,
  forMs: number,
): Promise<readonly Answered[]> {
  const began = performance.now();
  const answers: Promise<Answered>[] = [];
  const all = Math.round((forMs * rate) / 1_000);
  while (answers.length < all) {
    const due = began + (answers.length * 1_000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const { name, body } = mix[answers.length % mix.length] ?? { name: '', body: '' };
    answers.push(
      outcomeOf(url, body).then((outcome) => ({ name, waited: performance.now() - due, outcome })),
    );
  }
  return Promise.all(answers);
}

async function outcomeOf(url: string, body: string): Promise<Answered['outcome']> {
  try {
    const { status, text } = await send(url, body);
    if (status === 503) return 'refused';
    return text.includes('"errors":[') ? 'errors' : 'whole';
  } catch {
    return 'failed';
  }
}

async function send(
  url: string,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const { statusCode, body: answer } = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    dispatcher: CONNECTIONS,
  });
  return { status: statusCode, text: await answer.text() };
}

function report(
  answers: readonly Answered[],
  { rate, load, cpu }: { readonly rate: number; readonly load: number; readonly cpu: number },
): void {
  const row = (name: string, some: readonly Answered[]): string => {
    const at = percentilesOf(some.map(({ waited }) => waited));
    const count = (outcome: Answered['outcome']): number =>
      some.filter((one) => one.outcome === outcome).length;
    const waits = [at(0.5), at(0.95), at(0.99)].map((ms) => ms.toFixed(0)).join(' | ');
    return `| ${name} | ${some.length} | ${waits} | ${count('errors')} | ${count('refused')} | ${count('failed')} |`;
  };
  const names = [...new Set(answers.map(({ name }) => name))].sort();
  process.stdout.write(
    `${[
      `${rate} requests a second, ${availableParallelism()} cores, load ${load.toFixed(1)}: ${((cpu * 1_000) / answers.length).toFixed(1)} CPU-ms a request.`,
      '',
      '| Asked | Requests | p50 ms | p95 ms | p99 ms | With errors | Refused | Failed |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      row('all', answers),
      ...names.map((name) =>
        row(
          name,
          answers.filter((one) => one.name === name),
        ),
      ),
    ].join('\n')}\n`,
  );
}
