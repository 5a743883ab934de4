import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';

/** A subgraph whose server does not check what it answers. */
function answering(values: Readonly<Record<string, unknown>>) {
  const subgraph = {
    name: 'loose',
    typeDefs: `
      scalar Any
      type Query { thing: Thing }
      type Thing { int: Int, float: Float, id: ID, string: String, boolean: Boolean, any: Any }
    `,
    resolvers: { Query: { thing: () => ({}) } },
  };
  return createFederation([subgraph], {
    between: (_name, transport) => ({
      ...transport,
      execute: () => Promise.resolve({ data: { thing: values }, bytes: 0 }),
    }),
  });
}

describe('a leaf that a subgraph has not checked', () => {
  it.each([
    ['int', 2_147_483_647, 2_147_483_647],
    ['int', 2_147_483_648, null],
    ['int', 1.5, null],
    ['int', '1', null],
    ['float', 1e300, 1e300],
    ['float', Infinity, null],
    ['id', 971, '971'],
    ['id', 1.5, null],
    ['string', 971, null],
    ['boolean', 1, null],
    ['any', { a: [1, null] }, { a: [1, null] }],
    ['any', Infinity, null],
  ])(
    'is answered as its type says, or null with an error: %s of %j',
    async (field, value, told) => {
      const { ours } = answering({ [field]: value });

      const { data, errors } = await ours(`{ thing { ${field} } }`);

      expect(data).toEqual({ thing: { [field]: told } });
      expect(errors).toHaveLength(told === null ? 1 : 0);
    },
  );
});

describe('a field whose name looks like one that the engine makes up', () => {
  it('is not taken for another field with other arguments', async () => {
    const subgraph = {
      name: 'fees',
      typeDefs: 'type Query { fee(days: Int): String, fee__1: String, fee__1_: String }',
      resolvers: {
        Query: {
          fee: (_root: unknown, { days }: { days: number }) => `fee of ${days}`,
          fee__1: () => 'another',
          fee__1_: () => 'yet another',
        },
      },
    };
    const { ours } = createFederation([subgraph]);

    const { data } = await ours('{ a: fee(days: 1) b: fee(days: 2) fee__1 fee__1_ }');

    expect(data).toEqual({
      a: 'fee of 1',
      b: 'fee of 2',
      fee__1: 'another',
      fee__1_: 'yet another',
    });
  });
});
