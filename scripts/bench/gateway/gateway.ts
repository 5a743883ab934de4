import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { startGateway, startStubs } from '../child.ts';
import { installHive } from './hive.ts';
import { benchOperations, COMPARED, type BenchOperation } from './operations.ts';
import { oursAt, rivals, type Rival } from './rivals.ts';
import { composeBench } from './subgraphs.ts';
import { tableOf } from '../table.ts';
import { timeInTurns, TURNS, type Contender } from '../timing.ts';

const names = (all: readonly { readonly name: string }[]) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(all.map(({ name }) => name))))
    .transform((chosen) => (chosen.length === 0 ? all.map(({ name }) => name) : chosen));

const settings = z.object({
  only: names(benchOperations).meta({
    flag: 'only',
    give: `operations, separated by commas: ${benchOperations.map(({ name }) => name).join(', ')}`,
    about: 'which operations to time, if not all',
  }),
  rivals: names(rivals).meta({
    flag: 'rivals',
    give: `gateways, separated by commas: ${rivals.map(({ name }) => name).join(', ')}`,
    about: 'which gateways to time, if not all',
  }),
  before: z.string().optional().meta({
    flag: 'before',
    give: 'the folder of another checkout of this repository',
    about: 'times the gateway as it stands there too, with its packages installed',
  }),
  requests: z.coerce.number().int().min(1).optional().meta({
    flag: 'requests',
    give: 'a number of requests',
    about: 'requests of an operation to each gateway, if not as the operation says',
  }),
  turns: z.coerce.number().int().min(1).default(TURNS).meta({
    flag: 'turns',
    give: 'a number of turns',
    about: 'how often each gateway is timed; ratios are of the middle turn',
  }),
  profile: z.string().optional().meta({
    flag: 'profile',
    give: 'a folder',
    about: 'writes a CPU profile of each gateway there; the figures are then not to be quoted',
  }),
});

function isHive({ name }: Rival): boolean {
  return name.startsWith('hive');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Throws unless all contenders answer an operation with the same data and no error. */
async function compareAnswers(
  { name, query }: BenchOperation,
  contenders: readonly Contender[],
): Promise<void> {
  // Most rows ask the same with every request.
  for (const text of new Set(Array.from({ length: COMPARED }, (_, n) => query(n)))) {
    let first: unknown;
    for (const { rival, gateway } of contenders) {
      const answer = await gateway.client.ask(text);
      const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: unknown };
      first ??= data;
      if (errors !== undefined || !isDeepStrictEqual(data, first)) {
        throw new Error(`${name}: ${rival.name} answers otherwise: ${answer.slice(0, 500)}`);
      }
    }
  }
}

await runCommand(
  {
    usage: 'npm run bench:gateway -- [--only deep,page] [--rivals apollo,ours-compiled]',
    about: [
      'Times our gateway beside its peers, in turns, over stub subgraphs with prepared answers.',
      'Hive Gateway is installed under node_modules/.cache/bench the first time.',
    ].join('\n'),
    settings,
  },
  async (config) => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    let chosen = rivals.filter(({ name }) => config.rivals.includes(name));
    const noHive = chosen.some(isHive) ? installHive() : undefined;
    if (noHive !== undefined) {
      say(`Hive Gateway cannot be installed, so it is left out: ${noHive}`);
      chosen = chosen.filter((rival) => !isHive(rival));
    }
    if (config.before !== undefined) chosen = [...chosen, oursAt(resolve(config.before))];
    const stubs = await startStubs();
    const contenders: Contender[] = [];
    try {
      const supergraph = join(directory, 'supergraph.graphql');
      writeFileSync(supergraph, composeBench(stubs.urls));
      for (const rival of chosen) {
        const profile =
          config.profile === undefined
            ? []
            : ['--cpu-prof', '--cpu-prof-dir', join(resolve(config.profile), rival.name)];
        const gateway = await startGateway(
          (port) => [...profile, ...rival.command(supergraph, port)],
          join(directory, `${contenders.length}.log`),
          rival,
        );
        contenders.push({ rival, gateway });
      }
      const operations = benchOperations.filter(({ name }) => config.only.includes(name));
      for (const operation of operations) await compareAnswers(operation, contenders);
      say('All answers are equal.');
      for (const operation of operations) {
        const requests = config.requests ?? operation.requests;
        const rows = await timeInTurns(operation, requests, contenders, stubs, config.turns);
        say(`\n${tableOf(operation.name, rows)}`);
      }
      rmSync(directory, { recursive: true });
    } finally {
      await Promise.all(contenders.map(({ gateway }) => gateway.stop()));
      await stubs.stop();
    }
  },
);
