import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
} from 'graphql';
import {
  createDocumentReader,
  type DocumentReader,
} from '../../../gateway/operations/document-reader.ts';
import { limitsRule } from '../../../service/graphql/query-limits.ts';

const schema = buildSchema(`
  interface Paper { id: ID! }
  type Dossier implements Paper { id: ID! code(short: Boolean): String office: Office }
  type Office implements Paper { id: ID! name: String dossiers(first: Int!, where: Where): [Dossier!] }
  input Where { code: String! late: Boolean }
  union Found = Dossier | Office
  type Query { dossier(id: ID!): Dossier papers: [Paper!] found: Found }
  type Mutation { touch: Boolean }
`);

const VALID = [
  '{ dossier(id: "1") { id code(short: true) office { name } } }',
  'query A($id: ID!, $short: Boolean = true) { dossier(id: $id) { ...Code other: code } } fragment Code on Dossier { code(short: $short) }',
  'query A($where: Where) { papers { id ... on Office { dossiers(first: 2, where: $where) { id } } } } mutation B { touch }',
  'query A($on: Boolean!) { found { __typename ... on Dossier @include(if: $on) { code } } papers @skip(if: $on) { id } }',
  '{ papers { ... on Office { dossiers(first: 1, where: { code: "H12", late: null }) { id } } } }',
];
const INVALID = [
  '{ dossier(id: "1") { id: code id } }',
  '{ dossier { id } }',
  '{ a: __schema { types { name } } }',
  '{ ...A } fragment A on Query { ...A }',
  'query A($unused: Int) { papers { id } }',
  '{ papers { id',
  '',
];

const limits = { maxDepth: 4, maxFields: 12, maxAliases: 3, maxRootFields: 20, maxDirectives: 50 };
const bounds = [limitsRule(limits)];
const rules = [NoSchemaIntrospectionCustomRule];
const MAX_TOKENS = 60;
const read = readBy(
  createDocumentReader({ ...limits, maxTokens: MAX_TOKENS, bounds, rules })(schema),
);

/** Both steps. */
function readBy({ bounded, isValid }: DocumentReader) {
  return (text: string): ReturnType<DocumentReader['bounded']> => {
    const document = bounded(text);
    if (document === undefined || 'refusals' in document) return document;
    return isValid(document) ? document : undefined;
  };
}

/** What graphql's own functions make of a text. */
function expected(text: string): DocumentNode | undefined {
  let document: DocumentNode;
  try {
    document = parse(text, { maxLexicalTokens: MAX_TOKENS });
  } catch {
    return undefined;
  }
  return validate(schema, document, [...specifiedRules, ...bounds, ...rules]).length === 0
    ? document
    : undefined;
}

/** A document as JSON has it: with where each node begins and ends, without the tokens that it was read from. */
function placed(document: unknown): unknown {
  return document === undefined ? undefined : JSON.parse(JSON.stringify(document));
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function codesOf(taken: ReturnType<typeof read>): readonly unknown[] {
  return taken !== undefined && 'refusals' in taken
    ? taken.refusals.map(({ extensions }) => extensions['code'])
    : [];
}

describe('createDocumentReader', () => {
  it.each(VALID)('reads %s', (text) => {
    expect(placed(read(text))).toEqual(placed(parse(text)));
  });

  it.each(VALID)('holds none of the tokens of %s', (text) => {
    const document = read(text) as DocumentNode;
    const held: unknown[] = [];
    visit(document, { enter: ({ loc }) => void held.push(loc?.startToken, loc?.endToken) });

    expect(held.length).toBeGreaterThan(4);
    expect(held.filter((token) => token !== undefined)).toEqual([]);
  });

  it.each(INVALID)('leaves %s to Apollo Server', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('leaves to Apollo Server what a rule gives up on, for there is too much to compare', () => {
    const reader = createDocumentReader({
      maxTokens: MAX_TOKENS * 1_000,
      maxRootFields: Infinity,
      maxAliases: Infinity,
      bounds: [],
      rules: [],
    });
    const unlimited = readBy(reader(schema));

    expect(unlimited(`{ ${'papers { id } '.repeat(1_990)} }`)).toBeUndefined();
  });

  it('refuses what is beyond a bound, valid or not, with all bounds that it is beyond', () => {
    const fields = `{ ${'papers { id } '.repeat(7)} }`;
    const aliases = '{ a: no { id } b: papers { id } c: papers { id } d: papers { id } }';
    const both = `{ ${'a: papers { id } '.repeat(5)} ${'papers { id } '.repeat(2)} }`;

    expect([fields, aliases, both].map((text) => codesOf(read(text)))).toEqual([
      ['QUERY_TOO_LARGE'],
      ['QUERY_TOO_MANY_ALIASES'],
      ['QUERY_TOO_LARGE', 'QUERY_TOO_MANY_ALIASES'],
    ]);
    const three = '{ a: papers { id } b: papers { id } c: papers { id } }';
    expect(placed(read(three))).toEqual(placed(parse(three)));
  });

  it('refuses what is far beyond one bound for that alone, unread', () => {
    const fields = `{ ${'papers '.repeat(limits.maxRootFields * 2 + 1)} ! }`;
    const aliases = `{ ${'a: papers { id } '.repeat(limits.maxAliases * 2 + 1)} ! }`;

    expect([fields, aliases].map((text) => codesOf(read(text)))).toEqual([
      ['QUERY_TOO_MANY_ROOT_FIELDS'],
      ['QUERY_TOO_MANY_ALIASES'],
    ]);
  });

  it('tells of the token that is one too many what graphql tells', () => {
    const text = `{ ${'papers { id }\n'.repeat(20)} }`;
    const refused = read(text);
    const [refusal] = refused !== undefined && 'refusals' in refused ? refused.refusals : [];

    const told = attempt(() => parse(text, { maxLexicalTokens: MAX_TOKENS }));

    expect(told).toBeInstanceOf(GraphQLError);
    expect(refusal?.toJSON()).toEqual({
      ...(told as GraphQLError).toJSON(),
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  });

  it('takes what graphql takes and nothing else, wherever words of documents are put', () => {
    const words = [...VALID, ...INVALID].flatMap((text) => text.match(/[\w"$]+|\S/g) ?? []);
    const edit = fc.record({
      at: fc.nat(),
      drop: fc.integer({ min: 0, max: 3 }),
      put: fc.array(fc.constantFrom(...words), { maxLength: 3 }),
    });
    const texts = fc
      .tuple(fc.constantFrom(...VALID), fc.array(edit, { minLength: 1, maxLength: 2 }))
      .map(([text, edits]) => {
        const tokens = text.match(/[\w"$]+|\S/g) ?? [];
        for (const { at, drop, put } of edits) tokens.splice(at % tokens.length, drop, ...put);
        return tokens.join(' ');
      });

    fc.assert(
      fc.property(texts, (text) => {
        const taken = read(text);
        const document = taken !== undefined && 'refusals' in taken ? undefined : taken;
        expect(placed(document)).toEqual(placed(expected(text)));
      }),
      { numRuns: 2_000 },
    );
  });
});
