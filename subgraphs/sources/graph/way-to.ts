import { type Token, TokenKind, type ValueNode } from 'graphql';

const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R]);
const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L]);

/**
 * The argument and fields within which a value was written, `where`, `receivedOn`, `gte`. A scalar is given its value alone, so
 * they are read from the words before it; none where the document was not read from text.
 */
export function wayTo({ loc }: ValueNode): readonly string[] {
  const way: string[] = [];
  let depth = 0;
  // Of the fields of one object only the nearest is on the way.
  let isNamed = false;
  for (let token = loc?.startToken.prev; token != null; token = token.prev) {
    if (CLOSING.has(token.kind)) depth += 1;
    else if (depth > 0) depth -= OPENING.has(token.kind) ? 1 : 0;
    else if (token.kind === TokenKind.PAREN_L) break;
    else if (OPENING.has(token.kind)) isNamed = false;
    else if (token.kind === TokenKind.COLON && !isNamed) {
      way.unshift(wordBefore(token)?.value ?? '');
      isNamed = true;
    }
  }
  return way;
}

/** The token before it that is no comment. */
function wordBefore({ prev }: Token): Token | null {
  return prev?.kind === TokenKind.COMMENT ? wordBefore(prev) : prev;
}
