import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  exactNumber,
  parseExactly,
  rounded,
  withExactNumbers,
} from '../../../service/exact-numbers.ts';

const passedOn = (json: string) => withExactNumbers(JSON.stringify(parseExactly(json)));

/** Each number as a text that says how it is written. */
function asTexts(value: unknown): unknown {
  const exact = exactNumber(value);
  if (exact !== undefined) return `#${exact}`;
  if (typeof value === 'number') return `#${value}`;
  return mapped(value, asTexts);
}

function mapped(value: unknown, map: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));
}

describe('numbers that are passed on', () => {
  it.each([
    '{"long":9007199254740993,"most":9223372036854775807,"least":-9223372036854775808}',
    '{"price":1.10,"zero":0.0,"rate":12345678901234567.89,"small":0.0000001}',
    '[1e400,-1E-7,1.5e+3,-0,[2.50]]',
    '{"usual":[0,7,-12,0.1,3.25,1234567890123456,0.14285714285714285]}',
    '{"text":"paid: 9007199254740993, \\"1.10\\", [2.50]","more":1.10}',
  ])('are written as they came: %s', (json) => {
    expect(passedOn(json)).toBe(json);
  });

  it('are what JavaScript reads where digits stay as they are', () => {
    const json = '{"n":[1,2.5,100,"1.10"]}';

    expect(parseExactly(json)).toEqual(JSON.parse(json));
  });

  it('are the usual numbers again where they must be', () => {
    const value = parseExactly('{"price":1.10,"of":[9007199254740993]}') as { price: unknown };

    expect(exactNumber(value.price)).toBe('1.10');
    expect(rounded(value)).toEqual({ price: 1.1, of: [9007199254740992] });
  });

  it('are all of those that lose digits, whatever stands around them', () => {
    const digits = fc.stringMatching(/^(?:0|[1-9]\d{0,24})$/u);
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        digits,
        fc.constantFrom('', '.0', '.10', '.5', '.0000001', '.12345678901234567890'),
        fc.constantFrom('', 'e5', 'E-7', 'e+400'),
      )
      .map((parts) => parts.join(''));
    const text = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(':1.10,', '[-0]', ',1e5}', '\\', '"', '\\":1.10,'),
      )
      .map((value) => JSON.stringify(value));
    const space = fc.constantFrom('', ' ', '\n\t');
    const { json } = fc.letrec<{ json: string; list: string; record: string }>((tie) => ({
      json: fc.oneof({ maxDepth: 4 }, number, text, tie('list'), tie('record')),
      list: fc
        .tuple(space, fc.array(tie('json')))
        .map(([gap, all]) => `[${gap}${all.join(`${gap},${gap}`)}${gap}]`),
      record: fc
        .tuple(space, fc.array(fc.tuple(text, tie('json'))))
        .map(
          ([gap, all]) =>
            `{${all.map(([key, value]) => `${key}${gap}:${gap}${value}`).join(`${gap},`)}${gap}}`,
        ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        const list = `[${value}]`;

        // What JSON.parse itself makes of it, once each number is a string.
        const asText = list.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gsu, (token) =>
          token.startsWith('"') ? token : `"#${token}"`,
        );
        expect(asTexts(parseExactly(list))).toEqual(JSON.parse(asText));
      }),
    );
  });

  it.each([1, 32])('stand beside a text of %d MB', (megabytes) => {
    const piece = 'a\\n\\"[1.10,';
    const text = piece.repeat((megabytes * 1_000_000) / piece.length);
    const json = `{"n":9007199254740993,"t":"${text}","m":1.10}`;

    const value = parseExactly(json) as { n: unknown; t: string; m: unknown };

    expect([value.n, value.m].map(exactNumber)).toEqual(['9007199254740993', '1.10']);
    expect(value.t).toBe(JSON.parse(`"${text}"`));
  });

  it('make no JSON of what is none', () => {
    expect(() => parseExactly('{"n":1.10.0,"m":9007199254740993,"p":1.10}')).toThrow(SyntaxError);
    expect(() => parseExactly('{"n":01.10}')).toThrow(SyntaxError);
  });
});
