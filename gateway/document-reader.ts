import {
  GraphQLError,
  parse,
  specifiedRules,
  TypeInfo,
  ValidationContext,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { visitTogether } from './visit-together.ts';

/** Parses and validates a document; undefined where there is anything to be said against it. */
export type DocumentReader = (text: string, schema: GraphQLSchema) => DocumentNode | undefined;

export interface DocumentReaderOptions {
  readonly maxTokens: number;
  /** Rules beside those of the specification. */
  readonly rules: readonly ValidationRule[];
}

/**
 * Reads documents as Apollo Server does, for less than half the cost, but tells only whether it would take them: a
 * document that is refused here goes there, and is refused again with all that is wrong.
 */
export function createDocumentReader({ maxTokens, rules }: DocumentReaderOptions): DocumentReader {
  const all = [...specifiedRules, ...rules];
  return (text, schema) => {
    const document = parsed(text, maxTokens);
    return document && isValid(document, schema, all) ? document : undefined;
  };
}

function parsed(text: string, maxLexicalTokens: number): DocumentNode | undefined {
  try {
    return parse(text, { maxLexicalTokens });
  } catch {
    return undefined;
  }
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
