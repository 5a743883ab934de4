/** What a client says when it logs in. */
export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly readOnlyIntent: boolean;
  /** As the client wrote it; the server's acknowledgement repeats it. */
  readonly tdsVersion: number;
}

/** A statement: a batch, or `sp_executesql` with the declarations of its parameters and their bytes. */
export interface Call {
  readonly sql: string;
  readonly declarations: string;
  readonly values: Buffer;
}

const READ_ONLY_INTENT = 0x20;

export function readLogin(data: Buffer): Login {
  const field = (at: number): Buffer => {
    const offset = data.readUInt16LE(at);
    return data.subarray(offset, offset + 2 * data.readUInt16LE(at + 2));
  };
  return {
    tdsVersion: data.readUInt32LE(4),
    readOnlyIntent: (data.readUInt8(26) & READ_ONLY_INTENT) !== 0,
    user: field(40).toString('utf16le'),
    password: revealed(field(44)).toString('utf16le'),
    database: field(68).toString('utf16le'),
  };
}

/** A password travels with the halves of its bytes swapped and every other bit turned. */
function revealed(bytes: Buffer): Buffer {
  return Buffer.from(bytes).map((byte) => {
    const turned = byte ^ 0xa5;
    return ((turned << 4) | (turned >> 4)) & 0xff;
  }) as Buffer;
}

export function readBatch(data: Buffer): Call {
  const sql = data.subarray(data.readUInt32LE(0)).toString('utf16le');
  return { sql, declarations: '', values: Buffer.alloc(0) };
}

/** Only `sp_executesql`, called by its number, as drivers do. */
export function readCall(data: Buffer): Call {
  let at = data.readUInt32LE(0);
  const [mark, procedure] = [data.readUInt16LE(at), data.readUInt16LE(at + 2)];
  if (mark !== 0xffff || procedure !== 10) throw new Error('Only sp_executesql is understood');
  at += 6;
  const text = (): string => {
    if (at >= data.length) return '';
    at += 1 + 2 * data.readUInt8(at) + 1;
    if (data.readUInt8(at) !== 0xe7) throw new Error('Only nvarchar is understood here');
    const most = data.readUInt16LE(at + 1);
    at += 8;
    return most === 0xffff ? chunks() : sized();
  };
  const sized = (): string => {
    const length = data.readUInt16LE(at);
    at += 2 + length;
    return data.subarray(at - length, at).toString('utf16le');
  };
  const chunks = (): string => {
    const parts: Buffer[] = [];
    at += 8;
    for (;;) {
      const length = data.readUInt32LE(at);
      at += 4 + length;
      if (length === 0) return Buffer.concat(parts).toString('utf16le');
      parts.push(data.subarray(at - length, at));
    }
  };
  return { sql: text(), declarations: text(), values: data.subarray(at) };
}
