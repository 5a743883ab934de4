import { composeServices } from '@apollo/composition';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import { type DocumentNode, parse } from 'graphql';

/** A subgraph of the benchmark: its schema, and resolvers over data in memory. */
export interface BenchSubgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: GraphQLResolverMap<unknown>;
}

interface Dossier {
  readonly id: string;
  readonly note: string;
  readonly officerId: string;
  readonly procedureCode: string;
}

interface ProcedureKey {
  readonly code: string;
}

const LINK = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.6"
    import: [
      "@key", "@external", "@requires", "@provides", "@shareable", "@tag", "@authenticated", "@requiresScopes", "@policy"
    ]
  )
`;

const OFFICERS = 6;
const LISTED_PROCEDURES = 1_000;
const DOSSIERS_OF_AN_OFFICER = 2;
const ARCHIVED = 8_192;

const officers = list(OFFICERS, (n) => ({
  id: `O${n}`,
  name: `Nguyễn Văn ${n}`,
  username: `canbo${n}`,
  since: 2010 + n,
}));
const procedures = list(LISTED_PROCEDURES, (n) => ({
  code: `1.${n}`,
  name: `Cấp bản sao trích lục hộ tịch số ${n}`,
  fee: n * 1_000,
  days: n % 30,
}));
const dossiers = list(OFFICERS * DOSSIERS_OF_AN_OFFICER, (n): Dossier => ({
  id: `D${n}`,
  note: `Hồ sơ đã tiếp nhận đủ thành phần, hẹn trả kết quả theo quy định (${n})`,
  officerId: `O${n % OFFICERS}`,
  procedureCode: `1.${n % 5}`,
}));
/** About a KiB of UTF-8 a page. */
const archive = list(ARCHIVED, (n) => ({
  id: `A${n}`,
  text: 'Ủy ban nhân dân tỉnh Cà Mau. '.repeat(29),
}));

const people: BenchSubgraph = {
  name: 'people',
  typeDefs: `${LINK}
    type Query { officers: [Officer!]! }
    type Officer @key(fields: "id") {
      id: ID!
      name: String
      username: String @shareable
      since: Int
    }
  `,
  resolvers: {
    Query: { officers: () => officers },
    Officer: { __resolveReference: ({ id }: { id: string }) => byNumber(officers, id.slice(1)) },
  },
};

const catalogue: BenchSubgraph = {
  name: 'catalogue',
  typeDefs: `${LINK}
    type Query { procedures(first: Int!): [Procedure!]! archive: [Page!]! }
    type Procedure @key(fields: "code") { code: ID! name: String fee: Int days: Int }
    type Page { id: ID! text: String! }
  `,
  resolvers: {
    Query: {
      procedures: (_root, { first }: { first: number }) => procedures.slice(0, first),
      archive: () => archive,
    },
    Procedure: {
      __resolveReference: ({ code }: ProcedureKey) => byNumber(procedures, code.slice(2)),
    },
  },
};

const desk: BenchSubgraph = {
  name: 'desk',
  typeDefs: `${LINK}
    type Procedure @key(fields: "code") {
      code: ID!
      fee: Int @external
      days: Int @external
      open: Boolean
      load: Int @requires(fields: "fee days")
    }
  `,
  resolvers: {
    Procedure: {
      __resolveReference: (reference: ProcedureKey) => reference,
      open: ({ code }: ProcedureKey) => Number(code.slice(2)) % 2 === 0,
      load: ({ fee, days }: { fee?: number; days?: number }) => (fee ?? 0) + (days ?? 0),
    },
  },
};

const dossierSubgraph: BenchSubgraph = {
  name: 'dossiers',
  typeDefs: `${LINK}
    type Dossier @key(fields: "id") {
      id: ID!
      note: String
      officer: Officer @provides(fields: "username")
      procedure: Procedure
    }
    type Officer @key(fields: "id") {
      id: ID!
      username: String @external
      dossiers: [Dossier!]
      dossierCount: Int
    }
    type Procedure @key(fields: "code") {
      code: ID!
      dossiers(first: Int = 3): [Dossier!]
      dossierCount: Int
    }
  `,
  resolvers: {
    Dossier: {
      __resolveReference: ({ id }: { id: string }) => byNumber(dossiers, id.slice(1)),
      officer: ({ officerId }: Dossier) => byNumber(officers, officerId.slice(1)),
      procedure: ({ procedureCode }: Dossier) => ({ code: procedureCode }),
    },
    Officer: {
      __resolveReference: (reference: { id: string }) => reference,
      dossiers: ({ id }: { id: string }) => dossiers.filter(({ officerId }) => officerId === id),
      dossierCount: () => DOSSIERS_OF_AN_OFFICER,
    },
    Procedure: {
      __resolveReference: (reference: ProcedureKey) => reference,
      dossiers: ({ code }: ProcedureKey, { first }: { first: number }) =>
        dossiers.filter(({ procedureCode }) => procedureCode === code).slice(0, first),
      dossierCount: ({ code }: ProcedureKey) =>
        dossiers.filter(({ procedureCode }) => procedureCode === code).length,
    },
  },
};

/** The benchmark's four subgraphs. */
export const benchSubgraphs: readonly BenchSubgraph[] = [people, catalogue, desk, dossierSubgraph];

/** The supergraph of the four, each at its address, as their types are written or with more said of them. */
export function composeBench(
  urls: Readonly<Record<string, string>>,
  write: (types: DocumentNode) => DocumentNode = (types) => types,
): string {
  const { supergraphSdl, errors } = composeServices(
    benchSubgraphs.map(({ name, typeDefs }) => ({
      name,
      url: urls[name] ?? '',
      typeDefs: write(parse(typeDefs)),
    })),
  );
  if (supergraphSdl === undefined) throw new AggregateError(errors, errors.join('\n'));
  return supergraphSdl;
}

function list<T>(length: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length }, (_, index) => make(index));
}

function byNumber<T>(items: readonly T[], number: string): T | null {
  return items[Number(number)] ?? null;
}
