import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonText } from '../../../gateway/transport/answers/json-text.ts';
import { fromWireValue, toByteString } from '../../../service/wire-text.ts';

/** JSON as Python, PHP or .NET write it: nothing but ASCII. */
function escaped(text: string): string {
  return text.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const read = (body: Buffer): unknown => JSON.parse(jsonText(body, 'latin1'));

describe('JSON read as byte strings', () => {
  it('says the same as JSON read as text, whether characters are escaped or not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value);

        for (const body of [Buffer.from(text), Buffer.from(escaped(text))]) {
          expect(fromWireValue(read(body), 'latin1')).toEqual(JSON.parse(text));
        }
      }),
    );
  });

  it('keeps escaped what is no character of its own: backslashes, controls, lone surrogates', () => {
    const text = String.raw`["\\u1ebf \u1ebf \u0000 \u00e9 \ud83d\ude00 \ud83d \ude00 \"\\\""]`;

    const [value] = read(Buffer.from(text)) as [string];

    const expected = Array.from((JSON.parse(text) as [string])[0])
      .map((character) =>
        /[\ud800-\udfff]/u.test(character) ? character : toByteString(character),
      )
      .join('');
    expect(value).toBe(expected);
  });

  it('replaces what is not UTF-8, so that the answer made of it is', () => {
    const body = Buffer.concat([Buffer.from('"C'), Buffer.from([0xe0]), Buffer.from(' Mau"')]);

    expect(read(body)).toBe(toByteString('C\ufffd Mau'));
  });
});
