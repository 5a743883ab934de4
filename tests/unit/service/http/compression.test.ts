import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { acceptedEncoding, compress } from '../../../../service/http/compression.ts';

describe('acceptedEncoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate, zstd', undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['GZIP;q=0.5, br;q=0', 'gzip'],
    ['br;q=0.000', undefined],
    ['br;q=0.1, gzip;q=1', 'gzip'],
    ['br; q=0.1 , gzip', 'gzip'],
    ['gzip;q=0.8, br;q=0.8', 'br'],
    ['gzip;q=0.5, br;q=1.0', 'br'],
    ['br;q=x, gzip;q=0.9', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *;q=0.5', 'gzip'],
    ['gzip;q=0.5, identity', undefined],
    ['gzip;q=0.5', 'gzip'],
  ])('takes %j as %s', (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding);
  });
});

describe('compress', () => {
  it('gives back what it was given', async () => {
    const text = 'Bộ phận một cửa '.repeat(100);
    const body = Buffer.from(text);

    const [br, gzip] = await Promise.all([compress(body, 'br'), compress(body, 'gzip')]);

    expect(brotliDecompressSync(br).toString()).toBe(text);
    expect(gunzipSync(gzip).toString()).toBe(text);
  });
});
