import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { servedSchema } from '../../../../../service/graphql/execution/served-schema.ts';

const SDL = 'type Query { day(of: Int!): Int who: String } type Mutation { next: Int }';

/** Who is asked: a server over the schema itself, and one over ours. */
function serverOver(isOurs: boolean) {
  const schema = buildSchema(SDL);
  const calls: string[] = [];
  const { day, who } = schema.getQueryType()!.getFields();
  day!.resolve = (_root, { of }) => (calls.push('day'), of);
  who!.resolve = (_root, _args, { name }) => (calls.push('who'), name);
  schema.getMutationType()!.getFields()['next']!.resolve = () => calls.push('next');
  const options = { introspection: true, stopOnTerminationSignals: false };
  const server = new ApolloServer<{ name: string }>(
    isOurs ? { ...options, gateway: servedSchema(schema) } : { ...options, schema },
  );
  return { server, calls };
}

describe('a schema that Apollo Server serves by our executor', () => {
  const [ours, itself] = [serverOver(true), serverOver(false)];
  beforeAll(async () => {
    await ours.server.start();
    await itself.server.start();
  });
  afterAll(async () => {
    await ours.server.stop();
    await itself.server.stop();
  });

  it.each<[string, object]>([
    ['a query', { query: 'query A($of: Int!) { day(of: $of) who }', variables: { of: 3 } }],
    ['one of several', { query: 'query A { who } query B { day(of: 1) }', operationName: 'B' }],
    ['a mutation', { query: 'mutation { next }' }],
    ['the schema', { query: '{ __schema { queryType { name } } }' }],
    ['a name that is not there', { query: 'query A { who }', operationName: 'Nope' }],
    ['a name where none has one', { query: '{ who }', operationName: 'Nope' }],
    ['none of several', { query: 'query A { who } query B { who }' }],
    ['a variable that does not fit', { query: 'query ($of: Int!) { day(of: $of) }' }],
    ['a field that is not there', { query: '{ nobody }' }],
  ])('answers %s as over the schema itself', async (_what, request) => {
    for (const { calls } of [ours, itself]) calls.length = 0;
    const contextValue = { name: 'an officer' };
    const [answer, expected] = await Promise.all(
      [ours, itself].map(({ server }) => server.executeOperation(request, { contextValue })),
    );

    expect(JSON.stringify(answer!.body)).toBe(JSON.stringify(expected!.body));
    expect(answer!.http.status).toBe(expected!.http.status);
    expect(ours.calls).toEqual(itself.calls);
  });
});
