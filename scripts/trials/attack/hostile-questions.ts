import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  CANARIES,
  goodPayload,
  type Hostile,
  type Hostility,
  type Trusted,
} from './hostile-tokens.ts';

/** What the operator of the attacked gateway lists, by the id of its front end's build. */
export const LISTED = { id: 'listed-offices', text: 'query Offices { onestopOffices { code } }' };

const ENTITIES = {
  dossier: { rows: 'all', show: { personal: 'allow' } },
  agency: { rows: 'all' },
};

/** Whom the gateway knows, and what they may ask. */
export const POLICY = {
  roles: {
    supervisor: {
      asks: { documents: 'any', requestsPerMinute: 'none' },
      entities: ENTITIES,
    },
    // Has a front end, and so nothing but what is listed.
    officer: { asks: { requestsPerMinute: 'none' }, entities: ENTITIES },
    visitor: { asks: { documents: 'any', requestsPerMinute: 'none' }, entities: {} },
    flooder: { asks: { requestsPerMinute: 1 }, entities: {} },
    spender: {
      asks: { documents: 'any', requestsPerMinute: 'none', costPerMinute: 1 },
      entities: ENTITIES,
    },
    reader: {
      asks: {
        documents: 'any',
        requestsPerMinute: 'none',
        costPerMinute: 'none',
        citizensPerHour: 1,
      },
      entities: ENTITIES,
    },
    // Is told of no fewer dossiers than five, and of none by itself.
    analyst: {
      asks: { documents: 'any', requestsPerMinute: 'none', costPerMinute: 'none' },
      entities: {
        dossier: { rows: 'all', show: { personal: 'deny' }, groups: { atLeast: 5 } },
      },
    },
    anonymous: { asks: { requestsPerMinute: 1 }, entities: {} },
  },
};

const [ID_NUMBER] = CANARIES;
/** Nobody lists it, and one who may send it has registered it by its hash. */
const REGISTERED = `query Registered { dossiers(first: 1, where: { applicantIdNumber: { eq: "${ID_NUMBER}" } }) { nodes { code } } }`;
const NAMES = '{ dossiers(first: 4) { nodes { applicant { name } } } }';

/** An address that nobody else has, of networks for documentation (RFC 3849). */
export function newAddress(): string {
  const [a, b] = [randomBytes(2), randomBytes(2)].map((bytes) => bytes.toString('hex'));
  return `2001:db8:${a ?? ''}:${b ?? ''}::1`;
}

/** Ways round what one may ask, by people who are who they say. */
export function hostileQuestions(trusted: Trusted): readonly Hostility[] {
  const bearing = async (role: string, more: object = {}) => ({
    authorization: `Bearer ${await trusted.sign({ ...goodPayload(trusted), roles: [role], ...more })}`,
  });
  const asks = (
    name: string,
    code: string,
    role: string,
    make: () => Omit<Hostile, 'to' | 'headers'> & Partial<Pick<Hostile, 'to'>>,
    more: Pick<Hostility, 'before'> = {},
  ): Hostility => ({
    name,
    code,
    ...more,
    make: async () => ({ to: 'gateway', headers: await bearing(role), ...make() }),
  });
  const untrusted = (name: string, make: Parameters<typeof asks>[3], more = {}): Hostility =>
    asks(name, 'DOCUMENT_NOT_TRUSTED', 'officer', make, more);
  const hashed = (text: string) => ({
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') },
  });
  const got = (parts: Record<string, string>) => `?${new URLSearchParams(parts).toString()}`;
  const registers = async (): Promise<readonly Hostile[]> => [
    {
      to: 'gateway',
      headers: await bearing('supervisor'),
      body: { query: REGISTERED, extensions: hashed(REGISTERED) },
    },
  ];

  return [
    untrusted('a document that nobody lists', () => ({
      body: { query: `query Q${randomUUID().replaceAll('-', '')} { __typename }` },
    })),
    untrusted('an id that nobody lists', () => ({
      body: {
        [any('documentId', 'docId', 'doc_id')]: any(randomUUID(), '__proto__', '', ID_NUMBER),
      },
    })),
    untrusted('an id that nobody lists, in the address', () => ({
      search: got({ [any('documentId', 'docId', 'doc_id')]: randomUUID() }),
    })),
    untrusted('a listed id that is another’s in case or blanks', () => ({
      body: { documentId: any(LISTED.id.toUpperCase(), ` ${LISTED.id}`, `${LISTED.id}\u0000`) },
    })),
    untrusted('a listed id beside another text', () => ({
      body: { documentId: LISTED.id, query: REGISTERED },
    })),
    untrusted('a listed text with something behind it', () => ({
      body: { query: `${LISTED.text}${any(' ', '\n', '#', ` query B { __typename }`)}` },
    })),
    untrusted(
      'what another has registered by its hash',
      () =>
        any(
          { body: { extensions: hashed(REGISTERED) } },
          { search: got({ extensions: JSON.stringify(hashed(REGISTERED)) }) },
        ),
      { before: registers },
    ),
    untrusted('a text to be registered by its hash', () => {
      const query = `query Q${randomUUID().replaceAll('-', '')} { __typename }`;
      return { body: { query, extensions: hashed(any(query, LISTED.text)) } };
    }),
    untrusted('an export of what nobody lists', () => ({ to: 'export', body: { query: NAMES } })),
    asks('the schema, by whom it is closed to', 'FORBIDDEN_SCHEMA', 'visitor', () => ({
      body: any<object>(
        { query: `{ a${randomBytes(4).toString('hex')}: __schema { types { name } } }` },
        { query: '{ ...F } fragment F on Query { __type(name: "Dossier") { name } }' },
        // The one that is asked for does not ask for it.
        {
          query: 'query A { __typename } query B { __schema { queryType { name } } }',
          operationName: 'A',
        },
      ),
    })),
    asks(
      'a flood by one who is known, from everywhere',
      'RATE_LIMITED',
      'flooder',
      () => ({ body: { query: '{ __typename }' } }),
      { before: async () => [{ to: 'gateway', headers: await bearing('flooder'), body: {} }] },
    ),
    {
      name: 'a flood of strangers from one address',
      code: 'RATE_LIMITED',
      before: () => Promise.resolve([{ to: 'gateway', headers: { 'x-forwarded-for': FLOODING } }]),
      make: () => ({
        to: any('gateway', 'export'),
        headers: {
          'x-forwarded-for': `${newAddress()}, ${FLOODING}`,
          ...any({}, { authorization: `Bearer ${randomUUID()}` }, { 'x-api-key': randomUUID() }),
        },
      }),
    },
    asks(
      'what costs too much in small pieces',
      'COST_BUDGET_SPENT',
      'spender',
      () => ({ body: { query: NAMES } }),
      {
        before: async () => [
          { to: 'gateway', headers: await bearing('spender'), body: { query: NAMES } },
        ],
      },
    ),
    asks('one dossier, told from all others by what names it', 'FORBIDDEN_FIELD', 'analyst', () =>
      counting(
        any(
          `code: { eq: "${randomUUID()}" }`,
          'code: { startsWith: "16" }',
          'resultNumber: { contains: "1" }',
        ),
      ),
    ),
    asks('a person, guessed by counts', 'FORBIDDEN_FIELD', 'analyst', () =>
      counting(
        any(
          `applicantIdNumber: { eq: "${ID_NUMBER}" }`,
          'applicantName: { contains: "a" }',
          'currentAssignee: { isNull: false }',
        ),
      ),
    ),
    asks('dossiers by one who may only have them counted', 'FORBIDDEN_ROWS', 'analyst', () => ({
      body: {
        query: any(
          NAMES,
          '{ dossier(id: "H12.NC:1") { code } }',
          `{ dossiersByCode(code: "${randomUUID()}") { nodes { code } } }`,
          '{ report06a(from: "2016-01-01", to: "2016-12-31") { rule partial } }',
        ),
      },
    })),
    asks('all that one may see, one page after another', 'CITIZENS_BUDGET_SPENT', 'reader', () => ({
      body: { query: NAMES },
    })),
  ];
}

/** A question for counts of dossiers that pass, or of the others. */
function counting(filter: string): object {
  const where = any(
    `{ ${filter} }`,
    `{ not: { ${filter} } }`,
    `{ or: [{ office: { ne: "H12" } }, { ${filter} }] }`,
  );
  return {
    body: { query: `{ dossierStatistics(where: ${where}) { total { count } sources { rows } } }` },
  };
}

const FLOODING = '2001:db8:ffff:ffff::1';

function any<T>(...of: readonly T[]): T {
  return of[Math.floor(Math.random() * of.length)] as T;
}
