import type { Subgraph } from './federation.ts';
import { CALM } from './moods.ts';
import type { Moods } from './moods.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@shareable", "@inaccessible", "@override", "@provides", "@requires", "@external", "@interfaceObject"
])`;

const UPCS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const USERS = ['u1', 'u2', 'u3', 'u4'];
const REVIEWS = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8'];
const MEDIA = ['b1', 'b2', 'm1', 'm2'];

const number = (id: string) => Number(id.slice(1));
const pick = (ids: readonly string[], index: number) => ids[index % ids.length]!;

/**
 * A shop of four subgraphs with every feature of Federation 2 that plans differ by: several and compound keys,
 * `@requires` with and without arguments, `@provides`, `@override`, `@shareable`, interface objects, entity interfaces,
 * unions, interfaces, `@inaccessible`, mutations, lists of lists, enums and custom scalars.
 */
export function shop({ isNull, fails }: Moods = CALM): readonly Subgraph[] {
  /** A value, unless the mood of its field says otherwise. */
  const mood = <T>(coordinate: string, id: string, value: T): T | null => {
    if (fails(coordinate, id)) throw new Error(`${coordinate} of ${id} fails`);
    return isNull(coordinate, id) ? null : value;
  };

  const product = (upc: string) => (UPCS.includes(upc) ? { __typename: 'Product', upc } : null);
  const user = (id: string) => (USERS.includes(id) ? { __typename: 'User', id } : null);
  const review = (id: string) => ({ __typename: 'Review', id });
  const media = (id: string) =>
    MEDIA.includes(id) ? { __typename: id.startsWith('b') ? 'Book' : 'Movie', id } : null;
  const isUser = ({ id, email }: { id?: string; email?: string }) =>
    user(id ?? email!.split('@')[0]!);
  interface ById {
    readonly id: string;
  }
  interface ByUpc {
    readonly upc: string;
  }

  return [
    {
      name: 'accounts',
      typeDefs: `${LINK}
        type Query {
          me: User
          users(first: Int = 3): [User!]!
          user(id: ID!): User
          person(id: ID!): Person
          people: [Person]
        }
        type Mutation { rename(id: ID!, name: String!): User, count: Int! }
        interface Person { id: ID!, name(upper: Boolean = false): String, manager: Person }
        type User implements Person @key(fields: "id") @key(fields: "email") {
          id: ID!
          email: String!
          name(upper: Boolean = false): String
          role: Role!
          address: Address
          manager: Person
          friends: [User]
          secret: String @inaccessible
          nickname: String @shareable
        }
        type Robot implements Person @key(fields: "id") {
          id: ID!
          name(upper: Boolean = false): String
          manager: Person
          model: String!
          owner: User
        }
        type Address @shareable { city: String, street: String }
        enum Role { ADMIN STAFF GUEST @inaccessible }
      `,
      resolvers: {
        Query: {
          me: () => mood('Query.me', 'me1', user('u1')),
          users: (_: unknown, { first }: { first: number }) => USERS.slice(0, first).map(user),
          user: (_: unknown, { id }: ById) => mood('Query.user', id, user(id)),
          person: (_: unknown, { id }: ById) =>
            id.startsWith('x') ? { __typename: 'Robot', id } : user(id),
          people: () => [
            user('u1'),
            { __typename: 'Robot', id: 'x1' },
            null,
            user('u3'),
            { __typename: 'Robot', id: 'x2' },
          ],
        },
        Mutation: {
          rename: (_: unknown, { id, name }: ById & { name: string }) => ({
            ...user(id),
            renamed: name,
          }),
          count: () => 7,
        },
        Person: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        User: {
          __resolveReference: isUser,
          email: ({ id }: ById) => `${id}@motcua.vn`,
          name: ({ id, renamed }: ById & { renamed?: string }, { upper }: { upper: boolean }) => {
            const name = renamed ?? `Người ${number(id)}`;
            return mood('User.name', id, upper ? name.toUpperCase() : name);
          },
          role: ({ id }: ById) =>
            mood('User.role', id, number(id) === 4 ? 'GUEST' : number(id) % 2 ? 'ADMIN' : 'STAFF'),
          address: ({ id }: ById) =>
            mood('User.address', id, { city: `City ${id}`, street: `Street "${id}"\n` }),
          manager: ({ id }: ById) =>
            mood(
              'User.manager',
              id,
              number(id) % 2 ? user(pick(USERS, number(id))) : { __typename: 'Robot', id: 'x1' },
            ),
          friends: ({ id }: ById) =>
            mood('User.friends', id, [
              user(pick(USERS, number(id))),
              null,
              user(pick(USERS, number(id) + 1)),
            ]),
          secret: () => 'hidden',
          nickname: ({ id }: ById) => mood('User.nickname', id, `nick ${id}`),
        },
        Robot: {
          __resolveReference: ({ id }: ById) => ({ id }),
          name: ({ id }: ById) => mood('Robot.name', id, `Robot ${id}`),
          manager: () => user('u2'),
          model: ({ id }: ById) => mood('Robot.model', id, `model ${id}`),
          owner: ({ id }: ById) => mood('Robot.owner', id, user('u3')),
        },
      },
    },
    {
      name: 'products',
      typeDefs: `${LINK}
        scalar JSON
        type Query {
          topProducts(first: Int = 5, filter: Filter): [Product!]!
          product(upc: ID!): Product
          search(text: String): [Result]
          shelves: [[Product]!]
          media(id: ID!): Media
          allMedia: [Media!]!
        }
        input Filter { cheap: Boolean, tags: [String!] }
        enum Currency { VND USD EUR }
        interface Media @key(fields: "id") { id: ID!, title: String!, related: [Media] }
        type Book implements Media @key(fields: "id") { id: ID!, title: String!, related: [Media], pages: Int!, writer: User }
        type Movie implements Media @key(fields: "id") { id: ID!, title: String!, related: [Media], minutes: Int, director: User }
        union Result = Product | Book | Movie | User
        type User @key(fields: "id") { id: ID! }
        type Product @key(fields: "upc") @key(fields: "sku { code region }") {
          upc: ID!
          sku: Sku!
          name: String!
          price(currency: Currency = VND): Int
          weight: Float
          size: Size
          similar: [Product]
          media: Media
          attributes: JSON
          discontinued: Boolean!
          available: Boolean
        }
        type Sku @shareable { code: String!, region: String! }
        type Size @shareable { width: Int, height: Int, label: String }
      `,
      resolvers: {
        Query: {
          topProducts: (_: unknown, { first }: { first: number }) =>
            UPCS.slice(0, first).map(product),
          product: (_: unknown, { upc }: ByUpc) => mood('Query.product', upc, product(upc)),
          search: () => [product('p1'), media('b1'), user('u2'), null, media('m2'), product('p3')],
          shelves: () => [[product('p1'), null, product('p2')], [], [product('p1')]],
          media: (_: unknown, { id }: ById) => media(id),
          allMedia: () => MEDIA.map(media),
        },
        Media: {
          __resolveType: ({ __typename, id }: { __typename?: string; id: string }) =>
            __typename === undefined || __typename === 'Media' ? media(id)!.__typename : __typename,
          __resolveReference: ({ id }: ById) => media(id),
        },
        Result: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        Book: {
          __resolveReference: ({ id }: ById) => media(id),
          title: ({ id }: ById) => mood('Book.title', id, `Book ${id}`),
          related: ({ id }: ById) =>
            mood('Book.related', id, [media(pick(MEDIA, number(id))), null]),
          pages: ({ id }: ById) => mood('Book.pages', id, number(id) * 100),
          writer: ({ id }: ById) => mood('Book.writer', id, user(pick(USERS, number(id)))),
        },
        Movie: {
          __resolveReference: ({ id }: ById) => media(id),
          title: ({ id }: ById) => mood('Movie.title', id, `Movie ${id}`),
          related: () => [media('b1')],
          minutes: ({ id }: ById) => mood('Movie.minutes', id, number(id) * 60),
          director: ({ id }: ById) => mood('Movie.director', id, user(pick(USERS, number(id) + 2))),
        },
        Product: {
          __resolveReference: ({ upc, sku }: { upc?: string; sku?: { code: string } }) =>
            product(upc ?? sku!.code.slice(1)),
          sku: ({ upc }: ByUpc) => ({ code: `c${upc}`, region: 'VN' }),
          name: ({ upc }: ByUpc) => mood('Product.name', upc, `Product ${upc}`),
          price: ({ upc }: ByUpc, { currency }: { currency: string }) =>
            mood(
              'Product.price',
              upc,
              number(upc) * (currency === 'VND' ? 25_000 : currency === 'USD' ? 1 : 2),
            ),
          weight: ({ upc }: ByUpc) => mood('Product.weight', upc, number(upc) * 0.5),
          size: ({ upc }: ByUpc) =>
            mood('Product.size', upc, { width: number(upc), height: 2, label: `size ${upc}` }),
          similar: ({ upc }: ByUpc) =>
            mood('Product.similar', upc, [product(pick(UPCS, number(upc))), null, product(upc)]),
          media: ({ upc }: ByUpc) => mood('Product.media', upc, media(pick(MEDIA, number(upc)))),
          attributes: ({ upc }: ByUpc) =>
            mood('Product.attributes', upc, { upc, tags: ['a', null, { deep: true }] }),
          discontinued: ({ upc }: ByUpc) =>
            mood('Product.discontinued', upc, number(upc) % 2 === 0),
          available: () => true,
        },
      },
    },
    {
      name: 'inventory',
      typeDefs: `${LINK}
        type Query { warehouses: [Warehouse!]! }
        enum Currency { VND USD EUR }
        type Warehouse @key(fields: "id") { id: ID!, products(first: Int = 2): [Product!]!, keeper: User, cover: Media }
        type Product @key(fields: "upc") {
          upc: ID!
          weight: Float @external
          price(currency: Currency = VND): Int @external
          size: Size @external
          stock: Int!
          available: Boolean @override(from: "products")
          shipping(express: Boolean = false): Float @requires(fields: "weight price(currency: USD)")
          volume: Int @requires(fields: "size { width height }")
        }
        type Size @shareable { width: Int, height: Int, label: String }
        type User @key(fields: "email") { email: String!, warehouse: Warehouse }
        type Media @key(fields: "id") @interfaceObject { id: ID!, copies: Int, shelf: Warehouse }
      `,
      resolvers: {
        Query: { warehouses: () => [{ id: 'w1' }, { id: 'w2' }] },
        Warehouse: {
          __resolveReference: ({ id }: ById) => ({ id }),
          products: ({ id }: ById, { first }: { first: number }) =>
            UPCS.slice(number(id), number(id) + first).map(product),
          keeper: ({ id }: ById) =>
            mood('Warehouse.keeper', id, { email: `u${number(id)}@motcua.vn` }),
          cover: ({ id }: ById) => mood('Warehouse.cover', id, { id: pick(MEDIA, number(id)) }),
        },
        Product: {
          __resolveReference: (reference: ByUpc) =>
            mood('Product.inventory', reference.upc, reference),
          stock: ({ upc }: ByUpc) => mood('Product.stock', upc, number(upc) * 10),
          available: ({ upc }: ByUpc) => mood('Product.available', upc, number(upc) % 3 !== 0),
          shipping: (
            { upc, weight, price }: ByUpc & { weight: number | null; price: number | null },
            { express }: { express: boolean },
          ) => mood('Product.shipping', upc, (weight ?? 100) + (price ?? 1000) * (express ? 2 : 1)),
          volume: ({ size }: { size: { width: number; height: number } | null }) =>
            size && size.width * size.height,
        },
        User: {
          __resolveReference: ({ email }: { email: string }) => ({ email }),
          warehouse: ({ email }: { email: string }) =>
            mood('User.warehouse', email.split('@')[0]!, { id: 'w1' }),
        },
        Media: {
          __resolveReference: ({ id }: ById) => ({ id }),
          copies: ({ id }: ById) => mood('Media.copies', id, number(id) * 3),
          shelf: ({ id }: ById) => mood('Media.shelf', id, { id: 'w2' }),
        },
      },
    },
    {
      name: 'reviews',
      typeDefs: `${LINK}
        type Query { latestReviews(first: Int = 4): [Review] }
        type Mutation { addReview(upc: ID!, body: String!): Review }
        type Review @key(fields: "id") {
          id: ID!
          body: String
          stars: Int!
          author: User @provides(fields: "nickname")
          subject: Subject
          product: Product
        }
        union Subject = Product | Book | Movie
        type Book @key(fields: "id") { id: ID!, critics: [Review!] }
        type Movie @key(fields: "id") { id: ID! }
        type User @key(fields: "id") { id: ID!, nickname: String @external, reviews(first: Int): [Review!] }
        type Product @key(fields: "upc") { upc: ID!, reviews(first: Int): [Review!]!, bestReview: Review }
      `,
      resolvers: {
        Query: {
          latestReviews: (_: unknown, { first }: { first: number }) => [
            ...REVIEWS.slice(0, first).map(review),
            null,
          ],
        },
        Mutation: {
          addReview: (_: unknown, { upc, body }: ByUpc & { body: string }) => ({
            id: 'r1',
            added: body,
            on: upc,
          }),
        },
        Review: {
          __resolveReference: ({ id }: ById) => ({ id }),
          body: ({ id, added }: ById & { added?: string }) =>
            mood('Review.body', id, added ?? `Review ${id}`),
          stars: ({ id }: ById) => mood('Review.stars', id, (number(id) % 5) + 1),
          author: ({ id }: ById) =>
            mood('Review.author', id, {
              ...user(pick(USERS, number(id))),
              nickname: `nick ${pick(USERS, number(id))}`,
            }),
          subject: ({ id }: ById) =>
            mood(
              'Review.subject',
              id,
              number(id) % 2 ? product(pick(UPCS, number(id))) : media(pick(MEDIA, number(id))),
            ),
          product: ({ id, on }: ById & { on?: string }) =>
            mood('Review.product', id, product(on ?? pick(UPCS, number(id)))),
        },
        Subject: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        Book: {
          __resolveReference: ({ id }: ById) => ({ id }),
          critics: ({ id }: ById) => mood('Book.critics', id, [review('r1'), review('r2')]),
        },
        User: {
          __resolveReference: ({ id }: ById) => ({ id }),
          reviews: ({ id }: ById, { first }: { first?: number }) =>
            mood(
              'User.reviews',
              id,
              REVIEWS.filter((r) => pick(USERS, number(r)) === id)
                .slice(0, first)
                .map(review),
            ),
        },
        Product: {
          __resolveReference: ({ upc }: ByUpc) => mood('Product.reviewed', upc, { upc }),
          reviews: ({ upc }: ByUpc, { first }: { first?: number }) =>
            mood(
              'Product.reviews',
              upc,
              REVIEWS.filter((r) => pick(UPCS, number(r)) === upc)
                .slice(0, first)
                .map(review),
            ),
          bestReview: ({ upc }: ByUpc) =>
            mood('Product.bestReview', upc, review(pick(REVIEWS, number(upc)))),
        },
      },
    },
  ];
}
