import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import { startGateway } from '../child.ts';

/** Kinds of paper, each known to two subgraphs: what is asked across both takes long to plan. */
const KINDS = Array.from({ length: 40 }, (_, index) => `Kind${index}`);
const KNOWN = '{ papers { id } ping }';
/** Requests a second of those who ask what is known. */
const RATE = 20;

const settings = z.object({
  seconds: z.coerce.number().int().min(1).default(10).meta({
    flag: 'seconds',
    give: 'seconds, 1 at least',
    about: 'how long each turn lasts',
  }),
});

await runCommand(
  {
    usage: 'npm run bench:stall -- [--seconds 10]',
    about: [
      'One client asks what the gateway knows, twenty times a second; tells its latencies without and with another',
      'client that sends operations which are each new and hard to plan, with a planning thread and without.',
    ].join('\n'),
    settings,
  },
  async ({ seconds }) => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-stall-'));
    const stub = createServer((request, response) => {
      request.resume().on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.end('{"data":{"papers":[{"__typename":"Kind0","id":"1"}],"ping":1}}');
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => stub.once('listening', resolve));
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, composed((stub.address() as AddressInfo).port));
    say('planner threads', 'hard operations', 'p50 ms', 'p99 ms', 'longest ms');
    for (const threads of ['1', '0']) {
      process.env['PLANNER_THREADS'] = threads;
      const gateway = await startGateway(
        (port) => [
          '--import',
          'tsx',
          inRepository('gateway/main.ts'),
          ...['--supergraph', supergraph, '--port', String(port)],
        ],
        join(directory, 'gateway.log'),
      );
      const ask = (query: string) => gateway.client.ask(query).catch(() => '');
      await ask(KNOWN);
      for (const hard of [false, true]) {
        const until = performance.now() + seconds * 1_000;
        const sending = hard ? sendHard(ask, until) : Promise.resolve();
        const latencies = (await measured(ask, until)).sort((one, other) => one - other);
        await sending;
        const at = (part: number) =>
          (latencies.at(Math.floor(latencies.length * part)) ?? 0).toFixed(1);
        say(threads, hard ? 'yes' : 'no', at(0.5), at(0.99), at(-1 / latencies.length));
      }
      await gateway.stop();
    }
    stub.close();
    stub.closeAllConnections();
    rmSync(directory, { recursive: true });
  },
);

/** Latencies of what is known, asked at fixed times whether or not the last one is answered. */
async function measured(ask: (query: string) => Promise<string>, until: number): Promise<number[]> {
  const latencies: number[] = [];
  const asked: Promise<void>[] = [];
  for (let due = performance.now(); due < until; due += 1_000 / RATE) {
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    asked.push(ask(KNOWN).then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(asked);
  return latencies;
}

/** Two at a time, each new: their depth and their leaves differ. */
async function sendHard(ask: (query: string) => Promise<string>, until: number): Promise<void> {
  let sent = 0;
  const client = async () => {
    while (performance.now() < until) {
      sent += 1;
      await ask(`{ papers { a${sent}: id ${nested(4, sent)} } }`);
    }
  };
  await Promise.all([client(), client()]);
}

function nested(depth: number, number: number): string {
  if (depth === 0) return `label(as: ${number}) office { name }`;
  const below = nested(depth - 1, number);
  return `one: next { ${below} } other: next { id ${below} }`;
}

function composed(port: number): string {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])`;
  const kinds = (fields: string) =>
    KINDS.map((kind) => `type ${kind} implements Paper @key(fields: "id") { id: ID! ${fields} }`);
  const office = 'type Office @key(fields: "id") { id: ID!';
  const schemas = {
    desk: `type Query { papers: [Paper!]!, ping: Int }
      interface Paper { id: ID!, office: Office, next: Paper, label(as: Int): String }
      ${office} } ${kinds('office: Office, next: Paper, label(as: Int): String @shareable').join(' ')}`,
    labels: `interface Paper { id: ID!, label(as: Int): String }
      ${office}, name: String } ${kinds('label(as: Int): String @shareable').join(' ')}`,
  };
  const { supergraphSdl, errors } = composeServices(
    Object.entries(schemas).map(([name, schema]) => ({
      name,
      url: `http://127.0.0.1:${port}/`,
      typeDefs: parse(`${link.replace('"@key"', '"@key", "@shareable"')} ${schema}`),
    })),
  );
  if (supergraphSdl === undefined) throw new AggregateError(errors);
  return supergraphSdl;
}

function say(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.map((cell) => cell.padStart(15)).join(' | ')} |\n`);
}
