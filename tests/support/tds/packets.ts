/** Packets of MS-TDS: an eight-byte header and part of a message. */
export const PACKET = {
  BATCH: 1,
  RPC: 3,
  REPLY: 4,
  ATTENTION: 6,
  LOGIN7: 16,
  PRELOGIN: 18,
} as const;

const HEADER = 8;
const END_OF_MESSAGE = 1;
const PACKET_SIZE = 4096;

export interface Message {
  readonly type: number;
  readonly data: Buffer;
}

/** Puts the messages of one connection together from the bytes as they come. */
export function createMessageReader(
  onMessage: (message: Message) => void,
): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  let parts: Buffer[] = [];
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= HEADER && rest.length >= rest.readUInt16BE(2)) {
      const length = rest.readUInt16BE(2);
      const [type, status] = [rest.readUInt8(0), rest.readUInt8(1)];
      parts.push(rest.subarray(HEADER, length));
      rest = rest.subarray(length);
      if ((status & END_OF_MESSAGE) !== 0) {
        onMessage({ type, data: Buffer.concat(parts) });
        parts = [];
      }
    }
  };
}

/** A server's message, always of the type REPLY: also the answer to PRELOGIN. */
export function reply(data: Buffer): Buffer {
  const room = PACKET_SIZE - HEADER;
  const packets = Array.from({ length: Math.ceil(data.length / room) }, (_, index) => {
    const part = data.subarray(index * room, (index + 1) * room);
    const header = Buffer.alloc(HEADER);
    header.writeUInt8(PACKET.REPLY, 0);
    header.writeUInt8((index + 1) * room >= data.length ? END_OF_MESSAGE : 0, 1);
    header.writeUInt16BE(HEADER + part.length, 2);
    header.writeUInt8((index + 1) % 256, 6);
    return Buffer.concat([header, part]);
  });
  return Buffer.concat(packets);
}
