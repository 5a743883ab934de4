import { isUtf8 } from 'node:buffer';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Body } from '../../../gateway/transport/answers/body.ts';

/** What a text is made of, whole or broken: characters of one to four bytes, their first bytes and those that continue them. */
const piece = fc.oneof(
  fc.constantFrom('a', 'é', 'ế', '😀').map((text) => Buffer.from(text)),
  fc.constantFrom(0x61, 0x80, 0xbf, 0xc3, 0xe1, 0xf0, 0xff).map((byte) => Buffer.from([byte])),
);

it('is UTF-8 where its bytes are, whatever chunks they came in', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 6 }),
      fc.array(fc.nat(12), { maxLength: 6 }),
      (pieces, cuts) => {
        const whole = Buffer.concat(pieces);
        const ends = [...cuts.sort((a, b) => a - b), whole.length];
        const chunks = ends.map((end, at) => whole.subarray(ends[at - 1] ?? 0, end));

        expect(new Body(chunks).isUtf8()).toBe(isUtf8(whole));
      },
    ),
    { numRuns: 2_000 },
  );
});
