import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { parseExactly, withExactNumbers } from '../../../../service/exact-numbers.ts';
import type { SubgraphAnswer } from '../../../../gateway/transport/transport.ts';
import { createFederation, hashOf } from '../../../support/federation/federation.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  scalar Long
  scalar Json`;

const ANSWER = `{"receipt":{"__typename":"Receipt","no":9007199254740993,"sum":1.10,"seen":2.50,"id":12345678901234567,
  "count":3.0,"more":{"rates":[1e400,0.30]}}}`;

/** Receipts with numbers that JavaScript does not hold, over subgraphs that are asked in text. */
function receipts() {
  const sent: string[] = [];
  const answered = (json: string): Promise<SubgraphAnswer> =>
    Promise.resolve({ data: parseExactly(json) as Record<string, unknown>, bytes: 0 });
  const federation = createFederation(
    [
      {
        name: 'desk',
        typeDefs: `${LINK}
          type Query { receipt(of: Long, nth: Int, in: Range): Receipt }
          input Range { from: Long, words: [Json] }
          type Receipt @key(fields: "no") {
            no: Long!, sum: Long, seen: Float, id: ID, count: Int, more: Json
          }`,
        resolvers: {},
      },
      {
        name: 'books',
        typeDefs: `${LINK} type Receipt @key(fields: "no") { no: Long!, page: Int }`,
        resolvers: {},
      },
    ],
    {
      between: (name, transport) => ({
        ...transport,
        exact: true,
        execute: ({ operation, variables = {} }) => {
          sent.push(`${operation.text} ${withExactNumbers(JSON.stringify(variables))}`);
          return answered(name === 'desk' ? ANSWER : '{"_entities":[{"page":7}]}');
        },
      }),
    },
  );
  return {
    sent,
    ask: async (query: string, variables = '{}') => {
      const { data, errors } = await federation.engine.execute({
        document: parse(query),
        documentHash: hashOf(query),
        variables: parseExactly(variables) as Record<string, unknown>,
        headers: {},
      });
      return { data: data?.toString(), errors };
    },
  };
}

describe('numbers of scalars that are not GraphQL’s own', () => {
  it('reach the client as they came, and others by the rules of their types', async () => {
    const { ask } = receipts();

    expect(await ask('{ receipt { no sum more id seen count } }')).toEqual({
      data:
        '{"receipt":{"no":9007199254740993,"sum":1.10,"more":{"rates":[1e400,0.30]},' +
        '"id":"12345678901234567","seen":2.50,"count":3.0}}',
      errors: [],
    });
  });

  it('are keys as they came', async () => {
    const { ask, sent } = receipts();

    expect((await ask('{ receipt { page } }')).data).toBe('{"receipt":{"page":7}}');
    expect(sent[1]).toContain(
      '{"representations":[{"__typename":"Receipt","no":9007199254740993}]}',
    );
  });

  it('reach subgraphs as the client wrote them: variables, what they are by default, and literals', async () => {
    const { ask, sent } = receipts();

    await ask('query($n: Long) { receipt(of: $n) { count } }', '{"n":1.10}');
    await ask('query($n: Long = 9007199254740993) { receipt(of: $n) { count } }');
    await ask('query($n: Long = 9007199254740993) { receipt(of: $n) { count } }', '{"n":null}');
    await ask(
      '{ receipt(of: 1.10, in: { from: 5, words: [2.50, { a: [1e400], b: "1.10" }] }) { count } }',
    );

    expect(sent).toEqual([
      'query($n:Long){receipt(of:$n){count}} {"n":1.10}',
      'query($n:Long=9007199254740992){receipt(of:$n){count}} {"n":9007199254740993}',
      'query($n:Long=9007199254740992){receipt(of:$n){count}} {"n":null}',
      'query($exact_0:Long$exact_1:Json$exact_2:Json){receipt(of:$exact_0 in:{from:5 words:[$exact_1$exact_2]}){count}} ' +
        '{"exact_0":1.10,"exact_1":2.50,"exact_2":{"a":[1e400],"b":"1.10"}}',
    ]);
  });

  it('of other types are numbers, however they are written', async () => {
    const { ask } = receipts();

    const { errors } = await ask('query($n: Int) { receipt(nth: $n) { count } }', '{"n":3.0}');

    expect(errors).toEqual([]);
  });
});
