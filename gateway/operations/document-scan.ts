import { endOfNothing, endOfToken } from './token-ends.ts';

/**
 * What a document may have at the most, as it is written: fragments are not spread out. Fields at the root are those of one operation,
 * aliases those of one operation or fragment.
 */
export interface ScanBounds {
  readonly tokens: number;
  readonly rootFields: number;
  readonly aliases: number;
}

/** What there is too much of; of tokens, where the first begins that is one too many. */
export type Beyond =
  | { readonly bound: 'tokens'; readonly position: number }
  | { readonly bound: 'rootFields' | 'aliases' };

/**
 * What a document has too many of; undefined where there is nothing, or what stands before it is no token at all. Nothing is made of
 * it: of a text that is refused, graphql would have made all that is to be thrown away.
 */
export function firstBeyond(text: string, most: ScanBounds): Beyond | undefined {
  // A token has a character at least, a field two with what parts it from the next, and one with an alias four.
  if (text.length <= Math.min(most.tokens, 2 * most.rootFields, 4 * most.aliases)) return undefined;
  const selections = new Selections();
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const nothing = endOfNothing(text, at);
    if (nothing !== undefined) {
      at = nothing;
      continue;
    }
    const end = endOfToken(text, at);
    if (end === undefined) return undefined;
    tokens += 1;
    if (tokens > most.tokens) return { bound: 'tokens', position: at };
    selections.take(text, at, end);
    if (selections.rootFields > most.rootFields) return { bound: 'rootFields' };
    if (selections.aliases > most.aliases) return { bound: 'aliases' };
    at = end;
  }
  return undefined;
}

/** What a definition is told by; a selection set without a word before it is a query's. */
const OPERATIONS: ReadonlySet<string> = new Set(['query', 'mutation', 'subscription']);

/** A name is that of a field, or its alias, unless one of these stands before it. */
type Before = '...' | '... on' | '@' | ':' | undefined;

/** The fields of the definition that is being read, told by tokens alone (GraphQL, October 2021, sections 2.2 to 2.8). */
class Selections {
  rootFields = 0;
  aliases = 0;
  /** Undefined between two definitions; 'other' selects nothing. */
  #definition: 'operation' | 'fragment' | 'other' | undefined;
  /** Of each brace that is open, whether it is an inline fragment's, whose fields lie no deeper. */
  readonly #open: boolean[] = [];
  #inlineFragments = 0;
  /** Within arguments, variables and lists nothing is selected. */
  #brackets = 0;
  #before: Before;
  /** Whether the next brace is an inline fragment's: behind it stand a type and directives at the most. */
  #isInline = false;

  take(text: string, start: number, end: number): void {
    const before = this.#before;
    this.#before = undefined;
    const sign = text[start] ?? '';
    if (sign === '(' || sign === '[') this.#brackets += 1;
    else if (sign === ')' || sign === ']') this.#brackets -= 1;
    else if (this.#brackets !== 0) return;
    else if (sign === '{') this.#enter();
    else if (sign === '}') this.#leave();
    else if (sign === '.') {
      this.#before = '...';
      this.#isInline = true;
    } else if (sign === '@') this.#before = '@';
    else if (sign === ':') {
      this.#before = ':';
      if (this.#isSelecting) this.aliases += 1;
    } else if (/[_A-Za-z]/.test(sign)) this.#takeName(text.slice(start, end), before);
  }

  get #isSelecting(): boolean {
    return this.#open.length > 0 && this.#definition !== 'other';
  }

  #enter(): void {
    this.#definition ??= 'operation';
    this.#open.push(this.#isInline);
    if (this.#isInline) this.#inlineFragments += 1;
    this.#isInline = false;
  }

  #leave(): void {
    if (this.#open.pop() === true) this.#inlineFragments -= 1;
    if (this.#open.length > 0) return;
    this.#definition = undefined;
    this.rootFields = 0;
    this.aliases = 0;
  }

  #takeName(name: string, before: Before): void {
    this.#definition ??= definitionOf(name);
    if (before === '...') {
      if (name === 'on') this.#before = '... on';
      else this.#isInline = false;
      return;
    }
    const isRoot =
      this.#definition === 'operation' && this.#open.length - this.#inlineFragments === 1;
    if (before === undefined && isRoot) this.rootFields += 1;
  }
}

function definitionOf(name: string): 'operation' | 'fragment' | 'other' {
  if (OPERATIONS.has(name)) return 'operation';
  return name === 'fragment' ? 'fragment' : 'other';
}
