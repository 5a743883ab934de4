import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
} from 'graphql';
import { createDocumentReader } from '../../../gateway/document-reader.ts';
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

const rules = [
  limitsRule({
    maxDepth: 4,
    maxFields: 12,
    maxAliases: 3,
    maxRootFields: 50,
    maxDirectives: 50,
  }),
  NoSchemaIntrospectionCustomRule,
];
const MAX_TOKENS = 60;
const read = createDocumentReader({ maxTokens: MAX_TOKENS, rules });

/** What graphql's own functions make of a text. */
function expected(text: string): DocumentNode | undefined {
  let document: DocumentNode;
  try {
    document = parse(text, { maxLexicalTokens: MAX_TOKENS });
  } catch {
    return undefined;
  }
  return validate(schema, document, [...specifiedRules, ...rules]).length === 0
    ? document
    : undefined;
}

describe('createDocumentReader', () => {
  it.each(VALID)('reads %s', (text) => {
    expect(read(text, schema)).toEqual(parse(text));
  });

  it.each(INVALID)('leaves %s to Apollo Server', (text) => {
    expect(read(text, schema)).toBeUndefined();
  });

  it('leaves to Apollo Server what a rule gives up on, for there is too much to compare', () => {
    const unlimited = createDocumentReader({ maxTokens: MAX_TOKENS * 1_000, rules: [] });

    expect(unlimited(`{ ${'papers { id } '.repeat(1_990)} }`, schema)).toBeUndefined();
  });

  it('keeps to the limits', () => {
    expect(read(`{ ${'papers { id } '.repeat(13)} }`, schema)).toBeUndefined();
    expect(read('{ a: papers { id } b: papers { id } c: papers { id } }', schema)).toBeDefined();
    expect(
      read('{ a: papers { id } b: papers { id } c: papers { id } d: papers { id } }', schema),
    ).toBeUndefined();
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
        expect(read(text, schema)).toEqual(expected(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
