import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import { type RunningGateway, startGateway } from '../child.ts';
import type { ByHandAsked } from './by-hand/by-hand.ts';
import { ensureProvince } from './data.ts';
import { graphOver, keepingNothing, nobody } from './graph-over.ts';
import { DUE_LIST, type Given, QUERIES, type QueryName, valuesAt } from './queries.ts';
import { type Cost, costOf } from './cost.ts';
import { type QueryFigures, tablesOf } from './tables.ts';
import { readReads, type Reads } from './reads.ts';

const NAMES = Object.keys(QUERIES) as QueryName[];

/** Dossiers before page 200, in the two steps that a page may have. */
const BEFORE_PAGE_200 = 199 * 50;
const STEP = 500;

async function dataOf({ client }: RunningGateway, text: string): Promise<unknown> {
  const answer = JSON.parse(await client.ask(text)) as { data: unknown; errors?: unknown };
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors).slice(0, 500));
  return answer.data;
}

/** What the queries ask for; the cursor is reached by walking there. */
async function walk(graph: RunningGateway): Promise<Given> {
  let cursor: string | null = null;
  for (let passed = 0; passed < BEFORE_PAGE_200;) {
    const size: number = Math.min(STEP, BEFORE_PAGE_200 - passed);
    const answer = await dataOf(graph, DUE_LIST(size, cursor));
    cursor = valuesAt(answer, ['dossiers.pageInfo.endCursor'])[0] ?? null;
    passed += size;
  }
  return { code: '161230-0001', idNumber: '2000863359', cursor: cursor ?? '' };
}

function byHand(query: QueryName, store: ByHandAsked['store'], given: Given): string {
  return JSON.stringify({ query, store, given } satisfies ByHandAsked);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runCommand(
  {
    usage: 'npm run bench:province -- [--dir DIR] [--only worklist,overdue] [--seconds N]',
    about: [
      'Times twelve queries over a year of the province, with its copies and without, beside programs written by hand for each.',
      'The first run writes the year and its copies, which takes a quarter of an hour.',
    ].join('\n'),
    settings: z.object({
      dir: z
        .string()
        .default(join(tmpdir(), 'motcua-bench-province'))
        .meta({ flag: 'dir', give: 'a folder', about: 'where the year and its copies are kept' }),
      only: z
        .string()
        .default('')
        .transform((text) => text.split(',').filter(Boolean))
        .pipe(z.array(z.enum(NAMES)))
        .transform((chosen) => (chosen.length === 0 ? NAMES : chosen))
        .meta({
          flag: 'only',
          give: `queries, separated by commas: ${NAMES.join(', ')}`,
          about: 'which queries to time, if not all',
        }),
      seconds: z.coerce.number().positive().default(3).meta({
        flag: 'seconds',
        give: 'a number of seconds',
        about: 'how long each program is asked one query, one request at a time and eight',
      }),
    }),
  },
  async ({ dir, only, seconds }) => {
    const data = ensureProvince(dir);
    const bare = { ...data, copies: join(dir, 'no-copies') };
    const directory = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    const running: RunningGateway[] = [];
    const start = async (name: string, command: (port: number) => readonly string[]) => {
      const started = await startGateway(command, join(directory, `${name}.log`), {
        authorization: nobody,
        environment: keepingNothing,
      });
      running.push(started);
      return started;
    };
    try {
      const hand = await start('by-hand', (port) => [
        ...['--import', 'tsx', inRepository('scripts/bench/province/by-hand/by-hand.ts')],
        ...[String(port), data.demo, data.copies],
      ]);
      const graphs = {
        auto: await start('auto', graphOver(data, directory, false)),
        live: await start('live', graphOver(bare, directory, false)),
      };
      if (readFileSync(join(directory, 'auto.log'), 'utf8').includes('it is not read'))
        throw new Error(`a copy in ${data.copies} is of another mapping: take it away`);
      const given = await walk(graphs.auto);

      const reads = new Map<QueryName, Record<keyof typeof graphs, Reads>>();
      for (const name of ['auto', 'live'] as const) {
        const log = join(directory, `${name}-debug.log`);
        const graph = await startGateway(
          graphOver(name === 'auto' ? data : bare, directory, true),
          log,
          { authorization: nobody, environment: keepingNothing },
        );
        try {
          for (const query of only) {
            const text = QUERIES[query].text(given);
            // What is read only once, such as how tables are made, is none of the query's.
            await graph.client.ask(text);
            const before = readFileSync(log, 'utf8').length;
            await graph.client.ask(text);
            const said = await readReads(log, before);
            reads.set(query, { ...(reads.get(query) ?? { auto: said, live: said }), [name]: said });
          }
        } finally {
          await graph.stop();
        }
      }

      const figures: QueryFigures[] = [];
      for (const query of only) {
        const { text, about, told, toldByHand } = QUERIES[query];
        const asked = text(given);
        const legacy = await dataOf(hand, byHand(query, 'legacy', given));
        const copied = await dataOf(hand, byHand(query, 'copy', given));
        const wanted = valuesAt(legacy, toldByHand);
        const compare = (who: string, answer: readonly string[]): void => {
          if (isDeepStrictEqual(answer, wanted)) return;
          const shown = JSON.stringify({ wanted, answer }).slice(0, 900);
          throw new Error(`${query}: ${who} answers otherwise: ${shown}`);
        };
        if (copied !== null) compare('the copy by hand', valuesAt(copied, toldByHand));
        for (const [name, graph] of Object.entries(graphs)) {
          const answer = await dataOf(graph, asked).catch((error: unknown) => {
            say(`${query}: the graph, ${name}: ${String(error)}`);
          });
          if (answer !== undefined) compare(`the graph, ${name},`, valuesAt(answer, told));
        }

        const time = (program: RunningGateway, body: string): Promise<Cost> =>
          costOf(program, body, seconds);
        const its = reads.get(query);
        if (its === undefined) continue;
        const one: QueryFigures = {
          query,
          about,
          reads: its,
          legacy: await time(hand, byHand(query, 'legacy', given)),
          copy: copied === null ? null : await time(hand, byHand(query, 'copy', given)),
          auto: await time(graphs.auto, asked),
          live: await time(graphs.live, asked),
        };
        figures.push(one);
        say(
          `${query}: CPU-ms by hand ${one.legacy.cpuMs.toFixed(1)} (legacy), ${one.copy?.cpuMs.toFixed(1) ?? '-'} (copy); graph ${one.auto.cpuMs.toFixed(1)} (auto), ${one.live.cpuMs.toFixed(1)} (live)`,
        );
      }
      say(`\n${tablesOf(figures)}`);
      rmSync(directory, { recursive: true });
    } finally {
      await Promise.all(running.map((one) => one.stop()));
    }
  },
);
