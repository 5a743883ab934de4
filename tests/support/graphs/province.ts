import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import { servingSettings } from '../../../gateway/config.ts';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { startStandalone } from '../../../scripts/run/standalone.ts';
import { inRepository, SUBGRAPHS } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { serveSubgraph } from '../../../service/graphql/serve-subgraph.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';

import { demoProvince } from './demo-province.ts';

type Logged = Record<string, unknown>;

/** The demo province in a temporary folder, and a log that a test can read. */
export interface Province {
  readonly directory: string;
  readonly logged: Logged[];
  subgraphs(): Promise<readonly Subgraph[]>;
  /** The whole graph in one process, with further settings of a gateway. */
  standalone(
    engine: 'stock' | 'compiled',
    more?: Readonly<Record<string, unknown>>,
  ): Promise<HttpService>;
  /** Each subgraph behind HTTP, and the gateway before them. */
  distributed(engine: 'stock' | 'compiled'): Promise<HttpService>;
  close(): void;
}

/** Writes the demo province. */
export async function openProvince(): Promise<Province> {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-province-'));
  await demoProvince(join(directory, 'demo'));
  const logged: Logged[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Logged) },
  );
  const supergraphSdl = readFileSync(inRepository('schema/supergraph.graphql'), 'utf8');
  const settings = z.object(servingSettings);
  const subgraphs = async (): Promise<readonly Subgraph[]> => {
    const created: Subgraph[] = [];
    // One after another: jest's module loader does not take concurrent dynamic imports.
    for (const { name } of SUBGRAPHS) {
      created.push(
        await createSubgraph(name, {
          sourcesDirectory: inRepository(`subgraphs/${name}/sources`),
          environment: { DEMO_DIR: join(directory, 'demo') },
          log,
        }),
      );
    }
    return created;
  };

  return {
    directory,
    logged,
    subgraphs,
    async standalone(engine, more = {}) {
      const config = settings.parse({ port: 0, engine, ...more });
      return startStandalone({
        config,
        subgraphs: await subgraphs(),
        supergraphSdl,
        examples: [],
        log,
      });
    },
    async distributed(engine) {
      const config = settings.parse({ port: 0, engine });
      const serving = { host: '127.0.0.1', port: 0, deadlineMs: 30_000, drainMs: 1_000, log };
      const served = await Promise.all(
        (await subgraphs()).map(async (subgraph) => ({
          name: subgraph.name,
          service: await serveSubgraph({ subgraph, ...serving }),
        })),
      );
      const gateway = await startGateway({
        config,
        log,
        supergraph: fixedSupergraph(supergraphSdl),
        connect: ({ name }, encoding) =>
          createHttpTransport({
            encoding,
            url: `${served.find((one) => one.name === name)?.service.url ?? ''}/graphql`,
            deadlineMs: config.subgraphDeadlineMs,
            maxAnswerBytes: config.maxAnswerBytes,
          }),
      });
      return {
        url: gateway.url,
        async close() {
          await gateway.close();
          await Promise.all(served.map(({ service }) => service.close()));
        },
      };
    },
    close() {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Asks a running service over HTTP. */
export async function post(service: HttpService, query: string): Promise<any> {
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
