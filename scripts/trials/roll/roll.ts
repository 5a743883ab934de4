import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { openChaosOffices } from '../chaos/offices.ts';
import { freePort } from '../child-distributed.ts';
import { startBalancer } from './balancer.ts';
import { type Load, startLoad } from './load.ts';
import { type RolledPart, startPart } from './rolled-part.ts';
import { inRepository, SUBGRAPHS } from '../../run/subgraph-names.ts';
import { testServers } from '../chaos/test-servers.ts';

const GATEWAYS = 3;
/** Between two steps, so that what one has begun is counted for it. */
const CALM_MS = 2_000;

/** Nobody is asked who they are, and everybody may see everything: this is about processes. */
const OPEN = {
  INSECURE: 'yes',
  SUBGRAPH_SECRET: 'a-secret-of-a-try',
  POLICY: inRepository('scripts/run/open-policy.yaml'),
};

/** A Redis of our own, which may be lost. */
async function startRedis(port: number): Promise<ChildProcess> {
  const line = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn('redis-server', line, { stdio: 'ignore' });
  await once(redis, 'spawn');
  return redis;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Does one step after another under load; resolves to how many requests have failed. */
async function runSteps(steps: readonly Step[], load: Load): Promise<number> {
  let failures = 0;
  for (const { name, run } of steps) {
    await run();
    await sleep(CALM_MS);
    const { asked, failed, times } = load.tally();
    failures += failed.length;
    const at = (share: number): string =>
      `${Math.round(times[Math.floor(times.length * share)] ?? 0)} ms`;
    process.stdout.write(
      `${name.padEnd(28)} ${String(asked).padStart(6)} asked, ${failed.length} failed, half in ${at(0.5)}, 99 % in ${at(0.99)}\n`,
    );
    for (const fault of failed.slice(0, 3)) process.stdout.write(`  ${fault.slice(0, 300)}\n`);
  }
  return failures;
}

await runCommand(
  {
    usage: 'npm run roll -- [--clients N]',
    about:
      'Runs three gateways and their subgraphs as processes behind small proxies, over PostgreSQL, MariaDB and files, with a Redis of their own; rolls each, swaps the supergraph and loses Redis while clients ask. Exit code 1 if any request has failed.',
    settings: z.object({
      clients: z.coerce.number().int().positive().max(100).default(6).meta({
        flag: 'clients',
        give: 'a number',
        about: 'clients that ask at the same time, each again 50 ms after its answer',
      }),
      ...testServers,
    }),
  },
  async ({ clients, ...urls }) => {
    const offices = await openChaosOffices(urls);
    const redisPort = await freePort();
    let redis = await startRedis(redisPort);
    const parts: (RolledPart & { readonly name: string })[] = [];
    const balancers = [];
    let load: Load | undefined;
    try {
      const places: string[] = [];
      for (const { name } of SUBGRAPHS) {
        const balancer = await startBalancer();
        balancers.push(balancer);
        const sources = name === 'onestop' ? ['--sources', offices.sources] : [];
        const env = { ...OPEN, DEMO_DIR: offices.demo };
        parts.push({ name, ...(await startPart(balancer, ['subgraph', name, ...sources], env)) });
        places.push(`${name}=${balancer.url}/graphql`);
      }
      const supergraph = join(offices.demo, 'supergraph.graphql');
      copyFileSync(inRepository('schema/supergraph.graphql'), supergraph);
      const before = await startBalancer();
      balancers.push(before);
      for (let n = 1; n <= GATEWAYS; n += 1) {
        const env = {
          ...OPEN,
          SUBGRAPH_URLS: places.join(','),
          REDIS_URL: `redis://127.0.0.1:${redisPort}`,
        };
        const part = await startPart(before, ['gateway', '--supergraph', supergraph], env);
        parts.push({ name: `gateway ${n}`, ...part });
      }
      load = await startLoad(`${before.url}/graphql`, clients, 50);

      const failures = await runSteps(
        [
          { name: 'nothing', run: () => sleep(CALM_MS) },
          ...[...parts].reverse().map(({ name, roll }) => ({ name: `roll ${name}`, run: roll })),
          {
            name: 'swap the supergraph',
            run: () => {
              writeFileSync(supergraph, `${readFileSync(supergraph, 'utf8')}\n# the next\n`);
              return Promise.resolve();
            },
          },
          { name: 'lose Redis', run: () => end(redis) },
          {
            name: 'Redis comes back',
            run: async () => {
              redis = await startRedis(redisPort);
            },
          },
        ],
        load,
      );
      process.exitCode = failures === 0 ? 0 : 1;
    } finally {
      await load?.stop();
      for (const part of parts.reverse()) await part.close();
      for (const balancer of balancers) balancer.close();
      await end(redis);
      await offices.close();
    }
  },
);
