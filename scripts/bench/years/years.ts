import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { type RunningGateway, startGateway } from '../child.ts';
import { readPeakMiB } from '../process-cost.ts';
import { markdownTable } from '../table.ts';
import { type Cost, costOf, type Latencies } from '../province/cost.ts';
import { ensureProvince } from '../province/data.ts';
import { graphOver, keepingNothing, nobody } from '../province/graph-over.ts';
import { ensureYears } from './more-years.ts';

/** What is asked of copies, with the measure of issue 10 for how much more CPU many years may take. */
const ASKED = {
  newest: {
    most: 2,
    text: '{ dossiers(first: 50, freshness: COPY) { nodes { id code receivedOn dueOn status { value } procedure { code } } partial } }',
  },
  oldest: {
    most: 2,
    text: '{ dossiers(last: 50, freshness: COPY) { nodes { id code receivedOn dueOn status { value } procedure { code } } partial } }',
  },
  worklist: {
    most: 2,
    text: '{ dossiers(offices: ["H12.NC"], first: 50, freshness: COPY, where: { status: { eq: PROCESSING } }, orderBy: [{ by: DUE_AT, direction: ASC }]) { nodes { id code dueOn status { value } procedure { code } } partial } }',
  },
  all: {
    most: 3,
    text: '{ dossiers(first: 0, freshness: COPY) { totalCount partial } }',
  },
  quarter: {
    most: 3,
    text: '{ dossiers(first: 0, freshness: COPY, where: { receivedOn: { gte: "2016-10-01", lt: "2017-01-01" } }) { totalCount partial } }',
  },
  overdue: {
    most: 3,
    text: '{ dossiers(first: 0, freshness: COPY, where: { status: { in: [RECEIVED, PROCESSING, AWAITING_SUPPLEMENT, AWAITING_PAYMENT] }, dueOn: { lt: "2016-12-30" } }) { totalCount partial } }',
  },
} as const;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function askWhole({ client }: RunningGateway, text: string): Promise<void> {
  const answer = await client.ask(text);
  const { data } = JSON.parse(answer) as {
    readonly data: { readonly dossiers: { readonly partial: boolean } | null } | null;
  };
  if (data?.dossiers?.partial !== false)
    throw new Error(`no whole answer: ${answer.slice(0, 300)}`);
}

function shown({ p50, p99, error }: Latencies): string {
  return error === null ? `${p50.toFixed(0)} / ${p99.toFixed(0)}` : 'errors';
}

function line(name: string, one: Cost, many: Cost, most: number): readonly string[] {
  const ratio = many.cpuMs / one.cpuMs;
  return [
    name,
    one.cpuMs.toFixed(1),
    many.cpuMs.toFixed(1),
    `${ratio.toFixed(1)} ${ratio <= most ? '≤' : '>'} ${most}`,
    ...[one, many].flatMap(({ alone, together }) => [shown(alone), shown(together)]),
  ];
}

await runCommand(
  {
    usage: 'npm run bench:years -- [--dir DIR] [--years N] [--seconds N]',
    about:
      'Times pages and counts from copies of many years of the province beside those of one: the year’s copies, each row once for each year with its moments that much earlier.',
    settings: z.object({
      dir: z.string().default(join(tmpdir(), 'motcua-bench-province')).meta({
        flag: 'dir',
        give: 'a folder',
        about: 'where copies are kept, as of bench:province',
      }),
      years: z.coerce
        .number()
        .int()
        .min(2)
        .max(50)
        .default(10)
        .meta({ flag: 'years', give: 'a number', about: 'how many years there are' }),
      seconds: z.coerce.number().positive().default(3).meta({
        flag: 'seconds',
        give: 'a number of seconds',
        about: 'how long each is asked, one request at a time and eight',
      }),
    }),
  },
  async ({ dir, years, seconds }) => {
    const year = ensureProvince(dir);
    const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    const running: RunningGateway[] = [];
    const start = async (name: string, data: typeof year): Promise<RunningGateway> => {
      const log = join(folder, `${name}.log`);
      const graph = await startGateway(graphOver(data, folder, false), log, {
        authorization: nobody,
        environment: keepingNothing,
      });
      running.push(graph);
      if (readFileSync(log, 'utf8').includes('it is not read'))
        throw new Error(`a copy in ${data.copies} is of another mapping: take it away`);
      return graph;
    };
    try {
      const one = await start('one', year);
      const many = await start('many', await ensureYears(year, years));
      const lines: (readonly string[])[] = [];
      for (const [name, { text, most }] of Object.entries(ASKED)) {
        for (const graph of [one, many]) await askWhole(graph, text);
        lines.push(
          line(name, await costOf(one, text, seconds), await costOf(many, text, seconds), most),
        );
        say(lines.at(-1)?.join('; ') ?? '');
      }
      const header = ['', 'CPU-ms, 1', `CPU-ms, ${years}`, '×'];
      const latencies = ['1', String(years)].flatMap((of) => [
        `p50 / p99 ms, ${of}`,
        'eight at a time',
      ]);
      say(`\n${markdownTable([...header, ...latencies], lines)}`);
      say(`at most ${[one, many].map(({ pid }) => readPeakMiB(pid).toFixed(0)).join(' and ')} MiB`);
      rmSync(folder, { recursive: true });
    } finally {
      await Promise.all(running.map((graph) => graph.stop()));
    }
  },
);
