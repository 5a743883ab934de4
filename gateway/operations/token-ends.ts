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

/** Where what stands for nothing ends, blanks or a comment; undefined where none begins there. */
export function endOfNothing(text: string, start: number): number | undefined {
  return endOfRun(NOTHING, text, start);
}

/** Where the token ends that begins there, as graphql has it where it takes the text; undefined where none begins. */
export function endOfToken(text: string, start: number): number | undefined {
  if (text[start] === '"') return endOfString(text, start);
  return endOfRun(LONG, text, start) ?? endOf(SHORT, text, start);
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
