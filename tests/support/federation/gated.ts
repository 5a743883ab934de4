import type { Subgraph } from './federation.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@tag", "@requiresScopes"])';

const NAMES: Readonly<Record<string, string>> = { NC: 'Năm Căn', CN: 'Cái Nước' };

/** Holds back what subgraphs answer of a field until it is let go. */
class Gates {
  readonly #open = new Map<string, () => void>();
  readonly #waiting = new Map<string, Promise<void>>();

  /** From now on, a field waits. */
  close(field: string): void {
    this.#waiting.set(
      field,
      new Promise((resolve) => {
        this.#open.set(field, resolve);
      }),
    );
  }

  open(field: string): void {
    this.#open.get(field)?.();
    this.#waiting.delete(field);
  }

  async pass(field: string): Promise<void> {
    await this.#waiting.get(field);
  }
}

/** Offices with their dossiers in one subgraph, and what another adds to both, as late as a test wants it. */
export function gatedOffices(gates = new Gates()) {
  const subgraphs = [
    {
      name: 'offices',
      typeDefs: `${HEAD}
        type Query { office(code: ID!): Office offices: [Office!]! }
        type Mutation { rename(code: ID!): Office }
        type Office @key(fields: "code") {
          code: ID!
          name: String
          seat: Seat
          dossiers: [Dossier!]
        }
        type Seat { street: String town: String }
        type Dossier @key(fields: "id") @tag(name: "record") { id: ID! }`,
      resolvers: {
        Query: {
          office: (_root: unknown, { code }: { code: string }) =>
            NAMES[code] === undefined ? null : { code },
          offices: () => Object.keys(NAMES).map((code) => ({ code })),
        },
        Mutation: { rename: (_root: unknown, { code }: { code: string }) => ({ code }) },
        Office: {
          name: async ({ code }: { code: string }) => {
            await gates.pass('name');
            return NAMES[code];
          },
          seat: () => ({ street: 'Lý Thường Kiệt', town: 'Cà Mau' }),
          dossiers: ({ code }: { code: string }) => [{ id: `${code}-1` }, { id: `${code}-2` }],
        },
      },
    },
    {
      name: 'agencies',
      typeDefs: `${HEAD}
        type Office @key(fields: "code") { code: ID! agency: String head: Person! budget: Int! secret: String @requiresScopes(scopes: [["secret"]]) }
        type Person { name: String @tag(name: "personal/name") }
        type Dossier @key(fields: "id") {
          id: ID!
          subject: String
          applicant: Person
          stamp: String!
        }`,
      resolvers: {
        Office: {
          agency: async ({ code }: { code: string }) => {
            await gates.pass('agency');
            return `UBND ${code}`;
          },
          secret: () => 'secret',
          head: ({ code }: { code: string }) => ({ name: `Trưởng ${code}` }),
          budget: ({ code }: { code: string }) => {
            if (code === 'NC') throw new Error('no budget');
            return 7;
          },
        },
        Dossier: {
          subject: async ({ id }: { id: string }) => {
            await gates.pass('subject');
            return `Hồ sơ ${id}`;
          },
          applicant: ({ id }: { id: string }) => ({ name: `Người nộp ${id}` }),
          stamp: () => null,
        },
      },
    },
  ] satisfies Subgraph[];
  return { gates, subgraphs };
}
