import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { benchSubgraphs } from './subgraphs.ts';

/** What the benchmark tells this process: how slow the subgraphs shall be from now on. */
export interface StubsOrder {
  readonly delayMs: number;
}

/** What this process answers: where its subgraphs are, and how many fetches came since it last said. */
export interface StubsReport {
  readonly urls: Readonly<Record<string, string>>;
  readonly fetches: number;
}

/** Bodies of cold operations never come again; without a bound they would fill this process. */
const MAX_PREPARED = 2_000;

let delayMs = 0;
let fetches = 0;

/** Answers by request body: worked out the first time, from then on a look-up. */
function createAnswers(schema: GraphQLSchema) {
  const prepared = new Map<string, Buffer>();
  return async (body: string): Promise<Buffer> => {
    const known = prepared.get(body);
    if (known) return known;
    const { query, variables } = JSON.parse(body) as { query: string; variables?: object };
    const answer = await graphql({
      schema,
      source: query,
      variableValues: { ...variables },
    });
    const written = Buffer.from(JSON.stringify(answer));
    if (prepared.size >= MAX_PREPARED) prepared.clear();
    prepared.set(body, written);
    return written;
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function listen(schema: GraphQLSchema): Promise<string> {
  const answer = createAnswers(schema);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    fetches += 1;
    const written = await answer(await readBody(request));
    if (delayMs > 0) await wait(delayMs);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': written.length,
    });
    response.end(written);
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const urls: Record<string, string> = {};
for (const { name, typeDefs, resolvers } of benchSubgraphs) {
  urls[name] = await listen(buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers }));
}

function report(): void {
  process.send?.({ urls, fetches } satisfies StubsReport);
  fetches = 0;
}

process.on('message', (order: StubsOrder) => {
  ({ delayMs } = order);
  report();
});
process.on('disconnect', () => process.exit());
report();
