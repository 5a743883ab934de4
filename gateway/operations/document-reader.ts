import {
  GraphQLError,
  parse,
  Source,
  specifiedRules,
  syntaxError,
  TypeInfo,
  ValidationContext,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { type Beyond, firstBeyond, type ScanBounds } from './document-scan.ts';
import { visitTogether } from './visit-together.ts';
import { withoutTokens } from './without-tokens.ts';

/** A document that asks for more than anybody may. */
export interface RefusedDocument {
  readonly refusals: readonly GraphQLError[];
}

/** Reads documents that are asked of one schema, in two steps: what is beyond a bound is looked at no further, whoever would do so. */
export interface DocumentReader {
  /** Parses a document; undefined where it is none, which is said elsewhere. */
  readonly bounded: (text: string) => DocumentNode | RefusedDocument | undefined;
  /** Whether there is nothing to be said against it; what there is, is said elsewhere. */
  readonly isValid: (document: DocumentNode) => boolean;
}

export interface DocumentReaderOptions {
  /** Tokens, fields at the root and aliases that a document may have. */
  readonly maxTokens: number;
  readonly maxRootFields: number;
  readonly maxAliases: number;
  /** Rules of how much a document may ask for, whether it is valid or not. */
  readonly bounds: readonly ValidationRule[];
  /** Rules beside those of the specification. */
  readonly rules: readonly ValidationRule[];
}

/** Refusals of one document, at the most. */
const MOST_REFUSALS = 10;
/**
 * What has so many times more than it may is refused for that alone, unread: a tree of so many fields costs others more than it is worth
 * to be told everything at once. Whoever is beyond by little, as somebody who means well is, is told all that there is too much of.
 */
const FAR_BEYOND = 2;

/**
 * Reads documents as Apollo Server does, for less than half the cost, but tells only whether it would take them: a
 * document that is not valid goes there, and is refused again with all that is wrong. What is too much goes nowhere.
 */
export function createDocumentReader(
  options: DocumentReaderOptions,
): (schema: GraphQLSchema) => DocumentReader {
  const { maxTokens, maxRootFields, maxAliases, bounds } = options;
  const most: ScanBounds = {
    tokens: maxTokens,
    rootFields: maxRootFields * FAR_BEYOND,
    aliases: maxAliases * FAR_BEYOND,
  };
  const rules = [...specifiedRules, ...options.rules];
  return (schema) => ({
    bounded(text) {
      const beyond = firstBeyond(text, most);
      if (beyond !== undefined) return { refusals: [refusalOf(beyond, text, options)] };
      const document = parsed(text, maxTokens);
      if (document === undefined) return undefined;
      const refusals = refusalsOf(document, schema, bounds);
      return refusals.length > 0 ? { refusals } : document;
    },
    isValid: (document) => isValid(document, schema, rules),
  });
}

function refusalOf(
  beyond: Beyond,
  text: string,
  { maxTokens, maxRootFields, maxAliases }: DocumentReaderOptions,
): GraphQLError {
  switch (beyond.bound) {
    case 'tokens':
      return tooManyTokens(text, beyond.position, maxTokens);
    case 'rootFields':
      return fault('QUERY_TOO_MANY_ROOT_FIELDS', { most: maxRootFields });
    case 'aliases':
      return fault('QUERY_TOO_MANY_ALIASES', { most: maxAliases });
  }
}

/** The error that graphql has for it, with the code that Apollo Server gives it. */
function tooManyTokens(text: string, position: number, most: number): GraphQLError {
  const { message, source } = syntaxError(
    new Source(text),
    position,
    `Document contains more that ${most} tokens. Parsing aborted.`,
  );
  return new GraphQLError(message, {
    source,
    positions: [position],
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });
}

function parsed(text: string, maxLexicalTokens: number): DocumentNode | undefined {
  try {
    return withoutTokens(parse(text, { maxLexicalTokens }));
  } catch {
    return undefined;
  }
}

function refusalsOf(
  document: DocumentNode,
  schema: GraphQLSchema,
  bounds: readonly ValidationRule[],
): readonly GraphQLError[] {
  const refusals: GraphQLError[] = [];
  const context = new ValidationContext(schema, document, new TypeInfo(schema), (refusal) => {
    if (refusals.length < MOST_REFUSALS) refusals.push(refusal);
  });
  visit(document, visitTogether(bounds.map((rule) => rule(context))));
  return refusals;
}

function isValid(
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
): boolean {
  const types = new TypeInfo(schema);
  const context = new ValidationContext(schema, document, types, (error) => {
    // The first is enough, and finding more may be made expensive by whoever wrote the document.
    throw error;
  });
  try {
    const visitors = rules.map((rule) => rule(context));
    visit(document, visitWithTypeInfo(types, visitTogether(visitors)));
    return true;
  } catch (error) {
    // A rule that gives up, for there is too much to compare, throws too.
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}
