import type { SubgraphSdl } from './world/world-schemas.ts';

/** A federation written for some features, answered from a world. */
export interface FeatureSupergraph {
  readonly features: string;
  readonly subgraphs: readonly SubgraphSdl[];
  /** False where the stock gateway refuses the supergraph, or answers much of it wrongly. */
  readonly stock: boolean;
}

const IMPORTS = [
  '@key',
  '@shareable',
  '@inaccessible',
  '@tag',
  '@override',
  '@provides',
  '@requires',
  '@external',
  '@interfaceObject',
];

function subgraph(name: string, sdl: string, imports = IMPORTS): SubgraphSdl {
  const names = imports.map((one) => `"${one}"`).join(', ');
  return {
    name,
    typeDefs: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: [${names}])\n${sdl}`,
  };
}

const KEYS: FeatureSupergraph = {
  features: 'several, compound and nested keys, chains of keys, keys that resolve nothing',
  stock: true,
  subgraphs: [
    subgraph(
      'registry',
      `type Query { dossier(id: ID!): Dossier, dossiers: [Dossier!]!, offices: [Office] }
      type Dossier @key(fields: "id") @key(fields: "office { code } number") {
        id: ID!, office: Office!, number: Int!, title: String!, previous: Dossier, linked: [[Dossier]!] }
      type Office @key(fields: "code") { code: ID!, name: String, chief: Person }
      type Person @key(fields: "id", resolvable: false) { id: ID! }`,
    ),
    subgraph(
      'archive',
      `type Query { boxes: [Box!] }
      type Box @key(fields: "place { room shelf }") @key(fields: "barcode") {
        place: Place!, barcode: String!, dossiers: [Dossier!], keeper: Person! }
      type Place @shareable { room: String!, shelf: Int! }
      type Dossier @key(fields: "office { code } number") { office: Office!, number: Int!, box: Box, pages: Int! }
      type Office @key(fields: "code") { code: ID! }
      type Person @key(fields: "id email") { id: ID!, email: String! }`,
    ),
    subgraph(
      'people',
      `type Query { person(id: ID!): Person }
      type Person @key(fields: "id") @key(fields: "id email") @key(fields: "badge { number }") {
        id: ID!, email: String!, badge: Badge!, name(short: Boolean = false): String!, superior: Person, inbox: [Dossier!] }
      type Badge @shareable { number: String! }
      type Dossier @key(fields: "id", resolvable: false) { id: ID! }`,
    ),
    subgraph(
      'doors',
      `type Query { lastOpened: Person }
      type Person @key(fields: "badge { number }") { badge: Badge!, door: String, with: [Person] }
      type Badge @shareable { number: String! }
      type Box @key(fields: "barcode") { barcode: String!, weight: Float!, alarm: Boolean }`,
    ),
  ],
};

const REQUIRES: FeatureSupergraph = {
  features:
    '@requires of nested fields, of lists, with arguments, through fragments, and of what is required itself',
  stock: true,
  subgraphs: [
    subgraph(
      'procedures',
      `type Query { procedure(code: ID!): Procedure, procedures(first: Int = 3): [Procedure]! }
      enum Channel { POST DESK ONLINE }
      type Procedure @key(fields: "code") {
        code: ID!, name: String, fee(channel: Channel = DESK, copies: Int): Int, limits: [Limit], base: Base!
        papers: [Paper!], next: Procedure }
      type Limit @shareable { days: Int, channel: Channel }
      type Base @shareable { law: String!, article: Int }
      interface Paper { title: String }
      type Form implements Paper @key(fields: "id") { id: ID!, title: String, fields: Int }
      type Proof implements Paper @key(fields: "id") { id: ID!, title: String, issuer: String }`,
    ),
    subgraph(
      'payments',
      `type Query { dearest: Procedure }
      enum Channel { POST DESK ONLINE }
      type Procedure @key(fields: "code") {
        code: ID!
        fee(channel: Channel = DESK, copies: Int): Int @external
        limits: [Limit] @external
        base: Base! @external
        papers: [Paper!] @external
        next: Procedure @external
        name: String @external
        byPost: Float @requires(fields: "fee(channel: POST, copies: 2)")
        total(tax: Boolean = true): Int! @requires(fields: "base { law article } limits { days }")
        account: Account @requires(fields: "name")
        after: String @requires(fields: "next { name }")
        paperwork: String @requires(fields: "papers { title ... on Form { fields } ... on Proof { issuer } }")
      }
      type Account { number: String!, holder: Holder }
      type Holder @key(fields: "id") { id: ID!, name: String! }
      type Limit @shareable { days: Int, channel: Channel }
      type Base @shareable { law: String!, article: Int }
      interface Paper { title: String }
      type Form implements Paper @key(fields: "id") { id: ID!, title: String @external, fields: Int @external, stamp: String @requires(fields: "fields") }
      type Proof implements Paper @key(fields: "id") { id: ID!, title: String @external, issuer: String @external }`,
    ),
    subgraph(
      'queues',
      `type Query { queue: [Procedure!]! }
      type Procedure @key(fields: "code") {
        code: ID!
        byPost: Float @external
        account: Account @external
        urgency: Int @requires(fields: "byPost")
        waiting: [Int!] @requires(fields: "account { number }")
        desk: Desk!
      }
      type Account { number: String! @external }
      type Desk @key(fields: "id") { id: ID!, open: Boolean!, serves: [Procedure] }
      type Holder @key(fields: "id") { id: ID!, name: String! @external, greeting: String! @requires(fields: "name") }`,
    ),
    subgraph(
      'board',
      `type Query { shown: Procedure }
      type Procedure @key(fields: "code") {
        code: ID!
        urgency: Int @external
        waiting: [Int!] @external
        priority(above: Float = 0.5): Int @requires(fields: "urgency")
        notice: String @requires(fields: "waiting urgency")
      }`,
    ),
  ],
};

const PROVIDES: FeatureSupergraph = {
  features: '@provides of nested fields, in lists, on interfaces and at the root',
  stock: true,
  subgraphs: [
    subgraph(
      'people',
      `type Query { people: [Person!]! }
      interface Contact { id: ID!, label: String }
      type Person implements Contact @key(fields: "id") {
        id: ID!, label: String @shareable, name: String @shareable, home: Address @shareable, age: Int!, friends: [Contact] }
      type Company implements Contact @key(fields: "id") { id: ID!, label: String @shareable, head: Person, taxCode: String! }
      type Address @shareable { street: String, city: City }
      type City @key(fields: "code") { code: ID!, name: String @shareable, people: Int }`,
    ),
    subgraph(
      'letters',
      `type Query {
        letters: [Letter]
        newest: Letter! @provides(fields: "sender { name }")
        contacts: [Contact!] @provides(fields: "... on Person { label } ... on Company { label }")
      }
      interface Contact { id: ID! }
      type Letter @key(fields: "id") {
        id: ID!
        sender: Person @provides(fields: "name home { street city { name } }")
        copies: [Person!] @provides(fields: "name")
        about: Contact @provides(fields: "... on Company { label }")
        answers: [[Letter!]]
        text(from: Int! = 0, to: Int): String
      }
      type Person implements Contact @key(fields: "id") { id: ID!, name: String @external, home: Address @external, label: String @external }
      type Company implements Contact @key(fields: "id") { id: ID!, label: String @external }
      type Address @shareable { street: String, city: City }
      type City @key(fields: "code") { code: ID!, name: String @external }`,
    ),
  ],
};

/** Where the planner has no plan for what its fragments say. */
export const ABSTRACT: FeatureSupergraph = {
  features: 'interfaces and unions of entities over subgraphs, interface objects, keyed interfaces',
  stock: true,
  subgraphs: [
    subgraph(
      'documents',
      `type Query { document(id: ID!): Document, documents: [Document!]!, found: [Found], named: [Named] }
      interface Named { name: String }
      interface Document implements Named @key(fields: "id") { id: ID!, name: String, replies: [Document!], draft: Boolean! }
      type Incoming implements Document & Named @key(fields: "id") { id: ID!, name: String, replies: [Document!], draft: Boolean!, sender: Unit }
      type Outgoing implements Document & Named @key(fields: "id") { id: ID!, name: String, replies: [Document!], draft: Boolean!, receivers: [Unit!]! }
      type Internal implements Document & Named @key(fields: "id") { id: ID!, name: String, replies: [Document!], draft: Boolean!, level: Int }
      type Unit implements Named @key(fields: "code") { code: ID!, name: String @shareable, parent: Unit }
      union Found = Incoming | Outgoing | Unit`,
    ),
    subgraph(
      'exchange',
      `type Query { exchanged: [Document], lastSent: Document! }
      type Document @key(fields: "id") @interfaceObject {
        id: ID!, sentAt: String, states: [State!]!, carrier: Unit, copyOf: Document, size(unit: Unit_ = KB): Float! }
      enum Unit_ { KB MB }
      type State @shareable { code: Int!, note: String, by: Unit! }
      type Unit @key(fields: "code") { code: ID!, sent: [Document!], gateway: Boolean! }`,
    ),
    subgraph(
      'units',
      `type Query { units: [Unit!], holder: Holder, holders: [[Holder!]] }
      interface Named { name: String }
      type Unit implements Named @key(fields: "code") { code: ID!, name: String @shareable, staff: [Officer!], head: Holder }
      type Officer implements Named @key(fields: "id") { id: ID!, name: String, desk: Named, papers: [Paper] }
      type Room implements Named @key(fields: "id") { id: ID!, name: String, seats: Int! }
      union Holder = Officer | Unit | Room
      union Paper = Incoming | Internal | Room
      type Incoming @key(fields: "id") { id: ID!, folder: String! }
      type Internal @key(fields: "id") { id: ID!, folder: String!, reader: Holder }`,
    ),
  ],
};

const VALUES: FeatureSupergraph = {
  features:
    'shareable values, split enums, scalars, inputs with defaults, overrides, hidden fields, JavaScript’s names',
  stock: true,
  subgraphs: [
    subgraph(
      'catalogue',
      `scalar Money
      type Query {
        item(id: ID!): Item
        items(where: Where = { limit: 2 }): [Item]!
        toString: String
        constructor: Item
        matrix(of: [[Int!]!] = [[1]]): [[[Item!]]!]
        origin: Place @shareable
      }
      input Where { limit: Int = 3, tags: [String!] = ["a"], inner: Where, not: Level }
      enum Level @tag(name: "public") { HIGH LOW }
      type Item @key(fields: "id") {
        id: ID!
        valueOf: Int
        hasOwnProperty(toString: String): String
        constructor: Item
        price: Money!
        stock: Int
        moved: String
        secret: String @inaccessible
        place: Place @shareable
        condition: Condition
        labels: [[String!]]
        deep: [[Deep!]!]
      }
      type Deep { items: [Item!]!, note: String!, deeper: [Deep] }
      type Place @shareable { name: String!, lat: Float, tags: [String] }
      enum Condition { NEW USED @tag(name: "x") }`,
    ),
    subgraph(
      'stock',
      `scalar Money
      type Query { shelf: [Item], origin: Place @shareable, worst: Condition }
      enum Level { HIGH LOW }
      type Item @key(fields: "id") {
        id: ID!
        stock: Int @override(from: "catalogue")
        moved: String @override(from: "catalogue", label: "percent(50)")
        value(level: Level! = HIGH, in: [Level]): Money
        secret: String @external
        opened: String @requires(fields: "secret")
        place: Place @shareable
        isPrototypeOf: [Item!]
        worst: Condition!
      }
      type Place @shareable { name: String!, lat: Float, tags: [String] }
      enum Condition { NEW USED BROKEN }`,
    ),
  ],
};

const MUTATIONS: FeatureSupergraph = {
  features: 'mutations in order over subgraphs',
  stock: true,
  subgraphs: [
    subgraph(
      'desk',
      `type Query { dossiers: [Dossier] }
      type Mutation { receive(title: String!): Dossier!, return(id: ID!): Dossier, close: Int! }
      type Dossier @key(fields: "id") { id: ID!, title: String, state: String! }`,
    ),
    subgraph(
      'cashier',
      `type Query { receipts: [Receipt!] }
      type Mutation { pay(id: ID!, amount: Int = 1): Receipt, refund(input: Refund!): Receipt! }
      input Refund { id: ID!, why: String = "none" }
      type Receipt @key(fields: "number") { number: ID!, dossier: Dossier, amount: Int! }
      type Dossier @key(fields: "id") { id: ID!, paid: Boolean! }`,
    ),
  ],
};

const CONTEXT: FeatureSupergraph = {
  features:
    'arguments from context, of fields with arguments, of several below one object, by the type of the ancestor',
  stock: false,
  subgraphs: [
    subgraph(
      'offices',
      `type Query { offices: [Office], province: Province, places: [Place] }
      interface Place { desks: [Desk] }
      type Province implements Place @key(fields: "id") @context(name: "place") { id: ID!, language(of: Int = 1): String!, desks: [Desk], offices: [Office], seat: Seat, rank: Int }
      type Office implements Place @key(fields: "id") @context(name: "place") { id: ID!, language(of: Int = 1): String!, chief: Clerk, desks: [Desk], rows: [[Desk]], seat: Seat }
      type Seat @shareable { town: Town, street: String }
      type Town @shareable { name: String, seat: Seat }
      type Desk @key(fields: "id") {
        id: ID!
        greeting(in: String @fromContext(field: "$place { language }"), loud: Boolean): String!
        sign(town: String @fromContext(field: "$place { seat { town { name } } }"), in: String @fromContext(field: "$place { language(of: 2) }")): String
        width(of: Int @fromContext(field: "$place ... on Province { rank } ... on Office { floor(above: 1) }")): Int
        clerk: Clerk
      }
      extend type Office { floor(above: Int): Int }
      type Clerk @key(fields: "id") {
        id: ID!
        motto(in: String @fromContext(field: "$place { language }")): String
        way(from: String @fromContext(field: "$place { seat { town { seat { street } } } }")): String
      }`,
      [...IMPORTS, '@context', '@fromContext'],
    ),
    subgraph(
      'clerks',
      `type Query { deskCount: Int! }
      type Clerk @key(fields: "id") { id: ID!, name: String!, desk: Desk }
      type Desk @key(fields: "id") { id: ID!, number: Int! }
      type Office @key(fields: "id") { id: ID!, open: Boolean!, deputy: Clerk }`,
    ),
  ],
};

/** Of which the stock executor sends what is required for one type as what all of them need, and leaves out the others. */
const REQUIRING_INTERFACES: FeatureSupergraph = {
  features: '@requires of interface objects, with arguments and of nested fields',
  stock: false,
  subgraphs: [
    subgraph(
      'register',
      `type Query { papers: [Paper!]!, last: Paper }
      interface Paper @key(fields: "id") { id: ID!, title: String, fee(in: String): Int, place: Place }
      type Letter implements Paper @key(fields: "id") { id: ID!, title: String, fee(in: String): Int, place: Place, to: String }
      type Report implements Paper @key(fields: "id") { id: ID!, title: String, fee(in: String): Int, place: Place }
      type Form implements Paper @key(fields: "id") { id: ID!, title: String, fee(in: String): Int, place: Place, fields: Int }
      type Place @shareable { town: String, shelf: Int }`,
    ),
    subgraph(
      'archive',
      `type Query { kept: [Paper] }
      type Place @shareable { town: String, shelf: Int }
      type Paper @key(fields: "id") @interfaceObject {
        id: ID!
        title: String @external
        fee(in: String): Int @external
        place: Place @external
        keptFor: Int
        label(short: Boolean): String! @requires(fields: "title")
        dollars: Int @requires(fields: "fee(in: \\"USD\\")")
        dong: Int @requires(fields: "fee(in: \\"VND\\") place { town }")
        box: Int @requires(fields: "place { shelf }")
      }`,
    ),
  ],
};

/** Of which the stock executor forgets what type an object is. */
const INTERFACE_OBJECTS: FeatureSupergraph = {
  features: 'interface objects in several subgraphs, one of which requires what another answers',
  stock: false,
  subgraphs: [
    subgraph(
      'library',
      `type Query { media: [Media!], first: Media }
      interface Media @key(fields: "id") { id: ID!, title: String!, next: Media }
      type Book implements Media @key(fields: "id") { id: ID!, title: String!, next: Media, isbn: String! }
      type Film implements Media @key(fields: "id") { id: ID!, title: String!, next: Media, minutes: Int }`,
    ),
    subgraph(
      'ratings',
      `type Query { rated: [Media] }
      type Media @key(fields: "id") @interfaceObject {
        id: ID!, title: String! @external, rating: Int, like: Media, label(short: Boolean): String @requires(fields: "title") }`,
    ),
    subgraph(
      'stars',
      `type Query { starred: Media }
      type Media @key(fields: "id") @interfaceObject {
        id: ID!, rating: Int @external, stars: Float! @requires(fields: "rating"), copies: [Media] }`,
    ),
  ],
};

/** Supergraphs that between them have every feature of Federation 2 that changes what is fetched. */
export const FEATURE_SUPERGRAPHS: readonly FeatureSupergraph[] = [
  KEYS,
  REQUIRES,
  PROVIDES,
  ABSTRACT,
  REQUIRING_INTERFACES,
  INTERFACE_OBJECTS,
  VALUES,
  MUTATIONS,
  CONTEXT,
];
