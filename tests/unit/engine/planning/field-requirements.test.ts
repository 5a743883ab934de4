import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"]
)`;

/** The priority of a procedure requires its urgency, that whether it goes by post, and that its fee. */
const CHAIN = [
  {
    name: 'procedures',
    typeDefs: `${LINK}
      type Query { procedure: Procedure }
      type Procedure @key(fields: "code") { code: ID! fee: Int }`,
    resolvers: { Query: { procedure: () => ({ code: '1.000656', fee: 8_000 }) } },
  },
  {
    name: 'payments',
    typeDefs: `${LINK} type Procedure @key(fields: "code") {
      code: ID! fee: Int @external urgency: Int @external
      byPost: Boolean @requires(fields: "fee")
      priority: Int @requires(fields: "urgency")
    }`,
    resolvers: {
      Procedure: {
        byPost: ({ fee }: { fee: number }) => fee > 5_000,
        priority: ({ urgency }: { urgency: number }) => urgency * 10,
      },
    },
  },
  {
    name: 'queues',
    typeDefs: `${LINK} type Procedure @key(fields: "code") {
      code: ID! byPost: Boolean @external
      urgency: Int @requires(fields: "byPost")
    }`,
    resolvers: {
      Procedure: { urgency: ({ byPost }: { byPost: boolean }) => (byPost ? 1 : 2) },
    },
  },
];

describe('a chain of @requires', () => {
  it('is answered where the planner plans all of it', async () => {
    const { ours } = createFederation(CHAIN);

    const { data } = await ours('{ procedure { urgency byPost fee } }');

    expect(data).toEqual({ procedure: { urgency: 1, byPost: true, fee: 8_000 } });
  });

  it('is refused where the planner forgets an end of it, rather than answered from nothing', async () => {
    const { ours } = createFederation(CHAIN);

    const { data, errors } = await ours('{ procedure { priority } }');

    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'PLANNING_FAILED' } }]);
  });
});
