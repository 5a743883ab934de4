import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import {
  createFixtureSubgraphs,
  fixtureSupergraph,
  serveLocally,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';

const unreached = { offices: 'http://127.0.0.1:9/', agencies: 'http://127.0.0.1:9/' };

function serveGateway(engine: 'stock' | 'compiled'): Promise<HttpService> {
  return startGateway({
    config: servingConfig({ engine }),
    supergraph: fixedSupergraph(fixtureSupergraph(unreached)),
    connect: ({ url }, encoding) =>
      createHttpTransport({ url, encoding, deadlineMs: 100, maxAnswerBytes: 1_000 }),
    log: silent,
  });
}

function serveOne(): Promise<HttpService> {
  const [subgraph] = createFixtureSubgraphs();
  return serveLocally(subgraph!);
}

describe.each([
  ['a subgraph', serveOne],
  ['the gateway with its stock engine', () => serveGateway('stock')],
  ['the gateway with its compiled engine', () => serveGateway('compiled')],
])('GraphQL over HTTP by %s', (_which, serve) => {
  let service: HttpService;

  beforeAll(async () => {
    service = await serve();
  });

  afterAll(() => service.close());

  for (const audit of serverAudits({ url: () => `${service.url}/graphql` })) {
    it(`${audit.id} ${audit.name}`, async () => {
      const first = await audit.fn();
      const second = await audit.fn();

      // A notice is a MAY we decline: GET needs a header that no simple cross-site request can carry.
      expect(first.status).toMatch(/^(ok|notice)$/);
      expect(second.status).toBe(first.status);
    });
  }
});
