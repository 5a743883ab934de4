import { describe, expect, it } from '@jest/globals';
import {
  exactNumber,
  parseExactly,
  rounded,
  withExactNumbers,
} from '../../../service/exact-numbers.ts';

const passedOn = (json: string) => withExactNumbers(JSON.stringify(parseExactly(json)));

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

  it('make no JSON of what is none', () => {
    expect(() => parseExactly('{"n":1.10.0,"m":9007199254740993,"p":1.10}')).toThrow(SyntaxError);
    expect(() => parseExactly('{"n":01.10}')).toThrow(SyntaxError);
  });
});
