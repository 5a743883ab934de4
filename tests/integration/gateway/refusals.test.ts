import { hash } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import { createLog } from '../../../service/log.ts';
import { requests } from '../../../service/telemetry/events.ts';
import { fixtureSupergraph, servingConfig } from '../../support/http/http-fixture.ts';

const MIB = 1024 * 1024;
const NOWHERE = 'http://127.0.0.1:9/graphql';

/** Sends pieces of a body as long as the server takes them; tells what it answered and how much it took. */
async function sendForever(url: string, head: readonly string[], piece: Buffer) {
  const { hostname, port } = new URL(url);
  const size = Buffer.from(`${piece.length.toString(16)}\r\n`);
  const chunk = Buffer.concat([size, piece, Buffer.from('\r\n')]);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (data) => (answer += data.toString()));
  socket.on('error', () => undefined);
  const start = ['POST /graphql HTTP/1.1', 'host: x', 'transfer-encoding: chunked', ...head];
  socket.write(`${start.join('\r\n')}\r\n\r\n`);
  const send = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', send);
  send();
  const tooLong = setTimeout(() => socket.destroy(new Error('the server never closed')), 5_000);
  await new Promise((resolve) => socket.on('close', resolve));
  clearTimeout(tooLong);
  return { answer, taken: socket.bytesWritten - socket.writableLength, fault: socket.errored };
}

describe('the gateway, where it refuses a body', () => {
  let gateway: HttpService;
  const lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    gateway = await startGateway({
      config: servingConfig({ engine: 'compiled', requestDeadlineMs: 1_000 }),
      supergraph: fixedSupergraph(fixtureSupergraph({ offices: NOWHERE, agencies: NOWHERE })),
      connect: ({ url }, encoding) =>
        createHttpTransport({ url, encoding, deadlineMs: 100, maxAnswerBytes: 1_000 }),
      log: createLog({
        service: 'test',
        level: 'info',
        destination: { write: (line) => lines.push(JSON.parse(line)) },
      }),
    });
  });

  afterAll(() => gateway.close());

  it.each([
    ['too large', '413 ', ['content-type: application/json'], Buffer.alloc(65_536, 32)],
    ['a bomb', '413 ', ['content-encoding: gzip'], gzipSync(Buffer.alloc(50 * MIB, 32))],
    ['in an unknown encoding', '400 ', ['content-encoding: zip'], Buffer.alloc(65_536, 32)],
    ['not what its encoding says', '400 ', ['content-encoding: gzip'], Buffer.alloc(65_536, 32)],
  ])(
    'answers one that is %s, reads no further and closes',
    async (_case, status, head, piece) => {
      const { answer, taken, fault } = await sendForever(gateway.url, head, piece);

      expect(answer).toMatch(`HTTP/1.1 ${status}`);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
      // What lies in the buffers of both systems' kernels counts as taken.
      expect(taken).toBeLessThan(20 * MIB);
      expect(fault?.message).not.toBe('the server never closed');
    },
    20_000,
  );

  it('waits for one no longer than for anything else', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    const head = [
      'POST /graphql HTTP/1.1',
      'host: x',
      'content-length: 100',
      'accept-language: en',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n{"query":`);
    let answer = '';
    for await (const data of socket) answer += String(data);

    expect(answer).toMatch('HTTP/1.1 408 ');
    expect(answer).toMatch('The answer was not ready within 1 s.');
  });

  it('is heard by a client that sends all before it reads', async () => {
    const send = () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.alloc(4 * MIB, 32),
      });

    const answers = await Promise.all(Array.from({ length: 10 }, send));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 413));
    await Promise.all(answers.map((answer) => answer.text()));
  });

  it.each([[[]], [['content-encoding: gzip']]])(
    'takes a client that leaves within its body for one that cancelled (%j)',
    async (head) => {
      lines.length = 0;
      const { hostname, port } = new URL(gateway.url);
      const socket = connect(Number(port), hostname);
      const start = ['POST /graphql HTTP/1.1', 'host: x', 'content-length: 100', ...head];
      socket.write(`${start.join('\r\n')}\r\n\r\n`);
      socket.write(gzipSync('{"query":').subarray(0, 12));
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.resetAndDestroy();
      await new Promise((resolve) => setTimeout(resolve, 100));

      expect(lines).toMatchObject([
        { level: 'info', codes: ['REQUEST_CANCELLED'], status: 499, msg: 'request' },
      ]);
    },
  );

  const post = (body: Buffer | string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it.each(['gzip', 'GZIP', 'x-gzip', 'Identity'])(
    'reads one whose encoding is written %s',
    async (encoding) => {
      const body = '{"query":"{ __typename }"}';

      const answer = await post(encoding === 'Identity' ? body : gzipSync(body), {
        'content-encoding': encoding,
      });

      expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
    },
  );

  it('reads one with the mark before it that some programs write', async () => {
    const answer = await post('\ufeff{"query":"{ __typename }"}');

    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('answers nothing to one that is not UTF-8, for it asks for something else than was meant', async () => {
    const query = 'query ($code: ID!) { office(code: $code) { name } }';
    const body = JSON.stringify({ query, variables: { code: 'Xã Tân Duyệt' } });

    for (const bytes of [Buffer.from(body, 'latin1'), gzipSync(Buffer.from(body, 'latin1'))]) {
      const headers = bytes[0] === 0x1f ? { 'content-encoding': 'gzip' } : {};
      const answer = await post(bytes, { ...headers, 'accept-language': 'en' });

      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        errors: [
          { message: 'The body of the request is not UTF-8.', extensions: { code: 'BAD_REQUEST' } },
        ],
      });
    }
  });

  it.each(['/graphql', '/export'])(
    'answers nothing to an address of %s that is not UTF-8 either',
    async (path) => {
      const answer = await fetch(`${gateway.url}${path}?query=N%E3m`, {
        headers: { 'apollo-require-preflight': '1', 'accept-language': 'en' },
      });

      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        errors: [{ message: 'The address of the request is not UTF-8.' }],
      });
    },
  );

  it.each([
    ['any page could have had sent', 400, 'POST', { 'content-type': 'text/plain' }],
    ['comes by a method that is none of its own', 405, 'PUT', {}],
    ['takes no JSON', 406, 'POST', { accept: 'application/xml' }],
  ])('counts a request that %s as refused', async (_what, status, method, headers) => {
    lines.length = 0;
    const refused: unknown[] = [];
    const stop = requests.listen(({ outcome }) => refused.push(outcome));
    const answer = await fetch(`${gateway.url}/graphql`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"query":"{ __typename }"}',
    });
    await answer.text();
    stop();

    expect(answer.status).toBe(status);
    expect(refused).toEqual(['BAD_REQUEST']);
    expect(lines).toMatchObject([{ status, codes: ['BAD_REQUEST'], msg: 'request' }]);
  });

  it('asks nobody for a client that would not take the answer', async () => {
    lines.length = 0;
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': 'vi',
        accept: 'application/xml',
      },
      body: '{"query":"{ offices { code } }"}',
    });

    expect(answer.status).toBe(406);
    expect(await answer.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('Giá trị của accept không nhận') }],
    });
    // Its subgraph cannot be reached, which is told where it is asked.
    expect(lines).toMatchObject([{ status: 406, codes: ['BAD_REQUEST'] }]);
  });

  it('looks no further at a document beyond a bound, whatever else the request says', async () => {
    const documentOf = (field: string) =>
      `{ ${Array.from({ length: 150 }, (_, n) => `${field}${n}`).join(' ')} }`;
    const persisted = (query: string) => ({
      persistedQuery: { version: 1, sha256Hash: hash('sha256', query) },
    });
    const ways: readonly ((query: string) => readonly [string, RequestInit])[] = [
      (query) => posted({ query }),
      (query) => posted({ query }, `application/json;n=${'1'.repeat(300)}`),
      (query) => posted({ query }, 'application/json, application/json;q=0.1'),
      (query) => posted({ query }, 'text/event-stream'),
      (query) => posted({ query, extensions: persisted(query) }),
      (query) => posted({ query, extensions: { persistedQuery: { version: 2 } } }),
      (query) => posted({ query, operationName: '' }),
      (query) => posted({ query, operationName: 'A', variables: [] }),
      (query) => [
        `?query=${encodeURIComponent(query)}&extensions=${JSON.stringify(persisted(query))}`,
        { headers: { 'apollo-require-preflight': '1' } },
      ],
    ];
    const posted = (body: object, accept = '*/*') =>
      [
        '',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept },
          body: JSON.stringify(body),
        },
      ] as const;
    const codes = await Promise.all(
      ways.map(async (way, index) => {
        // What is known of one document is not known of another.
        const [search, init] = way(documentOf(`way${index}n`));
        const answer = await (await fetch(`${gateway.url}/graphql${search}`, init)).text();
        return [...answer.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code);
      }),
    );

    expect(codes).toEqual(ways.map(() => ['QUERY_TOO_MANY_ROOT_FIELDS']));
  });

  it('makes nothing of JSON that is too deep, wherever it is sent', async () => {
    const deep = `{"a":${'['.repeat(500)}${']'.repeat(500)}}`;
    const search = `query=${encodeURIComponent('{ offices { code } }')}&variables=${deep}`;
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"{ offices { code } }","variables":${deep}}`,
    };
    const get = { headers: { 'apollo-require-preflight': '1' } };
    const answers = await Promise.all(
      ['/graphql', '/export'].flatMap((path) => [
        fetch(gateway.url + path, post),
        fetch(`${gateway.url}${path}?${search}`, get),
      ]),
    );
    const told = await Promise.all(answers.map((answer) => answer.json()));

    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(413));
    for (const one of told)
      expect(one).toMatchObject({ errors: [{ extensions: { code: 'INPUT_TOO_LARGE' } }] });
  });
});
