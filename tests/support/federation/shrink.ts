import {
  Kind,
  parse,
  print,
  specifiedRules,
  validate,
  visit,
  NoUnusedVariablesRule,
} from 'graphql';
import type { ASTNode, DocumentNode, GraphQLSchema } from 'graphql';
import type { RandomOperation } from './random-operation.ts';

/** Unused variables do no harm while an operation shrinks. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/** A smaller operation of which the same is true: selections are left out one by one, as long as it stays so. */
export async function shrunk(
  operation: RandomOperation,
  schema: GraphQLSchema,
  isTrue: (operation: RandomOperation) => Promise<boolean>,
): Promise<RandomOperation> {
  const { variables } = operation;
  let query = operation.query;
  for (let index = 0; ;) {
    const smaller = withoutNode(parse(query, { noLocation: true }), index);
    if (smaller === undefined) return { query, variables };
    const valid = smaller !== 'nothing' && validate(schema, smaller, RULES).length === 0;
    if (valid && (await isTrue({ query: print(smaller), variables }))) query = print(smaller);
    else index += 1;
  }
}

/** The document without its n-th selection, directive, fragment or alias; undefined where it has not so many. */
function withoutNode(document: DocumentNode, index: number): DocumentNode | 'nothing' | undefined {
  let seen = -1;
  const isIt = () => (seen += 1) === index;
  const smaller: DocumentNode = visit(document, {
    enter(node: ASTNode) {
      switch (node.kind) {
        case Kind.FIELD:
          if (isIt()) return null;
          return node.alias !== undefined && isIt() ? { ...node, alias: undefined } : undefined;
        case Kind.INLINE_FRAGMENT:
        case Kind.FRAGMENT_SPREAD:
        case Kind.FRAGMENT_DEFINITION:
        case Kind.DIRECTIVE:
          return isIt() ? null : undefined;
        default:
          return undefined;
      }
    },
  });
  if (seen < index) return undefined;
  try {
    return parse(print(smaller), { noLocation: true });
  } catch {
    // Nothing is left in some braces.
    return 'nothing';
  }
}
