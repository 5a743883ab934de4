import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import type { HttpTransportOptions } from '../../../gateway/transport/http.ts';
import { listen } from '../../support/http/http-stub.ts';

const QUERY = { operation: { text: '{ office { code } }' }, headers: {} };
const MUTATION = { operation: { text: 'mutation { close }' }, headers: {} };
const ANSWER = { data: { office: { code: 'H12.NC' } } };

/** Answers that tell so many bytes or more are collected in one piece. */
const LARGE_BYTES = 256 * 1024;

/** A body in chunks of at most 1,000 bytes. */
function chunked(body: string): string {
  const chunks = body.match(/.{1,1000}/g) ?? [];
  return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function transportOver(
  listener: RequestListener,
  options: Partial<HttpTransportOptions> = {},
) {
  const server = await listen(listener);
  const transport = createHttpTransport({
    url: server.url,
    encoding: 'latin1',
    deadlineMs: 1_000,
    maxAnswerBytes: 10_000,
    ...options,
  });
  opened.push(server.close, () => transport.close());
  return transport;
}

describe('an HTTP transport', () => {
  it('posts the operation, its name, variables and headers, and reads the answer', async () => {
    const seen: unknown[] = [];
    const transport = await transportOver((request, response) => {
      void request.toArray().then((chunks) => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        seen.push([request.method, request.url, request.headers.authorization, body]);
        response.end(JSON.stringify(ANSWER));
      });
    });

    const answer = await transport.execute({
      operation: {
        text: 'query Office($code: ID!) { office(code: $code) { code } }',
        name: 'Office',
      },
      variables: { code: 'H12.NC' },
      headers: { authorization: 'Bearer x' },
    });

    expect(answer).toEqual({ ...ANSWER, bytes: JSON.stringify(ANSWER).length });
    expect(seen).toEqual([
      [
        'POST',
        '/graphql',
        'Bearer x',
        {
          operationName: 'Office',
          query: 'query Office($code: ID!) { office(code: $code) { code } }',
          variables: { code: 'H12.NC' },
        },
      ],
    ]);
  });

  it('hands over GraphQL errors whatever the status', async () => {
    const errors = [{ message: 'Unknown field' }];
    const transport = await transportOver((_request, response) => {
      response.writeHead(400).end(JSON.stringify({ errors }));
    });

    expect(await transport.execute(QUERY)).toMatchObject({ errors });
  });

  it('takes an empty list of errors for none', async () => {
    const transport = await transportOver((_request, response) => {
      response.end(JSON.stringify({ ...ANSWER, errors: [] }));
    });

    const answer = await transport.execute(QUERY);

    expect(answer).toEqual({ ...ANSWER, bytes: expect.any(Number) });
  });

  it.each([
    ['a path that is no list', { path: {} }, {}],
    ['a path of other things', { path: ['office', null] }, {}],
    ['a path beside a list', { path: ['offices', -1] }, {}],
    ['extensions that are no object', { extensions: 'x' }, {}],
    ['places in the text', { locations: 5 }, {}],
    [
      'all that it may have',
      { path: ['offices', 0], extensions: { code: 'Mã' } },
      { path: ['offices', 0], extensions: { code: 'Mã' } },
    ],
  ])('reads of an error with %s what can be relied on', async (_case, given, read) => {
    const transport = await transportOver((_request, response) => {
      response.end(JSON.stringify({ ...ANSWER, errors: [{ message: 'Hỏng', ...given }] }));
    });

    const { data, errors } = await transport.execute(QUERY);

    expect({ data, errors }).toEqual({ ...ANSWER, errors: [{ message: 'Hỏng', ...read }] });
  });

  it.each<[string, string, RequestListener]>([
    ['garbage', 'SUBGRAPH_BAD_ANSWER', (_, response) => response.end('<html>')],
    ['JSON that is no GraphQL answer', 'SUBGRAPH_BAD_ANSWER', (_, response) => response.end('[1]')],
    ['data that is no object', 'SUBGRAPH_BAD_ANSWER', (_, response) => response.end('{"data":7}')],
    ['an empty object', 'SUBGRAPH_BAD_ANSWER', (_, response) => response.end('{}')],
    ['no error', 'SUBGRAPH_BAD_ANSWER', (_, response) => response.end('{"errors":[]}')],
    [
      'errors that are no list',
      'SUBGRAPH_BAD_ANSWER',
      (_, response) => response.end('{"errors":{}}'),
    ],
    [
      'a redirect',
      'SUBGRAPH_BAD_ANSWER',
      (_, response) => response.writeHead(302, { location: '/' }).end(),
    ],
    [
      'status 500 without GraphQL',
      'SUBGRAPH_BAD_ANSWER',
      (_, response) => response.writeHead(500).end('{"data":{}}'),
    ],
    ['status 503', 'SUBGRAPH_UNAVAILABLE', (_, response) => response.writeHead(503).end()],
    [
      'half a body',
      'SUBGRAPH_BAD_ANSWER',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{"data":');
        setTimeout(() => response.destroy(), 10);
      },
    ],
    [
      'a broken compressed body',
      'SUBGRAPH_BAD_ANSWER',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    ],
    [
      'an unknown compression',
      'SUBGRAPH_BAD_ANSWER',
      (_, response) => response.writeHead(200, { 'content-encoding': 'zip' }).end('{}'),
    ],
    [
      'too long a body',
      'SUBGRAPH_ANSWER_TOO_LARGE',
      (_, response) => response.end('x'.repeat(10_001)),
    ],
    [
      'a compression bomb',
      'SUBGRAPH_ANSWER_TOO_LARGE',
      (_, response) =>
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync('x'.repeat(1_000_000))),
    ],
    ['nothing at all', 'SUBGRAPH_TIMEOUT', () => undefined],
    [
      'an endless body',
      'SUBGRAPH_TIMEOUT',
      (_, response) => {
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => {
          clearInterval(drip);
        });
      },
    ],
  ])('makes one fault of %s', async (_case, code, listener) => {
    const transport = await transportOver(listener, { deadlineMs: 300 });

    await expect(transport.execute(QUERY)).rejects.toMatchObject({ name: 'TransportFault', code });
  });

  it.each([
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['Identity', (text: string) => text],
    ['', (text: string) => text],
  ])('reads an answer compressed by “%s”', async (encoding, compress) => {
    const transport = await transportOver((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': encoding })
        .end(compress(JSON.stringify(ANSWER)));
    });

    expect(await transport.execute(QUERY)).toMatchObject(ANSWER);
  });

  it('reads an answer before which a server has put a byte order mark, a long one as well', async () => {
    const long = { data: { text: 'x'.repeat(20_000) } };
    const transport = await transportOver(
      (request, response) => {
        response.end(
          `\ufeff${JSON.stringify(request.headers['x-long'] === 'yes' ? long : ANSWER)}`,
        );
      },
      { maxAnswerBytes: 100_000 },
    );
    const operation = { ...QUERY.operation, texts: [{ key: 'text' }] };

    expect(await transport.execute(QUERY)).toMatchObject(ANSWER);
    expect(
      JSON.parse(
        JSON.stringify(await transport.execute({ operation, headers: { 'x-long': 'yes' } })),
      ),
    ).toMatchObject(long);
  });

  it('compresses a request above the threshold', async () => {
    const bodies: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      void request.toArray().then((chunks) => {
        const raw = Buffer.concat(chunks);
        const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
        bodies.push([
          request.headers['content-encoding'],
          JSON.parse(plain.toString()).variables.ids.length,
        ]);
        response.end(JSON.stringify(ANSWER));
      });
    };
    const transport = await transportOver(listener, { compressAboveBytes: 500 });

    await transport.execute({ ...QUERY, variables: { ids: ['H12'] } });
    await transport.execute({
      ...QUERY,
      variables: { ids: Array.from({ length: 200 }, () => 'H12') },
    });

    expect(bodies).toEqual([
      [undefined, 1],
      ['gzip', 200],
    ]);
  });

  it('asks a query again where the socket was closed before an answer, but never a mutation', async () => {
    let asked = 0;
    const transport = await transportOver((request, response) => {
      asked += 1;
      if (asked % 2 === 1) request.socket.destroy();
      else response.end(JSON.stringify(ANSWER));
    });

    const answer = await transport.execute(QUERY);
    const mutation = transport.execute(MUTATION);

    expect(answer).toMatchObject(ANSWER);
    await expect(mutation).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(asked).toBe(3);
  });

  it.each([
    ['closes without a byte', '', 'SUBGRAPH_UNAVAILABLE', 4],
    ['sends no HTTP', 'garbage\r\n\r\n', 'SUBGRAPH_BAD_ANSWER', 1],
    ['sends half a status line', 'HTTP/1.1 20', 'SUBGRAPH_BAD_ANSWER', 1],
    ['sends half a head', 'HTTP/1.1 200 OK\r\ncontent-ty', 'SUBGRAPH_BAD_ANSWER', 1],
    [
      'contradicts itself',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\n{}',
      'SUBGRAPH_BAD_ANSWER',
      1,
    ],
    [
      'sends an endless head',
      `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n{}`,
      'SUBGRAPH_BAD_ANSWER',
      1,
    ],
  ])(
    'asks a query again only where the subgraph said nothing: it %s',
    async (_case, sent, code, times) => {
      let asked = 0;
      const transport = await transportOver(({ socket }) => {
        asked += 1;
        if (sent === '') socket.destroy();
        else socket.end(sent);
      });

      await expect(transport.execute(QUERY)).rejects.toMatchObject({ code });
      expect(asked).toBe(times);
    },
  );

  it.each([
    ['in chunks', `transfer-encoding: chunked\r\n\r\n`, (json: string) => chunked(json)],
    ['until its socket ends', `connection: close\r\n\r\n`, (json: string) => json],
    ['of its own length', '', (json: string) => `content-length: ${json.length}\r\n\r\n${json}`],
  ])('takes no length from a head before the answer, which comes %s', async (_case, head, body) => {
    for (const length of [1_000, LARGE_BYTES, 1_000_000]) {
      const hints = `HTTP/1.1 103 Early Hints\r\ncontent-length: ${LARGE_BYTES}\r\n\r\n`;
      const sent = { data: { office: { code: 'x'.repeat(length) } } };
      const transport = await transportOver(
        ({ socket }) =>
          socket.end(`${hints}HTTP/1.1 200 OK\r\n${head}${body(JSON.stringify(sent))}`),
        { maxAnswerBytes: 2_000_000 },
      );

      const { data, bytes } = await transport.execute(QUERY);

      expect({ data, bytes }).toEqual({ ...sent, bytes: JSON.stringify(sent).length });
    }
  });

  it('answers every query while the subgraph restarts', async () => {
    const listener: RequestListener = (_request, response) => response.end(JSON.stringify(ANSWER));
    const first = await listen(listener);
    const transport = createHttpTransport({
      url: first.url,
      encoding: 'latin1',
      deadlineMs: 2_000,
      maxAnswerBytes: 10_000,
    });
    opened.push(() => transport.close());
    await Promise.all(Array.from({ length: 5 }, () => transport.execute(QUERY)));

    const closed = first.close();
    const during = Promise.all(Array.from({ length: 20 }, () => transport.execute(QUERY)));
    await closed;
    const second = await listen(listener, first.port);
    opened.unshift(second.close);

    expect(await during).toHaveLength(20);
  });

  it('waits for a subgraph that restarts longer, but not for one that has never answered', async () => {
    const listener: RequestListener = (_request, response) => response.end(JSON.stringify(ANSWER));
    const first = await listen(listener);
    const options = { url: first.url, encoding: 'latin1', deadlineMs: 4_000 } as const;
    const known = createHttpTransport({ ...options, maxAnswerBytes: 10_000 });
    const unknown = createHttpTransport({ ...options, maxAnswerBytes: 10_000 });
    opened.push(
      () => known.close(),
      () => unknown.close(),
    );
    await known.execute(QUERY);
    await first.close();

    const during = Promise.all(Array.from({ length: 20 }, () => known.execute(QUERY)));
    await expect(unknown.execute(QUERY)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const second = await listen(listener, first.port);
    opened.unshift(second.close);

    expect(await during).toHaveLength(20);
  });

  it('gives up when the client has gone, and frees the socket', async () => {
    let gone = false;
    const transport = await transportOver((_request, response) => {
      response.on('close', () => (gone = true));
    });
    const client = new AbortController();

    const answer = transport.execute({ ...QUERY, signal: client.signal });
    setTimeout(() => {
      client.abort();
    }, 30);

    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
    await once(process.stdout, 'never', { signal: AbortSignal.timeout(100) }).catch(
      () => undefined,
    );
    expect(gone).toBe(true);
  });

  it('times out while it waits for a socket, without asking afterwards', async () => {
    const asked: string[] = [];
    const transport = await transportOver(
      (request, response) => {
        asked.push(String(request.headers['x-request-id']));
        setTimeout(() => response.end(JSON.stringify(ANSWER)), 250);
      },
      { connections: 1, deadlineMs: 300 },
    );

    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((id) => transport.execute({ ...QUERY, headers: { 'x-request-id': id } })),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(asked).toEqual(['a', 'b']);
  });
});
