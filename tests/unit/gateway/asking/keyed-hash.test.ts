import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyedHash } from '../../../../gateway/asking/keyed-hash.ts';

const KEY = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]);

/** A text whose code units have these bytes. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf16le');
}

/** The hash's first 53 bits. */
function bitsOf(hex: string): number {
  const bytes = Buffer.from(hex, 'hex');
  return bytes.readUInt32LE(0) * 2 ** 21 + (bytes.readUInt32LE(4) >>> 11);
}

describe('a keyed hash', () => {
  it.each([
    [0, '218d1f59b9b83cc8'],
    [2, '064f39ef7c50eb57'],
    [4, 'd5e78a175be52ea1'],
    [8, 'edfee820bce4858c'],
    [62, 'f90b3ab572d46693'],
  ])('is HalfSipHash-2-4, by its authors’ vector of %d bytes', (length, hex) => {
    const hash = createKeyedHash(KEY);

    expect(hash(textOf(Uint8Array.from({ length }, (_, n) => n)))).toBe(bitsOf(hex));
  });

  it('tells different texts apart, under any key', () => {
    const keys = fc.uint8Array({ minLength: 8, maxLength: 8 });
    const texts = fc.uniqueArray(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(keys, texts, (key, different) => {
        const hash = createKeyedHash(key);
        const hashes = new Set(different.map(hash));
        return (
          hashes.size === different.length && different.every((text) => hashes.has(hash(text)))
        );
      }),
    );
  });

  it('is another under another key', () => {
    const other = createKeyedHash(KEY.map((byte) => byte ^ 1));

    expect(other('Dossier H12.NC:1')).not.toBe(createKeyedHash(KEY)('Dossier H12.NC:1'));
  });
});
