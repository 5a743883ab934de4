import { describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { AnswerTypes, createAnswering } from '../../../../service/graphql/answering.ts';
import { errorPlugin, type ExchangeContext } from '../../../../service/graphql/error-plugin.ts';
import { mask } from '../../../../service/errors/mask.ts';
import type { Exchange } from '../../../../service/http/exchange.ts';
import { RequestController } from '../../../../service/request-controller.ts';
import { silent } from '../../../support/http/http-fixture.ts';

const JSON_ANSWER = { status: 200, headers: new Map([['content-type', 'application/json']]) };

describe('the media types learned', () => {
  it('stay open to another client after one has sent very many accept headers', () => {
    const types = new AnswerTypes();

    for (let n = 0; n < 1_000; n += 1) types.learn(`application/json;n=${n}`, JSON_ANSWER);
    types.learn('application/json', JSON_ANSWER);

    const kept = Array.from({ length: 1_000 }, (_, n) => types.for(`application/json;n=${n}`));
    expect(types.for('application/json')).toBe('application/json');
    expect(kept.map((type) => type !== undefined).indexOf(true)).toBe(901);
  });
});

describe('an answer that was executed', () => {
  it.each(['application/json', 'application/graphql-response+json'])(
    'in %s is one whatever code an error at a field has',
    async (accept) => {
      const busy = (code: string) => {
        throw new GraphQLError('busy', { extensions: { code, details: { seconds: 2 } } });
      };
      const server = new ApolloServer<ExchangeContext>({
        typeDefs: 'type Query { busy(code: String!): String rest: Int }',
        resolvers: {
          Query: { busy: (_root, { code }: { code: string }) => busy(code), rest: () => 1 },
        },
        plugins: [errorPlugin(silent)],
      });
      await server.start();
      const answering = createAnswering({
        server,
        createContext: (exchange) => Promise.resolve({ exchange }),
      });
      for (const code of ['OVERLOADED', 'AUDIT_UNAVAILABLE', 'RATE_LIMITED', 'BAD_REQUEST']) {
        const body = { query: `{ busy(code: "${code}") rest }` };
        const exchange = {
          requestId: 'request-1',
          client: 'a',
          language: 'en' as const,
          headers: { 'content-type': 'application/json', accept },
          signal: new RequestController().signal,
          deadlineMs: 1_000,
          startedAt: 0,
          told: {},
        };

        const { status, body: json } = await answering(
          { method: 'POST', search: '', body },
          exchange,
        );

        expect(status).toBe(200);
        expect(JSON.parse(json.toString())).toMatchObject({
          data: { busy: null, rest: 1 },
          errors: [{ path: ['busy'], extensions: { code } }],
        });
      }
      await server.stop();
    },
  );
});

describe('what Apollo Server refuses of the HTTP around an operation', () => {
  const RULE = 'Yêu cầu không đúng khuôn dạng: ';

  const JSON_BODY = { 'content-type': 'application/json' };
  const ASKED = { query: '{ rest }' };

  it.each([
    [
      'any page could have sent it',
      { method: 'GET', search: '?query={rest}', body: undefined },
      {},
    ],
    ['a list is not taken', { method: 'POST', search: '', body: [ASKED] }, JSON_BODY],
    ['it says nothing', { method: 'POST', search: '', body: {} }, JSON_BODY],
  ])('is said in the client’s language, and noted: %s', async (_why, request, headers) => {
    const server = new ApolloServer<ExchangeContext>({
      typeDefs: 'type Query { rest: Int }',
      formatError: mask,
      plugins: [errorPlugin(silent)],
    });
    await server.start();
    const answering = createAnswering({
      server,
      createContext: (exchange) => Promise.resolve({ exchange }),
    });
    const told: Exchange['told'] = {};
    const exchange = {
      requestId: 'request-1',
      client: 'a',
      language: 'vi' as const,
      headers,
      signal: new RequestController().signal,
      deadlineMs: 1_000,
      startedAt: 0,
      told,
    };

    const answer = await answering(request, exchange);
    await server.stop();

    const { errors } = JSON.parse(answer.body.toString());
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(errors).toEqual([
      {
        message: expect.stringMatching(`^${RULE}(?!${RULE})`),
        extensions: { code: 'BAD_REQUEST' },
      },
    ]);
    expect(told.codes).toEqual(['BAD_REQUEST']);
  });
});
