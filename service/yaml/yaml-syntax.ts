import type { YAMLError } from 'yaml';

type Said = Readonly<{ what: string; mend: string }>;

/** What the codes of the parser mean to who wrote the file. */
const SAID: Readonly<Record<string, Said>> = {
  TAB_AS_INDENT: {
    what: 'a tab stands where the line is indented',
    mend: 'indent with blanks',
  },
  BAD_INDENT: {
    what: 'the line is not indented as what it belongs to, or a bracket before it is not closed',
    mend: 'indent what belongs together alike, and close every { and [',
  },
  MISSING_CHAR: {
    what: 'a quote, a bracket, a comma or a blank is missing',
    mend: 'close what is open; after “:” and “,” stands a blank',
  },
  MULTIPLE_DOCS: {
    what: 'a second document begins (“---”)',
    mend: 'give each source a file of its own',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    what: 'there is a second “: ” in the value',
    mend: 'put the value into quotes, or begin a new line',
  },
  BLOCK_IN_FLOW: {
    what: 'a list with dashes or an indented block stands inside { } or [ ]',
    mend: 'write it with brackets and commas too',
  },
  MULTILINE_IMPLICIT_KEY: {
    what: 'a line is no “key: value”',
    mend: 'write a “:” and a blank after the key',
  },
  BAD_SCALAR_START: {
    what: 'a value begins with a sign that YAML keeps for itself (@, ` or %)',
    mend: 'put it into quotes',
  },
  BAD_DQ_ESCAPE: {
    what: 'a backslash in double quotes begins nothing that is known',
    mend: 'use single quotes, in which a backslash is a backslash',
  },
  BAD_ALIAS: {
    what: 'a “*” or “&” has no name after it',
    mend: 'put the value into quotes if the sign itself is meant',
  },
  UNEXPECTED_TOKEN: {
    what: 'something stands here that fits nothing before it',
    mend: 'look for a quote or a bracket too many; a quote inside single quotes is doubled',
  },
  RESOURCE_EXHAUSTION: { what: 'brackets are nested too deeply', mend: 'take some away' },
};

const UNQUOTED_VARIABLE: Said = {
  what: 'a “${…}” inside { } is not in quotes',
  mend: "put it into quotes: '${NAME}'",
};

const ELSE: Said = { what: 'this is no YAML', mend: 'mend it; an editor shows where it breaks' };

/** What a syntax error of a YAML text is called. The parser reports what follows from the first one too: it alone is said. */
export function describeSyntaxErrors(
  errors: readonly YAMLError[],
  text: string,
): readonly (Said & { readonly offset: number })[] {
  const broken = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  if (broken !== undefined) {
    const [offset] = broken.pos;
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? '';
    // The variable's own braces end the block.
    const said = /[{[].*:\s*\$\{/u.test(line) ? UNQUOTED_VARIABLE : SAID[broken.code];
    return [{ ...(said ?? ELSE), offset }];
  }
  return errors.map(({ pos: [offset] }) => {
    const key = /^['"]?(.*?)['"]?\s*:/u.exec(text.slice(offset, offset + 200))?.[1] ?? '';
    return {
      what: `the key “${key}” stands twice in one block`,
      mend: 'take one of them away',
      offset,
    };
  });
}
