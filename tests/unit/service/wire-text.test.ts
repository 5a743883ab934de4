import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fromByteString,
  fromWireValue,
  toByteString,
  wireValue,
} from '../../../service/wire-text.ts';

const text = fc.string({ unit: 'binary' });

describe('a byte string', () => {
  it('holds the bytes of a text, one a code unit, and gives the text back', () => {
    fc.assert(
      fc.property(text, (given) => {
        const bytes = toByteString(given);

        expect(Buffer.from(bytes, 'latin1')).toEqual(Buffer.from(given));
        expect(fromByteString(bytes)).toBe(given);
      }),
    );
  });

  it('stands for each string of a JSON value', () => {
    const value = { 'Bộ phận': ['Một cửa', { fee: 15_000, unpaid: null }] };

    const wired = wireValue(value, 'latin1');

    expect(wired).toEqual({
      [toByteString('Bộ phận')]: [toByteString('Một cửa'), { fee: 15_000, unpaid: null }],
    });
    expect(fromWireValue(wired, 'latin1')).toEqual(value);
  });

  it('is no other than the text where that is ASCII, or asked for as it is', () => {
    const ascii = { code: 'H12.NC' };
    const name = { name: 'Năm Căn' };

    expect(wireValue(ascii, 'latin1')).toBe(ascii);
    expect(wireValue(name, 'utf8')).toBe(name);
  });
});
