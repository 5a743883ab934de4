import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { startStandalone } from '../../../scripts/run/standalone.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import {
  ask,
  createFixtureSubgraphs,
  fixtureSupergraph,
  serveFixture,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';

const REQUESTS = [
  { query: '{ offices { code name agency } }' },
  { query: 'query One($code: ID!) { office(code: $code) { agency } }', variables: { code: 'CN' } },
  { query: '{ office(code: "none") { agency } }' },
  { query: '{ headers }' },
  { query: '{ broken refused offices { code } }' },
  { query: '{ slow(ms: 5000) }' },
  { query: '{ nothing }' },
];

describe.each(['stock', 'compiled'] as const)(
  'one process and several, with the %s engine',
  (engine) => {
    const config = servingConfig({ engine, requestDeadlineMs: 1_500 });
    let subgraphs: Awaited<ReturnType<typeof serveFixture>>;
    let standalone: HttpService;
    let distributed: HttpService;

    beforeAll(async () => {
      subgraphs = await serveFixture();
      const supergraphSdl = fixtureSupergraph(subgraphs.urls);
      distributed = await startGateway({
        config,
        supergraph: fixedSupergraph(supergraphSdl),
        connect: ({ url }, encoding) =>
          createHttpTransport({ url, encoding, deadlineMs: 2_000, maxAnswerBytes: 1_000_000 }),
        log: silent,
      });
      standalone = await startStandalone({
        config,
        supergraphSdl,
        subgraphs: createFixtureSubgraphs(),
        examples: [],
        log: silent,
      });
    });

    afterAll(async () => {
      await Promise.all([standalone.close(), distributed.close()]);
      await subgraphs.close();
    });

    it.each(REQUESTS)('answer alike: $query', async (request) => {
      const headers = {
        authorization: 'Bearer x',
        'accept-language': 'vi',
        'x-request-id': 'id-12345678',
      };

      const [one, several] = await Promise.all(
        [standalone, distributed].map(({ url }) => ask(`${url}/graphql`, request, headers)),
      );

      expect({ status: one?.status, body: one?.body }).toEqual({
        status: several?.status,
        body: several?.body,
      });
    });
  },
);
