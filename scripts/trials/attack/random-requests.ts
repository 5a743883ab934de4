import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** What is sent on one connection: a request or what looks like one, and frames once it has gone over to WebSocket. */
export interface RandomRequest {
  readonly bytes: Buffer;
  readonly frames: readonly Buffer[];
}

const METHODS = ['GET', 'POST', 'OPTIONS', 'PUT', 'HEAD', 'DELETE', 'TRACE', 'CONNECT', 'M-SEARCH'];

const PATHS = [
  ...['/graphql', '/graphql', '/graphql', '/export', '/export', '/statistics', '/break-glass', '/'],
  ...['/health', '/ready', '/metrics', '/%', '//', '*', 'http://a/graphql'],
];

const SEARCHES = [
  ...['', '', '?', '?query={__typename}', '?query=%', '?query={dossiers{nodes{code}}}&format=csv'],
  ...['?query={dossiers{nodes{code}}}&format=parquet', '?days=x', '?variables=null&query={a}'],
  '?extensions={%22persistedQuery%22:{%22version%22:1,%22sha256Hash%22:%22x%22}}',
];

const HOSTS = [
  ...['Host: localhost', 'Host: localhost', 'Host: localhost', 'Host: 127.0.0.1', 'Host: [::1]'],
  ...['Host: x.example.com', 'Host: :', 'Host: a b', 'Host:', ''],
];

const HEADERS = [
  ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'content-type', 'cookie'],
  ...['x-request-id', 'traceparent', 'tracestate', 'baggage', 'x-query-plan', 'x-graph-cost', 'te'],
  ...['origin', 'access-control-request-method', 'access-control-request-headers', 'referer'],
  ...['if-none-match', 'if-modified-since', 'range', 'x-identity', 'x-motcua-client', 'x-purpose'],
  ...['expect', 'connection', 'upgrade', 'transfer-encoding', 'content-length', 'x-api-key'],
  ...['apollo-require-preflight', 'x-forwarded-for', 'forwarded', 'last-event-id'],
];

const VALUES = [
  ...[
    '',
    '*',
    'gzip;q=0',
    'gzip;q=x, br;q=1.0000',
    'identity;q=0, *;q=0',
    ';;;',
    '=,=',
    '\u00ff\u00fe',
  ],
  ...['application/json', 'multipart/mixed;deferSpec=20220824', 'text/event-stream', 'text/csv'],
  ...['application/graphql-response+json', 'Bearer x', 'Bearer a.b.c', 'Basic YTpi', 'bytes=0-1'],
  ...[
    'W/"x"',
    '0',
    '-1',
    '1e9',
    'NaN',
    'null',
    '{}',
    '[]',
    'a=b; c=d',
    'include',
    '__proto__',
    '%00',
  ],
  ...['chunked', '100-continue', 'close', 'h2c', 'x'.repeat(3_000)],
];

const BODIES = [
  ...[
    '',
    '{}',
    '[]',
    'null',
    '{"query":1}',
    '{"query":"{__typename}","variables":[]}',
    '{"query":"',
  ],
  ...['{"query":"query($a:Int){__typename}","variables":{"a":"x"}}', '\u00ff\u00fe\0', '"x"', '1'],
  ...['{"query":"{dossiers(first:1){nodes{code}}}","extensions":5}', '[{"query":"{"}]'],
  ...['{"query":"{dossiers(first:1){nodes{...@defer{code}}}}"}', '{"query":"mutation{a}"}'],
  ...['{"__proto__":{"a":1},"query":"{__typename}"}', '{"query":"{__typename}","operationName":5}'],
  ...['{"query":"subscription{sourceStatusChanged{code}}"}', '{"query":"{a @skip(if:null)}"}'],
].map((body) => Buffer.from(body, 'latin1'));

const MESSAGES = [
  ...[
    '{"type":"connection_init"}',
    '{"type":"connection_init","payload":5}',
    '{',
    '[]',
    '',
    'null',
  ],
  ...['{"type":"subscribe","id":"1","payload":{"query":"{__typename}"}}', '{"type":"ping"}'],
  ...['{"type":"subscribe","id":1}', '{"type":"complete","id":"1"}', '{"type":"x"}'],
];

/** First bytes of frames: whole and in parts, of text, bytes, pings, closings, and of what there is not (RFC 6455, section 5.2). */
const OPCODES = [0x81, 0x81, 0x81, 0x82, 0x01, 0x00, 0x80, 0x89, 0x8a, 0x88, 0x8f, 0xc1];

const ENCODINGS = new Map<string, (body: Buffer) => Buffer>([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
]);

const header = fc
  .tuple(fc.constantFrom(...HEADERS), fc.constantFrom(...VALUES))
  .map(([name, value]) => `${name}: ${value}`);

/** A body, its header and whether it is cut in the middle. */
const body = fc
  .record({
    plain: fc.constantFrom(...BODIES),
    encoding: fc.constantFrom('', '', '', ...ENCODINGS.keys()),
    isCut: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    longerBy: fc.constantFrom(0, 0, 0, 0, 5),
  })
  .map(({ plain, encoding, isCut, longerBy }) => {
    const encoded = ENCODINGS.get(encoding)?.(plain) ?? plain;
    const bytes = isCut ? encoded.subarray(0, encoded.length >> 1) : encoded;
    const length = `Content-Length: ${bytes.length + longerBy}`;
    const headers = encoding === '' ? [length] : [length, `Content-Encoding: ${encoding}`];
    return { bytes, headers: [...headers, 'Content-Type: application/json'] };
  });

const frame = fc
  .tuple(fc.constantFrom(...OPCODES), fc.constantFrom(...MESSAGES))
  .map(([opcode, message]) => {
    const mask = randomBytes(4);
    const payload = Buffer.from(message).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
    return Buffer.concat([Buffer.from([opcode, 0x80 | payload.length]), mask, payload]);
  });

const upgrade = fc
  .constantFrom('graphql-transport-ws', 'graphql-transport-ws', 'graphql-ws', 'x')
  .map((protocol) => [
    ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
    ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Sec-WebSocket-Protocol: ${protocol}`],
  ]);

const request = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.constantFrom(...PATHS),
    search: fc.constantFrom(...SEARCHES),
    host: fc.constantFrom(...HOSTS),
    headers: fc.array(header, { maxLength: 5 }),
    body: fc.option(body, { freq: 2 }),
    frames: fc.array(frame, { maxLength: 6 }),
  })
  .map(({ method, path, search, host, headers, body: sent, frames }): RandomRequest => {
    const lines = [
      `${method} ${path}${search} HTTP/1.1`,
      host,
      ...headers,
      ...(sent?.headers ?? []),
    ];
    const head = Buffer.from(`${lines.filter(Boolean).join('\r\n')}\r\n\r\n`, 'latin1');
    return { bytes: Buffer.concat([head, ...(sent ? [sent.bytes] : [])]), frames };
  });

const socket = fc
  .record({ upgrade, host: fc.constantFrom(...HOSTS), frames: fc.array(frame, { maxLength: 6 }) })
  .map(({ upgrade: lines, host, frames }): RandomRequest => {
    const head = ['GET /graphql HTTP/1.1', host, ...lines].filter(Boolean).join('\r\n');
    return { bytes: Buffer.from(`${head}\r\n\r\n`), frames };
  });

/** Requests of every method, path, header and body that somebody may think of, sockets, and bytes that are neither. */
export const randomRequests: fc.Arbitrary<RandomRequest> = fc.oneof(
  { weight: 6, arbitrary: request },
  { weight: 2, arbitrary: socket },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 200 })
      .map((bytes): RandomRequest => ({ bytes: Buffer.from(bytes), frames: [] })),
  },
);
