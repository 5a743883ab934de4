import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import {
  ask,
  fixtureSupergraph,
  serveFixture,
  servingConfig,
  silent,
} from '../../support/http/http-fixture.ts';

describe('query plans', () => {
  let subgraphs: Awaited<ReturnType<typeof serveFixture>>;
  beforeAll(async () => {
    subgraphs = await serveFixture();
  });
  afterAll(() => subgraphs.close());

  it.each([
    ['are shown where they are allowed', { queryPlans: true, production: false }, true],
    ['are hidden where they are not', { queryPlans: false, production: false }, false],
    [
      'are hidden in production, whatever is allowed',
      { queryPlans: true, production: true },
      false,
    ],
  ])('%s', async (_case, settings, shown) => {
    const gateway = await startGateway({
      config: servingConfig({ engine: 'compiled', ...settings }),
      supergraph: fixedSupergraph(fixtureSupergraph(subgraphs.urls)),
      connect: ({ url }, encoding) =>
        createHttpTransport({ url, encoding, deadlineMs: 2_000, maxAnswerBytes: 1_000_000 }),
      log: silent,
    });

    const query = { query: '{ offices { agency } }' };
    const { body } = await ask(`${gateway.url}/graphql`, query, { 'x-query-plan': 'yes' });
    await gateway.close();

    expect(body['data']).toEqual({ offices: [{ agency: 'UBND NC' }, { agency: 'UBND CN' }] });
    expect(body['extensions'] !== undefined).toBe(shown);
  });
});
