import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonWriter } from '../../../gateway/engine/answering/json-writer.ts';
import { wireText } from '../../../service/wire-text.ts';

const ENCODINGS = ['utf8', 'latin1'] as const;

describe.each(ENCODINGS)('a JSON writer over strings in %s', (encoding) => {
  const writer = new JsonWriter(encoding);
  const given = (text: string) => wireText(text, encoding);

  it('writes strings as JSON.stringify does, whatever is in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        // A byte string holds no lone surrogates: what made it has replaced them.
        const value = encoding === 'latin1' ? Buffer.from(text).toString() : text;

        writer.string(given(value));

        expect(writer.take().toString()).toBe(JSON.stringify(value));
      }),
    );
  });

  it('writes lone surrogates as escapes, which have no bytes', () => {
    writer.string('\ud83d');

    expect(writer.take().toString()).toBe('"\\ud83d"');
  });

  it('writes integers as they are', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        writer.integer(value);

        expect(writer.take().toString()).toBe(String(value));
      }),
    );
  });

  it('takes back what was written beyond a length', () => {
    writer.bytes(Buffer.from('['));
    const { length } = writer;
    writer.string(given('Năm Căn'));
    writer.truncate(length);
    writer.text(given(JSON.stringify({ Cái: 'Nước' })));
    writer.character(0x5d);

    expect(writer.take().toString()).toBe('[{"Cái":"Nước"}]');
  });

  it('grows, and gives each answer memory of its own', () => {
    const long = 'Ủy ban nhân dân tỉnh Cà Mau. '.repeat(5_000);
    writer.string(given('first'));
    const first = writer.take();
    for (let i = 0; i < 20; i++) writer.string(given(long));
    const second = writer.take();
    writer.string(given('third'));
    const third = writer.take();

    expect(first.toString()).toBe('"first"');
    expect(second.toString()).toBe(`"${long}"`.repeat(20));
    expect(third.toString()).toBe('"third"');
  });
});
