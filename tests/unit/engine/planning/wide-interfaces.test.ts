import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** An interface of many entities, and two subgraphs that both answer its fields. */
function nodesOf(types: number) {
  const names = Array.from({ length: types }, (_, index) => `T${index}`);
  const entity = (name: string, more: string) =>
    `type ${name} implements Node @key(fields: "id") {
      id: ID! name: String @shareable kids: [Node] @shareable ${more}
    }`;
  const resolvers = {
    Node: { __resolveType: ({ id }: { id: string }) => id },
    ...Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          __resolveReference: (reference: { id: string }) => reference,
          name: () => `Node ${index}`,
          kids: () => [{ id: names[(index + 1) % types] }],
          x: () => index,
        },
      ]),
    ),
  };
  return createFederation([
    {
      name: 'a',
      typeDefs: `${LINK} type Query { nodes: [Node] }
        interface Node { id: ID! name: String kids: [Node] }
        ${names.map((name) => entity(name, '')).join('\n')}`,
      resolvers: { ...resolvers, Query: { nodes: () => [{ id: 'T0' }, { id: 'T1' }] } },
    },
    {
      name: 'b',
      typeDefs: `${LINK} type Query { other: String }
        interface Node { id: ID! name: String kids: [Node] x: Int }
        ${names.map((name) => entity(name, 'x: Int')).join('\n')}`,
      resolvers,
    },
  ]);
}

const FLAT = '{ nodes { ...F } } fragment F on Node { id all: kids { name x } }';
const DEEP = '{ nodes { ...F } } fragment F on Node { id all: kids { name x kids { x } } }';

describe('a field of a wide interface that several subgraphs answer', () => {
  it('is answered as the stock executor does, and also where that plans no more', async () => {
    const { ours, stock } = nodesOf(3);

    const flat = await ours(FLAT);
    const deep = await ours(DEEP);

    expect(flat.data).toEqual((await stock(FLAT)).data);
    expect(deep.data).toEqual({
      nodes: [
        { id: 'T0', all: [{ name: 'Node 1', x: 1, kids: [{ x: 2 }] }] },
        { id: 'T1', all: [{ name: 'Node 2', x: 2, kids: [{ x: 0 }] }] },
      ],
    });
  });

  it('is planned at all with sixteen types, of which the planner would make 2¹⁶ ways', async () => {
    const { ours } = nodesOf(16);

    const { data } = await ours(FLAT);

    expect(data).toMatchObject({ nodes: [{ all: [{ x: 1 }] }, { all: [{ x: 2 }] }] });
  });
});
