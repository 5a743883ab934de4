import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { serverAudits } from 'graphql-http';
import { createLog } from '../../service/log.ts';
import { serveSubgraph } from '../../service/serve-subgraph.ts';
import type { HttpService } from '../../service/http-service.ts';

const schema = buildSubgraphSchema({ typeDefs: parse('type Query { hello: String }') });

describe('GraphQL over HTTP', () => {
  let service: HttpService;

  beforeAll(async () => {
    service = await serveSubgraph({
      subgraph: {
        name: 'hello',
        schema,
        createContext: () => ({}),
        start: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
      host: '127.0.0.1',
      port: 0,
      deadlineMs: 5_000,
      drainMs: 100,
      log: createLog({ service: 'test', level: 'silent' }),
    });
  });

  afterAll(() => service.close());

  const audits = serverAudits({ url: () => `${service.url}/graphql` });
  for (const audit of audits) {
    it(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();

      // A notice is a MAY we decline: GET needs a header that no simple cross-site request can carry.
      expect(result.status).toMatch(/^(ok|notice)$/);
    });
  }
});
