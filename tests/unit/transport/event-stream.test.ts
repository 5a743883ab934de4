import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMessages } from '../../../gateway/transport/events/event-stream.ts';

async function* inPieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    yield await Promise.resolve(bytes.subarray(from, to));
    from = to;
  }
}

async function read(bytes: Buffer, cuts: readonly number[] = [], maxBytes = 1_000_000) {
  const messages: { event: string; data: string }[] = [];
  for await (const { event, data } of readMessages(inPieces(bytes, cuts), maxBytes))
    messages.push({ event, data: data.toString() });
  return messages;
}

const text = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll(/[\r\n]/gu, ''));
const message = fc.record({
  event: fc.constantFrom('', 'next', 'complete'),
  data: fc.array(text, { minLength: 1, maxLength: 3 }),
  comment: fc.option(text),
  end: fc.constantFrom('\n', '\r', '\r\n'),
});

describe('a stream of server-sent events', () => {
  it('is read as it was written, wherever its bytes are cut and however its lines end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message), fc.array(fc.nat()), async (messages, cuts) => {
        const written = messages.map(({ event, data, comment, end }) =>
          [
            ...(comment === null ? [] : [`:${comment}`, 'id: 7']),
            ...(event === '' ? [] : [`event: ${event}`]),
            ...data.map((line) => `data: ${line}`),
            '',
          ]
            .map((line) => line + end)
            .join(''),
        );

        expect(await read(Buffer.from(written.join('')), cuts)).toEqual(
          messages.map(({ event, data }) => ({ event, data: data.join('\n') })),
        );
      }),
    );
  });

  it('has no message larger than is allowed, though it has no end', async () => {
    await expect(read(Buffer.from(`data: ${'x'.repeat(2_000)}`), [], 1_000)).rejects.toMatchObject({
      code: 'SUBGRAPH_ANSWER_TOO_LARGE',
    });
    await expect(read(Buffer.from('data: x\n'.repeat(1_000)), [], 1_000)).rejects.toMatchObject({
      code: 'SUBGRAPH_ANSWER_TOO_LARGE',
    });
  });

  it('takes one space from a value, and none where there is none', async () => {
    expect(await read(Buffer.from('event:next\ndata:  {"a":1}\n\ndata\n\n'))).toEqual([
      { event: 'next', data: ' {"a":1}' },
      { event: '', data: '' },
    ]);
  });
});
