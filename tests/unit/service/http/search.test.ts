import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchOf } from '../../../../service/http/search.ts';

/** As Node tells an address: each byte as a character. */
const request = (bytes: Buffer) =>
  ({ url: bytes.toString('latin1') }) as unknown as IncomingMessage;

describe('what stands behind an address', () => {
  it('says the same whether its characters are written out or sent as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const written = encodeURIComponent(text);
        const sent = written.replaceAll(/(?:%[89A-F][\dA-F])+/gu, decodeURIComponent);

        for (const value of [written, sent]) {
          const search = searchOf(request(Buffer.from(`/graphql?query=${value}`)));

          expect(new URLSearchParams(search).get('query')).toBe(text);
          expect(search).toMatch(/^[\x20-\x7f]*$/u);
        }
      }),
    );
  });

  it.each([
    ['/graphql', ''],
    ['/graphql?', '?'],
    ['/graphql?query=100%&a=%zz', '?query=100%&a=%zz'],
  ])('is of %s what it says', (url, search) => {
    expect(searchOf(request(Buffer.from(url)))).toBe(search);
  });

  it.each(['N%E3m', 'N%e1%bb', 'Nãm'])('is refused where it is no UTF-8: %s', (value) => {
    const bytes = Buffer.from(`/graphql?query=${value}`, 'latin1');

    expect(() => searchOf(request(bytes))).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_REQUEST' }) }),
    );
  });
});
