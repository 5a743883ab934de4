/** Tokens of MS-TDS 7.2 and later: what a server's messages are made of. */

const STATUS = { FINAL: 0, MORE: 0x01, ERROR: 0x02, COUNT: 0x10, ATTENTION: 0x20 } as const;

/** Latin1_General_CI_AS, unless a test wants another: code page 1252. */
export const COLLATION_1252 = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x00]);
/** Vietnamese_CI_AS: code page 1258. */
export const COLLATION_1258 = Buffer.from([0x2a, 0x04, 0xd0, 0x00, 0x00]);

/** VERSION and ENCRYPTION (2: not supported, so that the login comes plain). */
export function prelogin(): Buffer {
  const version = Buffer.from([0, 0, 11, 0, 6]);
  const encryption = Buffer.from([1, 0, 17, 0, 1]);
  return Buffer.concat([
    version,
    encryption,
    Buffer.from([0xff]),
    Buffer.from([10, 50, 0, 0, 0, 0]),
    Buffer.from([2]),
  ]);
}

export function loginAcknowledged(tdsVersion: number, database: string, collation: Buffer): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt32BE(tdsVersion);
  const acknowledgement = Buffer.concat([
    Buffer.from([1]),
    version,
    shortText('Stand-in'),
    Buffer.from([10, 50, 0, 0]),
  ]);
  return Buffer.concat([
    token(0xe3, Buffer.concat([Buffer.from([1]), shortText(database), shortText('')])),
    token(0xe3, Buffer.concat([Buffer.from([7, collation.length]), collation, Buffer.from([0])])),
    token(0xad, acknowledgement),
    token(0xe3, Buffer.concat([Buffer.from([4]), shortText('4096'), shortText('4096')])),
    done(0xfd, STATUS.FINAL),
  ]);
}

export function failure(number: number, message: string, inCall: boolean): Buffer {
  const head = Buffer.alloc(6);
  head.writeInt32LE(number, 0);
  head.writeUInt8(1, 4);
  head.writeUInt8(14, 5);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(message.length);
  const body = [
    head,
    length,
    Buffer.from(message, 'utf16le'),
    shortText('S'),
    shortText(''),
    Buffer.alloc(4),
  ];
  return Buffer.concat([
    token(0xaa, Buffer.concat(body)),
    done(inCall ? 0xfe : 0xfd, STATUS.ERROR),
  ]);
}

/** Every column is nvarchar(4000). */
export function resultSet(
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  inCall: boolean,
): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(columns.length);
  const described = columns.map((name) =>
    Buffer.concat([
      // User type, flags (nullable), NVARCHAR, 8,000 bytes.
      Buffer.from([0, 0, 0, 0, 9, 0, 0xe7, 0x40, 0x1f]),
      COLLATION_1252,
      shortText(name),
    ]),
  );
  const values = rows.map((row) => Buffer.concat([Buffer.from([0xd1]), ...row.map(longText)]));
  const end = inCall
    ? [
        done(0xff, STATUS.COUNT | STATUS.MORE, rows.length),
        Buffer.from([0x79, 0, 0, 0, 0]),
        done(0xfe, STATUS.FINAL),
      ]
    : [done(0xfd, STATUS.COUNT, rows.length)];
  return Buffer.concat([Buffer.from([0x81]), count, ...described, ...values, ...end]);
}

export function nothing(): Buffer {
  return done(0xfd, STATUS.FINAL);
}

export function attentionHeard(): Buffer {
  return done(0xfd, STATUS.ATTENTION);
}

function done(type: number, status: number, rows = 0): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt8(type, 0);
  bytes.writeUInt16LE(status, 1);
  bytes.writeUInt16LE(0xc1, 3);
  bytes.writeBigUInt64LE(BigInt(rows), 5);
  return bytes;
}

function token(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt8(type, 0);
  head.writeUInt16LE(data.length, 1);
  return Buffer.concat([head, data]);
}

function shortText(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'utf16le')]);
}

function longText(text: string | null): Buffer {
  if (text === null) return Buffer.from([0xff, 0xff]);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(2 * text.length);
  return Buffer.concat([length, Buffer.from(text, 'utf16le')]);
}
