import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';

const link = (...imports: readonly string[]) => `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.7", import: ${JSON.stringify(imports)}
)`;

const REFUSED = {
  data: undefined,
  errors: [{ extensions: { code: 'PLANNING_FAILED' } }],
};

describe('an object of which a plan asks nothing', () => {
  // No type of the first subgraph is a Place, and only those that have one know its ward.
  const { ours, asked } = createFederation([
    {
      name: 'registry',
      typeDefs: `${link('@key')}
        type Query { place: Place, opened: Int, dossier: Dossier }
        interface Place @key(fields: "id") { id: ID! }
        type Dossier { place: Place }`,
      resolvers: { Query: { opened: () => 1 } },
    },
    {
      name: 'map',
      typeDefs: `${link('@key', '@interfaceObject')}
        type Query { here: Place }
        type Place @key(fields: "id", resolvable: false) @interfaceObject { id: ID!, ward: String }`,
      resolvers: { Query: { here: () => ({ id: '1', ward: 'Xuyên Mộc' }) } },
    },
  ]);

  it.each([
    '{ place { ward } }',
    '{ opened place { ward } }',
    '{ opened dossier { place { ward } } }',
    '{ opened ...Asked } fragment Asked on Query { place { ward } }',
  ])('makes %s refused, not answered as null', async (query) => {
    expect(await ours(query)).toMatchObject(REFUSED);
    expect(asked).toEqual([]);
  });

  it('is none where another way leads to it', async () => {
    expect((await ours('{ opened here { ward } }')).data).toEqual({
      opened: 1,
      here: { ward: 'Xuyên Mộc' },
    });
  });
});

describe('a key that its subgraph does not resolve', () => {
  interface Doc {
    readonly id: string;
    readonly name: string;
  }
  /** The title requires a name, which another subgraph has: the way back to `desk` is by one of its keys. */
  const library = (keys: string) =>
    createFederation([
      {
        name: 'names',
        typeDefs: `${link('@key', '@shareable')}
          type Doc @key(fields: "id") @key(fields: "no", resolvable: false) { id: ID!, no: ID!, name: String! }`,
        resolvers: {
          Doc: { __resolveReference: ({ id }: Doc) => ({ id, no: `no ${id}`, name: `doc ${id}` }) },
        },
      },
      {
        name: 'desk',
        typeDefs: `${link('@key', '@external', '@requires')}
          type Query { doc: Doc! }
          type Doc ${keys} { id: ID!, no: ID!, name: String! @external, title: String! @requires(fields: "name") }`,
        resolvers: {
          Query: { doc: () => ({ id: '1', no: 'no 1' }) },
          Doc: {
            __resolveReference: (doc: Partial<Doc>) => (doc.id === undefined ? null : doc),
            title: ({ name }: Doc) => `title of ${name}`,
          },
        },
      },
    ]);

  it('is not what leads back to it, in whatever order its keys stand', async () => {
    const { ours } = library('@key(fields: "no", resolvable: false) @key(fields: "id")');

    expect(await ours('{ doc { title } }')).toEqual({
      data: { doc: { title: 'title of doc 1' } },
      errors: [],
    });
  });

  it('makes the operation refused where there is no other', async () => {
    const { ours } = library('@key(fields: "id no", resolvable: false)');

    expect(await ours('{ doc { title } }')).toMatchObject(REFUSED);
    expect((await ours('{ doc { id name } }')).data).toEqual({ doc: { id: '1', name: 'doc 1' } });
  });
});
