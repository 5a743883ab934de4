import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ExecutableDefinitionNode,
  Kind,
  Lexer,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
  visit,
} from 'graphql';
import { createJsonCheck } from '../../../gateway/operations/json-bounds.ts';
import { firstBeyond } from '../../../gateway/operations/document-scan.ts';
import { runs } from '../../support/run/runs.ts';

const tokenBeyond = (text: string, tokens: number): number | undefined => {
  const beyond = firstBeyond(text, { tokens, rootFields: Infinity, aliases: Infinity });
  return beyond?.bound === 'tokens' ? beyond.position : undefined;
};

/** Where each token begins that graphql finds; undefined where it finds something that is none. */
function startsOf(text: string): readonly number[] | undefined {
  const lexer = new Lexer(new Source(text));
  const starts: number[] = [];
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance())
      starts.push(token.start);
  } catch {
    return undefined;
  }
  return starts;
}

const WORDS = [
  ...['{', '}', '(', ')', '[', ']', ':', '=', '!', '$', '&', '|', '@', '...', 'name', '_n0', '{a}'],
  ...['0', '-12', '1.50', '3e10', '-0.1E-2', '""', '"a"', '"\\\\"', '"a \\" # \\u00e1"', '"ă"'],
  ...['""""""', '"""a " "" b"""', '"""\n\\"""\n#"""', '#', '# a "\n', '\r\n', ',', '\uFEFF', '\t'],
];

/** Of which tokens are made, and of which they are ended. */
const SIGNS = [
  '"',
  '\\',
  '#',
  '\n',
  '{',
  '}',
  '.',
  '-',
  '0',
  '1',
  '3',
  'e',
  'E',
  '+',
  '_',
  'a',
  'ă',
  ',',
  '$',
  ' ',
];

describe('the token that is one too many', () => {
  it('is where graphql has it, in any text of tokens', () => {
    const texts = fc
      .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', ' ', '\n', ',')), {
        maxLength: 40,
      })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 12 }), (text, most) => {
        const starts = startsOf(text);
        const beyond = tokenBeyond(text, most);
        // Whatever is shorter than it may have tokens is not looked at, and has none too many.
        if (starts !== undefined) expect(beyond).toBe(starts[most]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is never found where graphql finds fewer, whatever the text', () => {
    const texts = fc
      .array(fc.constantFrom(...SIGNS), { maxLength: 40 })
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 8 }), (text, most) => {
        const starts = startsOf(text);
        const beyond = tokenBeyond(text, most);
        if (starts !== undefined && beyond !== undefined) expect(beyond).toBe(starts[most]);
      }),
      { numRuns: 3_000, examples: [['3-3}', 1]] },
    );
  });

  it.each([
    ['a string', '"', 'x', '"'],
    ['a string of escapes', '"', '\\"', '"'],
    ['a block', '"""', 'x', '"""'],
    ['a block of escapes', '"""', '\\"""', '"""'],
    ['a name', 'n', 'x', ''],
    ['a number', '1', '0', ''],
    ['a comment', '#', 'x', '\n'],
    ['nothing', ' ', ' ', ''],
  ])('is found behind %s of twenty million characters', (_what, open, inner, close) => {
    const long = open + inner.repeat(20_000_000 / inner.length) + close;

    expect(tokenBeyond(`${long} a b c`, 3)).toBe(
      /^[# ]/u.test(open) ? undefined : long.length + ' a b '.length,
    );
    expect(tokenBeyond(`${long} a b c d`, 3)).toBe(
      long.length + (/^[# ]/u.test(open) ? ' a b c ' : ' a b ').length,
    );
  });
});

describe('the field that is one too many', () => {
  const names = fc.constantFrom('on', 'query', 'fragment', 'a', 'id', 'true');
  const value = fc.constantFrom('1', '"{ a: b }"', '{ a: { b: [1, { c: $v }] } }', '[]', 'E');
  const given = fc.option(
    value.map((one) => `(x: ${one}, y: [{ z: 1 }])`),
    { nil: '' },
  );
  const directives = fc.option(
    fc.tuple(names, given).map(([name, it]) => `@${name}${it}`),
    { nil: '' },
  );
  const { selections } = fc.letrec<{ selections: string; selection: string }>((tie) => ({
    selections: fc
      .array(tie('selection'), { minLength: 1, maxLength: 4 })
      .map((all) => `{ ${all.join(' ')} }`),
    selection: fc.oneof(
      { maxDepth: 3 },
      fc
        .tuple(fc.option(names, { nil: '' }), names, given, directives)
        .map(([alias, name, ...more]) => (alias && `${alias}: `) + [name, ...more].join(' ')),
      names.filter((name) => name !== 'on').map((name) => `...${name}`),
      fc
        .tuple(names, given, directives, tie('selections'))
        .map(([name, ...more]) => [name, ...more].join(' ')),
      fc
        .tuple(fc.constantFrom('', ' on T'), directives, tie('selections'))
        .map((parts) => `...${parts.join(' ')}`),
    ),
  }));
  const described = fc.constantFrom(
    '',
    '"{ a: b c: d }"',
    '"""\n { a "b" c: d }\n"""',
    '# { a: b\n',
  );
  const definition = fc
    .tuple(
      described,
      fc.oneof(
        fc.tuple(fc.constantFrom('query A', 'mutation', 'subscription'), selections),
        fc.tuple(fc.constant('query ($v: [T!] = [{ a: 1 }] @x) @on(a: { b: 1 })'), selections),
        fc.tuple(fc.constant('fragment F on T @on(a: { b: 1 })'), selections),
      ),
    )
    .map((parts) => parts.flat().join(' '));
  const document = fc
    .tuple(fc.option(selections, { nil: '' }), fc.array(definition, { maxLength: 3 }))
    .map(([first, others]) => [first, ...others].join('\n'))
    .filter((text) => text !== '');

  const tellsWhere = (
    bound: 'rootFields' | 'aliases',
    numberOf: (definition: ExecutableDefinitionNode) => number,
  ): void => {
    const unbound = { tokens: Infinity, rootFields: Infinity, aliases: Infinity };
    fc.assert(
      fc.property(document, fc.nat(4), (text, most) => {
        const definitions = parse(text).definitions as readonly ExecutableDefinitionNode[];
        const tooMany = definitions.some((one) => numberOf(one) > most);

        expect(firstBeyond(text, { ...unbound, [bound]: most })).toEqual(
          tooMany ? { bound } : undefined,
        );
      }),
      { numRuns: runs(2_000, 500) },
    );
  };

  it('is told of the root exactly where an operation has it, in inline fragments too', () => {
    tellsWhere('rootFields', (one) =>
      one.kind === Kind.OPERATION_DEFINITION ? fieldsIn(one.selectionSet) : 0,
    );
  });

  it('is told by its alias exactly where an operation, or a fragment, has one too many', () => {
    tellsWhere('aliases', aliasesOf);
  });

  it('is none in what is no operation', () => {
    const most = { tokens: Infinity, rootFields: 2, aliases: 2 };

    expect(firstBeyond('type T { a: A b: B c: C d: D }', most)).toBeUndefined();
    expect(firstBeyond('{ a b ! ! ! ! "c" 1 2 3 = = }', most)).toBeUndefined();
  });
});

function fieldsIn({ selections }: SelectionSetNode): number {
  return selections.reduce((sum, one) => {
    if (one.kind === Kind.INLINE_FRAGMENT) return sum + fieldsIn(one.selectionSet);
    return one.kind === Kind.FIELD ? sum + 1 : sum;
  }, 0);
}

function aliasesOf(definition: ExecutableDefinitionNode): number {
  let aliases = 0;
  visit(definition, {
    Field({ alias }) {
      if (alias !== undefined) aliases += 1;
    },
  });
  return aliases;
}

describe('a body as it comes', () => {
  const check = createJsonCheck(
    {
      maxDocumentChars: 1_000,
      maxInputChars: 1_000,
      maxInputItems: 1_000,
      maxInputDepth: 5,
      maxInputValues: 100,
    },
    0,
  );
  const nested = (levels: number): unknown =>
    Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
  const body = (value: unknown): string => JSON.stringify({ query: 'q', variables: { value } });

  it('is refused where its variables are deeper, or more, than any may be', () => {
    const tooLarge = expect.objectContaining({
      extensions: expect.objectContaining({ code: 'INPUT_TOO_LARGE' }),
    });

    expect(() => {
      check(body(nested(7)));
    }).toThrow(tooLarge);
    expect(() => {
      check('['.repeat(100_000));
    }).toThrow(tooLarge);
    expect(() => {
      check(body(new Array(1_102).fill(0)));
    }).toThrow(tooLarge);
  });

  it('is let through within the bounds, whatever stands in its texts', () => {
    const texts = ['[{,'.repeat(10_000), '"\\'.repeat(5_000), '\\', '\\"', ''];

    expect(() => {
      for (const text of texts) check(body([text, { [text]: nested(3) }]));
      check(body(nested(5)));
      check(body(new Array(1_000).fill(0)));
    }).not.toThrow();
  });

  it('is let through where it is no JSON: that is said by who reads it', () => {
    expect(() => {
      for (const text of ['', '"', '"\\"', '{"a', ']]]]', 'x']) check(text);
    }).not.toThrow();
  });
});
