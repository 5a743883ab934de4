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

/** For a client to read a piece: those that read share a thread with all that is answered. */
const WRITE_DEADLINE_MS = 5_000;
/** Until a client that has stalled looks again, which is after it was cut off. */
const STALLED_MS = 6_000;

describe('answers that are sent from memory that is used again', () => {
  const writers = new Writers('latin1');
  const sending = new Sending({ writeDeadlineMs: WRITE_DEADLINE_MS, maxUnsentBytes: 1_024 * MIB });
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
        status: 200,
        head: { 'content-length': answer.length },
        body: answer,
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
    const answers = new Answers();
    let length = 0;
    let next = pipelined ? requests.length : 1;
    socket.on('data', (chunk) => {
      answers.add(chunk);
      length += chunk.length;
      if (answers.ended === next) {
        const more = requests[next++];
        if (more === undefined) socket.end();
        else socket.write(more);
        return;
      }
      if (how === 'is slow' && answers.chunks % 5 === 0) {
        socket.pause();
        setTimeout(() => socket.resume(), 4);
      }
      if (length < until) return;
      if (how === 'leaves') socket.destroy();
      if (how === 'stalls') socket.pause();
      if (how === 'stalls') setTimeout(() => socket.destroy(), STALLED_MS);
      if (how === 'asks its last and leaves') {
        socket.pause().end();
        setTimeout(() => socket.destroy(), 10);
      }
    });
    await closed;
    return answers.bodies();
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

/** What comes on a connection, answer by answer; each byte is looked at once. */
class Answers {
  chunks = 0;
  /** Answers of which all has come. */
  ended = 0;
  readonly #bodies: Buffer[][] = [];
  /** Of the head that has not come to its end. */
  #head: Buffer = Buffer.alloc(0);
  /** Of the body that comes. */
  #left = 0;

  add(chunk: Buffer): void {
    this.chunks += 1;
    for (let rest = chunk; rest.length > 0;) {
      if (this.#left === 0) rest = this.#begin(rest);
      const part = rest.subarray(0, this.#left);
      if (part.length === 0) continue;
      this.#bodies.at(-1)?.push(part);
      this.#left -= part.length;
      if (this.#left === 0) this.ended += 1;
      rest = rest.subarray(part.length);
    }
  }

  bodies(): Buffer[] {
    return this.#bodies.map((parts) => Buffer.concat(parts));
  }

  /** Takes a head, or what has come of it; what follows is of its body. */
  #begin(chunk: Buffer): Buffer {
    const head = Buffer.concat([this.#head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) {
      this.#head = head;
      return Buffer.alloc(0);
    }
    this.#head = Buffer.alloc(0);
    this.#bodies.push([]);
    this.#left = Number(/content-length: (\d+)/i.exec(head.toString('latin1', 0, end))?.[1]);
    return head.subarray(end + 4);
  }
}
