import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonWriter } from '../../../../gateway/engine/answering/json-writer.ts';
import { SpareMemory } from '../../../../gateway/engine/answering/spare-memory.ts';
import { Writers } from '../../../../gateway/engine/answering/writers.ts';
import { Sending } from '../../../../service/http/sending.ts';

const MIB = 1024 * 1024;

describe('the memory of large answers', () => {
  const bytes = Buffer.alloc(MIB, '7');
  const write = (writer: JsonWriter, ...pieces: readonly Buffer[]) => {
    for (const piece of pieces) writer.bytes(piece);
    return writer.take();
  };

  it('is written into again once it is released, and not before', () => {
    const writer = new JsonWriter('latin1', Infinity, new SpareMemory());
    const first = write(writer, bytes);
    const second = write(writer, bytes);

    second.release?.();
    const third = write(writer, bytes);

    expect(second.answer.buffer).not.toBe(first.answer.buffer);
    expect(third.answer.buffer).toBe(second.answer.buffer);
  });

  it('is released by the writer where the answer was copied out of it', () => {
    const spare = new SpareMemory();
    const writer = new JsonWriter('latin1', Infinity, spare);

    writer.begin(MIB);
    const { answer, release } = write(writer, bytes.subarray(0, MIB / 3));

    expect(release).toBeUndefined();
    expect(spare.take(MIB).buffer).not.toBe(answer.buffer);
  });

  it('is not lent to what is less than half as large, nor to what is larger', () => {
    const spare = new SpareMemory();
    spare.giveBack(bytes);

    const others = [MIB / 4, MIB + 1].map((size) => spare.take(size));

    expect(others.map(({ length }) => length)).toEqual([MIB / 4, MIB + 1]);
    expect(spare.take(MIB / 2)).toBe(bytes);
  });
});

/** How a client reads what it has asked for on one connection. */
const asked = fc.record({
  bytes: fc.array(fc.oneof(fc.nat(64 * 1024), fc.integer({ min: 300_000, max: 3 * MIB })), {
    minLength: 1,
    maxLength: 4,
  }),
  pipelined: fc.boolean(),
  how: fc.constantFrom('reads', 'reads', 'is slow', 'leaves', 'asks its last and leaves', 'stalls'),
  /** Where it leaves or stalls. */
  until: fc.nat(2 * MIB),
});
type Asked = ReturnType<typeof asked.generate>['value'];

describe('answers that are sent from memory that is used again', () => {
  const writers = new Writers('latin1');
  const sending = new Sending({ writeDeadlineMs: 1_500, maxUnsentBytes: 1_024 * MIB });
  const memories = new Set<ArrayBufferLike>();
  let large = 0;
  const server = createServer((asking, response) => {
    asking.resume().on('end', () => {
      const [name = '', bytes = ''] = asking.url?.slice(1).split('/') ?? [];
      const writer = writers.lend();
      writer.bytes(dataOf(name, Number(bytes)));
      const { answer, release } = writer.take();
      writers.giveBack(writer);
      if (release !== undefined) {
        large += 1;
        memories.add(answer.buffer);
      }
      sending.send(response, name, {
        ...{ status: 200, head: { 'content-length': answer.length }, body: answer },
        ...(release && { release }),
      });
    });
  }).on('clientError', (_error, socket) => socket.destroy());
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The bodies that came, of which the last may have been left in the middle. */
  async function ask(name: string, { bytes, pipelined, how, until }: Asked): Promise<Buffer[]> {
    const requests = bytes.map((size) => `GET /${name}/${size} HTTP/1.1\r\nHost: a\r\n\r\n`);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined).write(pipelined ? requests.join('') : (requests[0] ?? ''));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const came: Buffer[] = [];
    let length = 0;
    let next = pipelined ? requests.length : 1;
    let end = 0;
    socket.on('data', (chunk) => {
      came.push(chunk);
      length += chunk.length;
      if (end <= 0 || length >= end) end = endOfAnswers(Buffer.concat(came), next);
      if (end > 0 && length >= end) {
        const more = requests[next++];
        end = 0;
        if (more === undefined) socket.end();
        else socket.write(more);
        return;
      }
      if (how === 'is slow' && came.length % 5 === 0) {
        socket.pause();
        setTimeout(() => socket.resume(), 4);
      }
      if (length < until) return;
      if (how === 'leaves') socket.destroy();
      if (how === 'stalls') socket.pause();
      if (how === 'stalls') setTimeout(() => socket.destroy(), 2_000);
      if (how === 'asks its last and leaves') {
        socket.pause().end();
        setTimeout(() => socket.destroy(), 10);
      }
    });
    await closed;
    return bodiesIn(Buffer.concat(came));
  }

  it('reach each client as its own, also where others read slowly, stall or leave in the middle', async () => {
    let names = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 30, maxLength: 40 }), async (clients) => {
        await Promise.all(
          clients.map(async (client) => {
            const name = `client-${names++}-`;

            const bodies = await ask(name, client);

            if (client.how === 'reads') expect(bodies).toHaveLength(client.bytes.length);
            for (const [at, body] of bodies.entries()) {
              const own = Buffer.from(`{"data":${dataOf(name, client.bytes[at] ?? 0).toString()}}`);
              const whole = client.how === 'reads' || at < bodies.length - 1;
              expect(own.subarray(0, whole ? own.length : body.length).equals(body)).toBe(true);
            }
          }),
        );
      }),
      { numRuns: 3, endOnFailure: true },
    );

    expect(memories.size).toBeLessThan(large);
  }, 60_000);
});

/** Somebody's, and nobody else's, wherever one looks. */
function dataOf(name: string, bytes: number): Buffer {
  return Buffer.alloc(bytes, name);
}

/** What came on a connection, body by body. */
function bodiesIn(came: Buffer): Buffer[] {
  const bodies: Buffer[] = [];
  for (let at = 0; ;) {
    const body = bodyAt(came, at);
    if (body === undefined) return bodies;
    bodies.push(came.subarray(body.from, body.to));
    at = body.to;
  }
}

/** Where so many answers end; 0 where the head of the last one has not come. */
function endOfAnswers(came: Buffer, count: number): number {
  let at = 0;
  for (let n = 0; n < count; n++) {
    const body = bodyAt(came, at);
    if (body === undefined) return 0;
    at = body.to;
  }
  return at;
}

function bodyAt(came: Buffer, at: number): { from: number; to: number } | undefined {
  const end = came.indexOf('\r\n\r\n', at);
  if (end === -1) return undefined;
  const head = came.toString('latin1', at, end);
  const from = end + 4;
  return { from, to: from + Number(/content-length: (\d+)/i.exec(head)?.[1]) };
}
