/**
 * What begins, and the first sign that is no more of it. It is looked for from sign to sign: a pattern of the whole would keep of each
 * sign how to go back, and has no room for millions.
 */
type Run = readonly [begins: RegExp, ends: RegExp];
const NOTHING: readonly Run[] = [
  [/[\uFEFF\t ,\n\r]/y, /[^\uFEFF\t ,\n\r]/g],
  [/#/y, /[\n\r]/g],
];
/** A token of more than a sign that is no string: a name, or a number, whose own signs are the first and an exponent's. */
const LONG: readonly Run[] = [
  [/[_A-Za-z]/y, /\W/g],
  [/-?\d/y, /[^\d.eE+-]|(?<![eE])[+-]/g],
];
const SHORT = /\.\.\.|[!$&()[\]{}:=@|]/y;
/** What ends a string or is escaped in one, so that it does not: the next of these is looked for, however far it is. */
const IN_STRING = /["\n\r]|\\[^\n\r]?/g;
const IN_BLOCK = /"""|\\"""/g;

/** What a document may have at the most, each as it is written: what fragments bring when they are spread out is not seen here. */
export interface ScanBounds {
  readonly tokens: number;
  /** Of one operation, as are aliases. */
  readonly rootFields: number;
  readonly aliases: number;
}

/** The first that is one too many, and where it begins. */
export interface Beyond {
  readonly bound: keyof ScanBounds;
  readonly position: number;
}

/**
 * What a document has too many of; undefined where there is nothing, or what stands before it is no token at all. Nothing is made of
 * it: of a text that is refused, graphql would have made all that is to be thrown away.
 */
export function firstBeyond(text: string, most: ScanBounds): Beyond | undefined {
  // Each has a character.
  if (text.length <= Math.min(most.tokens, most.rootFields, most.aliases)) return undefined;
  const selections = new Selections();
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const nothing = endOfRun(NOTHING, text, at);
    if (nothing !== undefined) {
      at = nothing;
      continue;
    }
    const end =
      text[at] === '"'
        ? endOfString(text, at)
        : (endOfRun(LONG, text, at) ?? endOf(SHORT, text, at));
    if (end === undefined) return undefined;
    tokens += 1;
    if (tokens > most.tokens) return { bound: 'tokens', position: at };
    selections.take(text, at, end);
    if (selections.rootFields > most.rootFields) return { bound: 'rootFields', position: at };
    if (selections.aliases > most.aliases) return { bound: 'aliases', position: at };
    at = end;
  }
  return undefined;
}

/** What the token before says of a name: it is a field's but behind these. */
type Before = '...' | '... on' | '@' | ':' | undefined;

/** The fields of the operation that is being read, told by tokens alone (GraphQL, October 2021, section 2.4 to 2.8). */
class Selections {
  rootFields = 0;
  aliases = 0;
  /** What the definition begins with; undefined between two. */
  #definition: string | undefined;
  #braces = 0;
  /** Within arguments, variables and lists nothing is selected. */
  #brackets = 0;
  #before: Before;

  take(text: string, start: number, end: number): void {
    const before = this.#before;
    this.#before = undefined;
    switch (text[start]) {
      case '(':
      case '[':
        this.#brackets += 1;
        return;
      case ')':
      case ']':
        this.#brackets -= 1;
        return;
    }
    if (this.#brackets !== 0) return;
    switch (text[start]) {
      case '{':
        this.#definition ??= 'query';
        this.#braces += 1;
        return;
      case '}':
        this.#braces -= 1;
        if (this.#braces === 0) this.#endDefinition();
        return;
      case '.':
        this.#before = '...';
        return;
      case '@':
        this.#before = '@';
        return;
      case ':':
        this.#before = ':';
        if (this.#isSelecting) this.aliases += 1;
        return;
      default:
        this.#takeName(text, start, end, before);
    }
  }

  /** Fragments count where they are spread, which is not told here. */
  get #isSelecting(): boolean {
    return this.#braces > 0 && this.#definition !== 'fragment';
  }

  #takeName(text: string, start: number, end: number, before: Before): void {
    this.#definition ??= text.slice(start, end);
    if (before === '...' && text.slice(start, end) === 'on') this.#before = '... on';
    else if (before === undefined && this.#braces === 1 && this.#isSelecting) this.rootFields += 1;
  }

  #endDefinition(): void {
    this.#definition = undefined;
    this.rootFields = 0;
    this.aliases = 0;
  }
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function endOfRun(runs: readonly Run[], text: string, start: number): number | undefined {
  for (const [begins, ends] of runs) {
    const begun = endOf(begins, text, start);
    if (begun === undefined) continue;
    const ended = endOf(ends, text, begun);
    return ended === undefined ? text.length : ended - 1;
  }
  return undefined;
}

function endOfString(text: string, start: number): number | undefined {
  const isBlock = text.startsWith('"""', start);
  const signs = isBlock ? IN_BLOCK : IN_STRING;
  signs.lastIndex = start + (isBlock ? 3 : 1);
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    const [found] = sign;
    if (found === '"' || found === '"""') return signs.lastIndex;
    if (!found.startsWith('\\')) return undefined;
  }
  return undefined;
}
