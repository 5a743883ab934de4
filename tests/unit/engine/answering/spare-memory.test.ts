import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { JsonWriter } from '../../../../gateway/engine/answering/json-writer.ts';
import { SpareMemory } from '../../../../gateway/engine/answering/spare-memory.ts';
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

describe('answers that are sent from memory that is used again', () => {
  it('reach each client as its own, also where others read slowly or leave in the middle', async () => {
    const sending = new Sending({ writeDeadlineMs: 5_000, maxUnsentBytes: 1_024 * MIB });
    const spare = new SpareMemory();
    const memories = new Set<ArrayBufferLike>();
    let sent = 0;
    const server = createServer((asking: IncomingMessage, response: ServerResponse) => {
      asking.resume().on('end', () => {
        const writer = new JsonWriter('latin1', Infinity, spare);
        writer.begin(6 * MIB);
        writer.bytes(Buffer.alloc(6 * MIB, String(asking.headers['x-byte'])));
        const { answer, release } = writer.take();
        memories.add(answer.buffer);
        sent += 1;
        sending.send(response, 'a', {
          ...{ status: 200, head: { 'content-length': answer.length }, body: answer },
          ...(release && { release }),
        });
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    /** How many chunks came that are not its own; a client that leaves reads one piece. */
    const ask = async (n: number): Promise<number> => {
      const byte = String(n % 10);
      const asking = request({ port, agent: false, headers: { 'x-byte': byte } });
      asking.on('error', () => undefined).end();
      const [response] = (await once(asking, 'response')) as [IncomingMessage];
      let strange = 0;
      let came = 0;
      for await (const chunk of response as AsyncIterable<Buffer>) {
        const from = came === 0 ? '{"data":'.length : 0;
        came += chunk.length;
        const own = came > 6 * MIB + 8 ? chunk.subarray(from, -1) : chunk.subarray(from);
        if (!own.equals(Buffer.alloc(own.length, byte))) strange += 1;
        if (n % 4 === 3) break;
        if (n % 4 === 1 && came % 7 === 0) await wait(5);
      }
      return strange;
    };

    const strange: number[] = [];
    for (let round = 0; round < 6; round++)
      strange.push(...(await Promise.all([0, 1, 2, 3, 4, 5].map((n) => ask(6 * round + n)))));
    server.closeAllConnections();
    server.close();

    expect(strange.every((chunks) => chunks === 0)).toBe(true);
    expect(sent).toBe(36);
    expect(memories.size).toBeLessThan(sent);
  }, 30_000);
});
