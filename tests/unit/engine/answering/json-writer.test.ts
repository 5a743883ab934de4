import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonWriter } from '../../../../gateway/engine/answering/json-writer.ts';
import { wireText } from '../../../../service/wire-text.ts';
import { collectGarbage } from '../../../support/collect-garbage.ts';
import { until } from '../../../support/until.ts';

const ENCODINGS = ['utf8', 'latin1'] as const;

/** Long ones have another way, unless a character in them needs to be written otherwise. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom('N', 'ă', 'm', ' ', 'Ủ'), maxLength: 100 }),
      fc.oneof(
        fc.constantFrom('', '"', '\\', '\n', '\u0000', '\u001f', '\u007f'),
        fc.string({ unit: 'binary' }),
      ),
      fc.string({ unit: fc.constantFrom('C', 'à', 'u'), maxLength: 100 }),
    )
    .map((parts) => parts.join('')),
);

describe.each(ENCODINGS)('a JSON writer over strings in %s', (encoding) => {
  const writer = new JsonWriter(encoding);
  const given = (text: string) => wireText(text, encoding);

  it('writes strings as JSON.stringify does, whatever is in them', () => {
    fc.assert(
      fc.property(texts, (text) => {
        // A byte string holds no lone surrogates: what made it has replaced them.
        const value = encoding === 'latin1' ? Buffer.from(text).toString() : text;

        writer.string(given(value));

        expect(writer.take().data.toString()).toBe(JSON.stringify(value));
      }),
    );
  });

  it('writes lone surrogates as escapes, which have no bytes', () => {
    writer.string('\ud83d');

    expect(writer.take().data.toString()).toBe('"\\ud83d"');
  });

  it('writes integers as they are', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        writer.integer(value);

        expect(writer.take().data.toString()).toBe(String(value));
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

    expect(writer.take().data.toString()).toBe('[{"Cái":"Nước"}]');
  });

  it('grows, and gives each answer memory of its own', () => {
    const long = 'Ủy ban nhân dân tỉnh Cà Mau. '.repeat(5_000);
    writer.string(given('first'));
    const first = writer.take().data;
    for (let i = 0; i < 20; i++) writer.string(given(long));
    const second = writer.take().data;
    writer.string(given('third'));
    const third = writer.take();

    expect(first.toString()).toBe('"first"');
    expect(second.toString()).toBe(`"${long}"`.repeat(20));
    expect(third.data.toString()).toBe('"third"');
    expect(third.answer.toString()).toBe('{"data":"third"}');
  });
});

describe('the memory of a JSON writer', () => {
  const MIB = 2 ** 20;
  const held = () => process.memoryUsage().arrayBuffers;
  const written = (writer: JsonWriter, bytes: number) => {
    writer.text(JSON.stringify('x'.repeat(bytes)));
    return writer.take().answer;
  };

  it('is no more than an answer may have, however much is expected', () => {
    const writer = new JsonWriter('latin1', MIB);
    const before = held();

    writer.begin(512 * MIB);

    expect(held() - before).toBeLessThan(2 * MIB);
    expect(written(writer, 10).toString()).toBe('{"data":"xxxxxxxxxx"}');
  });

  it('is let go of after an answer, however small that was', async () => {
    const writer = new JsonWriter('latin1', 256 * MIB);
    collectGarbage();
    const before = held();

    writer.begin(200 * MIB);
    written(writer, 10);

    // Memory that is collected is given back by a thread of V8's own.
    await until(() => {
      collectGarbage();
      return held() - before < 100 * MIB;
    });
    // The writer is in use still, and with it whatever it keeps.
    expect(written(writer, 10).toString()).toBe('{"data":"xxxxxxxxxx"}');
  });

  it.each([10, 100_000, 300_000, 1_000_000, 5_000_000, 9_000_000])(
    'is at most twice what an answer takes that goes out, of %d bytes',
    (bytes) => {
      for (const expected of [0, MIB, 8 * MIB, 64 * MIB]) {
        const writer = new JsonWriter('latin1', 32 * MIB);
        writer.begin(expected);

        const answer = written(writer, bytes);

        expect(JSON.parse(answer.toString())).toEqual({ data: 'x'.repeat(bytes) });
        // Small ones lie in memory that Node shares out to many.
        expect(answer.buffer.byteLength).toBeLessThanOrEqual(
          Math.max(2 * answer.length, Buffer.poolSize),
        );
      }
    },
  );
});
